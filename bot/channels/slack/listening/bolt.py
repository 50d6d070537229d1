"""The bolt app: each kind of request of Slack's goes to the part that deals with it, in its documented shape."""

import logging
import re
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.response import BoltResponse

from bot.channels.slack.answering.desk import Desk
from bot.channels.slack.answering.opening import DRAFT
from bot.channels.slack.answering.sorry import SAY_AGAIN, sorry
from bot.channels.slack.answering.turns import Ack
from bot.channels.slack.drawing import render
from bot.channels.slack.listening.commands import ASK, REPORT, SHORTCUTS, Commands
from bot.channels.slack.listening.edge import PAYLOAD_KEY
from bot.channels.slack.listening.events import Events
from bot.channels.slack.listening.forms import Forms
from bot.channels.slack.listening.presses import Presses
from bot.channels.slack.ports import Workspace
from bot.channels.slack.reading.wire import EventCallback, Interaction
from bot.errors import ChannelError, CommsDeskError
from bot.outermost import unforeseen

ANY = re.compile("")
NOT_HERE = "Comms Desk is not installed in this workspace, so nothing was done. Ask whoever looks after it there."
ENDS = ("app_uninstalled", "tokens_revoked")
Does = Callable[[Workspace, Any, Ack], Awaitable[None]]
Listener = Callable[[Ack, AsyncBoltContext], Awaitable[BoltResponse | None]]


class Listeners:
    """Registers with bolt what deals with what."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._events, self._commands, self._presses = Events(desk), Commands(desk), Presses(desk)
        self._forms = Forms(desk, self._presses)

    def app(self, signing_secret: str) -> AsyncApp:
        """The bolt app. Each request is done with before it is answered: what is acknowledged has been kept."""
        log = logging.getLogger("commsdesk.slack")
        log.setLevel(logging.ERROR)  # below that bolt quotes requests
        app = AsyncApp(
            logger=log,
            name="commsdesk",
            signing_secret=signing_secret,
            authorize=_authorizing(self._desk),
            process_before_response=True,
        )
        app.error(self._failed)
        # Bolt asks one after the other whether a request is theirs, so what comes most often stands first.
        self._register_interactions(app)
        self._register_events(app)
        return app

    def _register_events(self, app: AsyncApp) -> None:
        app.event("message")(self._dealing(self._events.message))
        app.event("app_mention")(self._dealing(self._events.mention))
        app.event("app_home_opened")(self._dealing(self._events.home))
        app.event("user_change")(self._dealing(self._events.changed))
        for end in ENDS:
            app.event(end)(self._ended)
        app.event(ANY)(_nothing)

    def _register_interactions(self, app: AsyncApp) -> None:
        app.block_action(re.compile(r"^press\."))(self._dealing(self._presses.press))
        app.block_action(re.compile(r"^open\."))(self._dealing(self._presses.open))
        app.block_action("change")(self._dealing(self._presses.change))
        app.block_action("whole")(self._dealing(self._presses.whole))
        app.block_action(DRAFT)(self._dealing(self._presses.draft))
        app.block_action("field")(_nothing)
        app.block_action(ANY)(self._dealing(self._presses.unknown))
        app.view_submission(render.FORM)(self._dealing(self._forms.sent))
        app.view_submission(ASK)(self._dealing(self._forms.question))
        app.view_submission(ANY)(self._dealing(self._forms.unknown))
        app.view_closed(ANY)(self._dealing(self._forms.closed))
        app.command(ANY)(self._dealing(self._commands.command))
        app.global_shortcut(ASK)(self._dealing(self._commands.question))
        for shortcut in SHORTCUTS:
            app.global_shortcut(shortcut)(self._dealing(self._commands.shortcut))
        app.message_shortcut(REPORT)(self._dealing(self._commands.report))
        app.shortcut(ANY)(self._dealing(self._commands.unknown))

    def _dealing(self, does: Does) -> Listener:
        async def listener(ack: Ack, context: AsyncBoltContext) -> BoltResponse | None:
            payload = context[PAYLOAD_KEY]
            try:
                workspace = await self._desk.workspaces.of(_tenant(payload))
                if workspace is None:
                    return await sorry(self._desk, payload, NOT_HERE, ack)
                await does(workspace, payload, ack)
            except CommsDeskError as error:
                again = isinstance(error, ChannelError) and not error.permanent
                return await sorry(self._desk, payload, error.sentence, ack, again=again)
            except Exception as bug:  # the outermost edge: whoever did it gets a sentence, the log the rest
                return await sorry(self._desk, payload, self._unforeseen(bug), ack, again=True)
            return None

        return listener

    async def _ended(self, ack: Ack, context: AsyncBoltContext) -> BoltResponse | None:
        payload: EventCallback = context[PAYLOAD_KEY]
        try:
            await self._events.uninstalled(payload.team_id, ack)
        except Exception as bug:  # nobody is there to be told, so Slack is asked to say it again
            return BoltResponse(status=SAY_AGAIN, body=self._unforeseen(bug))
        return None

    async def _failed(self, error: Exception) -> BoltResponse:
        # What nobody has dealt with is never acknowledged: Slack shows whoever did it that it failed, or says it again.
        return BoltResponse(status=SAY_AGAIN, body=self._unforeseen(error))

    def _unforeseen(self, bug: Exception) -> str:
        return unforeseen(bug, self._desk.ports.ids)


def _authorizing(desk: Desk) -> Callable[[str | None], Awaitable[AuthorizeResult]]:
    """What bolt wants to know of a workspace; one that is unknown is turned away by the listeners."""

    async def authorize(team_id: str | None) -> AuthorizeResult:
        try:
            known = await desk.workspaces.of(team_id or "")
        except ChannelError:
            known = None
        if known is None:
            return AuthorizeResult(enterprise_id=None, team_id=team_id)
        bot = {"bot_user_id": known.bot_user, "bot_id": known.bot_id or None, "bot_token": known.token}
        return AuthorizeResult(enterprise_id=None, team_id=known.team, **bot)

    return authorize


async def _nothing(ack: Ack) -> None:
    """Something that means nothing here, such as an event of no interest or a field that was touched."""
    await ack()


def _tenant(payload: Any) -> str:
    return payload.tenant if isinstance(payload, Interaction) else str(payload.team_id)
