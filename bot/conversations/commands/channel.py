"""`/comms here` and `/comms not here`: the channel in which the team gets a card of each request that waits for it."""

from bot.approvals.ports import TEAM
from bot.conversations.commands.call import Call
from bot.errors import Refused
from bot.messages import Reply

WHERE = "Type this in the channel that the team uses. I have to be a member of it."
NO_TEAM = "{} has not said that this team works as one, so requests come to each of you alone."
HERE = (
    "Done. Each new request that waits for the team comes to this channel too, from now on. "
    "Everybody in the channel can read it. Nothing comes here if I am no member, or if the channel is shared "
    "with people from elsewhere."
)
NOT_HERE = "Done. No new requests come to the team's channel any more. What stands there stays up to date."
HALF = "Write “not here” to let no more requests come to the team's channel."
NONE = "The team has named no channel, so there is nothing to change."


async def here(call: Call, rest: str) -> Reply:
    """Let the team's requests come to the channel where this was typed, which is told so."""
    council, role = _team(call)
    channel, address = call.incoming.account.channel, call.incoming.given.get("channel", "")
    if not address:
        raise Refused("no_channel", WHERE)
    await call.desk.teams.name(council, role, (channel, address))
    await call.talk.cards.pin(council, "team", role[:32], TEAM, (channel, address))
    return Reply(HERE, "good")


async def not_here(call: Call, rest: str) -> Reply:
    """Let no more of the team's requests come to a channel."""
    if rest.strip().lower() not in ("", "here"):
        raise Refused("half_a_command", HALF)
    there = await call.desk.teams.forget(*_team(call))
    return Reply(NOT_HERE, "good") if there else Reply(NONE, "info")


def _team(call: Call) -> tuple[str, str]:
    """The council and the role of the team; Refused where its pack knows of no such team."""
    council = call.person.council
    role = call.desk.stewards.get(council, "")
    if not call.desk.teams.is_team(council, role):
        raise Refused("no_team", NO_TEAM.format(call.talk.policies.councils()[council]))
    return council, role
