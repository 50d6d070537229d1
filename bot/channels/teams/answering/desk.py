"""What every listener shares: the way to the application, what is known of people and cards, and later work."""

import asyncio
from dataclasses import dataclass, replace

from bot.background import Background
from bot.channels import Handle
from bot.channels.teams.answering.drive import Drive
from bot.channels.teams.answering.files import Offers
from bot.channels.teams.answering.identity import Identity
from bot.channels.teams.answering.sharing import Sharing
from bot.channels.teams.edge.answers import Json
from bot.channels.teams.edge.connector import Connector
from bot.channels.teams.ports import Ports, Reference
from bot.channels.teams.reading.places import FITS, SOMEBODY, Place, named
from bot.channels.teams.settings import TeamsSettings
from bot.errors import ChannelError
from bot.messages import Incoming, Posting, Reply
from bot.outermost import answered, in_time
from bot.shown import Shown, asked_again, is_shown

WHERE = "Teams could not tell me who else is in this chat. Try again in a minute."
WHO = "Teams could not tell me who you are. Try again in a minute."
NOWHERE = "The bot has not been added to this chat in Teams, or it was taken out of it."
CARD_PATIENCE = 1.0
# What follows an acknowledgement is tried once more where Teams asks to wait no longer than this.
LONGEST_WAIT = 5.0


@dataclass(frozen=True)
class Desk:
    """Everything that listeners are given."""

    handle: Handle
    ports: Ports
    settings: TeamsSettings
    connector: Connector
    identity: Identity
    background: Background
    shown: Shown
    offers: Offers
    drive: Drive
    sharing: Sharing

    async def ask(self, incoming: Incoming) -> Reply:
        """What the application answers, which by then has kept what it did; a sentence in place of any error."""
        return await answered(self.handle, incoming, self.ports.ids)

    async def introduced(self, incoming: Incoming, reply: Reply, place: Place) -> Reply:
        """The reply, asked for again with what Teams says of account and channel where that is wanted."""
        known = await self._met(incoming, place) if reply.who else reply
        if not known.where:
            return known
        try:
            found = await self.sharing.fits(place.reference)
        except ChannelError:
            return Reply(WHERE, "warn")
        return await self.ask(replace(incoming, given={**incoming.given, FITS: found}))

    async def _met(self, incoming: Incoming, place: Place) -> Reply:
        try:
            known = await self.identity.met(await self.chat(place), place.user)
        except ChannelError:
            return Reply(WHO, "warn")
        # Whoever is linked now is written to there from now on.
        address = await self._reached(place) if known.standing == "member" else place.address
        return await self.ask(replace(incoming, profile=known, address=address))

    async def chat(self, place: Place) -> Reference:
        """The person's own chat with the bot; ChannelError where there is none and none can be begun."""
        if not place.public:
            return place.reference  # so that they are told, too, when the database is away
        return await self.conversation(place.address, place.reference.service_url)

    async def conversation(self, address: str, service_url: str = "") -> Reference:
        """The conversation of that address; ChannelError, for good, where the bot is not in it (any more).

        One with somebody whose chat nobody knows yet is begun.
        """
        tenant, _, name = address.partition("/")
        if name.startswith(SOMEBODY):
            at = service_url or await self.ports.references.service_url(tenant)
            return await self.connector.open(tenant, at, name)
        found = await self.ports.references.find(tenant, name) if name else None
        if found is None:
            raise ChannelError("bot_removed", NOWHERE, permanent=True)
        return found

    async def tell(self, to: Reference, activity: Json) -> str:
        """Write there now; once more where Teams asks to wait for a moment."""
        try:
            return await self.connector.post(to, activity)
        except ChannelError as refusal:
            if refusal.permanent or (refusal.retry_after or 0.0) > LONGEST_WAIT:
                raise
            await asyncio.sleep(refusal.retry_after or 1.0)
        return await self.connector.post(to, activity)

    async def card(self, key: str, place: Place) -> Posting | None:
        """The card, or what was shown to this person alone, as it should look now, where they may see it here.

        None where it is gone, and as `in_time` says.
        """
        if is_shown(key):
            return self.shown.find(key, place.account) or await self._again(key, place)
        read = self.ports.posting(key, place.account)
        posting = await in_time(read, CARD_PATIENCE, "card_not_read", self.ports.ids)
        return posting if posting and place.sees(posting) else None

    async def _again(self, key: str, place: Place) -> Posting | None:
        name = named("again", place.tenant, place.object_id, key, self.ports.ids.delivery())
        incoming = asked_again(key, place, name)
        reply = await self.ask(incoming) if incoming else Reply()
        return Posting(place.address, key, 0, reply.screen) if reply.screen else None

    async def _reached(self, place: Place) -> str:
        if not place.address.partition("/")[2].startswith(SOMEBODY):
            return place.address
        try:
            return (await self.chat(place)).address
        except ChannelError:
            return place.address
