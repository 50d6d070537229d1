"""PURE: the card of a case for one person: all of it to those it concerns, buttons only to those who may press them."""

from dataclasses import replace

from bot.approvals.model import Case, CaseState
from bot.approvals.story import SETTLED_STAGES, Told, counted, history, label, progress, standing
from bot.buttons import FILES
from bot.citing import disagreements, law_cited, our_advice
from bot.messages import Block, Button, Citation, Citations, Facts, Input, Screen, Sign, Stage, Steps, Text, Tone

TONES: dict[CaseState, Tone] = {
    CaseState.APPROVED: "good",
    CaseState.DECLINED: "bad",
    CaseState.CHANGES_REQUESTED: "warn",
    CaseState.WITHDRAWN: "plain",
    CaseState.EXPIRED: "warn",
}
DECLINE = Input("reason", "Why do you decline?", "long_text", hint="The person who asked will see this.")
CHANGES = Input("reason", "What should change?", "long_text", hint="The person who asked will see this.")
SAY = Input("text", "What do you want to say?", "long_text", hint="Everybody who has to do with this reads it.")
WHO = Input("email", "Their work email address", "person")
COPIES = "Send me the files"
ALL_DONE = "Everything that had to follow is done."
PRIVATE = "The questions and answers are private. Only the person who asks and whoever you choose can read them."
INSTEAD = replace(WHO, hint="They are asked in your place. You can then no longer decide this.")


def draw(told: Told, viewer: str, sign: Sign, *, steward: bool = False) -> Screen:
    """The card as `viewer` sees it now; a `steward` may seat somebody where nobody is.

    Private answers are for whoever asked and those who have ever had a seat.
    """
    stored = told.stored
    mine = viewer == stored.case.requester
    hidden = not mine and stored.visibility == "private" and viewer not in stored.case.asked
    about = "A private request" if hidden else stored.title
    title = about if mine else f"{about}: {told.name(stored.case.requester)} asks"
    shown = (Text(PRIVATE), history(told)) if hidden else body(told, mine=mine)
    return Screen(
        title=title,
        summary=f"{title}. {stored.reference}. {label(told)}.",
        label=f"{stored.reference} · {label(told)}",
        tone=TONES.get(stored.case.state, "warn" if stored.case.orphaned else "info"),
        blocks=(_lead(told, viewer, mine=mine, steward=steward), progress(told), *shown),
        buttons=(
            *_buttons(told, viewer, sign, mine=mine, steward=steward),
            *(() if hidden else copies(told, viewer, sign)),
        ),
        waits=_waits(stored.case, viewer, mine=mine, steward=steward),
    )


def news(told: Told, viewer: str, sign: Sign) -> Screen:
    """A short message to the requester about what has become of the request, with the way to all of it."""
    stored = told.stored
    over = bool(told.tasks) and all(t.state in SETTLED_STAGES for t in told.tasks)
    said = ALL_DONE if over else history(told, followed=False).entries[-1][1]
    title = f"{'All done' if over else standing(told)}: {stored.title}"
    show = Button("Show the request", sign("show", stored.case.id))
    ways = _own(stored.case, viewer, sign)[:1] if stored.case.state is CaseState.CHANGES_REQUESTED else ()
    return Screen(
        title,
        f"{title}. {said}",
        (Text(said, TONES.get(stored.case.state, "info")),),
        buttons=(*ways, show),
        label=stored.reference,
        tone=TONES.get(stored.case.state, "info"),
    )


def _waits(case: Case, viewer: str, *, mine: bool, steward: bool) -> bool:
    returned = mine and case.state is CaseState.CHANGES_REQUESTED
    return _decides(case, viewer) or returned or (steward and case.orphaned)


