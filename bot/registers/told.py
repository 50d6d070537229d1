"""Gathers what the cards of tasks and agreements show, and what waits for somebody, with the names of people."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.approvals.model import Kind
from bot.approvals.ports import Person, Stored
from bot.messages import Screen, Sign, Stage
from bot.registers import book, screens
from bot.registers.ports import Desk
from bot.registers.reading import shelf
from bot.registers.screens import Told
from bot.registers.task import Task


@dataclass(frozen=True)
class Waits:
    """Something that waits for a person: what it is called, what it says, and the button that shows it."""

    stored: Stored
    place: str
    text: str
    about: str
    ref: str


async def card(desk: Desk, kind: str, ref: str, person: Person, sign: Sign) -> Screen | None:
    """A card for a person: a task, an agreement, or the page of a register; None where there is no such thing."""
    match kind:
        case "task":
            return await _task_card(desk, ref, person, sign)
        case "agreement":
            return await _agreement_card(desk, ref, person, sign)
        case _:
            return await _page(desk, kind, person, sign)


async def _task_card(desk: Desk, ref: str, person: Person, sign: Sign) -> Screen | None:
    """The card of a task for a person; None where there is no such task."""
    task = await desk.tasks.get(ref)
    told = await _told(desk, task) if task else None
    if task is None or told is None:
        return None
    return screens.draw(told, person.id, sign, keeper=await desk.keeps(person.id, task.council))


async def _agreement_card(desk: Desk, ref: str, person: Person, sign: Sign) -> Screen | None:
    """The card of an agreement for a person; None where there is no such agreement."""
    agreement = await desk.agreements.get(ref)
    task = await desk.tasks.get(agreement.task) if agreement else None
    told = await _told(desk, task) if task else None
    return screens.draw_agreement(told, agreement, person.id, sign) if told and agreement else None


async def stages(desk: Desk, case_id: str) -> tuple[Stage, ...]:
    """The tasks of a case, and where each stands."""
    tasks = await desk.tasks.of_case(case_id)
    return screens.stages(tasks, await _names(desk, (p for t in tasks for p in (*t.owners, t.done_by))))


async def waiting(desk: Desk, person: Person) -> Sequence[Waits]:
    """The tasks and agreements that wait for a person; for whoever keeps the registers, those that wait for nobody."""
    tasks = list(await desk.tasks.waiting_for(person.id))
    if await desk.keeps(person.id, person.council):
        tasks += await desk.tasks.orphaned(person.council)
    found = [await _waits(desk, t.case, f"task {t.place}", t.text, ("task.show", t.id)) for t in tasks]
    for each in await desk.agreements.waiting_for(person.id):
        text = "Agree to the rules for the account."
        found.append(await _waits(desk, each.case, "agreement", text, ("agreement.show", each.id)))
    return [each for each in found if each]


async def _page(desk: Desk, kind: str, person: Person, sign: Sign) -> Screen:
    """A register as a page for whoever keeps it; anybody else is told who does."""
    keepers = await desk.keepers_of(person.council)
    if person.id not in keepers:
        return book.closed(kind, (await _names(desk, keepers)).values())
    return book.page(kind, await shelf(desk).read(kind, person.council), sign)


async def _told(desk: Desk, task: Task) -> Told | None:
    stored = await desk.approvals.cases.get(task.case)
    if stored is None:
        return None
    content = await desk.approvals.cases.content(task.case, stored.case.revision)
    agreements = await desk.agreements.of_task(task.id)
    named = (stored.case.requester, task.done_by, *task.owners, *(a.person for a in agreements))
    told = Told(task, stored, content, agreements=agreements, names=await _names(desk, named))
    return replace(told, note=await _note(desk, task)) if task.settled else told


async def _note(desk: Desk, task: Task) -> str:
    """What was written when the task was settled; nothing where it has been erased."""
    kinds = (Kind.TASK_DONE, Kind.TASK_NOT_NEEDED)
    entries = await desk.approvals.cases.entries(task.case)
    seq = next((e.seq for e in entries if e.kind in kinds and e.facts.get("task") == task.key), 0)
    return (await desk.approvals.cases.privates(task.case)).get((seq, "reason"), "")


async def _waits(desk: Desk, case: str, place: str, text: str, button: tuple[str, str]) -> Waits | None:
    stored = await desk.approvals.cases.get(case)
    return Waits(stored, place, text, *button) if stored else None


async def _names(desk: Desk, people: Iterable[str]) -> dict[str, str]:
    found = await desk.approvals.directory.people(sorted({p for p in people if p}))
    return {p.id: p.name for p in found.values()}
