"""What every directory must do with a staff list: add, change and report, all or nothing, and delete nobody."""

from dataclasses import replace

import pytest
from tortoise.models import Model

from bot.ids import seeded_ids
from bot.people.model import LONGEST, CodeLine, Member
from bot.settings import Settings
from bot.storage import models
from bot.storage.staff import StoredStaff

COUNCIL = "suffolk"


@pytest.fixture
def staff() -> StoredStaff:
    return StoredStaff(seeded_ids(7))


def member(name: str, **more: object) -> Member:
    return replace(Member(f"{name}@council.example", name.title()), **more)  # type: ignore[arg-type]  # any field


async def test_importing_adds_then_changes_then_does_nothing(storage: Settings, staff: StoredStaff) -> None:
    people = [member("ann"), member("bob", manager="ann@council.example", roles=(("communications", ""),))]
    codes = [CodeLine("LIB-1", "Books", "bob@council.example")]
    first = await staff.save(COUNCIL, people, codes)
    assert (first.added, first.codes) == (("ann@council.example", "bob@council.example"), ("LIB-1",))
    again = await staff.save(COUNCIL, people, codes)
    assert (again.unchanged, again.added, again.changed, again.codes) == (first.added, (), (), ())
    third = await staff.save(COUNCIL, [people[0], replace(people[1], roles=(), job_title="Clerk")], codes)
    assert (third.changed, third.unchanged) == (("bob@council.example",), ("ann@council.example",))
    bob = await models.Person.get(email="bob@council.example")
    assert (bob.job_title, await models.PersonRole.all().count()) == ("Clerk", 0)


async def test_a_change_of_parts_alone_is_a_change(storage: Settings, staff: StoredStaff) -> None:
    await staff.save(COUNCIL, [member("ann")], [])
    saved = await staff.save(COUNCIL, [member("ann", roles=(("communications", "fire"),))], [])
    assert saved.changed == ("ann@council.example",)


async def test_people_missing_from_the_list_stay_unless_they_are_to_be_noted_as_left(
    storage: Settings, staff: StoredStaff
) -> None:
    await staff.save(COUNCIL, [member("ann"), member("bob")], [])
    await staff.save("ktc", [member("bob")], [])
    kept = await staff.save(COUNCIL, [member("ann")], [])
    assert (kept.missing, kept.left) == (("bob@council.example",), ())
    assert await models.Person.filter(left=True).count() == 0
    gone = await staff.save(COUNCIL, [member("ann")], [], missing_left=True)
    assert gone.left == ("bob@council.example",)
    assert (await models.Person.get(left=True)).council == COUNCIL
    back = await staff.save(COUNCIL, [member("ann"), member("bob")], [])
    assert back.changed == ("bob@council.example",)


async def test_whoever_the_list_says_has_left_is_noted_as_left_once(storage: Settings, staff: StoredStaff) -> None:
    await staff.save(COUNCIL, [member("ann")], [])
    leaving = [member("ann", left=True)]
    assert (await staff.save(COUNCIL, leaving, [])).left == ("ann@council.example",)
    assert (await staff.save(COUNCIL, leaving, [])).unchanged == ("ann@council.example",)


async def test_a_trial_run_says_what_it_would_do_and_leaves_nothing(storage: Settings, staff: StoredStaff) -> None:
    saved = await staff.save(COUNCIL, [member("ann")], [CodeLine("LIB-1", "", "ann@council.example")], dry_run=True)
    assert (saved.added, saved.codes) == (("ann@council.example",), ("LIB-1",))
    assert await models.Person.all().count() + await models.BudgetCode.all().count() == 0


async def test_a_code_changes_hands_only_where_a_list_names_it(storage: Settings, staff: StoredStaff) -> None:
    people = [member("ann"), member("bob")]
    await staff.save(COUNCIL, people, [CodeLine("LIB-1", "Books", "ann@council.example")])
    silent = await staff.save(COUNCIL, people, [])
    assert (silent.codes, silent.unnamed_codes) == ((), ("LIB-1",))
    given = await staff.save(COUNCIL, people, [CodeLine("LIB-1", "", "bob@council.example")])
    assert (given.codes, given.unnamed_codes) == (("LIB-1",), ())
    row = await models.BudgetCode.get(code="LIB-1")
    assert (row.title, row.holder_id) == ("Books", (await models.Person.get(email="bob@council.example")).id)
    await staff.save(COUNCIL, people, [CodeLine("LIB-1", "", "")])
    assert (await models.BudgetCode.get(code="LIB-1")).holder_id is None


async def test_a_manager_who_is_not_in_the_directory_is_reported(storage: Settings, staff: StoredStaff) -> None:
    saved = await staff.save(COUNCIL, [member("ann", manager="zoe@council.example")], [])
    assert saved.without_manager == ("ann@council.example",)


async def test_five_thousand_people_are_imported_in_one_go(storage: Settings, staff: StoredStaff) -> None:
    people = [member(f"p{n}", manager="p0@council.example" if n else "") for n in range(5000)]
    assert len((await staff.save(COUNCIL, people, [])).added) == 5000
    assert len((await staff.save(COUNCIL, people, [])).unchanged) == 5000


def test_what_may_be_imported_fits_into_the_tables() -> None:
    kept = {
        "email": models.Person, "name": models.Person, "job_title": models.Person, "service": models.Person,
        "role": models.PersonRole, "scope": models.PersonRole, "code": models.BudgetCode,
    }  # fmt: skip
    for field, table in kept.items():
        assert LONGEST[field] <= longest(table, field), field
    assert LONGEST["use"] <= longest(models.BudgetCode, "title")


def longest(table: type[Model], field: str) -> int:
    return int(table._meta.fields_map[field].constraints["max_length"])


async def test_accounts_that_the_list_names_are_known_once_and_stay_with_whoever_has_them(
    storage: Settings, staff: StoredStaff
) -> None:
    ann = member("ann", accounts=(("slack", "U024BE7LH"), ("teams", "0f1e2d3c")))
    first = await staff.save(COUNCIL, [ann], [])
    assert first.added == (ann.email,)
    assert (await staff.save(COUNCIL, [ann], [])).unchanged == (ann.email,)
    row = await models.Account.get(channel="slack").prefetch_related("person")
    assert (row.user, row.tenant, row.confirmed) == ("U024BE7LH", "", True)
    assert row.person is not None
    await models.Account.filter(channel="slack").update(tenant="T1")
    await staff.save(COUNCIL, [ann, member("bob", accounts=(("slack", "U024BE7LH"),))], [])
    assert await models.Account.filter(channel="slack").count() == 1
    row = await models.Account.get(channel="slack").prefetch_related("person")
    assert row.person is not None
    assert row.person.email == ann.email
