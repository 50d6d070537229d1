"""PURE: who may do what to a report. Somebody it is not for is told what they would be told if there were none."""

from collections.abc import Iterable, Mapping

from bot.approvals.rules import No
from bot.reports.report import Kind, Report, State

NOTHING = No("nothing_here", "There is nothing here for you to do. Write help to see what I can do.")
LEFT = No("left", "You are no longer on the staff list, so you cannot do this.")
ELSEWHERE = No("elsewhere", "This is no longer with you. The card now says so.")
ENDED = No("ended", "This has already ended. The card now shows it.")
MOVED = No("moved", "This has moved on since the card was drawn. The card now shows where it stands.")
BEGUN = No("begun", "Somebody has begun to deal with this, so it can no longer be taken back.")
TARGET = No("target", "That person cannot be given this, or cannot be asked in chat. Choose somebody else.")
TARGET_SEATED = No("target_seated", "That person has this already. Choose somebody else.")

OPEN = frozenset(s for s in State if not s.final)
UNSETTLED = frozenset(s for s in OPEN if not s.concluded)
# In which states whoever has a report may do what.
HOLDERS: Mapping[Kind, frozenset[State]] = {
    Kind.TRIAGED: frozenset({State.RECEIVED}),
    Kind.ASSIGNED: UNSETTLED,
    Kind.REVIEW_BEGUN: frozenset({State.ASSIGNED}),
    Kind.CONFLICT_DECLARED: OPEN,
    Kind.ASKED: UNSETTLED,
    Kind.ACTION_AGREED: frozenset({State.UNDER_REVIEW}),
    Kind.NO_ACTION: frozenset({State.UNDER_REVIEW}),
    Kind.CLOSED: frozenset({State.ACTION_AGREED, State.NO_ACTION}),
}
# Who is to choose sees nothing of it before they choose, so that is all they may do.
STEWARDS = (Kind.ASSIGNED, Kind.CONFLICT_DECLARED)
REPORTERS: Mapping[Kind, frozenset[State]] = {
    Kind.ADDED: OPEN,
    Kind.WITHDRAWN: frozenset({State.RECEIVED, State.TRIAGE}),
}


def eligible(report: Report, candidates: Iterable[str]) -> tuple[str, ...]:
    """Those who may get it: never anyone barred, whatever part they play and whoever names them."""
    return tuple(p for p in dict.fromkeys(candidates) if p not in report.barred)


def may(report: Report, person: str, kind: Kind, turn: int, *, active: bool) -> No | None:
    """None where the person may do that now, on a card drawn at that turn; otherwise the first reason why not."""
    if kind in REPORTERS:
        return _reporter_may(report, person, kind, active=active)
    if person in report.barred or person not in report.known_to:
        return NOTHING
    if not active:
        return LEFT
    if report.state.final:
        return ENDED
    if person not in report.seated or (person not in report.holders and kind not in STEWARDS):
        return ELSEWHERE
    at = turn == report.turn or kind is Kind.ASKED
    fits = report.state in HOLDERS[kind] or (person in report.stewards and kind in STEWARDS)
    return None if at and fits else MOVED


def may_read(report: Report, person: str, *, active: bool) -> No | None:
    """Whoever's card shows what was sent: who has it, until it is taken back, and who sent it; also after the end."""
    holds = person in report.holders and person not in report.barred and report.state is not State.WITHDRAWN
    if person != report.reporter and not holds:
        return NOTHING
    return None if active else LEFT


def may_get(report: Report, target: str, *, active: bool) -> No | None:
    """None where it may be given to that person; two who have it may still agree that one of them goes on alone."""
    if report.holders == {target} and report.state in (State.ASSIGNED, State.UNDER_REVIEW):
        return TARGET_SEATED
    return None if active and eligible(report, [target]) else TARGET


def _reporter_may(report: Report, person: str, kind: Kind, *, active: bool) -> No | None:
    if person != report.reporter:
        return NOTHING
    if not active:
        return LEFT
    if report.state.final:
        return ENDED
    return None if report.state in REPORTERS[kind] else BEGUN
