"""Reads a form that may have files in it, as it comes: no more of it is held than a request may have."""

from aiohttp import BodyPartReader, web

from bot.channels.browser.guard import Rejected
from bot.channels.browser.tray import Posted
from bot.files import LARGEST, MOST

MULTIPART = "multipart/form-data"
# 100,000 characters of the longest kind, each byte written as three.
MOST_BYTES = 4 * 3 * 100_000 + 10_000
MOST_FIELDS = 300
PIECE = 64 * 1024
TOO_LONG = "That is too long to read, so nothing was done. Send a shorter text."
TOO_MANY = "Those are too many files, so nothing was done. Send ten at most."
MALFORMED = "This form could not be read, so nothing was done. Load the page again and try once more."
Pairs = list[tuple[str, str]]
Files = list[tuple[str, Posted]]


async def posted(request: web.Request) -> tuple[Pairs, Files]:
    """The fields and the files by their names; Rejected with 413 where there is too much, with 400 where malformed."""
    pairs, files = Pairs(), Files()
    try:
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader) or not part.name or len(pairs) + len(files) >= MOST_FIELDS:
                raise Rejected(400, MALFORMED)
            await _read(part, pairs, files)
    except (ValueError, AssertionError, LookupError):  # what the reader says of bytes that are no such form
        raise Rejected(400, MALFORMED) from None
    return pairs, files


async def _read(part: BodyPartReader, pairs: Pairs, files: Files) -> None:
    name = written(part.name or "", "")[0]
    if part.filename is None:
        left = MOST_BYTES - sum(len(value) for _, value in pairs)
        pairs.append(written(name, (await _body(part, left, cut=False)).decode()))
    elif part.filename:  # a field for files into which nothing was put has an empty one
        if len(files) >= MOST:
            raise Rejected(413, TOO_MANY)
        media = part.headers.get("Content-Type", "")
        files.append((name, Posted(part.filename, media, await _body(part, LARGEST, cut=True))))


async def _body(part: BodyPartReader, most: int, *, cut: bool) -> bytes:
    """What is in a part; of one that is too long one byte too many where it may be `cut`, otherwise Rejected."""
    body = bytearray()
    while piece := await part.read_chunk(PIECE):
        body += piece[: max(0, most + 1 - len(body))]
        if len(body) > most and not cut:
            raise Rejected(413, TOO_LONG)
    return bytes(body)


def written(name: str, value: str) -> tuple[str, str]:
    """A field as it is kept; Rejected for a NUL, which databases cannot keep and no keyboard writes."""
    if "\0" in name or "\0" in value:
        raise Rejected(400, MALFORMED)
    return name, value.replace("\r\n", "\n")
