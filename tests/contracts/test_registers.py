"""What is kept of tasks, accounts and agreements comes back as it was on every database, and stays in its council."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tortoise.exceptions import IntegrityError

from bot.approvals.model import Kind
from bot.registers.account import AccountState
from bot.registers.agreement import AgreementState, ended, signed
from bot.registers.task import seated, settled, without
from bot.settings import Settings
from bot.storage import models
from tests.contracts.shelves import NOON, agreement, entry, filled, task

GWEN, NADIA = "suffolk-gwen", "suffolk-nadia"


async def test_a_task_comes_back_as_it_was_and_the_tasks_of_a_case_in_order(storage: Settings) -> None:
    shelf = await filled()
    assert await shelf.tasks.get("suffolk-two_factor") == task("suffolk", "two_factor", 2)
    assert [t.key for t in await shelf.tasks.of_case("suffolk-case")] == ["sign_agreement", "two_factor"]
    assert await shelf.tasks.get("nobody-knows") is None


async def test_a_settled_task_waits_for_nobody_and_says_who_and_when(storage: Settings) -> None:
    shelf = await filled()
    done = settled(task("suffolk", "two_factor", 2), Kind.TASK_DONE, GWEN, NOON)
    await shelf.tasks.save(done)
    assert await shelf.tasks.get(done.id) == done
    assert [t.key for t in await shelf.tasks.waiting_for(GWEN)] == ["sign_agreement"]
    assert await shelf.tasks.orphaned("suffolk") == []


async def test_a_task_that_is_passed_on_waits_for_the_other_and_may_come_back(storage: Settings) -> None:
    shelf = await filled()
    passed = seated(without(task("suffolk", "two_factor", 2), GWEN), [NADIA])
    await shelf.tasks.save(passed)
    assert await shelf.tasks.get(passed.id) == passed
    assert [t.key for t in await shelf.tasks.waiting_for(NADIA)] == ["two_factor"]
    back = seated(without(passed, NADIA), [GWEN])
    await shelf.tasks.save(back)
    assert (await shelf.tasks.get(back.id)) == back
    assert await shelf.tasks.waiting_for(NADIA) == ()


async def test_tasks_of_leavers_and_of_nobody_are_found_in_their_own_council_alone(storage: Settings) -> None:
    shelf = await filled()
    await shelf.tasks.save(without(task("suffolk", "sign_agreement", 1), GWEN))
    await models.Person.filter(id=GWEN).update(left=True)
    assert {t.key for t in await shelf.tasks.unsettled("suffolk")} == {"sign_agreement", "two_factor"}
    assert [t.key for t in await shelf.tasks.orphaned("suffolk")] == ["sign_agreement"]
    assert await shelf.tasks.unsettled("cannock") == []


async def test_an_account_comes_back_as_it_was_and_as_it_was_changed(storage: Settings) -> None:
    shelf = await filled()
    assert await shelf.accounts.of_case("suffolk-case") == entry("suffolk")
    day = NOON.date()
    live = replace(entry("suffolk"), state=AccountState.LIVE, last_post=day, last_review=day, hours_in_profile=True)
    await shelf.accounts.save(live)
    assert await shelf.accounts.listed("suffolk") == [live]
    assert await shelf.accounts.listed("cannock") == [entry("cannock")]


async def test_a_case_has_one_account_and_a_person_one_agreement_a_task(storage: Settings) -> None:
    shelf = await filled()
    with pytest.raises(IntegrityError):
        await shelf.accounts.add(replace(entry("suffolk"), id="another"))
    with pytest.raises(IntegrityError):
        await shelf.agreements.add(replace(agreement("suffolk"), id="another"))


async def test_an_agreement_comes_back_as_it_was_signed_and_no_longer_waits(storage: Settings) -> None:
    shelf = await filled()
    assert [a.id for a in await shelf.agreements.waiting_for(NADIA)] == ["suffolk-agreement"]
    after = signed(agreement("suffolk"), NOON + timedelta(hours=1))
    await shelf.agreements.save(after)
    assert await shelf.agreements.get(after.id) == after
    assert await shelf.agreements.of_task(after.task) == [after]
    assert await shelf.agreements.waiting_for(NADIA) == []
    assert await shelf.agreements.listed("cannock") == [agreement("cannock")]


async def test_agreements_of_leavers_are_found_until_they_end(storage: Settings) -> None:
    shelf = await filled()
    await models.Person.filter(id=NADIA).update(left=True)
    [found] = await shelf.agreements.of_leavers("suffolk")
    await shelf.agreements.save(ended(found, NOON))
    assert await shelf.agreements.of_leavers("suffolk") == []
    assert (await shelf.agreements.get(found.id) or found).state is AgreementState.WITHDRAWN
    assert await shelf.agreements.of_leavers("cannock") == []
