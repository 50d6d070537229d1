"""PURE: how an answer reads to people: the label of what was picked, the day, the amount."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from flows.engine import Asked, Given, Policy, Question


def prompt(policy: Policy, flow: str, question: Question[Any]) -> str:
    """The question in the council's words, or the flow's."""
    return policy.word(f"{flow}.{question.id}.prompt", question.prompt)


def short(policy: Policy, flow: str, question: Question[Any]) -> str:
    """What the answer is called where it stands in a list."""
    return policy.word(f"{flow}.{question.id}.short", question.short or prompt(policy, flow, question))


def options(policy: Policy, flow: str, question: Question[Any]) -> list[tuple[str, str]]:
    """What can be picked, as (value, label)."""
    key = f"{flow}.{question.id}.option"
    return [(o.value, policy.word(f"{key}.{o.value}", o.label)) for o in question.options()]


def shown(policy: Policy, flow: str, question: Question[Any], given: Given) -> str:
    """The answer as people read it."""
    labels = dict(options(policy, flow, question))
    if not isinstance(given.raw, str):
        return ", ".join(labels.get(v, v) for v in given.raw) or "None of these"
    text = given.raw.strip()
    match question.kind:
        case "money":
            return f"£{Decimal(text.translate({ord(c): None for c in '£, '})):,.2f}"
        case "day":
            day = datetime.strptime(text, "%Y-%m-%d" if text[4:5] == "-" else "%d/%m/%Y")  # noqa: DTZ007 - a day has no zone
            return f"{day:%-d %B %Y}"
        case _:
            return labels.get(text.lower(), labels.get(text, text))


def asked_and_answered(policy: Policy, flow: str, route: tuple[Asked, ...]) -> list[dict[str, str]]:
    """The questions as they were asked with the answers as they read: [{question, prompt, short, answer}]."""
    return [
        {"question": a.question.id, "prompt": prompt(policy, flow, a.question),
         "short": short(policy, flow, a.question), "answer": shown(policy, flow, a.question, a.given)}
        for a in route if a.given is not None
    ]  # fmt: skip
