"""How ends, states, approvals and deadlines are worded and coloured, wherever they are printed or drawn."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

KINDS = {
    "allowed": "Yes", "conditional": "On a condition", "refused": "No", "approval": "It needs approval",
    "refer": "Ask somebody", "act": "Do this now", "finding": "What we found",
    "not_covered": "The policy does not say", "not_applicable": "This does not apply",
}  # fmt: skip
# Pale, so that black words on them are easy to read; each box prints its kind as well.
COLOURS = {
    "allowed": "#d5ecd9", "conditional": "#fff3c4", "refused": "#f8d7d5", "approval": "#d4e4f4",
    "refer": "#e6dcf2", "act": "#fde0c8", "finding": "#d3eeee", "not_covered": "#e4e6e7", "not_applicable": "#f3f2f1",
}  # fmt: skip
STATES = {
    "": "an ordinary week", "pre_election": "the pre-election period", "emergency": "an emergency",
    "mourning": "a period of mourning",
}  # fmt: skip
# How many of those who hold a role must agree; one of them is enough where nothing else is said.
RULES = {"any": "", "all": "all of them must agree"}


def day(written: str | None) -> str:
    """A day that JSON has as 2026-05-31."""
    return f"{date.fromisoformat(written):%-d %B %Y}" if written else "no date"


def rule(approval: Mapping[str, Any]) -> str:
    """How many of those who hold the role must agree, and within how long; nothing where one of them is enough."""
    many = RULES.get(str(approval["rule"]), f"{approval['rule']} of them must agree")
    days = approval.get("expires_after_working_days")
    return ", ".join(filter(None, [many, f"within {days} working days" if days else ""]))


def deadline(found: Mapping[str, Any]) -> str:
    """When something is due, and since what it is counted."""
    counted = {"working_days": "working days", "hours": "hours"}
    long = [f"{found[key]} {name}" for key, name in counted.items() if found.get(key)]
    since = f"from: {found['from'].replace('_', ' ')}" if found["from"] else ""
    return ", ".join(filter(None, [*long, f"on {day(found['due'])}" if found["due"] else "", since]))


def either(words: Iterable[str]) -> str:
    """Several things of which any will do: `a, b or c`."""
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last
