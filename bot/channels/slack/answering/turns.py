"""One interaction from beginning to end: ask the application, which commits; acknowledge; then tell the person."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from bot.channels.slack.answering import opening, replies
from bot.channels.slack.answering.desk import Desk
from bot.channels.slack.answering.said import Said
from bot.channels.slack.drawing.objects import Json
from bot.channels.slack.drawing.render import line
from bot.channels.slack.ports import Workspace
from bot.channels.slack.reading.places import Place
from bot.messages import Incoming, Reply, Tone

TOO_LATE = "Slack took too long to open that. Try it again."
Ack = Callable[..., Awaitable[Any]]


async def take(desk: Desk, place: Place, incoming: Incoming, ack: Ack, said: Said | None = None) -> bool:
    """Deal with what somebody did; whatever Slack says afterwards, what was committed stays.

    False where `said` knows that the same was said before, and it is not said again.
    """
    reply = await desk.ask(incoming)
    await ack()
    new = said is None or said.new(incoming.id, reply)
    if new:
        desk.background.start(_after(desk, place, incoming, reply))
    return new


async def open_or_say(desk: Desk, place: Place, view: Json) -> None:
    """Open a modal; where Slack does not take it in time, say so."""
    if not await opening.opened(desk, place, view):
        await replies.say(desk, place, line(TOO_LATE, "warn"))


async def tell(desk: Desk, place: Place, incoming: Incoming, reply: Reply) -> None:
    """What the person is told after the acknowledgement, once it is known who they are."""
    await replies.give(desk, place, incoming, await desk.introduced(incoming, reply, place))


async def opened(desk: Desk, place: Place, incoming: Incoming, reply: Reply) -> Reply:
    """What is left of a reply once a screen that asks for more stands in a modal, opened while the trigger is good."""
    if reply.screen and await opening.shown_in_modal(desk, place, incoming, reply.screen):
        return replace(reply, screen=None)
    return reply


async def refuse(desk: Desk, place: Place, sentence: str, ack: Ack, tone: Tone = "warn") -> None:
    """Acknowledge something with which nothing can be done, and say so to that person alone."""
    await ack()
    desk.background.start(replies.say(desk, place, line(sentence, tone)))


async def place_of(desk: Desk, workspace: Workspace, user: str, **where: Any) -> Place:
    """Where somebody acted, with their direct messages."""
    began = asyncio.get_running_loop().time()
    return Place(workspace, user, await desk.identity.address(workspace, user), began=began, **where)


async def _after(desk: Desk, place: Place, incoming: Incoming, reply: Reply) -> None:
    await tell(desk, place, incoming, await opened(desk, place, incoming, reply))
