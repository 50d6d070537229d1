"""On which answers something depends: the fewest that tell the ways that have it from those that have it not."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, islice, permutations

from bot.policy.review.facts import UNASKED, Facts

# Facts with the values that each may have; all must hold. Nothing in it: always.
Term = dict[str, frozenset[str]]
FEW = 4


def when(yes: Sequence[Facts], no: Sequence[Facts], keys: Sequence[str]) -> list[Term]:
    """The terms of which one holds for each of `yes` and none for any of `no`; [{}] where there is no `no`."""
    if not no:
        return [{}]
    kept = _deciding(yes, no, keys)
    orders = permutations(kept) if len(kept) <= FEW else islice(permutations(kept), 1)
    some, others = _distinct(yes, kept), _distinct(no, kept)
    return min((_terms(some, others, order) for order in orders), key=_size)


def holds(terms: Iterable[Term], facts: Facts) -> bool:
    """Whether one of the terms holds for a way."""
    return any(all(facts.get(key, UNASKED) in values for key, values in term.items()) for term in terms)


def _deciding(yes: Sequence[Facts], no: Sequence[Facts], keys: Sequence[str]) -> tuple[str, ...]:
    yes, no = _distinct(yes, keys), _distinct(no, keys)
    for count in (1, 2):
        for some in combinations(keys, count):
            if _apart(yes, no, some):
                return some
    return min((_fewest(yes, no, list(keys), order) for order in (keys[::-1], keys)), key=len)


def _fewest(yes: Sequence[Facts], no: Sequence[Facts], kept: list[str], order: Iterable[str]) -> tuple[str, ...]:
    for key in order:
        rest = [k for k in kept if k != key]
        if _apart(yes, no, rest):
            kept = rest
    return tuple(kept)


def _apart(yes: Iterable[Facts], no: Iterable[Facts], keys: Sequence[str]) -> bool:
    return {_at(f, keys) for f in yes}.isdisjoint(_at(f, keys) for f in no)


def _at(facts: Facts, keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(facts.get(k, UNASKED) for k in keys)


def _distinct(ways: Iterable[Facts], keys: Sequence[str]) -> list[Facts]:
    return [dict(zip(keys, at, strict=True)) for at in dict.fromkeys(_at(f, keys) for f in ways)]


def _terms(yes: Sequence[Facts], no: Sequence[Facts], keys: Sequence[str]) -> list[Term]:
    """Split by the first of the keys; values that go on alike are one term's."""
    if not yes or not no or not keys:
        return [{}] if yes else []
    key, rest, alike = keys[0], keys[1:], dict[str, tuple[list[str], list[Term]]]()
    for value in dict.fromkeys(f[key] for f in (*yes, *no)):
        below = _terms([f for f in yes if f[key] == value], [f for f in no if f[key] == value], rest)
        alike.setdefault(repr(below), ([], below))[0].append(value)
    if len(alike) == 1:
        return next(iter(alike.values()))[1]
    return list(_split(key, alike.values()))


def _split(key: str, alike: Iterable[tuple[list[str], list[Term]]]) -> Iterator[Term]:
    for values, below in alike:
        yield from ({key: frozenset(values), **term} for term in below)


def _size(terms: Sequence[Term]) -> tuple[int, int, int]:
    parts = [values for term in terms for values in term.values()]
    return len(terms), len(parts), sum(map(len, parts))
