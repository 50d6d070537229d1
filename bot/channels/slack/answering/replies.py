"""Tells one person what the application replied, where they asked: a line, a card for them alone, a file."""

from collections.abc import Awaitable
from typing import Any

from bot.channels.slack.answering import opening
from bot.channels.slack.answering.desk import Desk
from bot.channels.slack.calling.calls import translated
from bot.channels.slack.drawing import render
from bot.channels.slack.drawing.objects import Json
from bot.channels.slack.drawing.render import Drawn
from bot.channels.slack.reading.places import Place
from bot.errors import ChannelError
from bot.messages import File, Incoming, Reply, Screen, Text

KEYLESS = "home"
NOT_UPLOADED = "Slack did not take the file {}. Ask whoever looks after the app whether it may upload files."


async def give(desk: Desk, place: Place, incoming: Incoming, reply: Reply) -> None:
    """Everything that a reply says, in order; ChannelError where Slack takes none of it."""
    if reply.text and place.at_home and not (place.view or reply.screen):
        await _publish(desk, place, render.home(_page(reply), KEYLESS, 0))
    elif reply.text:
        await say(desk, place, render.line(reply.text, reply.tone))
    if reply.screen:
        await _or_say(desk, place, show(desk, place, incoming, reply.screen), reply.screen.summary)
    for file in reply.files:
        await hand_over(desk, place, file)


async def _or_say(desk: Desk, place: Place, doing: Awaitable[None], otherwise: str) -> None:
    """Do it; where Slack does not take it, say so rather than nothing, and leave the refusal to the log."""
    try:
        await doing
    except ChannelError:
        await say(desk, place, render.line(otherwise, "warn"))
        raise


async def say(desk: Desk, place: Place, drawn: Drawn) -> None:
    """A line that only this person sees.

    From the home page it opens a window; elsewhere it goes by response_url, which Slack takes five times, else beside
    what was pressed, else into the direct messages.
    """
    if place.at_home and place.trigger and await opening.opened(desk, place, opening.window(drawn)):
        return
    if place.hook and await _hooked(desk, place, drawn):
        return
    if await desk.elsewhere(place) and await _beside(desk, place, drawn):
        return
    await _apart(desk, place, drawn)


async def instead(desk: Desk, place: Place, reply: Reply) -> bool:
    """Put what is said in place of what was pressed, with no button left; False where Slack does not take it."""
    drawn = render.line(reply.text, reply.tone)
    if place.at_home:
        return await _taken(_publish(desk, place, render.home(_page(reply), KEYLESS, 0)))
    if place.hook and await _hooked(desk, place, drawn, replace_original=True):
        return True
    if place.passing or not place.message:
        return False
    client = desk.calls.passing(place.workspace)
    return await _taken(
        client.chat_update(channel=place.channel, ts=place.message, text=drawn.text, blocks=drawn.blocks)
    )


async def show(desk: Desk, place: Place, incoming: Incoming, screen: Screen) -> None:
    """A card for this person alone: at home it is the page; in a conversation with others nobody else sees it."""
    key = desk.shown.keep(place, incoming, screen).key
    if place.at_home and not place.view:
        await _publish(desk, place, render.home(screen, key, 0))
        return
    drawn = render.message(screen, key, 0)
    await (say(desk, place, drawn) if await desk.elsewhere(place) else _apart(desk, place, drawn))


async def hand_over(desk: Desk, place: Place, file: File) -> None:
    """Upload a file into the person's direct messages; where there is none, or Slack does not take it, say so."""
    try:
        body = await file.body()
    except ChannelError as none:
        await say(desk, place, render.line(none.sentence, "warn"))
        return
    await _or_say(desk, place, _upload(desk, place, file.name, body), NOT_UPLOADED.format(file.name))


async def _upload(desk: Desk, place: Place, name: str, body: bytes) -> None:
    channel = await desk.identity.messages(place.workspace, place.user)
    async with translated():
        await desk.calls.carrying(place.workspace).files_upload_v2(
            channel=channel, filename=name, title=name, content=body
        )


def _page(reply: Reply) -> Screen:
    """All that a home page holds for somebody who may not have another; what it held before is gone with it."""
    return Screen(render.NAMELESS, reply.text, (Text(reply.text, reply.tone),))


async def _publish(desk: Desk, place: Place, view: Json) -> None:
    async with translated():
        await desk.calls.passing(place.workspace).views_publish(user_id=place.user, view=view)


async def _hooked(desk: Desk, place: Place, drawn: Drawn, *, replace_original: bool = False) -> bool:
    body: dict[str, Any] = {"response_type": "ephemeral", "replace_original": replace_original}
    return await _taken(desk.calls.hook(place.hook, {**body, "text": drawn.text, "blocks": drawn.blocks}))


async def _beside(desk: Desk, place: Place, drawn: Drawn) -> bool:
    client = desk.calls.passing(place.workspace)
    return await _taken(
        client.chat_postEphemeral(
            channel=place.channel,
            user=place.user,
            text=drawn.text,
            blocks=drawn.blocks,
            thread_ts=place.thread or None,
        )
    )


async def _apart(desk: Desk, place: Place, drawn: Drawn) -> None:
    channel = await desk.identity.messages(place.workspace, place.user)
    async with translated():
        await desk.calls.passing(place.workspace).chat_postMessage(
            channel=channel, text=drawn.text, blocks=drawn.blocks, unfurl_links=False, unfurl_media=False
        )


async def _taken(call: Any) -> bool:
    try:
        async with translated():
            await call
    except ChannelError:
        return False
    return True
