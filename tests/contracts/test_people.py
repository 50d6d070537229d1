"""What every directory must know: who is who, who plays which part, and who is reached where."""

from dataclasses import replace

import pytest

from bot.approvals.ports import Person
from bot.ids import seeded_ids
from bot.messages import Account
from bot.people import sample_people
from bot.people.model import Seat
from bot.settings import Settings
from bot.storage import models
from bot.storage.directory import StoredDirectory
from bot.storage.room import StoredSitters
from bot.storage.staff import StoredStaff

COUNCIL = "suffolk"


class Cast:
    """The sample people in the database, by the first part of their address."""

    def __init__(self, directory: StoredDirectory, staff: StoredStaff) -> None:
        self.directory = directory
        self.staff = staff

    async def who(self, name: str) -> Person:
        row = await models.Person.get(council=COUNCIL, email__startswith=f"{name}.")
        person = await self.directory.person(row.id)
        assert person is not None
        return person

    async def id(self, name: str) -> str:
        return (await self.who(name)).id

    async def names(self, ids: tuple[str, ...]) -> list[str]:
        people = await self.directory.people(ids)
        return [people[i].name for i in ids]


@pytest.fixture
def staff() -> StoredStaff:
    return StoredStaff(seeded_ids(7))


@pytest.fixture
async def cast(storage: Settings, staff: StoredStaff) -> Cast:
    await sample_people.seed(staff, COUNCIL, frozenset({"corporate", "fire"}))
    return Cast(StoredDirectory(), staff)


async def test_a_person_is_found_by_id_and_by_address_whatever_its_capitals(cast: Cast) -> None:
    nadia = await cast.who("nadia")
    assert (nadia.name, nadia.job_title, nadia.service) == ("Nadia Rahman", "Library Officer", "corporate")
    assert nadia.active
    assert await cast.directory.by_email(COUNCIL, " Nadia.Rahman@Council.Example ") == nadia
    assert await cast.directory.by_email("ktc", nadia.email) is None
    assert await cast.directory.person("nobody") is None


async def test_whoever_has_left_is_known_but_not_active(cast: Cast) -> None:
    leonard = await cast.who("leonard")
    assert not leonard.active
    assert await cast.directory.by_email(COUNCIL, leonard.email) is None
    assert await cast.directory.active([leonard.id, await cast.id("nadia")]) == {await cast.id("nadia")}
    assert await cast.directory.active([]) == frozenset()


async def test_a_role_is_played_by_those_of_that_council_who_are_there(cast: Cast) -> None:
    holders = await cast.directory.holders(COUNCIL, "communications")
    assert await cast.names(holders) == ["Callum Fraser", "Mei-Lin Hughes"]
    assert await cast.directory.holders("ktc", "communications") == ()
    await models.Person.filter(id=holders[0]).update(left=True)
    assert await cast.names(await cast.directory.holders(COUNCIL, "communications")) == ["Mei-Lin Hughes"]


async def test_a_scoped_role_is_played_for_its_scope_and_a_role_without_one_for_all(cast: Cast) -> None:
    for name, scope in (("gwen", "fire"), ("darius", "corporate"), ("ines", "")):
        await models.PersonRole.create(council=COUNCIL, person_id=await cast.id(name), role="service_lead", scope=scope)
    ask = cast.directory.holders
    assert await cast.names(await ask(COUNCIL, "service_lead", "fire")) == ["Gwen Prosser", "Ines Achebe"]
    assert await cast.names(await ask(COUNCIL, "service_lead")) == ["Ines Achebe"]
    assert await cast.directory.roles(await cast.id("gwen")) == {("service_lead", "fire")}


async def test_somebody_with_two_parts_is_not_found_by_the_role_of_one_and_the_scope_of_the_other(cast: Cast) -> None:
    gwen = await cast.id("gwen")
    for role, scope in (("one", "here"), ("two", "there")):
        await models.PersonRole.create(council=COUNCIL, person_id=gwen, role=role, scope=scope)
    assert await cast.directory.holders(COUNCIL, "one", "there") == ()
    assert await cast.directory.holders(COUNCIL, "one", "here") == (gwen,)


async def test_the_line_manager_of_somebody_is_their_manager(cast: Cast) -> None:
    nadia = await cast.id("nadia")
    assert await cast.names(await cast.directory.holders(COUNCIL, "line_manager", nadia)) == ["Gwen Prosser"]
    assert await cast.directory.holders("ktc", "line_manager", nadia) == ()
    assert await cast.directory.holders(COUNCIL, "line_manager", await cast.id("ines")) == ()


async def test_the_managers_manager_is_the_line_managers_own(cast: Cast) -> None:
    nadia = await cast.id("nadia")
    holders = await cast.directory.holders(COUNCIL, "managers_manager", nadia)
    assert await cast.names(holders) == ["Ines Achebe"]
    assert await cast.directory.holders("ktc", "managers_manager", nadia) == ()
    assert await cast.directory.holders(COUNCIL, "managers_manager", await cast.id("gwen")) == ()


async def test_nobody_is_their_own_managers_manager(cast: Cast) -> None:
    nadia, gwen = await cast.id("nadia"), await cast.id("gwen")
    await models.Person.filter(id=gwen).update(manager_id=nadia)
    assert await cast.directory.holders(COUNCIL, "managers_manager", nadia) == ()


