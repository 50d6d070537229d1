"""One function a command. Each runs inside one transaction of the caller's, which holds all that it writes or none.

A person who acts was read in that transaction too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.approvals import rules
from bot.approvals.audit import GENESIS, canonical, commit
from bot.approvals.model import CaseState, Event, Kind, start
from bot.approvals.ports import Content, Desk, Person, Stored
from bot.approvals.recording import Written, record
from bot.approvals.seating import open_next, seat_for
from bot.approvals.stale import explain
from bot.errors import InvalidAnswer, Refused, Stale


@dataclass(frozen=True)
class Draft:
    """What somebody submits: `scopes` are the answers that scope a role, by question id."""

    flow: str
    title: str
    visibility: str
    policy: str
    asked: Sequence[Mapping[str, Any]]
    outcome: Mapping[str, Any]
    scopes: Mapping[str, str]
    barred: frozenset[str] = frozenset()


async def submit(desk: Desk, requester: Person, draft: Draft) -> Stored:
    """Open a case with the steps of the draft's outcome, and ask the first approvers."""
    content = _content(desk, 1, draft)
    facts = {"steps": _steps(requester, draft), "barred": sorted(draft.barred), "content": content.hash}
    event = Event(Kind.SUBMITTED, requester.id, {**facts, "policy": draft.policy})
    now = desk.clock.now()
    stored = Stored(
        start(desk.ids.case(), event), requester.council, desk.ids.reference(), draft.flow, draft.title,
        draft.visibility, draft.policy, desk.ids.salt(), now, now, head=GENESIS,
    )  # fmt: skip
    written = Written(stored, [event], {})
    await open_next(desk, written)
    return await record(desk, written, content)


async def resubmit(desk: Desk, requester: Person, case_id: str, draft: Draft) -> Stored:
    """Send a case again as a new revision: what was decided on the older ones no longer counts."""
    stored = await _get(desk, case_id)
    await _guard(desk, stored, requester.id, rules.may_resubmit(stored.case, requester.id))
    content = _content(desk, stored.case.revision + 1, draft)
    facts = {"steps": _steps(requester, draft), "barred": sorted(draft.barred), "content": content.hash}
    facts["policy"] = draft.policy
    written = Written.begin(replace(stored, title=draft.title, policy=draft.policy), stored)
    written.add(Event(Kind.RESUBMITTED, requester.id, facts))
    await open_next(desk, written)
    return await record(desk, written, content)


@dataclass(frozen=True)
class Where:
    """What a decision is about: a step, by its number, of one revision of a case."""

    case: str
    step: int
    revision: int


async def approve(desk: Desk, person: Person, where: Where) -> Stored:
    """Agree to a step; the next opens, or the case is approved and its tasks with it."""
    return await _decide(desk, Kind.APPROVED, person, where, "")


async def decline(desk: Desk, person: Person, where: Where, reason: str) -> Stored:
    """Say no to a step, with a reason for the requester."""
    return await _decide(desk, Kind.DECLINED, person, where, reason)


async def ask_changes(desk: Desk, person: Person, where: Where, reason: str) -> Stored:
    """Send the case back to the requester, saying what to change."""
    return await _decide(desk, Kind.CHANGES_ASKED, person, where, reason)


async def comment(desk: Desk, person: str, case_id: str, words: str) -> Stored:
    """Say something to everybody who has to do with a case, without deciding anything."""
    stored = await _get(desk, case_id)
    active = person in await desk.directory.active([person])
    await _guard(desk, stored, person, rules.may_comment(stored.case, person, active=active))
    if not words.strip():
        raise InvalidAnswer(rules.COMMENT.code, rules.COMMENT.sentence)
    return await record(desk, Written.begin(stored).add(Event(Kind.COMMENTED, person), reason=words.strip()))


async def open_files(desk: Desk, person: Person, case_id: str, files: Mapping[str, str], *, follows: bool) -> Stored:
    """Note for good that somebody takes copies of a case's files: `files` gives the hash of each by its id."""
    stored = await _get(desk, case_id)
    if stored.council != person.council:
        raise Refused(rules.NOT_YOURS.code, rules.NOT_YOURS.sentence)
    private = stored.visibility == "private"
    no = rules.may_read(stored.case, person.id, private=private, follows=follows, active=person.active)
    await _guard(desk, stored, person.id, no)
    event = Event(Kind.FILES_OPENED, person.id, {"files": dict(files)})
    return await record(desk, Written.begin(stored).add(event), quiet=True)


async def withdraw(desk: Desk, person: str, case_id: str) -> Stored:
    """Take one's own request back before it has ended."""
    stored = await _get(desk, case_id)
    await _guard(desk, stored, person, rules.may_withdraw(stored.case, person))
    return await record(desk, Written.begin(stored).add(Event(Kind.WITHDRAWN, person)))


