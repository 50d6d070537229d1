"""`case` and `reassign`: one request of the council, by its reference, and somebody else to decide it."""

import re
from dataclasses import replace
from difflib import get_close_matches

from bot.approvals import rules
from bot.approvals.model import CaseState
from bot.approvals.ports import Person, Stored
from bot.conversations.commands.call import Call
from bot.conversations.commands.naming import reference_of
from bot.conversations.commands.waits import HIDDEN, names, rows, standing
from bot.conversations.commands.words import AGAIN
from bot.errors import InvalidAnswer
from bot.messages import Block, Button, Facts, Input, Reply, Screen, Text

REASSIGN, SOMEBODY = "comms.reassign", "comms.somebody"
NO_REFERENCE = "Give the reference of the request, such as: case K7QX-M4TD."
NO_SUCH = "There is no request {} here."
BELOW = "It is in our messages: you have a part in it."
HOW = "Write it like this: reassign K7QX-M4TD to name@example.gov.uk because they know it best."
NOBODY = "Nobody on the staff list has the address {}. Check it and try again."
NOT_WAITING = "This request does not wait for a decision, so nobody can be asked."
# As much alike as two references are that differ in one letter, or in the order of two.
ALIKE = 0.77
TO = re.compile(
    r"^(?P<reference>.+?)\s+to\s+(?P<who>\S+?)[,;]?(?:\s+(?:because|as|since)\s+(?P<why>.+))?$", re.IGNORECASE
)
WHO = Input("email", "Their work email address", "person", hint="Those who were asked before can still decide.")
WHY = Input("reason", "Why do you ask them?", hint="Everybody who has to do with it reads this.", required=False)


async def case(call: Call, rest: str) -> Reply:
    """The card of a case: in the chat for those who have a part in it, at once for the rest of the team."""
    if not rest:
        raise InvalidAnswer("no_reference", NO_REFERENCE)
    stored = await _named(call, rest)
    if isinstance(stored, Reply):
        return stored
    if call.person.id in {stored.case.requester, *stored.case.asked}:
        await call.talk.cards.again(stored.council, "case", stored.case.id, call.person.id)
        return Reply(BELOW, "good")
    screen = await call.drawn("case", stored.case.id)
    return Reply(screen=replace(screen, buttons=(*screen.buttons, *_ways(call, stored))) if screen else None)


async def reassign(call: Call, rest: str) -> Reply:
    """What asking somebody else would do, to be confirmed with a press."""
    match = TO.match(rest)
    if match is None:
        raise InvalidAnswer("how", HOW)
    stored = await _named(call, match["reference"])
    if isinstance(stored, Reply):
        return stored
    return await proposed(call, stored, match["who"].strip("<>"), match["why"] or "")


async def proposed(call: Call, stored: Stored, email: str, why: str = "") -> Reply:
    """The card that says who would be asked, and what becomes of those who have been."""
    target = await call.desk.directory.by_email(stored.council, email)
    if target is None:
        raise InvalidAnswer("email", NOBODY.format(email[:100]))
    step = stored.case.open_step
    if stored.case.state is not CaseState.IN_REVIEW or step is None:
        raise InvalidAnswer("email", NOT_WAITING)
    await _may_be_asked(call, stored, target)
    [row] = await rows(call, [stored])
    token = call.talk.sign(REASSIGN, stored.case.id, step.number, stored.case.revision, target.id, call.person.id)
    title = HIDDEN if row.hidden else stored.title
    facts = (("Request", f"{stored.reference}: {title}"), ("Now", await standing(call, row)))
    blocks: tuple[Block, ...] = (
        Facts((*facts, ("To be asked", _called(target)))),
        Text(await _effect(call, stored, target), "info"),
    )
    yes = Button(f"Ask {target.name}", token, "primary", (replace(WHY, value=why),))
    back = Button("Leave it as it is", call.talk.sign(AGAIN, "queue"), "quiet")
    return Reply(
        screen=Screen("Ask somebody to decide", f"Ask {target.name}?", blocks, (), (yes, back), label=stored.reference)
    )


async def _may_be_asked(call: Call, stored: Stored, target: Person) -> None:
    """InvalidAnswer, before anything is pressed, for somebody whom the press would not take."""
    reached = await call.desk.directory.addresses([target.id])
    no = rules.may_reassign(stored.case, call.person.id, target.id, steward=True, target_active=bool(reached))
    if no is not None:
        raise InvalidAnswer("email", no.sentence)


async def _effect(call: Call, stored: Stored, target: Person) -> str:
    step = stored.case.open_step
    undecided = step.undecided if step else frozenset()
    if call.person.id in undecided:
        return f"{target.name} is asked in your place. You can then no longer decide this."
    if not undecided:
        return f"{target.name} is asked to decide. Nobody else can decide it now."
    others = await names(call, undecided)
    return f"{target.name} is asked as well. {others} can still decide too."


def _ways(call: Call, stored: Stored) -> tuple[Button, ...]:
    """What somebody of the team can do besides: an orphaned case has its own button for that."""
    step = stored.case.open_step
    if step is None or stored.case.orphaned or stored.case.state is not CaseState.IN_REVIEW:
        return ()
    token = call.talk.sign(SOMEBODY, stored.case.id, call.person.id)
    return (Button("Ask somebody else too", token, inputs=(WHO,)),)


async def _named(call: Call, text: str) -> Stored | Reply:
    """The case of that reference; else a screen with the one that is meant, if there is one so much alike."""
    reference = reference_of(text)
    found = await call.team.cases.named(call.person.council, reference)
    if found is not None:
        return found
    known = await call.team.cases.references(call.person.council)
    said = NO_SUCH.format(reference.strip("-")[:20] or "of that name")
    near = get_close_matches(reference, known, n=2, cutoff=ALIKE)
    shows = tuple(Button(f"Show {name}", call.talk.sign(AGAIN, f"case {name}"), "primary") for name in near)
    meant = f"{said} Did you mean {' or '.join(near)}?" if near else f"{said} Check the reference on the card."
    queue = Button("The whole queue", call.talk.sign(AGAIN, "queue"), "quiet")
    return Reply(screen=Screen("No such request", meant, (Text(meant, "warn"),), (), (*shows, queue), tone="warn"))


def _called(person: Person) -> str:
    return f"{person.name}{f', {person.job_title}' if person.job_title else ''} ({person.email})"
