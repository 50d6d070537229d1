"""PURE: the sections that somebody asks for by their number, as in "what does section 3.8 say?"."""

import re
from collections.abc import Iterable, Sequence

from bot.policy.search.rank import Scored
from flows.engine.policy import Row

BEFORE = r"\b(?:sections?|paragraphs?|paras?)\s+"
FOUND = 10.0  # more than any row's score


def asked_for(text: str, rows: Iterable[Row], ranked: Sequence[Scored]) -> list[Scored]:
    """The rows of the sections that the text names, those that fit the question first; none where it names none."""
    held = list(rows)
    named = {s for s in {r.section for r in held} if _stands(s.removeprefix("Section "), text)}
    scores = {s.row: s.score for s in ranked}
    found = [Scored(r.id, FOUND + scores.get(r.id, 0.0)) for r in held if r.section in named]
    return sorted(found, key=lambda s: -s.score)


def _stands(name: str, text: str) -> bool:
    number = any(c.isdigit() for c in name)
    return number and bool(re.search(rf"{BEFORE}{re.escape(name)}(?![\d/]|\.\d|\s\w+\s\d)", text, re.IGNORECASE))
