"""What is said about a report for each thing that somebody answers, put together part by part."""

from dataclasses import dataclass
from typing import Any

from flows.engine import Cited, End, Outcome
from flows.report_colleague.questions import Author, Concern
from flows.report_colleague.rules import Fire, ReportRules


@dataclass(frozen=True)
class Part:
    """Some of an outcome: what it rests on, what it says, and who is told, the first of whom handles it."""

    because: tuple[Cited[Any], ...] = ()
    steps: tuple[str, ...] = ()
    ours: tuple[str, ...] = ()
    tell: tuple[str, ...] = ()

    def __add__(self, more: "Part") -> "Part":
        return Part(self.because + more.because, self.steps + more.steps, self.ours + more.ours, self.tell + more.tell)

    def ending(self, end: End) -> Outcome:
        """The outcome that all parts come to; what two of them say is said once."""
        steps, ours, tell = (tuple(dict.fromkeys(said)) for said in (self.steps, self.ours, self.tell))
        return Outcome(end, self.because, steps, ours, tell=tell)


def on_concerns(rules: ReportRules, concerns: frozenset[Concern], *, called: bool) -> Part:
    """What comes before the report: people at risk, a crime, bullying."""
    danger = (rules.danger,) if called and rules.danger else ()
    found = Part((rules.conduct, *danger), (), ("called",) if called else ())
    if Concern.AT_RISK in concerns:
        law = (rules.at_risk,) if rules.at_risk else ()
        found += _where(rules.safeguarding, "safeguard") + Part(law, (), ("safeguarding_team",))
    if Concern.CRIME in concerns:
        found += _where(rules.crime, "crime") + Part((), (), ("police", "images"))
    if Concern.BULLYING in concerns:
        found += Part((rules.bullied,), ("bullied",), () if rules.bullied.value else ("not_bullied",))
    return found


def on_author(rules: ReportRules, author: Author) -> Part:
    """What follows from who wrote it, apart from who gets the report."""
    follow_up = Part((rules.follow_up,), ("follow_up",))
    if author is Author.COUNCILLOR:
        return _where(rules.code, "code") + Part((), (), ("formal_complaint",))
    if author is Author.OUTSIDER:
        return follow_up + _where(rules.own_page, "own_page") + Part((), (), ("find_nobody",))
    alone = not (rules.colleague.instead or rules.head)
    return follow_up + (Part((), (), ("senior",)) if alone and author is Author.SENIOR else Part())


def on_fire(fire: Fire | None, concerns: frozenset[Concern]) -> Part:
    """What the fire service adds to the council's own rules."""
    if fire is None:
        return Part()
    found = Part((fire.service,))
    if Concern.BULLYING in concerns:
        found += Part((fire.discipline,), ("discipline",))
    return found + (Part((fire.hate,), ("hate",)) if Concern.CRIME in concerns else Part())


def on_reaction(rules: ReportRules, *, reacted: bool) -> Part:
    """Keep out of it, and keep a copy."""
    out = Part((rules.engage,), ("keep_out",)) if rules.engage.value else Part((rules.engage,), (), ("no_keep_out",))
    done = Part((), (), ("reacted",)) if reacted else Part()
    return out + done + _where(rules.copies, "copies") + Part((), (), ("keep_copy",))


def _where(rule: Cited[bool] | None, step: str) -> Part:
    return Part((rule,), (step,)) if rule else Part()
