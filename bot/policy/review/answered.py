"""Answers as people read them: an amount or a day that was tried stands for all between two limits."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from flows.engine import Asked, Day, Lookup, Money, State, labelled

Measure = Decimal | date
MONEY = ("any amount", "£{1:,.2f} or less", "£{0:,.2f} or more", "£{0:,.2f} to £{1:,.2f}")
DAYS = ("any day", "{1:%-d %B %Y} or before", "{0:%-d %B %Y} or after", "{0:%-d %B %Y} to {1:%-d %B %Y}")


def label(done: State, asked: Asked) -> str:
    """What was answered on this path; amounts and days as the stretch between the limits they were compared with."""
    if isinstance(asked.question, Lookup) and asked.given is not None:
        return f"list: {asked.given.verdict.replace('_', ' ')}"
    if not isinstance(asked.question, Money | Day) or asked.given is None:
        return labelled(done, asked)
    value = asked.question.read(asked.given).value
    limits = sorted(limit for question, limit in done.limits if question == asked.question.id)
    return stretch(asked.question, *around(value, limits))


def around(value: Measure, limits: Iterable[Any]) -> tuple[Any, Any]:
    """The limit below a value and the one that it does not pass; None where there is none."""
    kept = list(limits)
    return max((x for x in kept if x < value), default=None), min((x for x in kept if x >= value), default=None)


def stretch(question: Money | Day, above: Any, up_to: Any) -> str:
    """The words for every value over `above` and not over `up_to`."""
    over, money = above is not None, isinstance(question, Money)
    first = above + question.step if over else None
    words = MONEY if money else DAYS
    return words[(up_to is not None) + 2 * over].format(first, up_to)
