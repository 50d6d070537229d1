"""cases.yaml: a council's worked cases, read strictly and compared with what the flows say."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from bot.policy import problems
from bot.policy.faults import PackFaults, meant
from bot.policy.files import Strict, Text
from bot.policy.reading import Page, read_file
from flows.engine.answers import Given
from flows.engine.flow import Flow
from flows.engine.outcome import Outcome, sections
from flows.engine.policy import Policy, Situation
from flows.engine.replay import Asking, State, replay

FILE = "cases.yaml"


class LookedUp(Strict):
    """The answer to a lookup: the code as given, and what the register says of it."""

    value: str
    verdict: Text

    @property
    def given(self) -> Given:
        """The answer as the flow reads it."""
        return Given(self.value, self.verdict)


class Expected(Strict):
    """What a case must come to; a list that is left out is not compared, an empty one must be empty."""

    asks: str | None = None
    error: bool = False
    outcome: str | None = None
    kind: str | None = None
    approvers: tuple[str, ...] | None = None
    sections: tuple[str, ...] | None = None
    rows: tuple[str, ...] | None = None
    law: tuple[str, ...] | None = None
    conflicts: tuple[str, ...] | None = None
    inferences: tuple[str, ...] | None = None
    tell: tuple[str, ...] | None = None
    tasks: tuple[str, ...] | None = None

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if (self.asks is None) == (self.outcome is None):
            raise ValueError("Name either the question that the case stops at (`asks`) or its `outcome`.")
        if self.error and self.asks is None:
            raise ValueError("An `error` stands beside a question, so name it with `asks`.")
        return self


class Case(Strict):
    """One worked case: somebody's answers in a situation, and what the flow must come to."""

    name: Text
    flow: Text
    as_of: date
    service: str | None = None
    nation: Literal["england", "wales", "scotland", "northern-ireland"] = "england"
    states: tuple[Literal["pre_election", "emergency", "mourning"], ...] = ()
    answers: dict[str, str | tuple[str, ...] | LookedUp] = Field(default_factory=dict)
    expect: Expected

    @property
    def situation(self) -> Situation:
        """What is true outside the documents in this case."""
        return Situation(self.as_of, self.nation, self.service, frozenset(self.states))

    @property
    def given(self) -> dict[str, Given]:
        """The answers as the flow reads them."""
        return {k: v.given if isinstance(v, LookedUp) else Given(v) for k, v in self.answers.items()}


class Cases(Strict):
    """The whole file."""

    cases: tuple[Case, ...] = ()


def read_cases(folder: Path, flows: Mapping[str, Flow]) -> tuple[Case, ...]:
    """The worked cases beside a council's policy, none where it has no such file; PackFaults lists every fault."""
    page = read_file(f"{folder.name}/{FILE}", folder / FILE)
    if page is None:
        return ()
    held = problems.model_of(page, Cases)
    cases = held.cases if held else ()
    for n, case in enumerate(cases):
        _check(page, n, case, flows, [c.name for c in cases[:n]])
    if page.faults:
        raise PackFaults(page.faults)
    return cases


def _check(page: Page, n: int, case: Case, flows: Mapping[str, Flow], before: list[str]) -> None:
    if case.name in before:
        page.blame(("cases", n, "name"), "Another case has this name.", "Give each case a name of its own.")
    if case.flow not in flows:
        _unknown(page, ("cases", n, "flow"), "flow", case.flow, list(flows))
        return
    asks, ends = [q.id for q in flows[case.flow].asks], [e.id for e in flows[case.flow].ends]
    for question in [*case.answers, *filter(None, [case.expect.asks])]:
        if question not in asks:
            _unknown(page, ("cases", n), "question", question, asks)
    if case.expect.outcome not in (None, "not_covered", *ends):
        _unknown(page, ("cases", n, "expect", "outcome"), "end", str(case.expect.outcome), ends)


def _unknown(page: Page, at: tuple[str | int, ...], what: str, given: str, known: list[str]) -> None:
    page.blame(at, f"There is no {what} `{given}`.{meant(given, known)}", f"Write one of: {', '.join(known)}.")


def differences(case: Case, flow: Flow, policy: Policy) -> tuple[str, ...]:
    """What the flow says otherwise than the case expects, a sentence each; nothing where they agree."""
    state = replay(flow, policy, case.given)
    expected = case.expect.model_dump(exclude_none=True)
    got = _got(state)
    return tuple(
        f"{field} should be {_shown(want)} and is {_shown(got.get(field))}"
        for field, want in expected.items()
        if (sorted(want) if field in ("sections", "rows", "law") else want)
        != got.get(field, False if field == "error" else None)
    )


def _got(state: State) -> dict[str, object]:
    if isinstance(state, Asking):
        return {"asks": state.next.question.id, "error": bool(state.error)}
    return _outcome(state.outcome, state.policy)


def _outcome(outcome: Outcome, policy: Policy) -> dict[str, object]:
    return {
        "outcome": outcome.end.id,
        "kind": outcome.end.kind,
        "approvers": tuple(a.role.value for a in outcome.approvals),
        "sections": sorted(s["section"] for s in sections(policy, outcome.rows)),
        "rows": sorted(r for r in outcome.rows if r not in policy.law),
        "law": sorted(r for r in outcome.rows if r in policy.law and policy.holds(r)),
        "conflicts": tuple(dict.fromkeys(code for c in outcome.cites for code in c.conflicts)),
        "inferences": outcome.inferences,
        "tell": outcome.tell,
        "tasks": tuple(t.step for t in outcome.tasks),
    }


def _shown(value: object) -> str:
    if isinstance(value, tuple | list):
        return ", ".join(value) or "none"
    return "nothing" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
