"""PURE: who may do what to a case. Guards run in a fixed order, so that a refusal never tells more than it must."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.approvals.model import Case, CaseState, Step, StepState


@dataclass(frozen=True)
class No:
    """Why something may not be done: a stable code, and the sentence for the person."""

    code: str
    sentence: str


NOT_YOURS = No("not_yours", "There is nothing here for you to decide.")
ENDED = No("ended", "This request has already ended.")
STEP_CLOSED = No("step_closed", "This step has already been decided.")
OLD_REVISION = No("old_revision", "The request has changed since this card was sent. Look at the newer card.")
ALREADY = No("already_decided", "You have already decided this.")
LEFT = No("left", "You are no longer on the staff list, so you cannot decide this.")
TARGET = No("target", "That person cannot decide this, or cannot be asked in chat. Choose somebody else.")
TARGET_SEATED = No("target_seated", "That person has already been asked. Choose somebody else.")
NOT_REQUESTER = No("not_requester", "Only the person who asked can do that.")
NOT_WAITING = No("not_waiting", "Nobody has asked for changes, so there is nothing to send again.")
COMMENT = No("comment", "Write a few words first.")
REASON = No("reason", "Give a reason in a few words, so that the person knows what to do.")


def eligible(case: Case, candidates: Iterable[str]) -> tuple[str, ...]:
    """Those who may sit in a step: never anyone barred, nor anyone who has decided an earlier step of this revision."""
    return tuple(p for p in dict.fromkeys(candidates) if p not in case.barred and p not in case.deciders)


def may_decide(case: Case, person: str, step_number: int, revision: int, *, active: bool) -> No | None:
    """None where the person may decide the step of that revision now; otherwise the first reason why not.

    Somebody who was never asked is told the same whatever they try, so that they learn nothing of the case.
    """
    if person in case.barred or person not in case.asked:
        return NOT_YOURS
    if not active:
        return LEFT
    if case.state.final:
        return ENDED
    return OLD_REVISION if revision != case.revision else _may_decide_step(case, person, case.step(step_number))


def _may_decide_step(case: Case, person: str, step: Step | None) -> No | None:
    if step is None or not any(s.person == person for s in step.seats):
        return NOT_YOURS
    if person in case.deciders:
        return ALREADY
    if step.state is not StepState.OPEN:
        return STEP_CLOSED
    return None if step.seat(person) else NOT_YOURS


def may_withdraw(case: Case, person: str) -> No | None:
    """Only the requester, and only before the end."""
    if person != case.requester:
        return NOT_REQUESTER
    return ENDED if case.state.final else None


def may_comment(case: Case, person: str, *, active: bool) -> No | None:
    """Whoever asked and whoever has ever been asked, until the end."""
    if person != case.requester and (person in case.barred or person not in case.asked):
        return NOT_YOURS
    if not active:
        return LEFT
    return ENDED if case.state.final else None


def may_read(case: Case, person: str, *, private: bool, follows: bool, active: bool) -> No | None:
    """Whoever's card shows the answers: who asked, who was ever asked, and who `follows` a case that is not `private`.

    What may be read stays so after the end.
    """
    sent = person == case.requester
    asked = person in case.asked and person not in case.barred
    if not (sent or asked or (follows and not private)):
        return NOT_YOURS
    return None if active else LEFT


def may_resubmit(case: Case, person: str) -> No | None:
    """Only the requester, and only once changes have been asked for."""
    if person != case.requester:
        return NOT_REQUESTER
    if case.state.final:
        return ENDED
    return None if case.state is CaseState.CHANGES_REQUESTED else NOT_WAITING


def may_reassign(
    case: Case, person: str, target: str, *, steward: bool, target_active: bool, active: bool = True
) -> No | None:
    """A seat's holder may hand it on while it is undecided, and a `steward` (the keeper of orphans) may seat others.

    Nobody can be seated who is barred or has decided in this revision, whoever asks for it.
    """
    if person in case.barred or not (steward or person in case.asked):
        return NOT_YOURS
    if not active:
        return LEFT
    if case.state.final:
        return ENDED
    return _may_hand_on(case, person, steward=steward) or _may_sit(case, target, active=target_active)


def moved_on(case: Case, step_number: int, revision: int) -> No | None:
    """None where the case waits for that step of that revision: no click does to one what it meant for another."""
    if revision != case.revision:
        return OLD_REVISION
    return None if case.open_step and case.open_step.number == step_number else STEP_CLOSED


def _may_hand_on(case: Case, person: str, *, steward: bool) -> No | None:
    if case.open_step is None:
        return STEP_CLOSED
    seat = case.open_step.seat(person)
    if seat and seat.decision:
        return ALREADY
    return None if seat or steward else NOT_YOURS


def _may_sit(case: Case, target: str, *, active: bool) -> No | None:
    if case.open_step and case.open_step.seat(target):
        return TARGET_SEATED
    return None if active and eligible(case, [target]) else TARGET


def may_expire(case: Case, step: Step | None) -> bool:
    """Whether a timer set for a step still has something to end; expiry is never approval."""
    return step is not None and case.open_step == step
