"""PURE: what came in without the few characters that no database keeps as text."""

import re
from dataclasses import replace

from bot.messages import Incoming

# PostgreSQL keeps no NUL, and half a character of two halves is none in UTF-8.
UNKEPT = re.compile("[\x00\ud800-\udfff]")


def readable(incoming: Incoming) -> Incoming:
    """The same with every text and field as it can be kept."""
    fields = {name: _kept(given) for name, given in incoming.fields.items()}
    return replace(incoming, text=UNKEPT.sub("", incoming.text), fields=fields)


def _kept(given: str | tuple[str, ...]) -> str | tuple[str, ...]:
    return UNKEPT.sub("", given) if isinstance(given, str) else tuple(UNKEPT.sub("", each) for each in given)