async def test_where_the_manager_has_left_the_next_one_up_is_asked(cast: Cast) -> None:
    await models.Person.filter(id=await cast.id("gwen")).update(left=True)
    assert await cast.directory.manager(await cast.id("nadia")) == await cast.id("ines")


async def test_managers_in_a_loop_end_the_search_and_nobody_manages_themselves(cast: Cast) -> None:
    nadia, gwen = await cast.id("nadia"), await cast.id("gwen")
    await models.Person.filter(id=gwen).update(manager_id=nadia, left=True)
    assert await cast.directory.manager(nadia) is None
    await models.Person.filter(id=nadia).update(manager_id=nadia)
    assert await cast.directory.manager(nadia) is None


@pytest.mark.parametrize(
    ("code", "verdict"),
    [
        ("LIB-2041", "active"),
        ("  lib-2041 ", "active"),
        ("LIB-2099", "requester"),
        ("LIB-3000", "nobody"),
        ("LIB-1900", "left"),
        ("LIB-0000", None),
        ("", None),
    ],
)
async def test_a_budget_code_says_who_holds_it_to_whoever_asks(cast: Cast, code: str, verdict: str | None) -> None:
    nadia = await cast.who("nadia")
    assert await cast.directory.budget_code(COUNCIL, code, nadia.id) == verdict
    said = await cast.directory.look_up(nadia, "budget_codes", code)
    assert said == (verdict and (code.strip().upper(), verdict))
    assert await cast.directory.budget_code("ktc", code, nadia.id) is None


async def test_a_register_that_nobody_keeps_knows_no_code(cast: Cast) -> None:
    assert await cast.directory.look_up(await cast.who("nadia"), "accounts", "LIB-2041") is None


async def test_the_holder_of_a_code_is_who_decides_on_it_unless_they_have_left(cast: Cast) -> None:
    ask = cast.directory.holders
    assert await cast.names(await ask(COUNCIL, "budget_holder", "lib-2041")) == ["Tobias Okafor"]
    for code in ("LIB-1900", "LIB-3000", "LIB-0000"):
        assert await ask(COUNCIL, "budget_holder", code) == ()


async def test_an_account_belongs_to_whoever_confirmed_it_who_may_have_left(cast: Cast) -> None:
    nadia = await cast.who("nadia")
    hers = Account("browser", COUNCIL, "nadia")
    assert await cast.directory.account_person(hers) == nadia
    for other in (replace(hers, tenant="ktc"), replace(hers, channel="slack"), replace(hers, user="gwen.prosser")):
        assert await cast.directory.account_person(other) is None
    await models.Account.filter(person_id=nadia.id).update(confirmed=False)
    assert await cast.directory.account_person(hers) is None
    await models.Account.filter(person_id=nadia.id).update(confirmed=True)
    await models.Person.filter(id=nadia.id).update(left=True)
    assert await cast.directory.account_person(hers) == replace(nadia, active=False)


async def test_where_an_account_is_written_to_is_known_once_it_is_confirmed(cast: Cast) -> None:
    hers = Account("browser", COUNCIL, "nadia")
    assert await cast.directory.reached(hers) == "nadia"
    assert await cast.directory.reached(replace(hers, tenant="ktc")) == ""
    await models.Account.filter(user="nadia").update(confirmed=False)
    assert await cast.directory.reached(hers) == ""


async def test_people_are_reached_where_they_prefer_else_in_their_oldest_account_that_works(cast: Cast) -> None:
    nadia = await cast.who("nadia")
    for user, address, team in (("U1", "D1", "T1"), ("U2", "D2", "T2")):
        await cast.staff.seat(COUNCIL, [Seat(nadia.email, "slack", team, user, address)])
    await models.Account.filter(person_id=nadia.id).update(preferred=False)
    assert await cast.directory.addresses([nadia.id]) == {nadia.id: ("browser", "nadia")}
    await models.Account.filter(user="U2").update(preferred=True)
    assert await cast.directory.addresses([nadia.id]) == {nadia.id: ("slack", "D2")}
    await models.Account.filter(user="U2").update(reachable=False)
    await models.Account.filter(channel="browser").update(address="")
    assert await cast.directory.addresses([nadia.id, await cast.id("leonard")]) == {nadia.id: ("slack", "D1")}
    assert await cast.directory.addresses([]) == {}


async def test_six_people_sit_in_the_practice_room_in_order(cast: Cast) -> None:
    sitters = await StoredSitters[dict[str, str]](dict).sitters(COUNCIL)
    assert [s["user"] for s in sitters] == ["nadia", "tobias", "mei-lin", "callum", "gwen", "darius"]
    assert sitters[0] == {"user": "nadia", "address": "nadia", "name": "Nadia Rahman", "title": "Library Officer"}
    assert await StoredSitters[dict[str, str]](dict).sitters("ktc") == []


async def test_seeding_the_sample_again_changes_nothing(cast: Cast, staff: StoredStaff) -> None:
    before = await everything()
    await sample_people.seed(staff, COUNCIL, frozenset({"corporate", "fire"}))
    assert await everything() == before


async def everything() -> list[object]:
    return [sorted(await table.all().values_list()) for table in (models.Account, models.PersonRole)] + [
        sorted(map(str, await table.all().values_list())) for table in (models.Person, models.BudgetCode)
    ]
