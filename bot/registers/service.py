"""One function a command on a task. Each runs inside one transaction of the caller's, which holds all or none of it."""

from dataclasses import dataclass, replace

from bot.approvals.model import Event, Kind
from bot.approvals.ports import Person, Stored
from bot.approvals.recording import Written, record
from bot.approvals.rules import No
from bot.errors import InvalidAnswer
from bot.registers import account, rules, task
from bot.registers.agreement import REGISTER as AGREEMENTS
from bot.registers.guarding import active, guard, taken
from bot.registers.opening import owners_of
from bot.registers.ports import Desk
from bot.registers.signing import end_open, leavers_end
from bot.registers.task import Task


@dataclass(frozen=True)
class Act:
    """Who does something to which task."""

    task: str
    person: str


async def done(desk: Desk, act: Act, note: str = "") -> Task:
    """Note that a task is done; what it makes so goes into the register."""
    stored, found = await taken(desk, act.task)
    no = rules.may_settle(found, act.person, active=await active(desk, act.person))
    if no is None and found.register == AGREEMENTS:
        no = rules.may_be_done(await desk.agreements.of_task(found.id))
    await guard(desk, stored, found, act.person, no)
    return await _settle(desk, stored, found, Event(Kind.TASK_DONE, act.person), note)


async def not_needed(desk: Desk, act: Act, reason: str) -> Task:
    """Note that a task need not be done, and why; whoever was asked to agree for it is asked no more."""
    stored, found = await taken(desk, act.task)
    no = rules.may_settle(found, act.person, active=await active(desk, act.person))
    await guard(desk, stored, found, act.person, no)
    if not reason.strip():
        raise InvalidAnswer(rules.REASON.code, rules.REASON.sentence)
    return await _settle(desk, stored, found, Event(Kind.TASK_NOT_NEEDED, act.person), reason)


async def pass_on(desk: Desk, act: Act, target: Person) -> Task:
    """Hand a task to somebody else, or, for whoever keeps the registers, give somebody a task."""
    stored, found = await taken(desk, act.task)
    keeper = await desk.keeps(act.person, stored.council)
    here = await active(desk, act.person)
    no = rules.may_pass_on(found, act.person, keeper=keeper, active=here) or await _may_get(desk, stored, found, target)
    await guard(desk, stored, found, act.person, no)
    facts = {"task": found.key, "to": target.id}
    if act.person in found.owners:
        event = Event(Kind.TASK_PASSED_ON, act.person, {**facts, "from": act.person})
        after = task.seated(task.without(found, act.person), [target.id])
    else:
        event = Event(Kind.TASK_SEAT_ADDED, act.person, facts)
        after = task.seated(found, [target.id])
    await record(desk.approvals, Written.begin(stored).add(event))
    await _keep(desk, after)
    return after


async def staff_changed(desk: Desk, council: str) -> None:
    """Take tasks from those who have left, give those that wait for nobody to whoever plays the part now."""
    await leavers_end(desk, council)
    for each in await desk.tasks.unsettled(council):
        stored, found = await taken(desk, each.id)
        written, after = Written.begin(stored), found
        for person in sorted(found.owners - await desk.approvals.directory.active(found.owners)):
            written.add(Event(Kind.TASK_SEAT_REVOKED, "", {"task": found.key, "person": person}))
            after = task.without(after, person)
        if after.orphaned:
            for person in await owners_of(desk.approvals.directory, stored, found.role):
                written.add(Event(Kind.TASK_SEAT_ADDED, "", {"task": found.key, "to": person}))
                after = task.seated(after, [person])
        if written.events:
            await record(desk.approvals, written)
            await _keep(desk, after)


async def _may_get(desk: Desk, stored: Stored, found: Task, target: Person) -> No | None:
    directory, requester = desk.approvals.directory, stored.case.requester
    reached = target.active and target.council == stored.council and await directory.addresses([target.id])
    holds = target.id in await owners_of(directory, stored, found.role)
    return rules.may_get(found, target.id, requester=requester, holds=holds, reached=bool(reached))


async def _settle(desk: Desk, stored: Stored, found: Task, event: Event, words: str) -> Task:
    """Record it, then the task, and what that makes of the account in the register."""
    now = desk.approvals.clock.now()
    after = task.settled(found, event.kind, event.actor, now)
    tasks = [after if t.id == after.id else t for t in await desk.tasks.of_case(stored.case.id)]
    entry = await desk.accounts.of_case(stored.case.id)
    ticked = account.ticked(entry, tasks, now) if entry else None
    facts = {"task": found.key, **(_changes(entry, ticked) if entry and ticked else {})}
    written = Written.begin(stored).add(replace(event, facts=facts), words.strip())
    ending = await end_open(desk, written, found)
    await record(desk.approvals, written)
    await _keep(desk, after)
    for agreement in ending:
        await desk.agreements.save(agreement)
        await desk.approvals.cards.show(agreement.council, "agreement", agreement.id, [])
    if ticked:
        await desk.accounts.save(ticked)
    if all(t.settled for t in tasks):
        await desk.approvals.cards.again(stored.council, "news", stored.case.id, stored.case.requester)
    return after


def _changes(before: account.AccountEntry, after: account.AccountEntry) -> dict[str, object]:
    """What the register says otherwise from now on, for the record."""
    was, now = vars(before), vars(after)
    changed = {name: str(now[name]) for name in now if name != "updated" and was[name] != now[name]}
    return {"account": before.id, "changed": changed} if changed else {}


async def _keep(desk: Desk, after: Task) -> None:
    await desk.tasks.save(after)
    keepers = await desk.keepers_of(after.council) if after.orphaned else ()
    await desk.approvals.cards.show(after.council, "task", after.id, sorted({*after.owners, *keepers}))
