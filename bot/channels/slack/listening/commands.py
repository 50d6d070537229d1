"""Slash commands and shortcuts: a question, a word for staff or for the team, a post to report."""

from bot.channels.slack.answering import turns
from bot.channels.slack.answering.desk import Desk
from bot.channels.slack.answering.turns import Ack
from bot.channels.slack.drawing.objects import plain as plain_text
from bot.channels.slack.ports import Workspace
from bot.channels.slack.reading.places import Place, named
from bot.channels.slack.reading.wire import Command, GlobalShortcut, MessageShortcut
from bot.channels.slack.reading.words import permalink, plain
from bot.messages import Incoming

FAMILIES = {"/ask": "ask", "/commsdesk": "staff", "/comms": "team"}
# What each global shortcut says in the words of a command of staff.
SHORTCUTS = {"start_guide": "help", "my_requests": "mine"}
ASK, REPORT, REPORTING = "ask_question", "report_post", "report_colleague"

UNKNOWN = "I don't know this shortcut. Try /commsdesk help."
UNKNOWN_COMMAND = "I don't know this command. Try /commsdesk help."
QUESTION = {
    "type": "modal",
    "callback_id": ASK,
    "title": plain_text("Ask a question", 24),
    "submit": plain_text("Ask", 24),
    "close": plain_text("Cancel", 24),
    "blocks": [
        {
            "type": "input",
            "block_id": "ask:0:in.question",
            "label": plain_text("What do you want to know?", 150),
            "hint": plain_text("Such as: may I post a photo of children at an event?", 150),
            "element": {"type": "plain_text_input", "action_id": "field", "multiline": True, "max_length": 1000},
        }
    ],
}


class Commands:
    """Deals with what is typed after a slash and with shortcuts. Slack does not repeat these; people do."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def command(self, workspace: Workspace, given: Command, ack: Ack) -> None:
        """A slash command, answered to the person alone wherever it was written."""
        place = await turns.place_of(
            self._desk,
            workspace,
            given.user_id,
            channel=given.channel_id,
            hook=given.response_url or "",
            trigger=given.trigger_id,
        )
        family = FAMILIES.get(given.command)
        if family is None:
            await turns.refuse(self._desk, place, UNKNOWN_COMMAND, ack)
            return
        name = named("command", given.team_id, given.user_id, given.trigger_id, given.command, given.text)
        text = plain(given.text, workspace.bot_user)
        incoming = Incoming(name, place.account, place.address, command=family, text=text, given=place.given)
        await turns.take(self._desk, place, incoming, ack)

    async def question(self, workspace: Workspace, used: GlobalShortcut, ack: Ack) -> None:
        """Opens the field for a question."""
        place = await self._anywhere(workspace, used)
        await ack()
        self._desk.background.start(turns.open_or_say(self._desk, place, QUESTION))

    async def shortcut(self, workspace: Workspace, used: GlobalShortcut, ack: Ack) -> None:
        """A shortcut that stands for a word to the bot, answered in the person's direct messages."""
        place = await self._anywhere(workspace, used)
        name = named("shortcut", workspace.team, used.user.id, used.trigger_id, used.callback_id)
        text = SHORTCUTS[used.callback_id]
        incoming = Incoming(name, place.account, place.address, command="staff", text=text)
        await turns.take(self._desk, place, incoming, ack)

    async def report(self, workspace: Workspace, used: MessageShortcut, ack: Ack) -> None:
        """Begins a report of a post, with its link and its author. Nobody in the channel is told anything."""
        place = await turns.place_of(self._desk, workspace, used.user.id, trigger=used.trigger_id)
        post = used.message
        domain = used.team.domain if used.team else None
        given = {"link": permalink(domain or "", used.channel.id, post.ts, post.thread_ts or "")}
        if post.user and not post.bot_id:
            given["author"] = f"{post.team or workspace.team}/{post.user}"
        name = named("report", workspace.team, used.user.id, used.trigger_id, used.channel.id, post.ts)
        known = {key: value for key, value in given.items() if value}
        incoming = Incoming(name, place.account, place.address, start=REPORTING, given=known)
        await turns.take(self._desk, place, incoming, ack)

    async def unknown(self, workspace: Workspace, used: GlobalShortcut | MessageShortcut, ack: Ack) -> None:
        """A shortcut that this version of the bot does not have."""
        await turns.refuse(self._desk, await self._anywhere(workspace, used), UNKNOWN, ack)

    async def _anywhere(self, workspace: Workspace, used: GlobalShortcut | MessageShortcut) -> Place:
        return await turns.place_of(self._desk, workspace, used.user.id, trigger=used.trigger_id)
