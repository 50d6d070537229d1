"""What every listener shares: the way to the application, what is known of people and cards, and later work."""

from dataclasses import dataclass, replace

from bot.background import Background
from bot.channels import Handle
from bot.channels.slack.answering.seals import Seals
from bot.channels.slack.answering.shown import Shown, asked_again, is_shown
from bot.channels.slack.calling.calls import Calls
from bot.channels.slack.calling.identity import Identity
from bot.channels.slack.calling.sharing import fits
from bot.channels.slack.ports import Ports, Workspaces
from bot.channels.slack.reading.places import FITS, Place
from bot.errors import ChannelError
from bot.messages import Incoming, Posting, Reply
from bot.outermost import answered, in_time

WHO = "Slack could not tell me who you are. Try again in a minute."
WHERE = "Slack could not tell me whether I may write in this channel. Try again in a minute."
CARD_PATIENCE = 0.5


@dataclass(frozen=True)
class Desk:
    """Everything that listeners are given."""

    handle: Handle
    ports: Ports
    workspaces: Workspaces
    calls: Calls
    identity: Identity
    seals: Seals
    background: Background
    shown: Shown

    async def ask(self, incoming: Incoming) -> Reply:
        """What the application answers, which by then has kept what it did; a sentence in place of any error."""
        return await answered(self.handle, incoming, self.ports.ids)

    async def introduced(self, incoming: Incoming, reply: Reply, place: Place) -> Reply:
        """The reply, asked for again with what Slack says of account and channel where that is wanted."""
        known = await self._met(incoming, place) if reply.who else reply
        if not known.where:
            return known
        try:
            found = await fits(self.calls, place.workspace, place.channel)
        except ChannelError:
            return Reply(WHERE, "warn")
        return await self.ask(replace(incoming, given={**incoming.given, FITS: found}))

    async def _met(self, incoming: Incoming, place: Place) -> Reply:
        try:
            profile = await self.identity.profile(place.workspace, place.user)
        except ChannelError:
            return Reply(WHO, "warn")
        # Whoever is linked now is written to there from now on.
        member = profile.standing == "member"
        address = await self.identity.opened(place.workspace, place.user) if member else incoming.address
        return await self.ask(replace(incoming, profile=profile, address=address))

    async def sees(self, place: Place, posting: Posting) -> bool:
        """As `Place.sees`, once Slack has been asked where the person is reached; for after an acknowledgement."""
        if place.sees(posting):
            return True
        return replace(place, address=await self.identity.opened(place.workspace, place.user)).sees(posting)

    async def elsewhere(self, place: Place) -> bool:
        """Whether the person acted in a conversation that is not theirs alone; for after an acknowledgement.

        So it counts where Slack does not say which are their direct messages.
        """
        if not place.channel or place.in_channel:
            return place.in_channel
        try:
            return place.channel != await self.identity.messages(place.workspace, place.user)
        except ChannelError:
            return True

    async def card(self, key: str, place: Place) -> Posting | None:
        """The card, or what was shown to this person alone, as it should look now; None as `in_time` says."""
        if is_shown(key):
            return self.shown.find(key, place.account) or await self._again(key, place)
        patience = min(CARD_PATIENCE, place.left) if place.left > 0 else CARD_PATIENCE
        return await in_time(self.ports.posting(key, place.account), patience, "card_not_read", self.ports.ids)

    async def _again(self, key: str, place: Place) -> Posting | None:
        incoming = asked_again(key, place)
        reply = await self.ask(incoming) if incoming else Reply()
        return Posting(place.address, key, 0, reply.screen) if reply.screen else None
