"""Posts a card to Slack, or its newer version in the place where it stands: messages, channels and home pages."""

from slack_sdk.web.async_client import AsyncWebClient

from bot.channels.slack.calling.calls import Calls, translated
from bot.channels.slack.calling.identity import Identity
from bot.channels.slack.calling.lost import Lost, mark
from bot.channels.slack.calling.sharing import Sharing
from bot.channels.slack.drawing import render
from bot.channels.slack.ports import Workspace, Workspaces
from bot.errors import ChannelError
from bot.messages import Posting

HOME = "#home"
NOT_INSTALLED = "The app is not installed in this Slack workspace, so nothing can be sent there."
NO_ADDRESS = "This is no address of a conversation in Slack."


class Sender:
    """Sends what the delivery engine hands over."""

    def __init__(self, workspaces: Workspaces, calls: Calls, identity: Identity) -> None:
        self._workspaces = workspaces
        self._calls = calls
        self._identity = identity
        self._sharing = Sharing(calls)
        self._lost = Lost()

    async def send(self, posting: Posting) -> str:
        """Slack's id of the message that shows the card; ChannelError as the protocol of channels says."""
        team, _, place = posting.address.partition("/")
        workspace = await self._workspaces.of(team) if place else None
        if workspace is None:
            code, sentence = ("not_installed", NOT_INSTALLED) if place else ("no_address", NO_ADDRESS)
            raise ChannelError(code, sentence, permanent=True)
        if place.endswith(HOME):
            return await self._publish(workspace, place.removesuffix(HOME), posting)
        return await self._message(workspace, await self._channel(workspace, place), posting)

    async def _channel(self, workspace: Workspace, place: str) -> str:
        """The conversation; for a person's own id, the direct messages with them. A channel must be the workspace's."""
        if place[:1] in {"U", "W"}:
            return await self._identity.messages(workspace, place)
        if not place.startswith("D"):
            await self._sharing.check(workspace, place)
        return place

    async def _message(self, workspace: Workspace, channel: str, posting: Posting) -> str:
        drawn = render.message(posting.screen, posting.key, posting.version)
        client = self._calls.lasting(workspace)
        message = posting.message or await self._lost.find(client, channel, posting.key)
        if not message:
            return await self._post(client, channel, posting.key, drawn)
        async with translated():
            await client.chat_update(channel=channel, ts=message, text=drawn.text, blocks=drawn.blocks)
        self._lost.answered(posting.key)
        return message

    async def _post(self, client: AsyncWebClient, channel: str, key: str, drawn: render.Drawn) -> str:
        try:
            async with translated():
                posted = await client.chat_postMessage(
                    channel=channel,
                    text=drawn.text,
                    blocks=drawn.blocks,
                    metadata=mark(key),
                    unfurl_links=False,
                    unfurl_media=False,
                )
        except ChannelError as refusal:
            if not (refusal.permanent or refusal.retry_after):
                self._lost.unanswered(key)
            raise
        self._lost.answered(key)
        return str(posted["ts"])

    async def _publish(self, workspace: Workspace, user: str, posting: Posting) -> str:
        view = render.home(posting.screen, posting.key, posting.version)
        async with translated():
            shown = await self._calls.lasting(workspace).views_publish(user_id=user, view=view)
        return str(shown["view"]["id"])
