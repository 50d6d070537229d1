"""What Slack tells by itself: messages, mentions, opened home pages, how accounts stand, the end of an installation."""

from bot.channels.slack.answering import turns
from bot.channels.slack.answering.desk import Desk
from bot.channels.slack.answering.said import Said
from bot.channels.slack.answering.turns import Ack
from bot.channels.slack.calling.identity import profile
from bot.channels.slack.ports import Workspace
from bot.channels.slack.reading.attached import sent
from bot.channels.slack.reading.places import Place
from bot.channels.slack.reading.shapes import Conversation, Member
from bot.channels.slack.reading.wire import EventCallback
from bot.channels.slack.reading.words import plain
from bot.errors import ChannelError
from bot.messages import Account, Incoming, Reply

# Only these are written by people; edits, deletions and the like are not answered.
WRITTEN = {None, "file_share", "thread_broadcast"}
MOVED = "I have answered you in our direct messages, where only you can read it."


class Events:
    """Deals with events. Slack repeats one until it is acknowledged, and its id makes the repeat known."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._said = Said()

    async def message(self, workspace: Workspace, told: EventCallback, ack: Ack) -> None:
        """Words in the person's direct messages with the bot, and the files that they sent along."""
        event, user, channel = told.event, _user(told), _channel(told)
        if event.channel_type != "im" or event.subtype not in WRITTEN or event.bot_id or not (user and channel):
            return
        self._desk.identity.met(workspace.team, user, channel)
        text, files = plain(event.text or "", workspace.bot_user), sent(event.files)
        place = Place(workspace, user, f"{workspace.team}/{channel}", channel)
        incoming = Incoming(told.event_id, place.account, place.address, text=text, files=files)
        await turns.take(self._desk, place, incoming, ack, self._said)

    async def mention(self, workspace: Workspace, told: EventCallback, ack: Ack) -> None:
        """The bot's name in a channel: only whoever wrote it is answered, and the matter moves to their messages."""
        event, user, channel = told.event, _user(told), _channel(told)
        if event.bot_id or event.subtype not in WRITTEN or not (user and channel):
            return
        place = await turns.place_of(
            self._desk, workspace, user, channel=channel, thread=event.thread_ts or ""
        )  # fmt: skip
        text = plain(event.text or "", workspace.bot_user)
        incoming = Incoming(told.event_id, place.account, place.address, text=text, given=place.given)
        reply = await self._desk.ask(incoming)
        await ack()
        if self._said.new(incoming.id, reply):
            self._desk.background.start(self._moved(place, incoming, reply))

    async def home(self, workspace: Workspace, told: EventCallback, ack: Ack) -> None:
        """The home page was opened: what the application shows for it is published there."""
        user, channel = _user(told), _channel(told)
        if told.event.tab != "home" or not user:
            return
        if channel:
            self._desk.identity.met(workspace.team, user, channel)
        place = await turns.place_of(self._desk, workspace, user, at_home=True)
        incoming = Incoming(told.event_id, place.account, place.address, page="home", given=place.given)
        await turns.take(self._desk, place, incoming, ack)

    async def changed(self, workspace: Workspace, told: EventCallback, ack: Ack) -> None:
        """Slack says how an account stands now. What is not kept is not acknowledged, and said again."""
        if isinstance(user := told.event.user, Member):
            said = profile(workspace, user.model_dump(exclude_none=True))
            account = Account("slack", workspace.team, user.id)
            reply = await self._desk.ask(Incoming(told.event_id, account, "", profile=said, told=True))
            if reply.tone == "bad":
                raise ChannelError("not_kept", reply.text, permanent=False)
        await ack()

    async def uninstalled(self, team: str, ack: Ack) -> None:
        """The app was taken out of the workspace, or its token was revoked."""
        await self._desk.workspaces.gone(team)
        self._desk.identity.forget(team)
        await ack()

    async def _moved(self, place: Place, incoming: Incoming, reply: Reply) -> None:
        known = await self._desk.introduced(incoming, reply, place)
        shown = known if known.text or known.screen else Reply(MOVED, "info")
        await turns.tell(self._desk, place, incoming, shown)


def _user(told: EventCallback) -> str:
    user = told.event.user
    return user if isinstance(user, str) else user.id if user else ""


def _channel(told: EventCallback) -> str:
    channel = told.event.channel
    return channel.id if isinstance(channel, Conversation) else channel or ""
