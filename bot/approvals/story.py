"""PURE: a case told in sentences: what has happened, and where each step stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.approvals.audit import Entry
from bot.approvals.model import CaseState, Kind, Step, StepState
from bot.approvals.ports import Content, Stored
from bot.messages import History, Progress, Stage

LABELS = {
    CaseState.CHANGES_REQUESTED: "Changes asked for",
    CaseState.APPROVED: "Approved",
    CaseState.DECLINED: "Declined",
    CaseState.WITHDRAWN: "Withdrawn",
    CaseState.EXPIRED: "Ran out of time",
}
STAGES: Mapping[StepState, Any] = {
    StepState.BLOCKED: "waiting",
    StepState.OPEN: "now",
    StepState.SATISFIED: "done",
    StepState.DECLINED: "refused",
    StepState.RETURNED: "returned",
    StepState.VOID: "stopped",
}
DONE = {
    Kind.SUBMITTED: "{actor} sent the request.",
    Kind.RESUBMITTED: "{actor} changed the request and sent it again.",
    Kind.APPROVED: "{actor} approved ({role}).",
    Kind.DECLINED: "{actor} declined ({role}): {reason}",
    Kind.CHANGES_ASKED: "{actor} asked for changes ({role}): {reason}",
    Kind.COMMENTED: "{actor} wrote: {reason}",
    Kind.WITHDRAWN: "{actor} withdrew the request.",
    Kind.EXPIRED: "The request ran out of time before everybody had decided.",
    Kind.REASSIGNED: "{actor} passed the decision to {to}.{why}",
    Kind.SEAT_ADDED: "{to} was asked to decide ({role}).{why}",
    Kind.SEAT_REVOKED: "{person} can no longer decide: they have left.",
    Kind.STEP_OPENED: "{seats} to decide ({role}).",
}
FOLLOWED = {
    Kind.TASK_DONE: "{actor} did a task: {task}{note}",
    Kind.TASK_NOT_NEEDED: "{actor} said that a task is not needed: {task}{note}",
    Kind.TASK_PASSED_ON: "{actor} passed a task to {to}: {task}",
    Kind.TASK_SEAT_ADDED: "{to} was given a task: {task}",
    Kind.TASK_SEAT_REVOKED: "{person} has left, so this task is no longer theirs: {task}",
    Kind.AGREEMENT_ASKED: "{to} was asked to agree to the rules.",
    Kind.AGREEMENT_SIGNED: "{actor} agreed to the rules.",
    Kind.AGREEMENT_ENDED: "{person} does not have to agree to the rules any more.",
}
# A referral is not an approval: whoever reads «approved» would think that the policy's answer was yes.
SETTLED_STAGES = ("done", "stopped")
SETTLED, SETTLED_BY = "Dealt with", "{actor} marked this as dealt with ({role})."


@dataclass(frozen=True)
class Told:
    """All that is needed to tell a case: names by person id, and what people wrote by entry number."""

    stored: Stored
    content: Content
    entries: Sequence[Entry]
    reasons: Mapping[int, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    earlier: Mapping[int, Content] = field(default_factory=dict)
    """What was asked for in the revisions before, by their numbers."""
    tasks: Sequence[Stage] = ()
    """What follows from the approval, and where each stands."""
    files: Sequence[str] = ()
    """The files that were sent with it, as they are listed."""

    @property
    def referral(self) -> bool:
        """Whether somebody is only told of it, and nobody has to agree."""
        return bool(self.content.outcome["kind"] != "approval")

    def name(self, person: str) -> str:
        """The person's name, or that they are no longer known."""
        return self.names.get(person, "somebody who is no longer on record") if person else "Comms Desk"

    def role(self, step: int, revision: int = 0) -> str:
        """The title of the role that decides a step of the present revision, or of an earlier one."""
        approvals = self.earlier.get(revision, self.content).outcome["approvals"]
        return str(approvals[step - 1].get("title") or approvals[step - 1]["role"]) if step <= len(approvals) else ""


