"""Cards as those who look at them may press them: in a team's channel only whoever may decide has buttons."""

from collections.abc import Sequence

from bot.channels.teams.answering.desk import Desk
from bot.channels.teams.drawing import Json, card
from bot.channels.teams.drawing.render import MOST_USERS
from bot.channels.teams.ports import References
from bot.channels.teams.reading.places import Place
from bot.errors import ChannelError
from bot.messages import Posting


async def seen(desk: Desk, place: Place, posting: Posting, version: int) -> Json:
    """The card as that account may see it where it stands."""
    if place.own(posting):
        return card(posting.screen, posting.key, version)
    people = await deciders(desk.ports.references, place.tenant, posting)
    still = place.account not in posting.deciders
    return card(posting.screen, posting.key, version, refresh=people or None, still=still)


async def everybodys(references: References, tenant: str, posting: Posting) -> Json:
    """The card as everybody in a channel sees it: without buttons, and asked for anew by those who may decide."""
    people = await deciders(references, tenant, posting)
    return card(posting.screen, posting.key, posting.version, refresh=people or None, still=True)


async def deciders(references: References, tenant: str, posting: Posting) -> Sequence[str]:
    """The ids in Teams of those who may decide, as many as Teams takes; nobody's where the database is away."""
    there = [a.user for a in posting.deciders if a.channel == "teams" and a.tenant == tenant]
    try:
        known = await references.users(tenant, there[:MOST_USERS]) if there else {}
    except ChannelError:
        return ()
    return sorted(known.values())
