"""Scores ways of finding the right section on the worked questions, and lists what was taken for what."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.policy import Packs
from bot.policy.packs import OWN
from bot.policy.questions import Half, Question, read_questions
from bot.policy.search import Search, files
from bot.policy.search.index import Index, index
from bot.policy.search.lexicon import made
from bot.policy.search.rank import Scored, by_section, rank
from flows import find
from flows.engine import Policy, Situation

DAY = date(2026, 11, 20)
MOST = 3
SectionName = tuple[str, str]


@dataclass(frozen=True)
class Found:
    """What a way of finding gave: sections (document, section), best first, how sure it is, whether it would answer."""

    sections: Sequence[SectionName]
    sure: float
    answers: bool | None = None


Finder = Callable[[Policy, str], Found]


@dataclass
class Tally:
    """How often the right section came first and among three, and how often what cannot be answered was refused."""

    answerable: int = 0
    first: int = 0
    three: int = 0
    turned_away: int = 0
    unanswerable: int = 0
    refused: int = 0
    wrong: list[str] = field(default_factory=list)

    def percent(self) -> dict[str, float]:
        """The four shares, in per cent."""
        many, none = max(1, self.answerable), max(1, self.unanswerable)
        return {
            "first": 100 * self.first / many,
            "among three": 100 * self.three / many,
            "refused": 100 * self.refused / none,
            "refused wrongly": 100 * self.turned_away / many,
        }

    def add(self, policy: Policy, question: Question, found: Found, *, answers: bool) -> None:
        """Count one question."""
        shown = list(found.sections[:MOST]) if answers else []
        if not question.rows:
            self.unanswerable += 1
            self.refused += not answers
        else:
            right = {_place(policy, r) for r in question.rows}
            self.answerable += 1
            self.first += bool(shown) and shown[0] in right
            self.three += any(s in right for s in shown)
            self.turned_away += not answers
        if line := _taken(policy, question, shown):
            self.wrong.append(line)


def policies() -> Mapping[str, Policy]:
    """Every council's policy on the day that the questions were written."""
    packs = Packs()
    return {c: packs.policy(c, Situation(DAY, packs.pack(c).council.nation)) for c in packs.councils()}


def questions(policy: Policy, half: Half) -> list[Question]:
    """The worked questions of one half for a council."""
    return [q for q in read_questions(OWN / policy.council, policy.rows) if q.half == half]


def tallies(finder: Finder, councils: Mapping[str, Policy], half: Half, enough: float) -> dict[str, Tally]:
    """The tally by council, and for all; a finder that does not say itself answers from `enough` on."""
    found: dict[str, Tally] = defaultdict(Tally)
    for name, policy in councils.items():
        for question in questions(policy, half):
            got = finder(policy, question.ask)
            answers = got.sure >= enough if got.answers is None else got.answers
            for tally in (found[name], found["all"]):
                tally.add(policy, question, got, answers=answers)
    return dict(found)


def enough_for(finder: Finder, councils: Mapping[str, Policy]) -> float:
    """The score from which on to answer that tells the tuning half apart best: as many right answers as refusals."""
    scored = [(finder(p, q.ask).sure, bool(q.rows)) for p in councils.values() for q in questions(p, "tune")]
    yes, no = sum(a for _, a in scored) or 1, sum(not a for _, a in scored) or 1

    def right(limit: float) -> float:
        return sum(a and s >= limit for s, a in scored) / yes + sum(not a and s < limit for s, a in scored) / no

    return max((s for s, _ in scored), key=right)


class Lexical:
    """The product's own: words, concepts and how staff ask."""

    def __init__(self) -> None:
        self.search = Search(find())

    def __call__(self, policy: Policy, ask: str) -> Found:
        told = self.search.answer(ask, policy)
        titles = {d.title: d.id for d in policy.documents.values()}
        places = [(titles[s["document"]], s["section"]) for s in told["sections"]]
        return Found(places, float(told["answered"]), bool(told["answered"]))


class Plain:
    """BM25 over stems of what the rows say, and nothing else."""

    def __init__(self) -> None:
        self._indexes: dict[str, Index] = {}

    def __call__(self, policy: Policy, ask: str) -> Found:
        held = self._indexes.setdefault(policy.council, index(policy.rows.values(), {}, made({}, ())))
        scored = rank(held, held.query(ask))
        return Found([p for p, _, _ in by_section(held, scored)], scored[0].score if scored else 0.0)


class Embedding:
    """A small model's vectors of rows and of how staff ask; `beside` adds the product's own ranking to them."""

    def __init__(self, model: Any, *, beside: bool = False) -> None:
        self._model, self._beside, self._held = model, beside, dict[str, tuple[list[str], Any, Index]]()
        self._lexicon = files.lexicon_in(OWN)

    def __call__(self, policy: Policy, ask: str) -> Found:
        if policy.council not in self._held:
            self._held[policy.council] = self._read(policy)
        own, vectors, held = self._held[policy.council]
        same = vectors @ self._model.encode([ask], normalize_embeddings=True, show_progress_bar=False)[0]
        best: dict[str, float] = defaultdict(lambda: -1.0)
        for row, value in zip(own, same, strict=True):
            best[row] = max(best[row], float(value))
        lexical = {s.row: s.score for s in rank(held, held.query(ask))} if self._beside else {}
        scored = [Scored(r, v + 1.2 * lexical.get(r, 0.0)) for r, v in best.items()]
        scored.sort(key=lambda s: (-s.score, s.row))
        return Found([p for p, _, _ in by_section(held, scored)], scored[0].score)

    def _read(self, policy: Policy) -> tuple[list[str], Any, Index]:
        how = files.search_in(OWN / policy.council, policy.rows, policy.services, self._lexicon.kinds).rows
        pairs = [(r.id, t) for r in policy.rows.values() for t in (r.says, *(how[r.id].asks if r.id in how else ()))]
        vectors = self._model.encode([t for _, t in pairs], normalize_embeddings=True, show_progress_bar=False)
        return [r for r, _ in pairs], vectors, index(policy.rows.values(), how, self._lexicon)


def _place(policy: Policy, row: str) -> SectionName:
    return policy.rows[row].document, policy.rows[row].section


def _taken(policy: Policy, question: Question, shown: Sequence[SectionName]) -> str:
    right = list(dict.fromkeys(_place(policy, r)[1] for r in question.rows))
    got = [s for _, s in shown]
    if (right and got[:1] and got[0] in right) or (not right and not got):
        return ""
    wanted = " or ".join(right) or f"nothing ({question.why})"
    return f"{policy.council}: {question.ask} -> shown: {', '.join(got) or 'nothing'}; right: {wanted}"


def lines(found: Mapping[str, Tally]) -> Iterator[str]:
    """A row for each council."""
    for name, tally in found.items():
        shares = ", ".join(f"{k} {v:.0f}%" for k, v in tally.percent().items())
        yield f"{name}: {tally.answerable} + {tally.unanswerable} questions: {shares}"


def each(finders: Mapping[str, Finder], councils: Mapping[str, Policy]) -> Iterable[tuple[str, Finder, float]]:
    """Every way of finding with the score from which on it answers."""
    for name, finder in finders.items():
        yield name, finder, 0.0 if isinstance(finder, Lexical) else enough_for(finder, councils)
