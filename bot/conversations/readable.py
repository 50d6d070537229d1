"""PURE: what came in without the few characters that no database keeps as text."""

import re
from dataclasses import replace
from typing import Any

from bot.messages import Incoming, SentFile

# PostgreSQL keeps no NUL, and half a character of two halves is none in UTF-8.
UNKEPT = re.compile("[\x00\ud800-\udfff]")


def readable(incoming: Incoming) -> Incoming:
    """The same with every text, field and file as it can be kept."""
    fields = {name: _kept(given) for name, given in incoming.fields.items()}
    files = tuple(SentFile(*(_plain(part) for part in vars(file).values())) for file in incoming.files)
    return replace(incoming, text=UNKEPT.sub("", incoming.text), fields=fields, files=files)


def _plain(part: Any) -> Any:
    return UNKEPT.sub("", part) if isinstance(part, str) else part


def _kept(given: str | tuple[str, ...]) -> str | tuple[str, ...]:
    return UNKEPT.sub("", given) if isinstance(given, str) else tuple(UNKEPT.sub("", each) for each in given)
