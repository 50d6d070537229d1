"""Modals that are sent or closed: what is in them goes to the application, and Slack is told what to show next."""

from dataclasses import replace

from bot.buttons import inputs_of
from bot.channels.slack.answering import opening, turns
from bot.channels.slack.answering.desk import Desk
from bot.channels.slack.answering.seals import Carried
from bot.channels.slack.answering.shown import is_shown
from bot.channels.slack.answering.turns import Ack
from bot.channels.slack.drawing import render
from bot.channels.slack.drawing.objects import Json
from bot.channels.slack.listening.presses import Presses
from bot.channels.slack.ports import Workspace
from bot.channels.slack.reading import filled
from bot.channels.slack.reading.places import Place, named
from bot.channels.slack.reading.wire import ViewClosed, ViewSubmission
from bot.errors import Refused
from bot.messages import Incoming, Reply, Screen

OLD = "This form is from before, so nothing was done. Close it and open it again."
NOT_KEPT = "I could not keep what you last typed into the form that you closed. Open it again and look it over."
# What the person should put right or try again; what they typed stays.
UNDONE = ("warn", "bad")


class Forms:
    """Deals with modals."""

    def __init__(self, desk: Desk, presses: Presses) -> None:
        self._desk = desk
        self._presses = presses

    async def sent(self, workspace: Workspace, did: ViewSubmission, ack: Ack) -> None:
        """A form that was sent: errors stand beside their fields, a next page replaces it, or it closes."""
        place = await self._place(workspace, did)
        try:
            carried = self._desk.seals.open(did.view.private_metadata)
        except Refused as tampered:
            await ack(response_action="update", view=opening.notice(tampered.sentence))
            return
        fields = filled.read(did.view.state)
        if filled.digests(fields) and (posting := await self._desk.card(carried.key, place)):
            fields = filled.read(did.view.state, inputs_of(posting.screen, carried.token) or ())
        files = filled.files(did.view.state)
        name = named("sent", did.view.id, did.view.hash, place.user, carried.token, fields, [f.id for f in files])
        incoming = Incoming(name, place.account, place.address, token=carried.token, fields=fields, files=files)
        reply = await self._desk.ask(incoming)
        if errors := beside(reply, did):
            await ack(response_action="errors", errors=errors)
            return
        await self._went_on(_where(place, carried), incoming, reply, carried, ack)

    async def question(self, workspace: Workspace, did: ViewSubmission, ack: Ack) -> None:
        """A question from the shortcut's field, as if it had been written after /ask."""
        place = await self._place(workspace, did)
        values = [str(v) for v in filled.read(did.view.state).values()]
        name = named("asked", did.view.id, place.user, values)
        text = values[0] if values else ""
        incoming = Incoming(name, place.account, place.address, command="ask", text=text)
        reply = await self._desk.ask(incoming)
        await self._went_on(place, incoming, reply, None, ack)

    async def closed(self, workspace: Workspace, did: ViewClosed, ack: Ack) -> None:
        """A form that was closed: what was typed is kept, where its card keeps drafts, or the person is told."""
        if did.view.callback_id == render.FORM:
            place = await self._place(workspace, did)
            if (await self._presses.keep(place, did, f"closed {did.view.hash}")).tone == "bad":
                await turns.refuse(self._desk, place, NOT_KEPT, ack)
                return
        await ack()

    async def unknown(self, _workspace: Workspace, _did: ViewSubmission, ack: Ack) -> None:
        """A modal that this version of the bot does not have."""
        await ack(response_action="update", view=opening.notice(OLD))

    async def _went_on(self, place: Place, incoming: Incoming, reply: Reply, carried: Carried | None, ack: Ack) -> None:
        page = self._shown(place, incoming, reply.screen) if reply.screen else await self._next(place, reply, carried)
        if page:
            await ack(response_action="update", view=page)
        else:
            await ack(response_action="clear")
        told = replace(reply, screen=None) if page and reply.screen else reply
        self._desk.background.start(turns.tell(self._desk, place, incoming, told))

    def _shown(self, place: Place, incoming: Incoming, screen: Screen) -> Json | None:
        """The screen in the modal's place: its fields, or itself to be read; one with buttons stands in a message."""
        posting = self._desk.shown.keep(place, incoming, screen)
        if not screen.buttons:
            return opening.whole(posting)
        return opening.page(self._desk, place, posting, 0)

    async def _next(self, place: Place, reply: Reply, carried: Carried | None) -> Json | None:
        # Whoever opened the form saw its card; where they are reached may not be known to this process yet.
        if carried is None or reply.who or is_shown(carried.key) or carried.user != place.user:
            return None
        posting = await self._desk.card(carried.key, place)
        return opening.page(self._desk, place, posting, carried.version)

    async def _place(self, workspace: Workspace, did: ViewSubmission | ViewClosed) -> Place:
        return await turns.place_of(
            self._desk,
            workspace,
            did.user.id,
            view=did.view.id,
            view_hash=did.view.hash,
            trigger=did.trigger_id,
        )


def beside(reply: Reply, did: ViewSubmission) -> dict[str, str]:
    """The errors by the blocks of the modal; one of no field stands by the first, so that nothing typed is lost."""
    fields = filled.inputs_in(did.view.state)
    errors = {fields[name]: error for name, error in reply.errors.items() if name in fields}
    left = reply.text or next(iter(reply.errors.values()), "")
    if not errors and (reply.errors or reply.tone in UNDONE) and left and fields and not reply.screen:
        return {next(iter(fields.values())): left}
    return errors


def _where(place: Place, carried: Carried) -> Place:
    """The place where the modal was opened, by whoever did: what is said after it is said there."""
    channel = carried.address.partition("/")[2]
    return replace(place, channel=channel if carried.user == place.user != channel else "")
