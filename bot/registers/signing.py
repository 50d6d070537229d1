"""One function a command on an agreement: somebody is asked to sign, signs under a policy's version, or it ends."""

from dataclasses import replace
from datetime import date

from bot.approvals.model import Event, Kind
from bot.approvals.ports import Person, Stored
from bot.approvals.recording import Written, record
from bot.approvals.rules import No
from bot.errors import Refused
from bot.registers import agreement as agreements
from bot.registers import rules
from bot.registers.agreement import REGISTER, Agreement, AgreementState
from bot.registers.guarding import active, guard, taken
from bot.registers.opening import asking
from bot.registers.ports import Desk
from bot.registers.task import Task


async def ask(desk: Desk, task_id: str, person: str, target: Person, review: date | None) -> Agreement:
    """Ask somebody to agree to the rules for an account, by whoever sees to it."""
    stored, found = await taken(desk, task_id)
    no = rules.may_settle(found, person, active=await active(desk, person))
    if no is None and found.register != REGISTER:
        no = rules.NOT_FOR_SIGNING
    before = next((a for a in await desk.agreements.of_task(found.id) if a.person == target.id), None)
    if no is None and before and before.state is not AgreementState.WITHDRAWN:
        no = rules.TARGET_SEATED
    await guard(desk, stored, found, person, no or await _reached(desk, stored, target))
    entry = await desk.accounts.of_case(stored.case.id)
    now = desk.approvals.clock.now()
    fresh = before or asking(desk.approvals.ids.delivery(), stored, found, target.id, now)
    after = replace(agreements.asked_again(fresh, stored.policy, now, review), account=entry.id if entry else "")
    await _record(desk, stored, found, Event(Kind.AGREEMENT_ASKED, person), after)
    await (desk.agreements.save(after) if before else desk.agreements.add(after))
    await desk.approvals.cards.show(after.council, "agreement", after.id, [after.person])
    return after


async def sign(desk: Desk, agreement_id: str, person: str) -> Agreement:
    """Agree to the rules for an account."""
    stored, found, before = await _taken(desk, agreement_id)
    no = rules.may_sign(before, person, active=await active(desk, person))
    await guard(desk, stored, found, person, no)
    after = agreements.signed(before, desk.approvals.clock.now())
    await _record(desk, stored, found, Event(Kind.AGREEMENT_SIGNED, person), after)
    await _keep(desk, after)
    return after


async def opt_out(desk: Desk, agreement_id: str, person: str) -> Agreement:
    """Say that one will not use the account, so that nothing has to be signed."""
    stored, found, before = await _taken(desk, agreement_id)
    await guard(desk, stored, found, person, rules.may_sign(before, person, active=await active(desk, person)))
    return await _end(desk, stored, found, before, person)


async def take_out(desk: Desk, task_id: str, person: str, target: Person) -> Agreement:
    """End somebody's agreement, signed or not, by whoever sees to it or keeps the registers."""
    stored, found = await taken(desk, task_id)
    keeper = await desk.keeps(person, stored.council)
    no = rules.may_take_out(found, person, keeper=keeper, active=await active(desk, person))
    asked = {a.person: a for a in await desk.agreements.of_task(found.id) if a.state is not AgreementState.WITHDRAWN}
    await guard(desk, stored, found, person, no or (None if target.id in asked else rules.NOT_ASKED))
    return await _end(desk, stored, found, asked[target.id], person)


async def end_open(desk: Desk, written: Written, task: Task) -> list[Agreement]:
    """Add to the record that whoever has not signed for a task need not any more; gives what to keep."""
    waiting = [a for a in await desk.agreements.of_task(task.id) if a.state is AgreementState.ASKED]
    for each in waiting:
        facts = {"task": task.key, "agreement": each.id, "person": each.person}
        written.add(Event(Kind.AGREEMENT_ENDED, "", facts))
    now = desk.approvals.clock.now()
    return [agreements.ended(each, now) for each in waiting]


async def leavers_end(desk: Desk, council: str) -> None:
    """End the agreements of people who have left."""
    for each in await desk.agreements.of_leavers(council):
        stored, found, before = await _taken(desk, each.id)
        await _end(desk, stored, found, before, "")


async def _taken(desk: Desk, agreement_id: str) -> tuple[Stored, Task, Agreement]:
    named = await desk.agreements.get(agreement_id)
    if named is None:
        raise Refused(rules.NOT_YOURS.code, rules.NOT_YOURS.sentence)
    stored, found = await taken(desk, named.task)
    return stored, found, await desk.agreements.get(agreement_id) or named


async def _end(desk: Desk, stored: Stored, task: Task, before: Agreement, actor: str) -> Agreement:
    after = agreements.ended(before, desk.approvals.clock.now())
    await _record(desk, stored, task, Event(Kind.AGREEMENT_ENDED, actor), after)
    await _keep(desk, after)
    return after


async def _record(desk: Desk, stored: Stored, task: Task, event: Event, after: Agreement) -> None:
    named = {"person": after.person} if event.kind is Kind.AGREEMENT_ENDED else {"to": after.person}
    facts = {"task": task.key, "agreement": after.id, "policy": after.policy, **named}
    await record(desk.approvals, Written.begin(stored).add(Event(event.kind, event.actor, facts)))
    await desk.approvals.cards.show(after.council, "task", task.id, [])


async def _keep(desk: Desk, after: Agreement) -> None:
    await desk.agreements.save(after)
    await desk.approvals.cards.show(after.council, "agreement", after.id, [])


async def _reached(desk: Desk, stored: Stored, target: Person) -> No | None:
    known = target.active and target.council == stored.council
    return None if known and await desk.approvals.directory.addresses([target.id]) else rules.TARGET
