"""Who may settle, pass on or get a task, and what that makes of it."""

from datetime import UTC, datetime

import pytest

from bot.approvals.model import Kind
from bot.approvals.rules import No
from bot.registers import rules
from bot.registers.agreement import Agreement, AgreementState, asked_again, ended, signed
from bot.registers.task import Task, TaskState, counted, seated, settled, without

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
GWEN, CARL, NADIA, MALLORY = "gwen", "carl", "nadia", "mallory"


def task(*owners: str, register: str = "") -> Task:
    text = "Turn on two-factor login."
    return Task(
        "t", "suffolk", "c", "two_factor", 1, text, "line_manager", "Line manager", register, (), frozenset(owners)
    )


def agreement(person: str) -> Agreement:
    return Agreement(f"a-{person}", "suffolk", "c", "t", person, "", "policy-1", NOW)


def test_an_owner_may_settle_a_task_and_nobody_else_learns_that_there_is_one() -> None:
    assert rules.may_settle(task(GWEN), GWEN, active=True) is None
    assert rules.may_settle(task(GWEN), MALLORY, active=True) is rules.NOT_YOURS
    done = settled(task(GWEN), Kind.TASK_DONE, GWEN, NOW)
    assert rules.may_settle(done, MALLORY, active=True) is rules.NOT_YOURS


def test_who_has_left_or_passed_it_on_or_comes_late_is_told_which() -> None:
    assert rules.may_settle(task(GWEN), GWEN, active=False) is rules.LEFT
    passed = seated(without(task(GWEN), GWEN), [CARL])
    assert rules.may_settle(passed, GWEN, active=True) is rules.PASSED_ON
    done = settled(task(GWEN, CARL), Kind.TASK_DONE, CARL, NOW)
    assert rules.may_settle(done, GWEN, active=True) is rules.SETTLED


@pytest.mark.parametrize(
    ("kind", "state"), [(Kind.TASK_DONE, TaskState.DONE), (Kind.TASK_NOT_NEEDED, TaskState.NOT_NEEDED)]
)
def test_a_task_is_settled_once_and_keeps_who_and_when(kind: Kind, state: TaskState) -> None:
    after = settled(task(GWEN, CARL), kind, GWEN, NOW)
    assert (after.state, after.done_by, after.done_at, after.owners) == (state, GWEN, NOW, frozenset())
    assert after.known_to == {GWEN, CARL}
    with pytest.raises(ValueError, match="settled already"):
        settled(after, kind, CARL, NOW)


def test_a_task_without_an_owner_is_orphaned_until_it_is_settled_or_somebody_gets_it() -> None:
    lost = without(task(GWEN), GWEN)
    assert lost.orphaned
    assert not seated(lost, [CARL]).orphaned
    assert not settled(lost, Kind.TASK_NOT_NEEDED, CARL, NOW).orphaned


def test_the_person_who_asked_owns_a_task_only_where_nobody_else_plays_its_part() -> None:
    assert rules.owners([CARL, NADIA, CARL], NADIA) == (CARL,)
    assert rules.owners([NADIA], NADIA) == (NADIA,)
    assert rules.owners([], NADIA) == ()


def test_an_owner_or_whoever_keeps_the_registers_may_pass_a_task_on() -> None:
    assert rules.may_pass_on(task(GWEN), GWEN, keeper=False, active=True) is None
    assert rules.may_pass_on(task(GWEN), CARL, keeper=True, active=True) is None
    assert rules.may_pass_on(task(GWEN), CARL, keeper=False, active=True) is rules.NOT_YOURS
    assert rules.may_pass_on(task(GWEN), CARL, keeper=True, active=False) is rules.LEFT
    done = settled(task(GWEN), Kind.TASK_DONE, GWEN, NOW)
    assert rules.may_pass_on(done, CARL, keeper=True, active=True) is rules.SETTLED


def test_nobody_gets_a_task_twice_or_out_of_reach_nor_the_person_who_asked() -> None:
    def may(target: str, *, holds: bool = False, reached: bool = True) -> No | None:
        return rules.may_get(task(GWEN), target, requester=NADIA, holds=holds, reached=reached)

    assert may(CARL) is None
    assert may(GWEN) is rules.TARGET_SEATED
    assert may(CARL, reached=False) is rules.TARGET
    assert may(NADIA) is rules.TARGET_REQUESTER
    assert may(NADIA, holds=True) is None


def test_a_task_about_an_agreement_is_done_once_somebody_and_everybody_who_was_asked_has_signed() -> None:
    asked, agreed = agreement(NADIA), signed(agreement(CARL), NOW)
    assert rules.may_be_done([]) is rules.UNSIGNED
    assert rules.may_be_done([asked, agreed]) is rules.UNSIGNED
    assert rules.may_be_done([ended(asked, NOW)]) is rules.UNSIGNED
    assert rules.may_be_done([ended(asked, NOW), agreed]) is None


def test_only_whoever_was_asked_signs_and_only_once() -> None:
    asked = agreement(NADIA)
    assert rules.may_sign(asked, NADIA, active=True) is None
    assert rules.may_sign(asked, CARL, active=True) is rules.NOT_YOURS
    assert rules.may_sign(asked, NADIA, active=False) is rules.LEFT
    assert rules.may_sign(signed(asked, NOW), NADIA, active=True) is rules.SIGNED
    assert rules.may_sign(ended(asked, NOW), NADIA, active=True) is rules.ENDED
    with pytest.raises(ValueError, match="is signed"):
        signed(signed(asked, NOW), NOW)


def test_whoever_saw_to_an_agreement_or_keeps_the_register_may_end_it_even_later() -> None:
    done = settled(task(GWEN), Kind.TASK_DONE, GWEN, NOW)
    assert rules.may_take_out(done, GWEN, keeper=False, active=True) is None
    assert rules.may_take_out(done, CARL, keeper=True, active=True) is None
    assert rules.may_take_out(done, MALLORY, keeper=False, active=True) is rules.NOT_YOURS
    assert rules.may_take_out(done, GWEN, keeper=False, active=False) is rules.LEFT
    passed = seated(without(task(GWEN), GWEN), [CARL])
    assert rules.may_take_out(passed, GWEN, keeper=False, active=True) is rules.PASSED_ON


def test_whoever_is_asked_again_signs_anew_under_the_policy_of_then() -> None:
    again = asked_again(ended(signed(agreement(NADIA), NOW), NOW), "policy-2", NOW, NOW.date())
    assert (again.state, again.policy, again.signed_at, again.ended_at) == (
        AgreementState.ASKED,
        "policy-2",
        None,
        None,
    )
    assert again.review == NOW.date()


def test_progress_counts_what_is_settled_one_way_or_the_other() -> None:
    done = settled(task(GWEN), Kind.TASK_DONE, GWEN, NOW)
    spared = settled(task(GWEN), Kind.TASK_NOT_NEEDED, GWEN, NOW)
    assert counted([done, spared, task(GWEN)]) == "2 of 3 done"
