"""PURE: the cards of a task and of an agreement for one person; buttons only for those who may press them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.approvals.ports import Content, Stored
from bot.approvals.screens import WHO
from bot.approvals.stale import when
from bot.citing import law_cited
from bot.messages import Block, Button, Citation, Citations, Facts, Input, Screen, Sign, Stage, Text, Tone
from bot.registers.account import FIELDS
from bot.registers.agreement import REGISTER as AGREEMENTS
from bot.registers.agreement import Agreement, AgreementState
from bot.registers.task import Task, TaskState

NOTE = Input("note", "Anything to note?", "long_text", "The person who asked will see this.", required=False)
WHY = Input("reason", "Why is it not needed?", "long_text", "The person who asked will see this.")
INSTEAD = replace(WHO, hint="They get this task in your place.")
SIGNER = replace(WHO, hint="Somebody who will use the account.")
REVIEW = Input("review", "Look at it again on", "day", "Leave it empty if no day is set.", required=False)
TONES: dict[TaskState, Tone] = {TaskState.DONE: "good", TaskState.NOT_NEEDED: "plain", TaskState.OPEN: "info"}
LABELS = {TaskState.DONE: "Done", TaskState.NOT_NEEDED: "Not needed", TaskState.OPEN: "To do"}
STANDS = {
    AgreementState.ASKED: "has not answered yet",
    AgreementState.SIGNED: "has agreed",
    AgreementState.WITHDRAWN: "does not have to agree",
}


@dataclass(frozen=True)
class Told:
    """All that is needed to draw a task: its case, what people wrote on it, who was asked to agree, and names."""

    task: Task
    stored: Stored
    content: Content
    note: str = ""
    agreements: Sequence[Agreement] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    def name(self, person: str) -> str:
        """The person's name, or that they are no longer known."""
        return self.names.get(person, "somebody who is no longer on record")


def stages(tasks: Iterable[Task], names: Mapping[str, str]) -> tuple[Stage, ...]:
    """The tasks of a case for its card: what, where it stands, and whose it is or who did it."""
    return tuple(_stage(task, names) for task in tasks)


def draw(told: Told, viewer: str, sign: Sign, *, keeper: bool = False) -> Screen:
    """The card of a task as `viewer` sees it now; a `keeper` of the registers may give it to somebody."""
    task, stored = told.task, told.stored
    mine = viewer in task.owners and not task.settled
    lost = task.orphaned and keeper
    title = f"{LABELS[task.state]}: {stored.title}"
    return Screen(
        title,
        f"{title}. {stored.reference}. {task.text}",
        (Text(task.text, strong=True), _lead(told, mine=mine, keeper=keeper), *_body(told)),
        (),
        (
            *_buttons(told, viewer, sign, mine=mine, keeper=keeper),
            Button("Show the request", sign("show", stored.case.id)),
        ),
        label=f"{stored.reference} · {'Nobody to do it' if task.orphaned else LABELS[task.state]}",
        tone="warn" if task.orphaned else TONES[task.state],
        waits=mine or lost,
    )


def draw_agreement(told: Told, agreement: Agreement, viewer: str, sign: Sign) -> Screen:
    """The card of an agreement for whoever is asked to sign it."""
    asked = agreement.state is AgreementState.ASKED and viewer == agreement.person
    title = "Agree to the rules for the account"
    ways = (
        Button("I have read it and agree", sign("agreement.sign", agreement.id, viewer), "primary"),
        Button("I will not use the account", sign("agreement.out", agreement.id, viewer)),
    )
    return Screen(
        title,
        f"{title}. {told.stored.reference}.",
        (_standing(agreement), *_body(replace(told, agreements=()))),
        (),
        ways if asked else (),
        label=f"{told.stored.reference} · {'To agree' if asked else agreement.state.capitalize()}",
        tone="good" if agreement.state is AgreementState.SIGNED else "info",
        waits=asked,
    )


