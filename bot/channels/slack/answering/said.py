"""What was already said about an event, so that an event that Slack repeats brings nobody the same line again."""

from collections import OrderedDict

from bot.messages import Reply

# Slack repeats an event three times within about an hour.
MOST = 10_000


class Said:
    """Remembers, for as long as the process lives, what was said about which event."""

    def __init__(self) -> None:
        self._words: OrderedDict[str, str] = OrderedDict()

    def new(self, event: str, reply: Reply) -> bool:
        """Whether this was not said about that event before; from now on it was."""
        if self._words.get(event) == reply.text:
            return False
        self._words[event] = reply.text
        if len(self._words) > MOST:
            self._words.popitem(last=False)
        return True
