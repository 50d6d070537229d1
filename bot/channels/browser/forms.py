"""Reads what a browser posts: its size, its encoding and its parts, before anybody acts on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from aiohttp import web

from bot.channels.browser.guard import Rejected

# 100,000 characters of the longest kind, each byte written as three.
MOST_BYTES = 4 * 3 * 100_000 + 10_000
MOST_FIELDS = 300
FIELD = "f."
FORM_TYPE = "application/x-www-form-urlencoded"
TOO_LONG = "That is too long to read, so nothing was done. Send a shorter text."
MALFORMED = "This form could not be read, so nothing was done. Load the page again and try once more."


@dataclass(frozen=True)
class Form:
    """A posted form: whose chat it stood in, its stamp, the people shown beside, and what was written or pressed."""

    user: str
    stamp: str
    show: str
    text: str
    message: str
    token: str
    fields: Mapping[str, tuple[str, ...]]


async def read_form(request: web.Request) -> Form:
    """The form in the request; Rejected with 413 where it is too long and with 400 where it is malformed."""
    values: dict[str, tuple[str, ...]] = {}
    for name, value in _pairs(await _body(request)):
        values[name] = (*values.get(name, ()), value)
    return _form(values)


async def _body(request: web.Request) -> bytes:
    if request.content_type != FORM_TYPE:
        raise Rejected(400, MALFORMED)
    if (request.content_length or 0) > MOST_BYTES:
        raise Rejected(413, TOO_LONG)
    body = bytearray()
    async for chunk in request.content.iter_any():
        body += chunk
        if len(body) > MOST_BYTES:
            raise Rejected(413, TOO_LONG)
    return bytes(body)


def _pairs(body: bytes) -> list[tuple[str, str]]:
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError:
        raise Rejected(400, MALFORMED) from None
    # Databases cannot keep a NUL, and no keyboard writes one.
    if any("\0" in value for pair in pairs for value in pair):
        raise Rejected(400, MALFORMED)
    return [(name, value.replace("\r\n", "\n")) for name, value in pairs]


def _form(values: Mapping[str, tuple[str, ...]]) -> Form:
    def one(name: str) -> str:
        return values.get(name, ("",))[-1]

    fields = {name.removeprefix(FIELD): given for name, given in values.items() if name.startswith(FIELD)}
    if not one("person"):
        raise Rejected(400, MALFORMED)
    return Form(one("person"), one("stamp"), one("show"), one("text"), one("message"), one("token"), fields)
