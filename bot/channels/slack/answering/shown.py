"""Screens that were shown to one person alone in Slack, asked for again by whoever presses there now."""

from bot import shown
from bot.channels.slack.reading.places import Place, named
from bot.messages import Incoming
from bot.shown import Shown, is_shown

__all__ = ["Shown", "asked_again", "is_shown"]


def asked_again(key: str, place: Place) -> Incoming | None:
    """The question whose answer was the screen; each press asks it anew. None for a key that says none."""
    name = named("again", place.workspace.team, place.user, key, place.trigger, place.began)
    return shown.asked_again(key, place, name)
