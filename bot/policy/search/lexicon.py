"""PURE: the concepts that staff speak of, and finding them in what somebody wrote, the longest phrase first."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from bot.policy.search.words import LINKS, stems

Kind = Literal["decisive", "topic", "broad", "elsewhere"]
GAP = 2
"""So many words of a question may stand between the words of a phrase."""


@dataclass(frozen=True)
class Phrase:
    """One way to say a concept, as stems; its words may change places where none of them is a small one."""

    concept: str
    said: tuple[str, ...]
    held: frozenset[str] = field(repr=False)

    @property
    def loose(self) -> bool:
        """Whether its words may stand in another order."""
        return len(self.said) > 1 and not LINKS & self.held


@dataclass(frozen=True)
class Lexicon:
    """Every concept with its kind, and every phrase by its rarest stem."""

    kinds: Mapping[str, Kind]
    phrases: Mapping[str, Sequence[Phrase]] = field(repr=False)
    words: Mapping[str, frozenset[str]] = field(repr=False, default_factory=dict)
    right: frozenset[str] = field(repr=False, default=frozenset())  # English words that are no slips for others

    def concepts(self, said: Sequence[str]) -> list[str]:
        """The concepts in these stems, each once, those of longer phrases first."""
        places = _places(said)
        here = [p for s in places for p in self.phrases.get(s, ()) if p.held <= places.keys()]
        found = [(p, at) for p in here for at in [_where(p, places)] if at]
        found.sort(key=lambda f: (-len(f[1]), -sum(map(len, f[0].said)), f[1], f[0].concept))
        kept: list[tuple[Phrase, tuple[int, ...]]] = []
        for phrase, at in found:
            if not any(set(at) < set(longer) for _, longer in kept):
                kept.append((phrase, at))
        return list(dict.fromkeys(p.concept for p, _ in kept))

    def of_kind(self, concepts: Iterable[str], *kinds: Kind) -> list[str]:
        """Those of the concepts that are of one of these kinds."""
        return [c for c in concepts if self.kinds.get(c) in kinds]


def phrase(concept: str, text: str) -> Phrase:
    """A way to say a concept, as it is written."""
    said = tuple(stems(text))
    return Phrase(concept, said, frozenset(said))


def made(
    kinds: Mapping[str, Kind], phrases: Sequence[Phrase], trade: Iterable[str] = (), right: Iterable[str] = ()
) -> Lexicon:
    """The lexicon of these phrases; a slip may have been meant for words of `trade`, and those of `right` are none."""
    uses: dict[str, int] = defaultdict(int)
    for s in (s for one in phrases for s in one.said):
        uses[s] += 1
    by_stem: dict[str, list[Phrase]] = defaultdict(list)
    for one in phrases:
        by_stem[min(one.said, key=lambda s: (s in LINKS, uses[s]))].append(one)
    initials: dict[str, set[str]] = defaultdict(set)
    for word in trade:
        initials[word[:1]].add(word)
    return Lexicon(kinds, by_stem, {k: frozenset(v) for k, v in initials.items()}, frozenset(right))


def _places(said: Sequence[str]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for n, s in enumerate(said):
        places[s].append(n)
    return places


def _where(phrase: Phrase, places: Mapping[str, Sequence[int]]) -> tuple[int, ...]:
    """Where a phrase whose words are all there stands, those near enough to each other; empty where it does not."""
    if len(phrase.said) == 1:
        return (places[phrase.said[0]][0],)
    return next((at for first in places[phrase.said[0]] for at in [_from(first, phrase, places)] if at), ())


def _from(first: int, phrase: Phrase, places: Mapping[str, Sequence[int]]) -> tuple[int, ...]:
    at = [first]
    for s in phrase.said[1:]:
        free = [p for p in places[s] if p not in at and (phrase.loose or p > at[-1])]
        if not free:
            return ()
        at.append(min(free, key=lambda p: abs(p - at[-1])))
    ordered = sorted(at)
    near = all(after - before <= GAP + 1 for before, after in pairwise(ordered))
    return tuple(ordered) if near and ordered[-1] - ordered[0] < len(at) + GAP else ()
