"""PURE: a council's rows made ready to be searched: what they say, how staff ask for them, what they are about."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.policy.search.files import RowSearch
from bot.policy.search.lexicon import Lexicon
from bot.policy.search.words import EMPTY as NOTHING
from bot.policy.search.words import LINKS, corrected, stem, stems, telling, words
from flows.engine.policy import Row

Bag = Mapping[str, float]


@dataclass(frozen=True)
class Query:
    """A question as it is compared: its stems in order, those that tell something, its concepts."""

    said: tuple[str, ...]
    terms: tuple[str, ...]
    concepts: tuple[str, ...]


@dataclass(frozen=True)
class Entry:
    """One row with its fields: each of its questions as a bag of weights, and what it is about."""

    row: Row
    asks: tuple[Bag, ...]
    about: frozenset[str]


@dataclass(frozen=True)
class Index:
    """All rows of one council, ready to be compared with a question."""

    lexicon: Lexicon
    entries: Mapping[str, Entry]
    counts: Mapping[str, Mapping[str, float]] = field(repr=False)  # term -> row -> how often, fields weighed
    lengths: Mapping[str, float] = field(repr=False)
    weights: Bag = field(repr=False)  # term -> how telling it is
    most: float  # how telling one is that stands nowhere: as the most telling
    about: Mapping[str, frozenset[str]] = field(repr=False)  # concept -> the rows that are about it
    trade: Mapping[str, frozenset[str]] = field(repr=False)

    def query(self, text: str) -> Query:
        """A question made ready."""
        given = [w for w in corrected(words(text), self.trade, self.lexicon.right) if w not in NOTHING]
        said = [stem(w) for w in given]
        return Query(tuple(said), tuple(dict.fromkeys(telling(said))), tuple(self.lexicon.concepts(said)))

    def knows(self, word: str) -> bool:
        """Whether a word is one of English as this council, its staff and the lexicon use it."""
        small = word in NOTHING or word in LINKS
        return small or word in self.lexicon.right or word in self.trade.get(word[:1], ())

    def bag(self, query: Query) -> dict[str, float]:
        """The question as a bag of weights: its telling stems and its concepts."""
        return _weighed([*query.terms, *map(mark, query.concepts)], self.weights, self.most)


def mark(concept: str) -> str:
    """A concept as a term among the stems."""
    return f"@{concept}"


SAYS, ASKS, ABOUT = 1.0, 1.5, 2.0
"""How much a word counts by the field that it stands in."""


def index(rows: Iterable[Row], search: Mapping[str, RowSearch], lexicon: Lexicon) -> Index:
    """The index of these rows; a row without an entry in `search` is found by what it says alone."""
    held = {r.id: (r, search.get(r.id, RowSearch())) for r in rows}
    counts: dict[str, dict[str, float]] = defaultdict(dict)
    questions: dict[str, list[list[str]]] = {}
    for id_, (row, how) in held.items():
        questions[id_] = [_terms(ask, lexicon) for ask in how.asks]
        for terms, weight in _fields(row, how, questions[id_], lexicon):
            for term, n in Counter(terms).items():
                counts[term][id_] = counts[term].get(id_, 0.0) + weight * n
    weights = {term: _telling(len(rows_), len(held)) for term, rows_ in counts.items()}
    most = max(weights.values(), default=1.0)
    about: dict[str, set[str]] = defaultdict(set)
    for id_, (_, how) in held.items():
        for concept in how.about:
            about[concept].add(id_)
    entries = {
        id_: Entry(row, tuple(_weighed(q, weights, most) for q in questions[id_]), frozenset(how.about))
        for id_, (row, how) in held.items()
    }
    lengths: dict[str, float] = defaultdict(float)
    for rows_ in counts.values():
        for id_, many in rows_.items():
            lengths[id_] += many
    trade = _trade(lexicon, (text for row, how in held.values() for text in (row.says, *how.asks)))
    return Index(lexicon, entries, counts, lengths, weights, most, {c: frozenset(r) for c, r in about.items()}, trade)


def _fields(
    row: Row, how: RowSearch, asked: Sequence[Sequence[str]], lexicon: Lexicon
) -> Iterable[tuple[Sequence[str], float]]:
    yield _terms(f"{row.says} {row.section}", lexicon), SAYS
    for terms in asked:
        yield terms, ASKS / math.sqrt(len(asked))
    yield [mark(c) for c in how.about], ABOUT


def _terms(text: str, lexicon: Lexicon) -> list[str]:
    said = stems(text)
    return [*telling(said), *map(mark, lexicon.concepts(said))]


def _telling(rows: int, of: int) -> float:
    return math.log(1 + (of - rows + 0.5) / (rows + 0.5))


def _weighed(terms: Iterable[str], weights: Bag, most: float) -> dict[str, float]:
    """The terms with their weights, the whole of length one; unknown ones weigh `most`."""
    bag = {t: weights.get(t, most) for t in terms}
    length = math.sqrt(sum(w * w for w in bag.values())) or 1.0
    return {t: w / length for t, w in bag.items()}


def _trade(lexicon: Lexicon, texts: Iterable[str]) -> dict[str, frozenset[str]]:
    known: dict[str, set[str]] = defaultdict(set, {k: set(v) for k, v in lexicon.words.items()})
    for word in set(words(" ".join(texts))):
        known[word[:1]].update((word, stem(word)))
    return {k: frozenset(v) for k, v in known.items()}
