"""`people`, `accounts` and `agreements`: who somebody is, and what the registers hold. Nothing private is shown."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.approvals.ports import Person
from bot.conversations.commands.call import Call
from bot.conversations.commands.words import AGAIN
from bot.errors import InvalidAnswer
from bot.messages import Button, Facts, Reply, Screen, Steps, Text
from bot.registers import book
from bot.registers.reading import shelf

MOST = 8
WHO = "Give a name or a part of one, such as: people Nadia."
NOBODY = "Nobody on the staff list is called “{}”. Try a part of the name, or of the address."
MORE = "There are more. Add another part of the name."
PLACES = {"browser": "Practice room"}
NOWHERE = "nothing yet"
NONE_SO = "Nothing in this register has “{}” in it."


async def people(call: Call, rest: str) -> Reply:
    """One person whole, or several to choose from."""
    words = rest.split()[:5]
    if not words:
        raise InvalidAnswer("who", WHO)
    found = await call.team.staff.find(call.person.council, words, MOST + 1)
    if not found:
        said = NOBODY.format(rest[:80])
        return Reply(screen=Screen("Nobody found", said, (Text(said, "warn"),), tone="warn"))
    exact = [p for p in found if rest.lower() in (p.email, p.name.lower())]
    one = found if len(found) == 1 else exact
    return Reply(screen=await _person(call, one[0]) if len(one) == 1 else _several(call, found))


def _several(call: Call, found: Sequence[Person]) -> Screen:
    shown = found[:MOST]
    lines = tuple(f"{p.name}: {p.job_title or 'no title'} ({p.email})" for p in shown)
    more = (Text(MORE, "info"),) if len(found) > MOST else ()
    buttons = tuple(Button(f"Show {p.name}"[:70], call.talk.sign(AGAIN, f"people {p.email}"[:90])) for p in shown)
    return Screen("People", f"{len(shown)} people", (Steps(lines, numbered=False), *more), (), buttons)


async def _person(call: Call, person: Person) -> Screen:
    staff = call.team.staff
    manager = await call.desk.directory.person(person.manager) if person.manager else None
    waits, reached = await staff.waits(person.id), await call.desk.directory.addresses([person.id])
    facts = (
        ("Title", person.job_title or "none on the list"),
        ("Service", await _service(call, person)),
        ("Email", person.email),
        ("Line manager", manager.name if manager else "none on the list"),
        ("Parts they play", await _roles(call, person)),
        ("Linked on", ", ".join([PLACES.get(p, p.title()) for p in await staff.platforms(person.id)]) or NOWHERE),
        ("Can be reached", _reached(person, there=person.id in reached)),
        ("Waits for them", str(waits) if waits else "nothing"),
    )
    return Screen(person.name, person.name, (Facts(facts),), label="On the staff list")


def _reached(person: Person, *, there: bool) -> str:
    if not person.active:
        return "no, they have left"
    return "yes" if there else "not in chat: they have not linked an account that works"


async def _service(call: Call, person: Person) -> str:
    policy = call.talk.policies.current(person.council, await call.talk.situation(person.council, ""))
    return policy.services.get(person.service, person.service) or policy.name


async def _roles(call: Call, person: Person) -> str:
    policy = call.talk.policies.current(person.council, await call.talk.situation(person.council, ""))
    held = await call.team.staff.roles(person.id)
    titles = [policy.roles[r].title if r in policy.roles else r.replace("_", " ") for r, _ in held]
    scoped = zip(titles, held, strict=True)
    return ", ".join(f"{t} ({scope})" if scope else t for t, (_, scope) in scoped) or "none"


async def register(call: Call, kind: str, rest: str) -> Reply:
    """A register as a page, or of it what has every one of the words in it."""
    whole = await shelf(call.registers).read(kind, call.person.council)
    wanted = rest.lower().split()
    kept: Sequence[Any] = [e for e, row in zip(whole.entries, whole.rows(), strict=True) if _has(row, wanted)]
    if wanted and whole.entries and not kept:
        said = NONE_SO.format(rest[:80])
        return Reply(screen=Screen(book.TITLES[kind], said, (Text(said, "warn"),), tone="warn"))
    return Reply(screen=book.page(kind, replace(whole, entries=kept), call.talk.sign))


def _has(row: dict[str, object], wanted: Sequence[str]) -> bool:
    text = " ".join(str(value) for value in row.values()).lower()
    return all(word in text for word in wanted)