def label(told: Told) -> str:
    """Where the case stands, in a few words, and how far what follows has got."""
    return f"{standing(told)}, {counted(told.tasks)}" if told.tasks else standing(told)


def standing(told: Told) -> str:
    """Where the case itself stands."""
    case = told.stored.case
    step = case.open_step
    if step is None:
        settled = told.referral and case.state is CaseState.APPROVED
        return SETTLED if settled else LABELS.get(case.state, "In review")
    return f"{'Nobody to decide' if case.orphaned else 'Waiting'}: {told.role(step.number)}"


def progress(told: Told) -> Progress:
    """The steps as a track, each with who was asked or who decided, and when."""
    return Progress(tuple(_stage(told, s) for s in told.stored.case.steps))


def counted(tasks: Sequence[Stage]) -> str:
    """How far the tasks have got: `2 of 5 done`."""
    return f"{sum(t.state in SETTLED_STAGES for t in tasks)} of {len(tasks)} done"


def history(told: Told, *, followed: bool = True) -> History:
    """What has happened, oldest first, or only up to the decision; refused attempts are for the audit, not the card."""
    shown, revision = [], 0
    for entry in told.entries:
        revision += entry.kind in (Kind.SUBMITTED, Kind.RESUBMITTED)
        if entry.kind in DONE:
            shown.append((entry.at, _sentence(told, entry, revision)))
        elif entry.kind in FOLLOWED and followed:
            shown.append((entry.at, _what_followed(told, entry)))
    return History(tuple(shown))


def _stage(told: Told, step: Step) -> Stage:
    decided = [s.person for s in step.seats if s.decision]
    asked = [s.person for s in step.seats if s.live]
    who = ", ".join(told.name(p) for p in decided or asked)
    if step.state is StepState.OPEN and not asked:
        who = "nobody can be asked yet"
    elif step.state is StepState.OPEN and step.rule not in ("any", 1):
        who += f" ({len(step.approvers)} of {step.needed} so far)"
    return Stage(told.role(step.number), STAGES[step.state], who, _decided_at(told, step) if decided else "")


def _decided_at(told: Told, step: Step) -> str:
    kinds = (Kind.APPROVED, Kind.DECLINED, Kind.CHANGES_ASKED)
    revision = told.stored.case.revision
    mine = (e for e in reversed(told.entries) if e.kind in kinds and e.facts.get("step") == step.number)
    return next((e.at for e in mine if e.facts.get("revision") == revision), "")


def _sentence(told: Told, entry: Entry, revision: int) -> str:
    facts = entry.facts
    kind = Kind(entry.kind)
    sentence = SETTLED_BY if told.referral and kind is Kind.APPROVED else DONE[kind]
    return sentence.format(
        actor=told.name(entry.actor),
        role=told.role(facts["step"], revision) if "step" in facts else "",
        to=told.name(facts.get("to", "")),
        person=told.name(facts.get("person", "")),
        seats=_asked([told.name(p) for p in facts.get("seats", ())]),
        reason=told.reasons.get(entry.seq, "(the reason has been erased)"),
        why=f" Why: {told.reasons[entry.seq]}" if entry.seq in told.reasons else "",
    )


def _what_followed(told: Told, entry: Entry) -> str:
    facts, note = entry.facts, told.reasons.get(entry.seq, "")
    texts = {task["id"]: str(task["text"]) for task in told.content.outcome["tasks"]}
    return FOLLOWED[Kind(entry.kind)].format(
        actor=told.name(entry.actor),
        to=told.name(facts.get("to", "")),
        person=told.name(facts.get("person", "")),
        task=texts.get(facts.get("task", ""), facts.get("task", "")),
        note=f" Note: {note}" if note else "",
    )


def _asked(names: Sequence[str]) -> str:
    if not names:
        return "Nobody can be asked yet"
    said = " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)
    return f"{said} {'were' if names[1:] else 'was'} asked"
