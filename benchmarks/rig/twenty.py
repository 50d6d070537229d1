"""A flow of twenty questions of every kind that people meet, with an answer to each and a policy to rest on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from flows import engine
from flows.engine import Cited, Given

DAY = date(2026, 11, 23)


class Size(StrEnum):
    """Options to pick from."""

    SMALL = "small"
    LARGE = "large"


@dataclass(frozen=True)
class Rules:
    """What the flow wants of a council: one cited value."""

    value: Cited[int]


LABELS = {Size.SMALL: "Small", Size.LARGE: "Large"}
KINDS: tuple[tuple[Callable[[str], engine.Question[Any]], Given], ...] = (
    (lambda name: engine.YesNo(name, prompt="Yes or no?"), Given("yes")),
    (lambda name: engine.Choice(name, prompt="Which?", of=Size, labels=LABELS), Given("small")),
    (lambda name: engine.Many(name, prompt="Which of these?", of=Size, labels=LABELS), Given(("small", "large"))),
    (lambda name: engine.Money(name, prompt="How much?"), Given("£1,200.50")),
    (lambda name: engine.Day(name, prompt="When?"), Given("2026-12-01")),
    (lambda name: engine.Text(name, prompt="Why?"), Given("So that more families come to the reading events.")),
    (lambda name: engine.Link(name, prompt="Where?"), Given("https://www.example.org/posts/1")),
    (lambda name: engine.Lookup(name, prompt="Which code?", register="codes", of=Size), Given("AB-1234", "small")),
)
ASKED = tuple((KINDS[n % len(KINDS)][0](f"question_{n}"), KINDS[n % len(KINDS)][1]) for n in range(20))
QUESTIONS = tuple(question for question, _ in ASKED)
ANSWERS = {question.id: given for question, given in ASKED}
END = engine.End("end", "allowed", "That is all.")
POLICY = engine.Policy(
    "test", "Test", "Owner", engine.Situation(DAY), {}, {}, {}, {"twenty": Rules(Cited(1, ("section-1",)))}
)  # fmt: skip


@engine.flow("twenty", title="Twenty questions", about="Asks twenty questions.", asks=QUESTIONS, ends=(END,))
def twenty(ask: engine.Ask, rules: Rules, policy: engine.Policy) -> engine.Outcome:
    """Ask everything, each question resting on a rule."""
    for question in QUESTIONS:
        ask(question, rules.value)
    return engine.Outcome(END, (rules.value,))
