"""Reads what a browser posts: its size, its encoding and its parts, before anybody acts on it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl

from aiohttp import web

from bot.channels.browser.guard import Rejected
from bot.channels.browser.multipart import (
    MALFORMED,
    MOST_BYTES,
    MOST_FIELDS,
    MULTIPART,
    TOO_LONG,
    Files,
    posted,
    written,
)
from bot.channels.browser.tray import Posted

FIELD = "f."
FORM_TYPE = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Form:
    """A posted form: whose chat it stood in, its stamp, the people shown beside, and what was written or pressed.

    `files` come with the name of the input that they were put into, empty beside a message.
    """

    user: str
    stamp: str
    show: str
    text: str
    message: str
    token: str
    fields: Mapping[str, tuple[str, ...]]
    files: tuple[tuple[str, Posted], ...] = ()


async def read_form(request: web.Request) -> Form:
    """The form in the request; Rejected with 413 where it is too long and with 400 where it is malformed."""
    pairs, files = await _parts(request)
    values: dict[str, tuple[str, ...]] = {}
    for name, value in pairs:
        values[name] = (*values.get(name, ()), value)
    return replace(_form(values), files=tuple((name.removeprefix(FIELD), file) for name, file in files))


async def _parts(request: web.Request) -> tuple[list[tuple[str, str]], Files]:
    return await posted(request) if request.content_type == MULTIPART else (_pairs(await _body(request)), [])


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
    return [written(*pair) for pair in pairs]


def _form(values: Mapping[str, tuple[str, ...]]) -> Form:
    def one(name: str) -> str:
        return values.get(name, ("",))[-1]

    fields = {name.removeprefix(FIELD): given for name, given in values.items() if name.startswith(FIELD)}
    if not one("person"):
        raise Rejected(400, MALFORMED)
    return Form(one("person"), one("stamp"), one("show"), one("text"), one("message"), one("token"), fields)
