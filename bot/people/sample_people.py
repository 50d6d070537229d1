"""The invented people of the practice room and of tests: who they are, and who of them sits there as a chat."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.resources import files

from bot.people.model import LONGEST, Known, Member, Seat, StaffList
from bot.people.ports import Staff
from bot.people.staff_file import read_staff

BROWSER = "browser"
CORPORATE = "corporate"
DOMAIN = "council.example"
DIRECTOR = f"ines.achebe@{DOMAIN}"
BUDGETS = "budget_holder"
# Parts that the directory works out itself: from who manages whom, and from the budget codes.
FOLLOWS = frozenset({"line_manager", "managers_manager", BUDGETS})

# In the order in which their chats are shown: short name, and the part of the address before the at sign.
SITTERS = (
    ("nadia", "nadia.rahman"),
    ("tobias", "tobias.okafor"),
    ("mei-lin", "mei.lin.hughes"),
    ("callum", "callum.fraser"),
    ("gwen", "gwen.prosser"),
    ("darius", "darius.kowalski"),
)


@dataclass(frozen=True)
class Sitting:
    """Somebody with a chat in the practice room: `user` is the short name."""

    user: str
    member: Member


def sample(services: frozenset[str] | None = None) -> StaffList:
    """The sample people and budget codes; without those who work for a service that the council has not."""
    read = read_staff(_file("staff.csv"), _file("codes.csv"), Known())
    here = (member if services is None else _at(member, services) for member in read.members)
    return StaffList(tuple(m for m in here if m), read.codes, read.faults)


def cast(services: frozenset[str], roles: Mapping[str, str]) -> tuple[Sitting, ...]:
    """Who sits in a council's practice room, in order, so that each of its parts (id to title) is played by somebody.

    Whoever plays only parts that the council does not name stays away; a part that none of them knows gets a person.
    """
    first = {m.email: m for m in sample(services).members if not m.left}
    known = {m.email: m for m in _posts(first, services)}
    there = [kept for m in (first | known).values() if (kept := _playing(m, roles))]
    found = [*there, *_further(there, roles)]
    held = {m.email: m for m in found}
    sitting = [Sitting(_short(m.email), replace(m, manager=_above(m, held, first | known))) for m in found]
    order = _order([s.user for s in sitting], BUDGETS in roles)
    return tuple(sorted(sitting, key=lambda s: order[s.user]))


async def seed(
    staff: Staff, council: str, services: frozenset[str] | None = None, roles: Mapping[str, str] | None = None
) -> None:
    """Bring the sample people, their budget codes and their accounts into a council; the same again changes nothing.

    With the council's `roles`, everybody comes whom its practice room needs; without, the few whom tests know.
    """
    found = sample(services)
    if roles is None:
        await staff.save(council, found.members, found.codes)
        await staff.seat(council, [_seat(council, user, f"{name}@{DOMAIN}") for user, name in SITTERS])
        return
    sitting = cast(services or frozenset(), roles)
    gone = [m for m in found.members if m.left]
    await staff.save(council, [*(s.member for s in sitting), *gone], found.codes)
    await staff.seat(council, [_seat(council, s.user, s.member.email) for s in sitting])


def _file(name: str) -> bytes:
    return (files("bot.people") / "sample" / name).read_bytes()


def _posts(first: Iterable[str], services: frozenset[str]) -> Iterator[Member]:
    """Those who play further parts, and those of the first whose line the second list writes anew."""
    read = read_staff(_file("posts.csv"), None, Known(managers=dict.fromkeys(first, "")))
    yield from (found for m in read.members if (found := _at(m, services)))


def _playing(member: Member, roles: Mapping[str, str]) -> Member | None:
    """The person with those of their parts that the council names; None where they have parts and it names none."""
    here = tuple((role, scope) for role, scope in member.roles if role in roles)
    if member.roles and not here:
        return None
    return replace(member, roles=here, job_title=member.job_title or _capital(roles[here[0][0]]))


def _further(there: Iterable[Member], roles: Mapping[str, str]) -> Iterator[Member]:
    played = {role for m in there for role, _ in m.roles} | FOLLOWS
    for role in (r for r in roles if r not in played):
        address = f"{re.sub(r'[^a-z0-9]+', '-', role.lower())}@{DOMAIN}"
        yield Member(
            address, _capital(roles[role])[: LONGEST["name"]], "Sample person", "", DIRECTOR, roles=((role, ""),)
        )


def _above(member: Member, held: Mapping[str, Member], everybody: Mapping[str, Member]) -> str:
    """The nearest manager who is there."""
    manager = member.manager
    while manager and manager not in held:
        manager = everybody[manager].manager if manager in everybody else ""
    return manager


def _order(sitting: Iterable[str], budgets: bool) -> dict[str, int]:
    """The place of each; where there are no budgets, those who then have no part stand last."""
    users = [user for user, _ in SITTERS]
    last = ["ines", *users]
    first = users if budgets else ["nadia", "gwen", "mei-lin", "callum"]
    return {
        user: place for place, user in enumerate(dict.fromkeys([*first, *(u for u in sitting if u not in last), *last]))
    }


def _short(email: str) -> str:
    name = email.partition("@")[0]
    return next((user for user, known in SITTERS if known == name), name.partition(".")[0])


def _capital(title: str) -> str:
    said = title.removeprefix("the ").partition(" (")[0]
    return said[:1].upper() + said[1:]


def _at(member: Member, services: frozenset[str]) -> Member | None:
    """The person in a council that has these services: one that has none calls nothing corporate either."""
    if member.service in services:
        return member
    return replace(member, service="") if member.service == CORPORATE else None


def _seat(council: str, user: str, email: str) -> Seat:
    return Seat(email=email, channel=BROWSER, tenant=council, user=user, address=user)
