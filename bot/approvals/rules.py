"""PURE: who may do what to a case. Guards run in a fixed order, so that a refusal never tells more than it must."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.approvals.model import Case, CaseState, Step


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
TARGET = No("target", "That person cannot decide this request. Choose somebody else.")
TARGET_SEATED = No("target_seated", "That person has already been asked.")
NOT_REQUESTER = No("not_requester", "Only the person who asked can do that.")
NOT_WAITING = No("not_waiting", "Nobody has asked for changes, so there is nothing to send again.")
REASON = No("reason", "Give a reason in a few words, so that the person knows what to do.")


def eligible(case: Case, candidates: Iterable[str]) -> tuple[str, ...]:
    """Those who may sit in a step: never anyone barred, nor anyone who has decided an earlier step of this revision."""
    return tuple(p for p in dict.fromkeys(candidates) if p not in case.barred and p not in case.deciders)


def may_decide(case: Case, person: str, step_number: int, revision: int, *, active: bool) -> No | None:
    """None where the person may decide the step of that revision now; otherwise the first reason why not."""
    step = case.step(step_number) if revision == case.revision else None
    held = [s for s in (step.seats if step else ()) if s.person == person]
    if person in case.barred or (step is not None and not held):
        return NOT_YOURS
    if not active:
        return LEFT
    if case.state.final:
        return ENDED
    if step is None:
        return OLD_REVISION
    if any(s.decision for s in held):
        return ALREADY
    if case.state is not CaseState.IN_REVIEW or case.open_step is not step:
        return STEP_CLOSED
    return None if step.seat(person) else NOT_YOURS


def may_withdraw(case: Case, person: str) -> No | None:
    """Only the requester, and only before the end."""
    if person != case.requester:
        return NOT_REQUESTER
    return ENDED if case.state.final else None


def may_resubmit(case: Case, person: str) -> No | None:
    """Only the requester, and only once changes have been asked for."""
    if person != case.requester:
        return NOT_REQUESTER
    if case.state.final:
        return ENDED
    return None if case.state is CaseState.CHANGES_REQUESTED else NOT_WAITING


def may_reassign(case: Case, person: str, target: str, *, steward: bool, target_active: bool) -> No | None:
    """A seat's holder may hand it on, and the communications team (`steward`) any seat, to anybody eligible."""
    step = case.open_step
    if person in case.barred or not (steward or (step and step.seat(person))):
        return NOT_YOURS
    if case.state.final:
        return ENDED
    if step is None:
        return STEP_CLOSED
    if any(s.person == target and s.live for s in step.seats):
        return TARGET_SEATED
    return None if target_active and target in eligible(case, [target]) else TARGET


def may_expire(case: Case, step: Step | None) -> bool:
    """Whether a timer set for a step still has something to end; expiry is never approval."""
    return not case.state.final and step is not None and case.open_step == step
