"""The blocks that show what advice rests on: national law with its mark, our own advice, contradictions."""

from collections.abc import Iterable, Mapping
from typing import Any

from bot.messages import Citation, Citations, Steps, Text

# How far a row of national law has been checked, as people read it.
CHECKED = {"confirmed": "confirmed", "partly": "partly confirmed", "unconfirmed": "not confirmed by us"}
LAW = "The law"


def law_cited(found: Iterable[Mapping[str, Any]]) -> tuple[Citations, ...]:
    """The rows of national law behind a screen, each with its mark, apart from the council's own; none without any."""
    cited = tuple(Citation(f["document"], f["section"], f"{f['says']} ({CHECKED[f['status']]})") for f in found)
    return (Citations(cited, LAW),) if cited else ()


OURS = "Our advice{}, not the policy's"
DISAGREES = "The policy disagrees with itself"
EACH = "{} in {} places. Each stands below, with the way to follow."


def our_advice(points: Iterable[str], to: str = "") -> tuple[Steps, ...]:
    """Advice that no section supports, marked as ours, `to` somebody else than the reader; none without any."""
    ours = tuple(points)
    return (Steps(ours, OURS.format(to), numbered=False),) if ours else ()


def disagreements(found: Iterable[Mapping[str, Any]]) -> tuple[Text | Citations, ...]:
    """Where the policy disagrees with itself: one contradiction as it is, several folded under how many there are."""
    said = [(_sections(c), f"{c['note']} {c['follow']}") for c in found]
    if len(said) > 1:
        items = tuple(Citation("", where, text) for where, text in said)
        return (Text(EACH.format(DISAGREES, len(said)), "warn"), Citations(items, "Where it disagrees"))
    return tuple(Text(f"{DISAGREES} (see {where}): {text}", "warn") for where, text in said)


def _sections(conflict: Mapping[str, Any]) -> str:
    named = list(dict.fromkeys(s if isinstance(s, str) else s["section"] for s in conflict["sections"]))
    return " and ".join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named)
