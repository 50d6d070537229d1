"""`/comms here` and `/comms not here`: the channel in which the team gets a card of each request that waits for it."""

from bot.approvals.model import CaseState
from bot.approvals.ports import TEAM
from bot.conversations.commands.call import Call
from bot.errors import Refused
from bot.messages import Reply

WHERE = "Type this in the channel that the team uses. I have to be a member of it."
NO_TEAM = "{} has not said that this team works as one, so requests come to each of you alone."
HERE = (
    "Done. Each request that waits for the team comes to this channel too, from now on. Everybody in the channel can "
    "read it. If people from outside are let in, nothing new comes here."
)
BROUGHT = "What waits now is here already: {}."
NOT_FIT = {
    "shared": "People from outside can read this channel, so no request may come here. Type this in one of your own.",
    "absent": "I am no member of this channel. Add me first (in Slack: /invite @Comms Desk), then type this again.",
}
NOT_HERE = "Done. No new requests come to the team's channel any more. What stands there stays up to date."
HALF = "Write “not here” to let no more requests come to the team's channel."
NONE = "The team has named no channel, so there is nothing to change."


async def here(call: Call, rest: str) -> Reply:
    """Let the team's requests come to the channel where this was typed, which is told so."""
    council, role = _team(call)
    channel, address = call.incoming.account.channel, call.incoming.given.get("channel", "")
    fits = call.incoming.given.get("fits", "yes")
    if not address:
        raise Refused("no_channel", WHERE)
    if fits == "unknown":
        return Reply(where=True)
    if fits in NOT_FIT:
        raise Refused("no_channel", NOT_FIT[fits])
    await call.desk.teams.name(council, role, (channel, address))
    await call.talk.cards.pin(council, "team", role[:32], TEAM, (channel, address))
    count = await _brought(call, role, (channel, address))
    waits = BROUGHT.format(f"{count} request{'' if count == 1 else 's'}")
    return Reply(f"{HERE} {waits}" if count else HERE, "good")


async def _brought(call: Call, role: str, place: tuple[str, str]) -> int:
    """Bring what waits for the team to its channel, each request once; how many there are."""
    unfinished = await call.team.cases.unfinished(call.person.council)
    waiting = [s for s in unfinished if s.case.state is CaseState.IN_REVIEW and s.case.open_step]
    theirs = [s for s in waiting if s.case.open_step and s.case.open_step.role == role]
    for stored in theirs:
        await call.talk.cards.show(stored.council, "case", stored.case.id, (), [place])
    return len(theirs)


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
