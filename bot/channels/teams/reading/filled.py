"""What a press brings: which button of which card, and what was filled in there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.buttons import inputs_of
from bot.channels.teams.drawing import given, typed
from bot.channels.teams.reading.wire import Activity, Drawn, Execution, of
from bot.messages import Fields, Screen

OURS = "commsdesk"
AUTOMATIC = "automatic"
# Presses of the same button with the same fields on the same drawing in so many seconds are one press.
DOUBLE_CLICK = 3


@dataclass(frozen=True)
class Pressed:
    """A button of one of our cards; `fields` are as they were typed, and `at` is when that was.

    One that is `automatic` nobody pressed: the client asks how the card looks now.
    """

    verb: str
    token: str
    key: str
    version: int
    fields: Mapping[str, str]
    automatic: bool
    at: datetime | None

    @property
    def moment(self) -> int:
        """When it was, in steps of a few seconds."""
        return int(self.at.timestamp()) // DOUBLE_CLICK if self.at else 0

    def filled(self, screen: Screen | None) -> Fields:
        """The values of what goes with the button, by the fields of the card as it is now.

        Teams sends along everything that stands on a card. Where the card has no such button any more, or nobody can
        see it, the application is handed all of it, and says what it thinks of it.
        """
        if screen is None:
            return self.fields
        asked = inputs_of(screen, self.token)
        there = [*screen.inputs, *(i for b in screen.buttons for i in b.inputs)] if asked is None else asked
        read = {i.id: given(i, self.fields[i.id]) for i in there if i.id in self.fields}
        return read if asked is not None else {**self.fields, **read}


def executed(activity: Activity) -> Pressed | None:
    """What an adaptiveCard/action presses; None for one that no card of ours brings."""
    value = of(Execution, activity.value)
    if value is None:
        return None
    return _pressed(activity, value.action.data, value.action.verb or "", automatic=value.trigger == AUTOMATIC)


def submitted(activity: Activity) -> Pressed | None:
    """What an Action.Submit in an old client presses; None for one that no card of ours brings."""
    return _pressed(activity, activity.value, "", automatic=False)


def ours(activity: Activity) -> bool:
    """Whether a message is a press on a card, and not words."""
    return isinstance(activity.value, dict) and OURS in activity.value


def _pressed(activity: Activity, data: Any, verb: str, *, automatic: bool) -> Pressed | None:
    if not isinstance(data, dict) or (drawn := of(Drawn, data.get(OURS))) is None:
        return None
    return Pressed(
        verb or drawn.verb, drawn.token, drawn.key, drawn.version, typed(data), automatic, _when(activity.timestamp)
    )


def _when(at: str | None) -> datetime | None:
    try:
        found = datetime.fromisoformat(at or "").astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return found
