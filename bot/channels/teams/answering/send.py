"""Posts a card to Teams, or its newer version in the place where it stands."""

from bot.channels.teams.answering import views
from bot.channels.teams.answering.sharing import Sharing
from bot.channels.teams.drawing import Json, card, message
from bot.channels.teams.edge.connector import Connector
from bot.channels.teams.limits import faults
from bot.channels.teams.ports import Reference, References
from bot.channels.teams.reading.places import PERSONAL, SOMEBODY
from bot.channels.teams.settings import TeamsSettings
from bot.errors import ChannelError
from bot.messages import Posting

NO_ADDRESS = "This is no address of a conversation in Teams."
OTHER_TENANT = "This organisation may not use the bot, so nothing can be sent there."
NOWHERE = "The bot is not in this chat in Teams any more, so nothing can be sent there."
GONE = "Teams no longer has this message, so it is posted again."
MESSAGE_GONE = "message_not_found"
# What Teams answers to an edit of a message that is not there.
NO_MESSAGE = frozenset({"ActivityNotFoundInConversation", "MessageNotFound", "NotFound"})


class Sender:
    """Sends what the delivery engine hands over; `own` is the council of the deployment."""

    def __init__(
        self, settings: TeamsSettings, references: References, connector: Connector, sharing: Sharing, own: str
    ) -> None:
        self._settings, self._references, self._connector, self._own = settings, references, connector, own
        self._sharing = sharing

    async def send(self, posting: Posting) -> str:
        """Teams' id of the message that shows the card; ChannelError as the protocol of channels says."""
        where = await self._where(posting.address)
        activity = message(await self._drawn(where, posting), posting.screen.summary)
        if self._settings.teams_check and (wrong := faults(activity)):
            raise ChannelError("malformed", f"Teams would not show this card: {'; '.join(wrong)}.", permanent=True)
        if not posting.message:
            return await self._connector.post(where, activity)
        try:
            await self._connector.edit(where, posting.message, activity)
        except ChannelError as refusal:
            if refusal.code in NO_MESSAGE:
                raise ChannelError(MESSAGE_GONE, GONE, permanent=True) from refusal
            raise
        return posting.message

    async def _drawn(self, where: Reference, posting: Posting) -> Json:
        if where.kind != PERSONAL:
            await self._sharing.check(where)
            return await views.everybodys(self._references, where.tenant, posting)
        return card(posting.screen, posting.key, posting.version)

    async def _where(self, address: str) -> Reference:
        """The conversation of an address; one with a person whose chat is not known yet is begun."""
        tenant, _, name = address.partition("/")
        if not name:
            raise ChannelError("no_address", NO_ADDRESS, permanent=True)
        if self._settings.council_of(tenant, self._own) is None:
            raise ChannelError("other_tenant", OTHER_TENANT, permanent=True)
        found = await (self._begun(tenant, name) if name.startswith(SOMEBODY) else self._references.find(tenant, name))
        if found is None:
            raise ChannelError("bot_removed", NOWHERE, permanent=True)
        return found

    async def _begun(self, tenant: str, user: str) -> Reference | None:
        service_url = await self._references.service_url(tenant)
        return await self._connector.open(tenant, service_url, user) if service_url else None