def _lead(told: Told, viewer: str, *, mine: bool, steward: bool) -> Text:
    case = told.stored.case
    if _decides(case, viewer):
        do = "deal with this" if told.referral else "decide"
        return Text(f"You are asked to {do}. Your part: {told.role(_open(case))}.", strong=True)
    if case.orphaned and steward:
        role = told.role(_open(case))
        return Text(f"Nobody can be asked to decide this ({role}). Choose who should.", "warn", strong=True)
    if case.orphaned and mine:
        return Text("Nobody can be asked to decide this step. Those who can choose somebody have been told.", "warn")
    return Text(label(told) + ".", strong=True)


def body(told: Told, *, mine: bool) -> tuple[Block, ...]:
    """All of a request: what follows it, what was asked and answered, the sections behind it, and its history."""
    outcome = told.content.outcome
    blocks: list[Block] = []
    if told.stored.case.state is CaseState.APPROVED and told.tasks:
        blocks.append(Steps(tuple(map(_task, told.tasks)), f"What happens now: {counted(told.tasks)}"))
    blocks.append(Facts(tuple((row["short"], row["answer"]) for row in told.content.asked)))
    if told.files:
        blocks.append(Steps(tuple(told.files), "Files", numbered=False))
    # Its «you» is the person who asked.
    to = "" if mine else f" to {told.name(told.stored.case.requester)}"
    blocks += [*our_advice(outcome["inferences"], to), *disagreements(outcome["conflicts"])]
    blocks += [Text(n, "info") for n in outcome["notices"]]
    cited = tuple(Citation(s["document"], s["section"], s["says"]) for s in outcome["sections"])
    return (*blocks, Citations(cited), *law_cited(outcome.get("law", ())), history(told))


def _task(task: Stage) -> str:
    return {"done": "Done: ", "stopped": "Not needed: "}.get(task.state, "") + f"{task.title} ({task.detail})"


def _decides(case: Case, viewer: str) -> bool:
    step = case.open_step
    return step is not None and viewer in step.undecided


def _open(case: Case) -> int:
    return case.open_step.number if case.open_step else 0


def _buttons(told: Told, viewer: str, sign: Sign, *, mine: bool, steward: bool) -> tuple[Button, ...]:
    case = told.stored.case
    if _decides(case, viewer):
        return decision(told, viewer, sign)
    if mine and not case.state.final:
        return _own(case, viewer, sign)
    if steward and case.orphaned:
        token = sign("reassign", case.id, _open(case), case.revision, viewer)
        return (Button("Choose who decides", token, "primary", (WHO,)),)
    return ()


def decision(told: Told, viewer: str, sign: Sign) -> tuple[Button, ...]:
    """The buttons of whoever decides the step that waits."""
    case = told.stored.case
    about = (case.id, _open(case), case.revision, viewer)
    agree, label = ("settle", "Mark as dealt with") if told.referral else ("approve", "Approve")
    yes = Button(label, sign(agree, *about), "primary")
    changes = Button("Ask for changes", sign("changes", *about), inputs=(CHANGES,))
    no = Button("Decline", sign("decline", *about), "danger", (DECLINE,))
    pass_on = Button("Pass on", sign("reassign", *about), "quiet", (INSTEAD,))
    return (yes, changes, no, _say(case, viewer, sign), pass_on)


def copies(told: Told, viewer: str, sign: Sign) -> tuple[Button, ...]:
    """The button that brings the files to whoever presses it; who may have them is asked then."""
    return (Button(COPIES, sign("files", told.stored.case.id, viewer), "quiet"),) if told.files else ()


def _say(case: Case, viewer: str, sign: Sign) -> Button:
    return Button("Comment", sign("comment", case.id, viewer), "quiet", (SAY, FILES))


def _own(case: Case, viewer: str, sign: Sign) -> tuple[Button, ...]:
    confirm = "This ends the request for everybody. You can start a new one at any time."
    out = Button("Withdraw", sign("withdraw", case.id, viewer), "danger", confirm=confirm)
    if case.state is not CaseState.CHANGES_REQUESTED:
        return (_say(case, viewer, sign), out)
    again = Button("Change and send again", sign("revise", case.id, viewer), "primary")
    return (again, _say(case, viewer, sign), out)
