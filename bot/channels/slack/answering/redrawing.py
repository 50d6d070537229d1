"""What a press leads to where it was made: errors on the card, the next page in the modal, the answer."""

from dataclasses import dataclass, replace

from bot.buttons import inputs_of, marked
from bot.channels.slack.answering import opening, replies
from bot.channels.slack.answering.desk import Desk
from bot.channels.slack.calling.calls import translated
from bot.channels.slack.drawing import render
from bot.channels.slack.drawing.objects import Json
from bot.channels.slack.reading import filled
from bot.channels.slack.reading.places import Place
from bot.errors import ChannelError
from bot.messages import Incoming, Posting, Reply

DONE = "Done. Go on in our direct messages."


@dataclass(frozen=True)
class Pressed:
    """A press, and the drawing of a card on which it was made."""

    place: Place
    incoming: Incoming
    key: str
    version: int


async def on_card(desk: Desk, pressed: Pressed, reply: Reply) -> None:
    """Tell the person what came of a press on a card; what is wrong with a field is shown on the card itself."""
    known = await desk.introduced(pressed.incoming, reply, pressed.place)
    posting = await desk.card(pressed.key, pressed.place) if known.errors else None
    if posting and await _corrected(desk, pressed, known, posting):
        known = replace(known, text=_besides(known))
    elif not known.text:
        known = replace(known, text=" ".join(dict.fromkeys(known.errors.values())))
    if known.instead and await replies.instead(desk, pressed.place, known):
        known = replace(known, text="")
    await replies.give(desk, pressed.place, pressed.incoming, known)


async def in_modal(desk: Desk, pressed: Pressed, reply: Reply) -> None:
    """Show in the modal what a press in it led to: the form's page as it is now, or what was answered."""
    known = await desk.introduced(pressed.incoming, reply, pressed.place)
    page = await _page(desk, pressed)
    await _drawn(desk, pressed.place, page or opening.notice(known.text or DONE))
    await replies.give(desk, pressed.place, pressed.incoming, known if page else replace(known, text=""))


async def _page(desk: Desk, pressed: Pressed) -> Json | None:
    posting = await desk.card(pressed.key, pressed.place)
    # Whoever saves for later wants to leave.
    if posting is None or filled.partial(posting.screen, pressed.incoming.token):
        return None
    if not await desk.sees(pressed.place, posting):
        return None
    return opening.page(desk, pressed.place, posting, pressed.version)


async def _corrected(desk: Desk, pressed: Pressed, reply: Reply, posting: Posting) -> bool:
    """Draw the card again with what was typed and what is wrong with it, unless others would read that too."""
    place, incoming = pressed.place, pressed.incoming
    there = {i.id for i in inputs_of(posting.screen, incoming.token) or ()} & set(reply.errors)
    if not (there and place.message) or place.passing:
        return False
    if await desk.elsewhere(place) or not await desk.sees(place, posting):
        return False
    screen = marked(posting.screen, incoming.token, incoming.fields, reply.errors)
    drawn = render.message(screen, posting.key, pressed.version)
    async with translated():
        await desk.calls.passing(place.workspace).chat_update(
            channel=place.channel, ts=place.message, text=drawn.text, blocks=drawn.blocks
        )
    return True


async def _drawn(desk: Desk, place: Place, view: Json) -> None:
    client = desk.calls.passing(place.workspace)
    try:
        async with translated():
            await client.views_update(view_id=place.view, hash=place.view_hash, view=view)
    except ChannelError as refusal:
        if refusal.code != "hash_conflict":
            raise
        # Something else was drawn in between; what is drawn now was read later, so it is the newer.
        async with translated():
            await client.views_update(view_id=place.view, view=view)


def _besides(reply: Reply) -> str:
    """What the reply says beyond the errors that stand beside their fields now."""
    return "" if reply.text in reply.errors.values() else reply.text
