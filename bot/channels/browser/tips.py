"""What a newcomer to the practice room may try: who each sample person is, what to ask, and what to begin."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Tip:
    """What an empty chat says of its person, and messages sent with one press: questions and (label, message)."""

    lead: str
    text: str
    asks: tuple[str, ...] = ()
    starters: tuple[tuple[str, str], ...] = ()


ANYBODY = Tip("Nothing here yet", "Write below what you want to do. The desk answers from the council's own policy.")


@dataclass(frozen=True)
class Guide:
    """Everything that the room says of itself: `codes` are budget codes with what each leads to, `others` councils."""

    council: str = ""
    tips: Mapping[str, Tip] = field(default_factory=dict)
    walk: tuple[str, ...] = ()
    codes: tuple[tuple[str, str], ...] = ()
    others: tuple[str, ...] = ()

    def tip(self, user: str) -> Tip:
        """What the empty chat of that person says."""
        return self.tips.get(user, ANYBODY)
