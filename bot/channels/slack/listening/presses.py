"""Presses on cards, at home and in modals: a button, a button that asks first, an answer to change, all of a card."""

import asyncio
from contextlib import suppress
from dataclasses import replace

from bot.buttons import inputs_of
from bot.channels.slack.answering import opening, redrawing, turns
from bot.channels.slack.answering.desk import Desk
from bot.channels.slack.answering.shown import is_shown
from bot.channels.slack.answering.turns import Ack
from bot.channels.slack.drawing.actions import digest
from bot.channels.slack.drawing.objects import Json
from bot.channels.slack.ports import Workspace
from bot.channels.slack.reading import filled
from bot.channels.slack.reading.moments import when
from bot.channels.slack.reading.places import Place, named
from bot.channels.slack.reading.wire import BlockActions, Filled, ViewClosed
from bot.messages import Facts, Fields, Incoming, Posting, Reply

# Presses of the same button with the same fields in so many seconds are one press.
DOUBLE_CLICK = 3
DRAFT_PATIENCE = 0.5
CHANGED = "This card has changed since then. Use the newest one below in this chat."
GONE = "This is from before, and its buttons are no longer good. Write help to begin again."


class Presses:
    """Deals with presses. What counts is the token of the button; what the card said before decides nothing."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def press(self, workspace: Workspace, did: BlockActions, ack: Ack) -> None:
        """A button, with the fields of the message that it stands in."""
        place = await self._place(workspace, did)
        await self._pressed(place, did, did.actions[0].value or "", ack)

    async def open(self, workspace: Workspace, did: BlockActions, ack: Ack) -> None:
        """A button that asks for something first: its form, or what the application says where it is gone."""
        place, token = await self._place(workspace, did), did.actions[0].value or ""
        key, version, _ = filled.split(did.actions[0].block_id)
        posting = await self._desk.card(key, place)
        button = opening.wanted(posting, place, did.actions[0])
        if posting is None or button is None:
            # What the form would ask is not there: this must never count as if it had been sent empty.
            await self._pressed(place, did, token, ack, looks=True)
            return
        view = opening.form(self._desk, place, posting, version, button)
        await self._opened(place, view, ack)

    async def change(self, workspace: Workspace, did: BlockActions, ack: Ack) -> None:
        """An answer picked from «Change an answer», whose token is looked up on the card as it is now."""
        place, picked = await self._place(workspace, did), did.actions[0].selected_option
        key, _, _ = filled.split(did.actions[0].block_id)
        posting = await self._desk.card(key, place)
        token = _change(posting, picked.value) if posting and picked and place.sees(posting) else ""
        if not token:
            await turns.refuse(self._desk, place, CHANGED, ack)
            return
        await self._pressed(place, did, token, ack)

    async def whole(self, workspace: Workspace, did: BlockActions, ack: Ack) -> None:
        """All of a card that was shortened, in a modal to read."""
        place = await self._place(workspace, did)
        key, _, _ = filled.split(did.actions[0].block_id)
        posting = await self._desk.card(key, place)
        if posting is None or not place.sees(posting):
            await turns.refuse(self._desk, place, GONE, ack)
            return
        await self._opened(place, opening.whole(posting), ack)

    async def draft(self, workspace: Workspace, did: BlockActions, ack: Ack) -> None:
        """What is being typed into a modal, kept without a word."""
        await self.keep(await self._place(workspace, did), did, did.actions[0].action_ts)
        await ack()

    async def keep(self, place: Place, did: BlockActions | ViewClosed, at: str, pressed: str = "") -> Reply:
        """Hand in what is filled in at that moment as a draft, where the modal's card keeps drafts; what came of it."""
        if not (did.view and did.view.private_metadata):
            return Reply()
        carried = self._desk.seals.open(did.view.private_metadata)
        fields = filled.read(did.view.state)
        if carried.draft not in ("", pressed) and any(fields.values()):
            name = named("draft", place.user, place.view, at, carried.draft, fields)
            typed = when(at)
            incoming = Incoming(name, place.account, place.address, token=carried.draft, fields=fields, at=typed)
            return await self._desk.ask(incoming)
        return Reply()

    async def unknown(self, workspace: Workspace, did: BlockActions, ack: Ack) -> None:
        """A button that this version of the bot does not have."""
        await turns.refuse(self._desk, await self._place(workspace, did), GONE, ack)

    async def _opened(self, place: Place, view: Json, ack: Ack) -> None:
        """Acknowledge, as nothing is to be kept, and open the modal, which Slack may take its time over."""
        await ack()
        self._desk.background.start(turns.open_or_say(self._desk, place, view))

    async def _pressed(self, place: Place, did: BlockActions, token: str, ack: Ack, *, looks: bool = False) -> None:
        if not token:
            await turns.refuse(self._desk, place, GONE, ack)
            return
        if place.in_modal:
            await self._keep_first(place, did, token)
        key, version, _ = filled.split(did.actions[0].block_id)
        incoming = replace(await self._incoming(place, did, token), looks=looks)
        pressed = redrawing.Pressed(place, incoming, key, version)
        reply = await self._desk.ask(pressed.incoming)
        await ack()
        self._desk.background.start(self._after(pressed, reply))

    async def _after(self, pressed: redrawing.Pressed, reply: Reply) -> None:
        left = await turns.opened(self._desk, pressed.place, pressed.incoming, reply)
        redrawn = redrawing.in_modal if pressed.place.in_modal else redrawing.on_card
        await redrawn(self._desk, pressed, left)

    async def _keep_first(self, place: Place, did: BlockActions, token: str) -> None:
        """Keep what is typed, before the press takes it away; a slow draft must not cost the press its answer."""
        with suppress(TimeoutError):
            async with asyncio.timeout(DRAFT_PATIENCE):
                await self.keep(place, did, did.actions[0].action_ts, pressed=token)

    async def _incoming(self, place: Place, did: BlockActions, token: str) -> Incoming:
        fields = await self._fields(place, did, token)
        where = place.view or f"{place.channel}/{place.message}"
        moment = _moment(did.actions[0].action_ts)
        name = named("press", place.workspace.team, place.user, where, token, fields, moment)
        at = when(did.actions[0].action_ts)
        files = filled.files(_state(did))
        return Incoming(
            name, place.account, place.address, token=token, fields=fields, given=place.given, at=at, files=files
        )

    async def _fields(self, place: Place, did: BlockActions, token: str) -> Fields:
        key, _, _ = filled.split(did.actions[0].block_id)
        fields = filled.read(_state(did))
        # What was shown to somebody alone keeps no drafts, and is not asked for again for nothing.
        # Nor is a card whose message shows no form to fill in: to read it costs as much as the answer itself.
        wanted = filled.digests(fields) or not (fields or is_shown(key) or _is_short(did))
        posting = await self._desk.card(key, place) if wanted else None
        if posting is None:
            return fields
        asked = inputs_of(posting.screen, token) or ()
        if fields:
            return filled.read(_state(did), asked)
        # A message has no fields of a longer form: what stands in them is what was kept of them.
        return {i.id: i.value for i in asked} if filled.partial(posting.screen, token) else fields

    async def _place(self, workspace: Workspace, did: BlockActions) -> Place:
        box, view = did.container, did.view
        channel = (did.channel.id if did.channel else box.channel_id) or ""
        return await turns.place_of(
            self._desk,
            workspace,
            did.user.id,
            channel=channel,
            hook=did.response_url or "",
            message=box.message_ts,
            passing=box.is_ephemeral,
            thread=box.thread_ts or "",
            view=view.id if view else "",
            view_hash=view.hash if view else "",
            at_home=bool(view and view.type == "home"),
            trigger=did.trigger_id,
        )


def _is_short(did: BlockActions) -> bool:
    if did.message is None:
        return False
    return opening.FILL_IN not in {part.action_id for row in did.message.blocks for part in row.elements}


def _state(did: BlockActions) -> Filled | None:
    return did.view.state if did.view else did.state


def _moment(action_ts: str) -> int:
    whole = action_ts.partition(".")[0]
    return int(whole) // DOUBLE_CLICK if whole.isascii() and whole.isdigit() and len(whole) <= 12 else 0  # noqa: PLR2004


def _change(posting: Posting, picked: str) -> str:
    tokens = [t for part in posting.screen.blocks if isinstance(part, Facts) for t in part.changes.values()]
    return next((t for t in tokens if t and digest(t) == picked), "")
