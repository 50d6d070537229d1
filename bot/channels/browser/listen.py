"""What a browser asks of the practice room, turned into Incoming; whose chat a form stands in says who acts."""

import asyncio
import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace

from aiohttp import web

from bot.buttons import inputs_of, marked
from bot.channels import Handle
from bot.channels.browser import answers, render
from bot.channels.browser.copies import offered
from bot.channels.browser.forms import Form, read_form
from bot.channels.browser.guard import Rejected, check_site
from bot.channels.browser.live import Live, seen
from bot.channels.browser.multipart import MALFORMED
from bot.channels.browser.pages import NotTaken, seat_of, whole_page
from bot.channels.browser.ports import Message, Sitter
from bot.channels.browser.practice import Practice
from bot.channels.browser.responses import STREAM_HEADERS, html, see_other, told, wants_json
from bot.channels.browser.views import page_url
from bot.errors import CommsDeskError
from bot.messages import Incoming, Reply, Screen, SentFile

SETTLE_SECONDS = 1.0
NOTHING_WRITTEN = "You have not written anything yet. Write a message, then send it."


class Listener:
    """Answers the browser; `handle` is told what each sample person does."""

    def __init__(self, practice: Practice, handle: Handle, assets: Mapping[str, str]) -> None:
        self._practice = practice
        self._handle = handle
        self._assets = assets

    async def page(self, request: web.Request) -> web.StreamResponse:
        """The page itself."""
        return html(await whole_page(self._practice, self._assets, request.query.get("show", "")))

    async def live(self, request: web.Request) -> web.StreamResponse:
        """The changes since the page was drawn, for as long as it is open."""
        check_site(request)
        stream = Live(self._practice, request.query.get("show", ""), seen(request))
        response = web.StreamResponse(headers=STREAM_HEADERS)
        try:
            await response.prepare(request)
            await stream.follow(response)
        except ConnectionError:
            pass  # The page was closed.
        return response

    async def say(self, request: web.Request) -> web.StreamResponse:
        """A typed message: shown in the chat at once, then handled."""
        form, sitter, nonce = await self._accepted(request)
        if not (form.text.strip() or form.files):
            return await self._untaken(request, form, NotTaken(sitter, text=form.text, reason=NOTHING_WRITTEN))
        # The nonce tells a second sending of one form from the same words written again later.
        files = self._put(form)
        name = _digest("say", sitter.user, nonce, form.text, *(f.id for f in files))
        incoming = Incoming(name, self._practice.account(sitter), sitter.address, text=form.text, files=files)
        now = self._practice.ports.clock.now()
        said = "\n".join((*([form.text] if form.text else ()), *(f"📎 {f.name}" for f in files)))
        await self._practice.ports.room.say(sitter.address, name, said, now)
        self._practice.streams.changed()
        before = await self._practice.ports.room.latest()
        await self._note(request, sitter, await self._answer(incoming))
        return await self._taken(request, form, sitter, before)

    async def press(self, request: web.Request) -> web.StreamResponse:
        """A pressed button with the fields of its card; what is wrong with them is shown beside them."""
        form, sitter, nonce = await self._accepted(request)
        if not form.token:
            raise Rejected(400, MALFORMED)
        card = await self._card(sitter, form.message)
        fields = answers.read(inputs_of(card.screen, form.token) if card and card.screen else None, form.fields)
        # As for what is typed: a button such as «Help» may be pressed again later, and then does something again.
        files = self._put(form)
        name = _digest("press", sitter.user, nonce, form.token, sorted(fields.items()), *(f.id for f in files))
        account = self._practice.account(sitter)
        incoming = Incoming(name, account, sitter.address, token=form.token, fields=fields, files=files)
        before = await self._practice.ports.room.latest()
        reply = await self._answer(incoming)
        if reply.errors and card and card.screen:
            corrected = _corrected(card, card.screen, incoming, reply)
            again = NotTaken(sitter, corrected, reason=" ".join(reply.errors.values()))
            return await self._untaken(request, form, again)
        await self._note(request, sitter, reply)
        return await self._taken(request, form, sitter, before)

    async def _accepted(self, request: web.Request) -> tuple[Form, Sitter, str]:
        check_site(request)
        form = await read_form(request)
        sitter = await self._practice.sitter(form.user)
        return form, sitter, self._practice.stamps.nonce(sitter.user, form.stamp)

    async def _answer(self, incoming: Incoming) -> Reply:
        try:
            return await self._handle(incoming)
        except CommsDeskError as error:
            return Reply(error.sentence, "bad")

    async def _card(self, sitter: Sitter, message: str) -> Message | None:
        messages = await self._practice.ports.room.messages(sitter.address)
        return next((m for m in messages if m.id == message and m.screen), None)

    def _put(self, form: Form) -> tuple[SentFile, ...]:
        """The files of a form, held until the application fetches them; the same file again is the same."""
        sent = []
        for place, file in form.files:
            key = _digest("file", form.user, file.name, hashlib.sha256(file.body).hexdigest())
            self._practice.tray.put(key, file)
            sent.append(SentFile(key, file.name, file.media, len(file.body), field=place))
        return tuple(sent)

    async def _note(self, request: web.Request, sitter: Sitter, reply: Reply) -> None:
        """The reply stands in the chat, which nobody else has: its line, its card, a text to be read, and copies."""
        room, now = self._practice.ports.room, self._practice.ports.clock.now()
        text = "\n".join(dict.fromkeys(part for part in (reply.text, *reply.errors.values()) if part))
        if text:
            await room.note(sitter.address, text, reply.tone, now)
        if reply.screen:
            await room.post(sitter.address, self._practice.ports.ids.delivery(), 0, reply.screen, now)
        for file in (f for f in reply.files if f.read is None):
            await room.note(sitter.address, f"{file.name}\n\n{file.text}", "plain", now)
        if found := [f for f in reply.files if f.read]:
            card = offered(self._practice, found, f"{request.scheme}://{request.host}")
            await room.post(sitter.address, self._practice.ports.ids.delivery(), 0, card, now)
        if text or reply.screen or reply.files:
            self._practice.streams.changed()

    async def _untaken(self, request: web.Request, form: Form, again: NotTaken) -> web.Response:
        if not wants_json(request):
            return html(await whole_page(self._practice, self._assets, form.show, again), status=422)
        if again.card is None:
            return told({"sentence": again.reason}, status=422)
        seat = await seat_of(self._practice, again.sitter, form.show)
        drawn = render.message(again.card, seat, self._stamp(form.user), form.show)
        return told({"sentence": again.card.text or again.reason, "html": drawn}, status=422)

    async def _taken(self, request: web.Request, form: Form, sitter: Sitter, before: int) -> web.Response:
        if not wants_json(request):
            await self._settle(sitter, before)
            return see_other(page_url((form.show or form.user,), newest=form.user))
        return told({"stamp": self._stamp(form.user)})

    async def _settle(self, sitter: Sitter, before: int) -> None:
        """Give the card that answers a moment to come: without a script the page is drawn only once."""
        with suppress(TimeoutError), self._practice.streams.listening() as bell:
            async with asyncio.timeout(SETTLE_SECONDS):
                while not self._practice.streams.closed:
                    bell.clear()
                    if any(m.screen for m in await self._practice.ports.room.messages(sitter.address, before)):
                        return
                    await bell.wait()

    def _stamp(self, user: str) -> str:
        return self._practice.stamps.stamp(user, self._practice.ports.ids.delivery())


def _digest(*parts: object) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _corrected(card: Message, screen: Screen, incoming: Incoming, reply: Reply) -> Message:
    shown = {i.id for i in inputs_of(screen, incoming.token) or ()}
    elsewhere = [sentence for name, sentence in reply.errors.items() if name not in shown]
    # What already stands beside a field is not said a second time above it.
    above = reply.text if reply.text not in reply.errors.values() else ""
    text = "\n".join(part for part in (above, *elsewhere) if part)
    again = marked(screen, incoming.token, incoming.fields, reply.errors)
    return replace(card, screen=again, text=text, tone="bad")
