"""PURE: how well each row answers a question, between 0 and about 1, and each section by its rows."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.policy.search.index import Entry, Index, Query, mark

K1, B = 0.5, 0.4
NEAREST, WORDS, AGREEING = 0.2, 0.75, 0.05
"""What the nearest of a row's own questions counts, the words of all its fields, and the concepts that agree."""
FOLLOWING = 0.15


@dataclass(frozen=True)
class Scored:
    """One row with its score."""

    row: str
    score: float


def rank(index: Index, query: Query, favoured: Mapping[str, float] | None = None) -> list[Scored]:
    """Every row that has anything to do with the question, best first; `favoured` multiplies rows' scores."""
    bag = index.bag(query)
    by_words = _by_words(index, [*query.terms, *map(mark, query.concepts)])
    wanted = {c: index.weights.get(mark(c), 0.0) for c in index.lexicon.of_kind(query.concepts, "decisive", "topic")}
    scored = []
    for id_, entry in index.entries.items():
        parts = (nearest(bag, entry), by_words.get(id_, 0.0), _agreeing(wanted, entry))
        if any(parts):
            whole = NEAREST * parts[0] + WORDS * parts[1] + AGREEING * parts[2]
            scored.append(Scored(id_, whole * (favoured or {}).get(id_, 1.0)))
    return sorted(scored, key=lambda s: (-s.score, s.row))


def by_section(index: Index, scored: Sequence[Scored]) -> list[tuple[tuple[str, str], float, list[Scored]]]:
    """The sections (document, section) with their scores and rows, best first: the best row, and a little of others."""
    groups: dict[tuple[str, str], list[Scored]] = defaultdict(list)
    for one in scored:
        row = index.entries[one.row].row
        groups[row.document, row.section].append(one)
    whole = {
        place: rows[0].score + FOLLOWING * (rows[1].score if len(rows) > 1 else 0.0) for place, rows in groups.items()
    }
    return [(place, whole[place], groups[place]) for place in sorted(groups, key=lambda p: (-whole[p], p))]


def nearest(bag: Mapping[str, float], entry: Entry) -> float:
    """How like the question the nearest of a row's own questions is, 1 where both hold the same words."""
    return max((_same(bag, ask) for ask in entry.asks), default=0.0)


def _same(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    return sum(w * other[t] for t, w in one.items() if t in other)


def _by_words(index: Index, terms: Collection[str]) -> dict[str, float]:
    """BM25 over the fields, as a share of what a row with every term of the question would get."""
    mean = sum(index.lengths.values()) / max(1, len(index.lengths))
    whole = sum(index.weights.get(t, 0.0) * (K1 + 1) for t in terms) or 1.0
    found: dict[str, float] = defaultdict(float)
    for term in terms:
        for id_, n in index.counts.get(term, {}).items():
            damped = n + K1 * (1 - B + B * index.lengths[id_] / mean)
            found[id_] += index.weights[term] * n * (K1 + 1) / damped / whole
    return found


def _agreeing(wanted: Mapping[str, float], entry: Entry) -> float:
    whole = sum(wanted.values())
    return sum(w for c, w in wanted.items() if c in entry.about) / whole if whole else 0.0
