"""PURE: the card of a report for one person. Nothing that shows outside the open card says what it is about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.approvals.audit import Entry
from bot.approvals.ports import Content
from bot.buttons import FILES
from bot.citing import law_cited
from bot.messages import Block, Button, Citation, Citations, Facts, History, Input, Screen, Sign, Steps, Text
from bot.reports.ports import Stored
from bot.reports.report import Kind, Report, State

NEUTRAL = "A confidential matter"
INVOLVED = "You will not see this again, and it goes to somebody else. Nobody is told why."
WHO = Input("email", "Their work email address", "person", "They alone have it from then on.")
TEXT = Input("text", "Your message", "long_text")
QUESTION = Input("text", "What do you want to ask?", "long_text", "The person who reported it will read this.")
REASON = Input("reason", "Why?", "long_text", "For the record. The person who reported it does not see this.")
TELL = Input("tell", "What may they be told?", "long_text", "The person who reported it will read it.", required=False)
STANDS: Mapping[State, str] = {
    State.RECEIVED: "Received",
    State.TRIAGE: "First look",
    State.ASSIGNED: "With one person",
    State.UNDER_REVIEW: "Under review",
    State.ACTION_AGREED: "Action agreed",
    State.NO_ACTION: "No action",
    State.CLOSED: "Closed",
    State.WITHDRAWN: "Taken back",
}
DONE: Mapping[str, str] = {
    Kind.RECEIVED: "{actor} sent this.",
    Kind.SEATED: "{people} got it.",
    Kind.ORPHANED: "Nobody could get it.",
    Kind.TRIAGED: "{actor} began to look at it.",
    Kind.ASSIGNED: "{actor} gave it to {to}.",
    Kind.REVIEW_BEGUN: "{actor} began the review.",
    Kind.CONFLICT_DECLARED: "{actor} no longer has it.",
    Kind.SEAT_REVOKED: "{person} has left.",
    Kind.ASKED: "{actor} asked: {message}",
    Kind.ADDED: "{actor} added: {message}",
    Kind.ACTION_AGREED: "{actor} agreed action: {reason}{tell}",
    Kind.NO_ACTION: "{actor} settled that no action is needed: {reason}{tell}",
    Kind.CLOSED: "{actor} closed it.",
    Kind.WITHDRAWN: "{actor} took it back.",
}
TO_REPORTER: Mapping[str, str] = {
    Kind.RECEIVED: "You sent this.",
    Kind.ASKED: "You are asked: {message}",
    Kind.ADDED: "You added: {message}",
    Kind.CLOSED: "It was closed.",
    Kind.WITHDRAWN: "You took it back.",
}
COPIES = "Send me the files"
ERASED = "(erased)"


@dataclass(frozen=True)
class Told:
    """All that is needed to show a report: names by person id, and what people wrote by entry and name."""

    stored: Stored
    content: Content
    entries: Sequence[Entry]
    wrote: Mapping[tuple[int, str], str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    files: Sequence[str] = ()

    def name(self, person: str) -> str:
        """The person's name, or that they are no longer known."""
        return self.names.get(person, "somebody who is no longer on record") if person else "Comms Desk"


def draw(told: Told, viewer: str, sign: Sign) -> Screen | None:
    """The card as this person sees it now; None for whoever never had a part in it."""
    report = told.stored.report
    if viewer == report.reporter:
        return _reporters(told, sign)
    if viewer in report.holders:
        return _holders(told, viewer, sign)
    if viewer in report.stewards:
        return _stewards(report, viewer, sign)
    return _card((Text("This is no longer with you."),)) if viewer in report.former else None


def progress(report: Report) -> str:
    """How far it is, as the reporter is told: received, being looked at, closed."""
    if report.state.final:
        return STANDS[report.state]
    return "Received" if report.state is State.RECEIVED else "Being looked at"


def _card(blocks: Sequence[Block], buttons: Sequence[Button] = (), label: str = "", *, waits: bool = False) -> Screen:
    return Screen(NEUTRAL, NEUTRAL, tuple(blocks), (), tuple(buttons), label, "info" if waits else "plain", waits)


def _reporters(told: Told, sign: Sign) -> Screen:
    report = told.stored.report
    blocks: list[Block] = [Text(f"{progress(report)}.", strong=True)]
    if report.orphaned and not report.stewards:
        nobody = "Nobody who is free to look at this can be asked here yet. It is kept until somebody can."
        blocks.append(Text(nobody, "warn"))
    if told.content.outcome.get("steps") and not report.state.final:
        blocks.append(Steps(tuple(told.content.outcome["steps"]), "What to do"))
    buttons = []
    if not report.state.final:
        token = sign("report.add", report.id, report.turn, report.reporter)
        buttons.append(Button("Add something", token, inputs=(TEXT, FILES)))
    if report.state in (State.RECEIVED, State.TRIAGE):
        token = sign("report.withdraw", report.id, report.turn, report.reporter)
        buttons.append(Button("Take it back", token, "danger", confirm="Nobody will look at it any further."))
    buttons += _copies(told, report.reporter, sign)
    blocks += [*_files(told), _story(told, TO_REPORTER, news=True)]
    return _card(blocks, buttons, told.stored.reference, waits=_asked(told))


