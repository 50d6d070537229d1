"""What each check comes to: the question it puts, and what an answer ends, has put right or adds."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from flows.engine.outcome import End, Outcome
from flows.engine.policy import Cited
from flows.engine.questions import Question
from flows.engine.replay import Ask
from flows.new_account import questions as q
from flows.new_account.ends import ASK_FIRST, NO_CASE, PLATFORM_OUT
from flows.new_account.rules import Check, FollowUp, Gate, Named, Naming


class Effect(NamedTuple):
    """What follows from an answer: the end that it leads to, what has to be put right first, or what is said."""

    end: End | None = None
    fix: str = ""
    steps: tuple[str, ...] = ()
    ours: tuple[str, ...] = ()


@dataclass
class Found:
    """What the answers have come to so far; `fixes` are what must be put right, with the rule behind each."""

    because: list[Cited[Any]] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    fixes: dict[str, Cited[Any]] = field(default_factory=dict)
    tell: list[str] = field(default_factory=list)
    tasks: list[FollowUp] = field(default_factory=list)


NOTHING = Effect()
QUESTIONS: dict[Check, Question[Any]] = {
    Check.CASE: q.CASE, Check.SUITS: q.SUITS, Check.TERMS: q.TERMS, Check.MAILBOX_KIND: q.MAILBOX_KIND,
    Check.RUNNERS: q.RUNNERS, Check.BRAND: q.BRAND, Check.DATA: q.DATA, Check.PROCEDURE: q.PROCEDURE,
    Check.LOGO: q.LOGO, Check.COMMUNITY: q.COMMUNITY, Check.SHARED_TOOL: q.SHARED_TOOL,
}  # fmt: skip
UNSURE = Effect(ASK_FIRST, steps=("unsure_fit",), ours=("treat_as_no",))
EFFECTS: dict[tuple[Check, Any], Effect] = {
    (Check.CASE, q.Case.NOT_YET): Effect(fix="write_case"),
    (Check.CASE, q.Case.NO): Effect(NO_CASE, ours=("use_ours",)),
    (Check.SUITS, q.Sure.NO): Effect(PLATFORM_OUT, steps=("no_fit",), ours=("another_platform",)),
    (Check.SUITS, q.Sure.NOT_SURE): UNSURE,
    (Check.TERMS, q.Sure.NO): Effect(PLATFORM_OUT, steps=("terms_clash",), ours=("another_platform",)),
    (Check.TERMS, q.Sure.NOT_SURE): UNSURE,
    (Check.MAILBOX_KIND, q.Mailbox.PERSONAL): Effect(fix="need_mailbox"),
    (Check.MAILBOX_KIND, q.Mailbox.NONE): Effect(fix="need_mailbox"),
    (Check.RUNNERS, q.Runners.ONE): Effect(fix="more_people"),
    (Check.RUNNERS, q.Runners.WITHOUT_COMMUNICATIONS): Effect(fix="with_communications"),
    (Check.BRAND, False): Effect(fix="show_service"),
    (Check.DATA, q.Sure.YES): Effect(steps=("audit",)),
    (Check.DATA, q.Sure.NOT_SURE): Effect(steps=("audit",)),
    (Check.LOGO, False): Effect(steps=("no_logo",)),
    (Check.COMMUNITY, True): Effect(steps=("group", "group_48")),
}
# A plain no to these leaves nothing to say, so their sections are not named then.
ONLY_IF_SAID = (Check.DATA, Check.COMMUNITY)


def name_it(ask: Ask, naming: Naming, found: Found) -> None:
    """A person's own name is possible only where the council has a rule for it and that person accepts it."""
    named = ask(q.NAMED, naming.fits)
    own = naming.own if named is Named.PERSON else None
    partners = naming.partners if named is Named.PARTNERSHIP else None
    found.because.append(own or partners or naming.fits)
    if own and ask(q.ACCEPTS, own):
        found.steps.append("in_own_name")
    elif not partners and named not in naming.fits.value:
        found.fixes["name_ours" if Named.OURS in naming.fits.value else "name_role"] = own or naming.fits


def go_through(ask: Ask, gate: Gate, found: Found) -> Outcome | None:
    """The end where the answer stops the request; otherwise what it adds goes into `found`."""
    check = gate.check.value
    answer = ask(QUESTIONS[check], gate.check)
    effect = EFFECTS.get((check, answer), NOTHING)
    if effect.end:
        return _stopped(ask, effect.end, effect, gate)
    if effect.fix:
        found.fixes[effect.fix] = gate.check
    if effect is not NOTHING or check not in ONLY_IF_SAID:
        found.because.append(gate.check)
    if effect.steps and gate.role:
        found.because.append(gate.role)
        found.tell.append(gate.role.value)
    found.steps += effect.steps
    found.tasks += gate.yes if answer is True else gate.no if answer is False else ()
    return None


def _stopped(ask: Ask, end: End, effect: Effect, gate: Gate) -> Outcome:
    role = (gate.role,) if gate.role and end.kind == "refer" else ()
    if role:
        ask(q.DETAILS, *role)
    return Outcome(end, (gate.check, *role), effect.steps, effect.ours, tell=tuple(r.value for r in role))