def _standing(agreement: Agreement) -> Text:
    version = f"The policy is on record as version {agreement.policy[:12]}."
    match agreement.state:
        case AgreementState.ASKED:
            return Text(
                "You are asked to agree to the rules for this account. Read the sections below and the agreement "
                f"itself first. Your name and the day are kept. {version}",
                strong=True,
            )
        case AgreementState.SIGNED:
            at = when(agreement.signed_at.isoformat()) if agreement.signed_at else ""
            again = f" It is looked at again on {agreement.review:%-d %B %Y}." if agreement.review else ""
            return Text(f"You agreed {at}. {version}{again}", "good", strong=True)
        case AgreementState.WITHDRAWN:
            return Text("You do not have to agree to this, and you may not use the account.", strong=True)


def _lead(told: Told, *, mine: bool, keeper: bool) -> Text:
    task = told.task
    if task.settled:
        at = f" {when(task.done_at.isoformat())}" if task.done_at else ""
        said = "did this" if task.state is TaskState.DONE else "said that this is not needed"
        return Text(f"{told.name(task.done_by)} {said}{at}.{f' Note: {told.note}' if told.note else ''}")
    who = told.name(told.stored.case.requester)
    if mine:
        more = " Whoever is first ticks it for all." if len(task.owners) > 1 else ""
        return Text(f"The request of {who} has been approved. This now falls to you ({task.title}).{more}")
    if task.orphaned and keeper:
        return Text(f"Nobody can be asked to do this ({task.title}). Choose who should.", "warn")
    return Text(f"This is with {_people(task.owners, told.names)}.")


def _body(told: Told) -> tuple[Block, ...]:
    rows = [row for row in told.content.asked if row["question"] in FIELDS] or told.content.asked
    known = [("Asked for by", told.name(told.stored.case.requester)), *((r["short"], r["answer"]) for r in rows)]
    signing = [Facts(tuple((told.name(a.person), _signed(a)) for a in told.agreements))] if told.agreements else []
    own = tuple(Citation(s["document"], s["section"], s["says"]) for s in told.task.sections if "status" not in s)
    law: list[Mapping[str, Any]] = [s for s in told.task.sections if "status" in s]
    return (*signing, Facts(tuple(known)), *((Citations(own),) if own else ()), *law_cited(law))


def _signed(agreement: Agreement) -> str:
    at = f" ({when(agreement.signed_at.isoformat())})" if agreement.signed_at else ""
    return STANDS[agreement.state] + (at if agreement.state is AgreementState.SIGNED else "")


def _buttons(told: Told, viewer: str, sign: Sign, *, mine: bool, keeper: bool) -> tuple[Button, ...]:
    about, lost = (told.task.id, viewer), told.task.orphaned and keeper
    out = Button("Take somebody out", sign("task.out", *about), inputs=(WHO,))
    if lost and not mine:
        return (Button("Choose who does this", sign("task.pass", *about), "primary", (WHO,)),)
    if not mine:
        return (out,) if _may_end(told, viewer, keeper=keeper) else ()
    done = Button("Done", sign("task.done", *about), "primary", (NOTE,))
    rest = (
        Button("Not needed", sign("task.skip", *about), inputs=(WHY,)),
        Button("Pass on", sign("task.pass", *about), inputs=(INSTEAD,)),
    )
    if told.task.register != AGREEMENTS:
        return (done, *rest)
    ask = Button("Ask somebody to agree", sign("task.ask", *about), inputs=(SIGNER, REVIEW))
    return (done, ask, out, *rest)


def _may_end(told: Told, viewer: str, *, keeper: bool) -> bool:
    holding = any(a.state is not AgreementState.WITHDRAWN for a in told.agreements)
    return holding and (keeper or (told.task.settled and viewer in told.task.known_to))


def _stage(task: Task, names: Mapping[str, str]) -> Stage:
    if task.settled:
        who = names.get(task.done_by or "", "somebody")
        return Stage(task.text, "done" if task.state is TaskState.DONE else "stopped", who)
    return Stage(task.text, "now", _people(task.owners, names))


def _people(people: Iterable[str], names: Mapping[str, str]) -> str:
    named = sorted(names[p] for p in people if p in names)
    return " or ".join(named) or "nobody can be asked yet"
