"""PURE: whether a council's policy speaks of what a question is about: judged by its concepts, then by its words.

The points below were found on the half of the worked questions that is there to tune with (docs/answers.md).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.policy.search.index import Index, Query
from bot.policy.search.rank import Scored, nearest

START = -7.2
SILENT = -4.4  # for each concept that decides and that no row is about
BESIDE_IT = -0.25  # for each other concept that no row is about
ELSEWHERE = -2.5  # for each concept that is no matter of such a policy
STRANGE = -0.6  # for each word that stands nowhere in what the council's rows say or are asked
THIN = -2.1  # where no concept is touched and one or two words are all there is: any row may hold those by chance
LENGTH = 1.45  # for each word that tells something: a long question holds words that do not matter
LEFT_OUT = -1.0  # for what the best row does not hold, each word as far as it tells something
HELD = 2.7  # for the share of the question's words and concepts that the best row holds
FIT = 4.5  # for the best row's score
ABOUT = 1.35  # where the best row is about one of the question's concepts
ASKED = 6.0  # where it is one of the best row's own questions but for words that tell nothing
MOST_WORDS, MOST_LEFT_OUT, FEW, SAME = 8, 4.0, 2, 0.95


@dataclass(frozen=True)
class Judged:
    """Whether the policy covers it, and the points for it."""

    covered: bool
    points: float


def judged(index: Index, query: Query, ranked: Sequence[Scored], others: Collection[str] = ()) -> Judged:
    """Whether the rows speak of what the question is about; `ranked` has the best row first.

    What only rows for `others` are about, such as councillors or another service, is not covered for whoever asks.
    """
    if not query.terms or not ranked:
        return Judged(False, SILENT)
    points = START + sum(weight * value for weight, value in measured(index, query, ranked[0], others).values())
    return Judged(points > 0, points)


def measured(index: Index, query: Query, best: Scored, others: Collection[str] = ()) -> dict[str, tuple[float, float]]:
    """What is weighed, by name: (points for each, how many or how much)."""
    of = index.lexicon.of_kind
    deciding, helping = of(query.concepts, "decisive"), of(query.concepts, "topic")
    row = index.entries[best.row]
    return {
        "silent": (SILENT, sum(index.about.get(c, frozenset()) <= set(others) for c in deciding)),
        "beside": (BESIDE_IT, sum(c not in index.about for c in helping)),
        "elsewhere": (ELSEWHERE, len(of(query.concepts, "elsewhere"))),
        "strange": (STRANGE, sum(t not in index.weights for t in query.terms)),
        "thin": (THIN, float(not query.concepts and len(query.terms) <= FEW)),
        "length": (LENGTH, min(MOST_WORDS, len(query.terms))),
        "left out": (LEFT_OUT, min(MOST_LEFT_OUT, _left_out(index, query, best.row))),
        "held": (HELD, _held(index, query, best.row)),
        "fit": (FIT, best.score),
        "about": (ABOUT, float(any(c in row.about for c in (*deciding, *helping)))),
        "asked": (ASKED, float(nearest(index.bag(query), row) >= SAME)),
    }


def _held(index: Index, query: Query, row: str) -> float:
    weights = {t: index.weights.get(t, index.most) for t in query.terms}
    return sum(w for t, w in weights.items() if row in index.counts.get(t, {})) / sum(weights.values())


def _left_out(index: Index, query: Query, row: str) -> float:
    left = (t for t in query.terms if row not in index.counts.get(t, {}))
    return sum(index.weights.get(t, index.most) / index.most for t in left)
