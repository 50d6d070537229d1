"""From an outcome to a case or a confidential report: what is sent, to whom, and what is kept of it for good."""

from collections.abc import Mapping
from typing import Any

from bot.approvals import service
from bot.approvals.ports import Desk, Stored
from bot.approvals.service import Draft
from bot.conversations.shown import asked_and_answered
from bot.conversations.turn import Talk, Turn, keep
from bot.errors import Refused
from bot.evidence.ports import CASE, REPORT
from bot.reports import ports as reports
from bot.reports import service as reporting
from flows.engine import Done, Policy, on_route

SENT = ("approval", "refer", "act")
NOTHING = "There is nothing to send yet: answer the question on the card first."


def outcome_of(done: Done) -> dict[str, Any]:
    """The outcome as JSON, with the title of every role; whoever is to be told of a referral is its one step."""
    policy = done.policy
    outcome = done.outcome.as_json(done.flow.name, policy)
    if done.flow.visibility == "confidential":
        # Nobody approves a report: these may get it, in order, whoever of them is not involved.
        outcome["route"] = [{"role": r, "title": _title(policy, r)} for r in outcome["tell"]]
        outcome["approvals"] = []
    elif outcome["kind"] in ("refer", "act") and not outcome["approvals"]:
        step = {"of": "requester", "rule": "any", "sections": outcome["sections"], "law": outcome["law"]}
        outcome["approvals"] = [{"role": role, **step} for role in outcome["tell"][:1]]
    outcome["approvals"] = [{**a, "title": _title(policy, a["role"])} for a in outcome["approvals"]]
    outcome["tasks"] = [{**t, "title": _title(policy, t["role"])} for t in outcome["tasks"]]
    return outcome


def sendable(outcome: Mapping[str, Any]) -> bool:
    """Whether the outcome becomes a case or a report; any other is the person's own to read."""
    return outcome["kind"] in SENT and bool(outcome["approvals"] or outcome.get("route"))


async def submit(talk: Talk, desk: Desk, turn: Turn) -> Stored:
    """Send what the conversation came to: a new case, or a new revision of the case that it revises."""
    draft = await _ready(talk, turn)
    if turn.kept.case:
        stored = await service.resubmit(desk, turn.person, turn.kept.case, draft)
    else:
        stored = await service.submit(desk, turn.person, draft)
    answers = on_route(turn.state)
    await talk.files.settle(turn.kept.id, CASE, stored.case.id)
    await keep(talk, turn, state="submitted", case=stored.case.id, answers=answers, view={})
    return stored


async def report(talk: Talk, desk: reports.Desk, turn: Turn) -> reports.Stored:
    """Send a confidential report; the conversation keeps none of its answers."""
    draft = await _ready(talk, turn)
    route = [step["role"] for step in draft.outcome["route"]]
    subject = draft.scopes.get(turn.state.flow.subject, "")
    told = reporting.Draft(draft.policy, draft.asked, draft.outcome, route, subject)
    stored = await reporting.send(desk, turn.person, told)
    await talk.files.settle(turn.kept.id, REPORT, stored.report.id)
    await keep(talk, turn, state="submitted", answers={}, view={})
    return stored


async def finish(talk: Talk, turn: Turn, state: str) -> None:
    """Close a conversation that sends nothing; only the answers on the route are kept, and in confidence none."""
    answers = on_route(turn.state) if state == "done" and not turn.confidential else {}
    await talk.files.drop(turn.kept.id)  # nobody else will ever see them
    await keep(talk, turn, state=state, answers=answers, view={})


async def _ready(talk: Talk, turn: Turn) -> Draft:
    """What is to be sent, with the policy that it rests on pinned; Refused where there is nothing to send."""
    draft = _draft(turn, turn.state) if isinstance(turn.state, Done) else None
    if draft is None or not sendable(draft.outcome):
        raise Refused("nothing_to_send", NOTHING)
    if turn.told:
        await talk.policies.pin(turn.policy)
    return draft


def _draft(turn: Turn, done: Done) -> Draft:
    flow = done.flow
    scopes = {k: g.raw for k, g in on_route(done).items() if isinstance(g.raw, str)}
    asked = asked_and_answered(turn.policy, flow.name, done.route)
    raw = {k: {"raw": g.raw, "verdict": g.verdict} for k, g in on_route(done).items()}
    return Draft(
        flow.name, flow.title, flow.visibility, turn.kept.policy,
        [{**row, **raw[row["question"]]} for row in asked], outcome_of(done), scopes,
    )  # fmt: skip


def _title(policy: Policy, role: str) -> str:
    title = policy.roles[role].title if role in policy.roles else role.replace("_", " ")
    return title[:1].upper() + title[1:]