async def reassign(desk: Desk, person: str, where: Where, target: Person, *, steward: bool, reason: str = "") -> Stored:
    """Hand a seat to somebody else, or, for a steward, seat somebody besides; with a reason if there is one."""
    stored = await _get(desk, where.case)
    reached = target.active and target.council == stored.council and await desk.directory.addresses([target.id])
    active = person in await desk.directory.active([person])
    no = rules.may_reassign(stored.case, person, target.id, steward=steward, target_active=bool(reached), active=active)
    if no in (None, rules.TARGET, rules.TARGET_SEATED):
        no = rules.moved_on(stored.case, where.step, where.revision) or no
    await _guard(desk, stored, person, no)
    event = seat_for(stored.case, person, target.id)
    return await record(desk, Written.begin(stored).add(event, reason=reason.strip()))


async def expire(desk: Desk, where: Where) -> Stored | None:
    """End a case whose step has waited as long as the policy lets it; never an approval. None where it had moved on."""
    stored = await desk.cases.get(where.case)
    if stored is None or where.revision != stored.case.revision:
        return None
    if not rules.may_expire(stored.case, stored.case.step(where.step)):
        return None
    return await record(desk, Written.begin(stored).add(Event(Kind.EXPIRED, "", {"step": where.step})))


async def staff_changed(desk: Desk, council: str) -> int:
    """Free the seats of those who have left, and ask whoever plays a part that nobody played; gives how many cases."""
    unsettled = await desk.cases.unsettled(council)
    for stored in unsettled:
        step = stored.case.open_step
        waiting = step.undecided if step else frozenset()
        written = Written.begin(stored)
        for person in sorted(waiting - await desk.directory.active(waiting)):
            written.add(Event(Kind.SEAT_REVOKED, "", {"step": step.number if step else 0, "person": person}))
        await open_next(desk, written)
        if written.events:
            await record(desk, written)
    return len(unsettled)


async def _decide(desk: Desk, kind: Kind, person: Person, where: Where, reason: str) -> Stored:
    stored = await _get(desk, where.case)
    no = rules.may_decide(stored.case, person.id, where.step, where.revision, active=person.active)
    await _guard(desk, stored, person.id, no)
    if kind is not Kind.APPROVED and not reason.strip():
        raise InvalidAnswer(rules.REASON.code, rules.REASON.sentence)
    facts = {"step": where.step, "revision": where.revision, "policy": stored.policy}
    content = await desk.cases.content(stored.case.id, stored.case.revision)
    facts["sections"] = _rests_on(content, where.step)
    written = Written.begin(stored).add(Event(kind, person.id, facts), reason=reason.strip())
    await open_next(desk, written)
    if written.stored.case.state is CaseState.APPROVED:
        written.follow(await desk.follow_ups.open(written.stored, content))
    return await record(desk, written)


def _rests_on(content: Content, step: int) -> list[str]:
    approval = content.outcome["approvals"][step - 1]
    return [row for named in (*approval["sections"], *approval.get("law", ())) for row in named["rows"]]


async def _get(desk: Desk, case_id: str) -> Stored:
    stored = await desk.cases.get(case_id)
    if stored is None:
        raise Refused(rules.NOT_YOURS.code, rules.NOT_YOURS.sentence)
    return stored


async def _guard(desk: Desk, stored: Stored, person: str, no: rules.No | None) -> None:
    if no is None:
        return
    refused = Event(Kind.ATTEMPT_REFUSED, person, {"code": no.code})
    await record(desk, Written.begin(stored).add(refused), quiet=True)
    if no in (rules.TARGET, rules.TARGET_SEATED):
        raise InvalidAnswer(no.code, no.sentence)
    await desk.cards.repair("case", stored.case.id, person)
    if no in (rules.ENDED, rules.STEP_CLOSED, rules.OLD_REVISION, rules.ALREADY):
        raise Stale(no.code, await explain(desk, stored, no))
    raise Refused(no.code, no.sentence)


def _steps(requester: Person, draft: Draft) -> list[dict[str, Any]]:
    scopes = {"requester": requester.id, **draft.scopes}
    return [
        {
            "role": a["role"], "of": a["of"], "rule": a["rule"], "scope": scopes.get(a["of"], ""),
            **({"expires": a["expires_after_working_days"]} if "expires_after_working_days" in a else {}),
        }
        for a in draft.outcome["approvals"]
    ]  # fmt: skip


def _content(desk: Desk, number: int, draft: Draft) -> Content:
    salt = desk.ids.salt()
    hashed = commit(salt, canonical([list(draft.asked), dict(draft.outcome)]))
    return Content(number, draft.asked, draft.outcome, hashed, salt)
