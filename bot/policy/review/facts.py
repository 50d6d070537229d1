"""What is known of one way through a flow: its answers and its situation, as facts that can be compared and worded."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.policy.review.answered import around, stretch
from bot.policy.review.words import STATES, either
from flows.engine import Day, Done, Lookup, Many, Money, Policy, Question, on_route

Facts = dict[str, str]
SERVICE, STATE, NATION = "service:", "state:", "nation:"
UNASKED, WRITTEN = "", "any"


@dataclass(frozen=True)
class Known:
    """Reads the facts of every way through one flow, and words them; amounts and days by the limits met anywhere."""

    ways: tuple[Done, ...]
    limits: Mapping[str, tuple[Any, ...]]
    values: Mapping[str, tuple[str, ...]]
    facts: tuple[Facts, ...]

    @property
    def keys(self) -> list[str]:
        """The facts that may decide something; what has one answer alone, or says the same as another, is left out."""
        columns: dict[tuple[int, ...], str] = {}
        for key in (k for k, found in self.values.items() if len({*found} - {UNASKED}) > 1):
            seen: dict[str, int] = {}
            column = tuple(seen.setdefault(f.get(key, UNASKED), len(seen)) for f in self.facts)
            if len(seen) > 1:
                columns.setdefault(column, key)
        return list(columns.values())

    @property
    def numbers(self) -> dict[str, str]:
        """`Q1` and so on for each question that is asked on any way, in the order of the flow."""
        asked = {key.partition("=")[0] for key in self.values}
        return {q.id: f"Q{n}" for n, q in enumerate((q for q in self.ways[0].flow.asks if q.id in asked), 1)}

    def words(self, key: str, values: frozenset[str]) -> str:
        """One fact as people read it: `Q4 “Who wrote it?”: My manager or A councillor`."""
        every = self.values[key]
        if key in _SITUATION:
            policy = self.ways[0].policy
            return f"{_SITUATION[key]} {either(_situation(policy, key, v) for v in every if v in values)}"
        if values == {UNASKED}:
            return f"{self._prompt(key)} is not asked"
        if {*every} - values == {UNASKED}:
            return f"{self._prompt(key)} is asked"
        question = _question(self.ways[0], key)
        if isinstance(question, Money | Day):
            return f"{self._prompt(key)}: {either(self._stretches(question, [v for v in every if v in values]))}"
        rest = [v for v in every if v not in values]
        if len(rest) == 1 and len(values) > 2:  # noqa: PLR2004
            return f"{self._prompt(key)}: anything but {self._value(key, rest[0])}"
        return f"{self._prompt(key)}: {either(self._value(key, v) for v in every if v in values)}"

    def _stretches(self, question: Money | Day, values: Sequence[str]) -> Iterator[str]:
        """Amounts or days in words; those that follow on each other as one."""
        yield from ["not asked"] * (UNASKED in values)
        limits = self.limits.get(question.id, ())
        ordered = sorted(_measured(question, v) for v in values if v != UNASKED)
        above, up_to = around(ordered[0], limits)
        for value in ordered[1:]:
            low, high = around(value, limits)
            if low != up_to:
                yield stretch(question, above, up_to)
                above = low
            up_to = high
        yield stretch(question, above, up_to)

    def _prompt(self, key: str) -> str:
        done, question = self.ways[0], _question(self.ways[0], key)
        option = key.partition("=")[2]
        picked = next((o.label for o in question.options() if o.value == option), "")
        of = f", “{done.word(f'{question.id}.option.{option}', picked)}”" if option else ""
        prompt = done.word(f"{question.id}.prompt", question.prompt)
        return f"{self.numbers[question.id]} “{prompt}”{of}"

    def _value(self, key: str, value: str) -> str:
        if value == UNASKED:
            return "not asked"
        question, done = _question(self.ways[0], key), self.ways[0]
        if "=" in key:
            return {"yes": "picked", "no": "not picked"}[value]
        labels = {o.value: done.word(f"{question.id}.option.{o.value}", o.label) for o in question.options()}
        return labels.get(value) or ("list: " + value.replace("_", " ") if isinstance(question, Lookup) else "answered")


_SITUATION = {SERVICE: "for", STATE: "in", NATION: "in"}


def known(ways: Iterable[Done]) -> Known:
    """The facts of these ways, which are all of one flow."""
    kept, limits = tuple(ways), dict[str, set[Any]]()
    for question, limit in (met for done in kept for met in done.limits):
        limits.setdefault(question, set()).add(limit)
    facts = tuple(_facts(done, limits) for done in kept)
    order = [*(q.id for q in kept[0].flow.asks), SERVICE, STATE, NATION] if kept else []
    values: dict[str, dict[str, None]] = {}
    for key in (key for some in facts for key in some):
        values.setdefault(key, {})
    for key in values:
        values[key] |= dict.fromkeys(f.get(key, UNASKED) for f in facts)
    ordered = sorted(values, key=lambda key: order.index(key.partition("=")[0]))
    return Known(kept, {q: tuple(x) for q, x in limits.items()}, {k: tuple(values[k]) for k in ordered}, facts)


def _facts(done: Done, limits: Mapping[str, set[Any]]) -> Facts:
    here, found = done.policy.situation, Facts()
    for key, given in on_route(done).items():
        question = done.flow.question(key)
        if isinstance(question, Many):
            found |= {f"{key}={o.value}": "yes" if o.value in given.raw else "no" for o in question.options()}
        elif isinstance(question, Money | Day):
            found[key] = _bracket(question, given.raw, limits.get(key, set()))
        else:
            found[key] = given.verdict or (str(given.raw) if question.options() else WRITTEN)
    return {**found, SERVICE: here.service or "-", STATE: " ".join(sorted(here.states)) or "-", NATION: here.nation}


def _bracket(question: Money | Day, raw: Any, limits: Iterable[Any]) -> str:
    """One value that stands for all between two limits: the upper one, or the first beyond the lower."""
    above, up_to = around(_measured(question, str(raw)), limits)
    if up_to is None:
        return str(raw) if above is None else format(above + question.step, question.written)
    return format(up_to, question.written)


def _measured(question: Question[Any], raw: str) -> Any:
    return question.parse(raw, "", lambda *_: None).value


def _question(done: Done, key: str) -> Question[Any]:
    return done.flow.question(key.partition("=")[0])


def _situation(policy: Policy, key: str, value: str) -> str:
    if key == NATION:
        return value.replace("-", " ").title()
    if key == SERVICE:
        return "somebody of no named service" if value == "-" else policy.services[value]
    return STATES["" if value == "-" else value]