def _asked(told: Told) -> bool:
    """Whether the reporter was asked something that they have not answered yet."""
    said = [e.kind for e in told.entries if e.kind in (Kind.ASKED, Kind.ADDED)]
    return not told.stored.report.state.final and bool(said) and said[-1] == Kind.ASKED


def _holders(told: Told, viewer: str, sign: Sign) -> Screen:
    report, outcome = told.stored.report, told.content.outcome
    if report.state is State.WITHDRAWN:
        return _card((Text("The person who sent this took it back. There is nothing left to do."),))
    waits = not report.state.final
    lead = Text("This is with you. Tell nobody who does not need to know." if waits else "This has ended.", strong=True)
    stands = Facts((("Where it stands", STANDS[report.state]), ("Reported by", told.name(report.reporter))))
    asked = Facts(tuple((row["short"], row["answer"]) for row in told.content.asked))
    advice = [Text(f"What the person was told: {outcome['text']}")] if outcome.get("text") else []
    cited = tuple(Citation(s["document"], s["section"], s["says"]) for s in outcome.get("sections", ()))
    blocks: tuple[Block, ...] = (
        lead,
        stands,
        asked,
        *_files(told),
        *advice,
        Citations(cited),
        *law_cited(outcome.get("law", ())),
        _story(told, DONE),
    )
    buttons = (*(_buttons(report, viewer, sign) if waits else ()), *_copies(told, viewer, sign))
    return _card(blocks, buttons, told.stored.reference, waits=waits)


def _files(told: Told) -> list[Block]:
    return [Steps(tuple(told.files), "Files", numbered=False)] if told.files else []


def _copies(told: Told, viewer: str, sign: Sign) -> list[Button]:
    token = sign("report.files", told.stored.report.id, told.stored.report.turn, viewer)
    return [Button(COPIES, token, "quiet")] if told.files else []


def _stewards(report: Report, viewer: str, sign: Sign) -> Screen:
    lead = Text("A confidential matter has nobody to deal with it. Choose who should, or take it yourself.", "warn")
    why = Text("You see what it is about only once you have it. Those who are involved cannot be chosen.")
    return _card((lead, why), _choosing(report, viewer, sign), waits=True)


def _choosing(report: Report, viewer: str, sign: Sign) -> tuple[Button, ...]:
    def token(act: str) -> str:
        return sign(act, report.id, report.turn, viewer)

    return (
        Button("I will deal with it", token("report.take"), "primary"),
        Button("Give it to somebody", token("report.assign"), inputs=(WHO,)),
        Button("I am involved", token("report.declare"), "quiet", confirm=INVOLVED),
    )


def _buttons(report: Report, viewer: str, sign: Sign) -> tuple[Button, ...]:
    def token(act: str) -> str:
        return sign(act, report.id, report.turn, viewer)

    involved = Button("I am involved", token("report.declare"), "quiet", confirm=INVOLVED)
    if report.state.concluded:
        return (Button("Close it", token("report.close"), "primary"), involved)
    give = Button("Give it to somebody", token("report.assign"), inputs=(WHO,))
    ask = Button("Ask the person", token("report.ask"), inputs=(QUESTION,))
    take = Button("I will deal with it", token("report.take"))
    settle = (
        Button("Action agreed", token("report.agreed"), "primary", (REASON, TELL)),
        Button("No action needed", token("report.none"), inputs=(REASON, TELL)),
    )
    first: Mapping[State, tuple[Button, ...]] = {
        State.RECEIVED: (Button("Start to look at it", token("report.triage"), "primary"), take),
        State.TRIAGE: (take,),
        State.ASSIGNED: (Button("Start the review", token("report.begin"), "primary"),),
        State.UNDER_REVIEW: settle,
    }
    return (*first[report.state], give, ask, involved)


def _story(told: Told, words: Mapping[str, str], *, news: bool = False) -> History:
    """What has happened, in those words; with `news` a settled outcome shows as no more than what may be told."""
    lines = []
    for entry in told.entries:
        if entry.facts.get("at_once"):
            continue
        if entry.kind in words:
            lines.append((entry.at, _sentence(told, entry, words[entry.kind])))
        elif news and (entry.seq, "tell") in told.wrote:
            lines.append((entry.at, f"You are told: {told.wrote[entry.seq, 'tell']}"))
    return History(tuple(lines))


def _sentence(told: Told, entry: Entry, words: str) -> str:
    facts, wrote = entry.facts, {name: text for (seq, name), text in told.wrote.items() if seq == entry.seq}
    return words.format(
        actor=told.name(entry.actor),
        to="themselves" if facts.get("to") == entry.actor else told.name(facts.get("to", "")),
        person=told.name(facts.get("person", "")),
        people=" and ".join(told.name(p) for p in facts.get("people", ())),
        message=wrote.get("message", ERASED),
        reason=wrote.get("reason", ERASED),
        tell=f" The person was told: {wrote['tell']}" if "tell" in wrote else "",
    )
