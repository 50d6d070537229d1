"""PURE: who may do what to a task or an agreement. Guards run in a fixed order, so that a refusal tells no more."""

from collections.abc import Iterable, Sequence

from bot.approvals.rules import No
from bot.registers.agreement import Agreement, AgreementState
from bot.registers.task import Task

NOT_YOURS = No("not_yours", "There is nothing here for you to do.")
LEFT = No("left", "You are no longer on the staff list, so you cannot do this.")
SETTLED = No("settled", "This has already been dealt with.")
PASSED_ON = No("passed_on", "This is no longer yours: it was passed on. The card shows where it stands.")
TARGET = No("target", "That person cannot be asked in chat, or is not on the staff list. Choose somebody else.")
TARGET_SEATED = No("target_seated", "That person has already been asked. Choose somebody else.")
TARGET_REQUESTER = No("target_requester", "This is not for the person who asked for it. Choose somebody else.")
REASON = No("reason", "Say in a few words why it is not needed, so that others understand it later.")
UNSIGNED = No("unsigned", "This is done once those who were asked have agreed. Ask whoever has not, or take them out.")
NOT_ASKED = No("not_asked", "That person is not on the list of those who agree. Check the address.")
ENDED = No("agreement_ended", "You are no longer asked to agree to this.")
SIGNED = No("agreement_signed", "You have already agreed to this.")
NOT_FOR_SIGNING = No("not_for_signing", "There is nothing to agree to here.")


def owners(holders: Iterable[str], requester: str) -> tuple[str, ...]:
    """Whose job it is: those who play the part; the person who asked only where nobody else plays it."""
    people = tuple(dict.fromkeys(holders))
    return tuple(p for p in people if p != requester) or people


def may_settle(task: Task, person: str, *, active: bool) -> No | None:
    """None where the person may settle the task now; otherwise the first reason why not."""
    if person not in task.known_to:
        return NOT_YOURS
    if not active:
        return LEFT
    if task.settled:
        return SETTLED
    return None if person in task.owners else PASSED_ON


def may_be_done(agreements: Sequence[Agreement]) -> No | None:
    """A task about an agreement is done once somebody has signed, and nobody who was asked has yet to."""
    states = {a.state for a in agreements}
    return None if AgreementState.SIGNED in states and AgreementState.ASKED not in states else UNSIGNED


def may_pass_on(task: Task, person: str, *, keeper: bool, active: bool) -> No | None:
    """An owner may hand a task on, and whoever keeps the registers may give one to somebody."""
    if not keeper:
        return may_settle(task, person, active=active)
    if not active:
        return LEFT
    return SETTLED if task.settled else None


def may_get(task: Task, target: str, *, requester: str, holds: bool, reached: bool) -> No | None:
    """Nobody gets a task whom no chat reaches, nor the person who asked, unless they play its part themselves."""
    if target in task.owners:
        return TARGET_SEATED
    if target == requester and not holds:
        return TARGET_REQUESTER
    return None if reached else TARGET


def may_take_out(task: Task, person: str, *, keeper: bool, active: bool) -> No | None:
    """Whoever saw to an agreement, and whoever keeps the registers, may end it, also once the task is settled."""
    if not keeper and person not in task.known_to:
        return NOT_YOURS
    if not active:
        return LEFT
    return None if keeper or task.settled or person in task.owners else PASSED_ON


def may_sign(agreement: Agreement, person: str, *, active: bool) -> No | None:
    """Only whoever was asked, and only once."""
    if person != agreement.person:
        return NOT_YOURS
    if not active:
        return LEFT
    if agreement.state is AgreementState.SIGNED:
        return SIGNED
    return None if agreement.state is AgreementState.ASKED else ENDED
