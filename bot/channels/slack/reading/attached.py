"""PURE: the files in a message or in a field, as Slack tells of them."""

from collections.abc import Iterable

from bot.channels.slack.reading.wire import Attached
from bot.messages import SentFile

NAMELESS = "file"


def sent(files: Iterable[Attached] | None, field: str = "") -> tuple[SentFile, ...]:
    """Each file with the id by which it is asked for; one of which Slack gives no id cannot be asked for."""
    return tuple(
        SentFile(f.id, f.name or f.title or NAMELESS, f.mimetype or "", f.size or 0, f.permalink or "", field)
        for f in files or ()
        if f.id
    )
