"""The five kinds of error that a person may meet, each with a stable code and a sentence that is safe to show."""

from collections.abc import Sequence


class CommsDeskError(Exception):
    """What the five kinds share: `code` stays the same for ever, `sentence` may be shown to anybody."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(f"{code}: {sentence}")
        self.code = code
        self.sentence = sentence


class InvalidAnswer(CommsDeskError):
    """An answer that cannot be read; the sentence says what to write, and the question is asked again."""


class Refused(CommsDeskError):
    """Somebody may not do this, or this does not exist for them; the sentence does not say which. It is audited."""


class Stale(CommsDeskError):
    """What was clicked is no longer open; the sentence says who decided and when, and the card is drawn again."""


class ChannelError(CommsDeskError):
    """A platform did not take a message; `retry_after` is in seconds, None where the platform named no time."""

    def __init__(self, code: str, sentence: str, *, permanent: bool, retry_after: float | None = None) -> None:
        super().__init__(code, sentence)
        self.permanent = permanent
        self.retry_after = retry_after


class StartError(CommsDeskError):
    """The settings, a policy or the database do not let the program start; `faults` lists all of them at once."""

    def __init__(self, code: str, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__(code, "\n".join(self.faults))
