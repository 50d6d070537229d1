"""The invented people of the practice room and of tests: who they are, and who of them sits there as a chat."""

from dataclasses import replace
from importlib.resources import files

from bot.people.model import Known, Member, Seat, StaffList
from bot.people.ports import Staff
from bot.people.staff_file import read_staff

BROWSER = "browser"
CORPORATE = "corporate"
DOMAIN = "council.example"

# In the order in which their chats are shown: short name, and the part of the address before the at sign.
SITTERS = (
    ("nadia", "nadia.rahman"),
    ("tobias", "tobias.okafor"),
    ("mei-lin", "mei.lin.hughes"),
    ("callum", "callum.fraser"),
    ("gwen", "gwen.prosser"),
    ("darius", "darius.kowalski"),
)


def sample(services: frozenset[str] | None = None) -> StaffList:
    """The sample people and budget codes; without those who work for a service that the council has not."""
    folder = files("bot.people") / "sample"
    read = read_staff((folder / "staff.csv").read_bytes(), (folder / "codes.csv").read_bytes(), Known())
    here = (member if services is None else _at(member, services) for member in read.members)
    return StaffList(tuple(m for m in here if m), read.codes, read.faults)


async def seed(staff: Staff, council: str, services: frozenset[str] | None = None) -> None:
    """Bring the sample people, their budget codes and their accounts into a council; the same again changes nothing."""
    found = sample(services)
    await staff.save(council, found.members, found.codes)
    await staff.seat(council, [_seat(council, user, f"{name}@{DOMAIN}") for user, name in SITTERS])


def _at(member: Member, services: frozenset[str]) -> Member | None:
    """The person in a council that has these services: one that has none calls nothing corporate either."""
    if member.service in services:
        return member
    return replace(member, service="") if member.service == CORPORATE else None


def _seat(council: str, user: str, email: str) -> Seat:
    return Seat(email=email, channel=BROWSER, tenant=council, user=user, address=user)
