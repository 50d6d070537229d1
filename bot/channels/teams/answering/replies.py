"""What a person is told besides their cards: lines, screens for them alone, and files, all in their own chat."""

from collections.abc import Awaitable
from dataclasses import replace

import structlog

from bot.channels.teams.answering.desk import Desk
from bot.channels.teams.drawing import Json, card, line, message
from bot.channels.teams.limits import faults
from bot.channels.teams.ports import Reference
from bot.channels.teams.reading.places import Place
from bot.errors import ChannelError
from bot.messages import File, Incoming, Reply, Screen

TYPING: Json = {"type": "typing"}
NOT_OFFERED = "I could not get the file {} ready. {}"


async def answer(desk: Desk, place: Place, incoming: Incoming, reply: Reply) -> None:
    """Everything that a reply says, once it is known who they are; while Teams is asked, that something comes."""
    if reply.who:
        await desk.tell(await desk.chat(place), TYPING)
    await give(desk, place, incoming, await desk.introduced(incoming, reply, place))


async def give(desk: Desk, place: Place, incoming: Incoming, reply: Reply) -> None:
    """Everything that a reply says, in order; ChannelError where Teams takes none of it."""
    if not (reply.text or reply.screen or reply.files):
        return
    chat = await desk.chat(place)
    if reply.text:
        await desk.tell(chat, line(reply.text, reply.tone))
    if reply.screen:
        await _or_say(desk, chat, show(desk, place, incoming, reply.screen), reply.screen.summary)
    for which, file in enumerate(reply.files):
        await offer(desk, chat, incoming, file, which)


async def show(desk: Desk, place: Place, incoming: Incoming, screen: Screen) -> None:
    """A card for this person alone."""
    posting = desk.shown.keep(place, incoming, screen)
    activity = message(card(screen, posting.key, 0), screen.summary)
    if desk.settings.teams_check and (wrong := faults(activity)):
        raise ChannelError("malformed", f"Teams would not show this card: {'; '.join(wrong)}.", permanent=True)
    await desk.tell(await desk.chat(place), activity)


async def offer(desk: Desk, chat: Reference, incoming: Incoming, file: File, which: int) -> None:
    """Ask the person whether the file may be put into their drive; `which` is its number in the reply.

    One that cannot be read is said to be so, and keeps no other from them.
    """
    try:
        size = len(await file.body())
    except ChannelError as refusal:
        structlog.get_logger().warning("teams_file_not_read", event_id=desk.ports.ids.event(), code=refusal.code)
        await desk.tell(chat, line(NOT_OFFERED.format(file.name, refusal.sentence), "warn"))
        return
    await desk.tell(chat, desk.offers.offer(incoming, file, size, which))


async def whole(desk: Desk, place: Place, drawn: Json, summary: str) -> None:
    """A card to be read, in the person's own chat."""
    await desk.tell(await desk.chat(place), message(drawn, summary))


def wrong(reply: Reply) -> Reply:
    """The reply with what is wrong in its words, where it cannot stand beside the fields."""
    return reply if reply.text else replace(reply, text=" ".join(dict.fromkeys(reply.errors.values())))


async def _or_say(desk: Desk, chat: Reference, doing: Awaitable[None], otherwise: str) -> None:
    """Do it; where that is refused, say so rather than nothing, and leave the refusal to the log."""
    try:
        await doing
    except ChannelError:
        await desk.tell(chat, line(otherwise, "warn"))
        raise
