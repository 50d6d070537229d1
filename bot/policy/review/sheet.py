"""The sheet that the owner of a policy signs: every question and end of a flow, each part with the answers it needs."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.policy.review.answered import label
from bot.policy.review.conditions import Term, when
from bot.policy.review.facts import Known, known
from bot.policy.review.words import KINDS
from flows.engine import Done, Flow, split

# What an outcome's JSON holds one by one, in the order in which people read it.
LISTS = ("steps", "inferences", "tasks", "tell", "records", "conflicts", "notices", "searched")
MOST_TERMS = 8


@dataclass(frozen=True)
class Numbered:
    """The ways to one end, by their place among all ways."""

    end: str
    places: tuple[int, ...]


def sheet(flow: Flow, ways: Sequence[Done]) -> dict[str, Any]:
    """One flow for people to sign, as plain data (docs/review.md says what it holds); all `ways` are of this flow."""
    found = known(ways)
    outcomes, keys = _outcomes(ways), found.keys
    return {
        "flow": flow.name,
        "title": flow.title,
        "about": flow.about,
        "visibility": flow.visibility,
        "covered": flow.name in ways[0].policy.rules,
        "ways": len(ways),
        "different": len({json.dumps(o, default=str) for o in outcomes}),
        "questions": [_question(found, keys, q, number) for q, number in found.numbers.items()],
        "ends": [_end(found, keys, outcomes, n, one) for n, one in enumerate(_ends(flow, ways), 1)],
    }


def _outcomes(ways: Sequence[Done]) -> list[dict[str, Any]]:
    """Each way's outcome as JSON, made once for all ways that end alike, for there can be thousands of them."""
    made: dict[object, dict[str, Any]] = {}
    for done in ways:
        if (key := _alike(done)) not in made:
            made[key] = done.outcome.as_json(done.flow.name, done.policy)
    return [made[_alike(done)] for done in ways]


def _alike(done: Done) -> object:
    out = done.outcome
    cites = tuple((c.rows, c.conflicts) for c in out.cites)
    parts = (str([*out.approvals, *out.tasks, out.deadline]), out.steps, out.inferences, out.tell, out.records)
    return out.end.id, done.policy.situation.nation, cites, parts


def _ends(flow: Flow, ways: Sequence[Done]) -> list[Numbered]:
    places: dict[str, list[int]] = {}
    for place, done in enumerate(ways):
        places.setdefault(done.outcome.end.id, []).append(place)
    order = {e.id: n for n, e in enumerate(flow.ends)}
    return [Numbered(end, tuple(p)) for end, p in sorted(places.items(), key=lambda e: order.get(e[0], -1))]


def _question(found: Known, keys: Sequence[str], name: str, number: str) -> dict[str, Any]:
    asked = {n: a for n, done in enumerate(found.ways) for a in done.route if a.question.id == name}
    done, question = found.ways[next(iter(asked))], next(iter(asked.values())).question
    options = [{"value": v, "label": done.word(f"{name}.option.{v}", text)} for v, text in question.options()]
    before = [k for k in keys if k.partition("=")[0] not in _from(found, name)]
    rows = dict.fromkeys(r for a in asked.values() for r in a.rows)
    return {
        "number": number,
        "id": name,
        **{key: done.word(f"{name}.{key}", getattr(question, key)) for key in ("prompt", "why", "hint")},
        "kind": question.kind,
        "options": options,
        "asked": _words(found, before, asked, range(len(found.ways))),
        **split(done.policy, rows),
    }


def _from(found: Known, name: str) -> list[str]:
    """A question and all that come after it: whether it is asked is said by what comes before."""
    names = list(found.numbers)
    return names[names.index(name) :]


def _end(
    found: Known, keys: Sequence[str], outcomes: Sequence[Mapping[str, Any]], n: int, one: Numbered
) -> dict[str, Any]:
    first = outcomes[one.places[0]]
    return {
        "number": f"E{n}",
        "id": one.end,
        "kind": first["kind"],
        "heading": KINDS[first["kind"]],
        "text": first["text"],
        "ways": len(one.places),
        "reached": _words(found, keys, one.places, range(len(found.ways))),
        "example": example(found.ways[one.places[0]]),
        "parts": list(_parts(found, keys, outcomes, f"E{n}", one.places)),
    }


def example(done: Done) -> list[dict[str, str]]:
    """One way, as its questions with their answers."""
    asked = ((done.word(f"{a.question.id}.prompt", a.question.prompt), label(done, a)) for a in done.route)
    return [{"question": prompt, "answer": answer} for prompt, answer in asked]


def _words(found: Known, keys: Sequence[str], yes: Iterable[int], among: Iterable[int]) -> list[str]:
    """On what it depends, one sentence for each alternative; nothing where it always is, or for too many of them."""
    some = set(yes)
    no = [found.facts[n] for n in among if n not in some]
    terms = when([found.facts[n] for n in sorted(some)], no, keys)
    return [_term(found, t) for t in terms if t] if len(terms) <= MOST_TERMS else []


def _term(found: Known, term: Term) -> str:
    return " and ".join(found.words(key, term[key]) for key in found.values if key in term)


def _parts(
    found: Known, keys: Sequence[str], outcomes: Sequence[Mapping[str, Any]], number: str, places: tuple[int, ...]
) -> Iterator[dict[str, Any]]:
    """What an end holds, parted by the ways that it is for: first what is for all of them."""
    holders: dict[tuple[str, str], set[int]] = {}
    for place in places:
        for element in _elements(outcomes[place]):
            holders.setdefault(element, set()).add(place)
    blocks: dict[frozenset[int], list[tuple[str, str]]] = {}
    for element, held in holders.items():
        blocks.setdefault(frozenset(held), []).append(element)
    whole = frozenset(places)
    ordered = sorted(blocks, key=lambda on: on != whole)
    for n, on in enumerate(ordered, 1):
        yield {
            "number": f"{number}.{n}",
            "ways": len(on),
            "always": on == whole,
            "when": _words(found, keys, on, places),
            "example": [] if on == whole else example(found.ways[min(on)]),
            **_held(found.ways[min(on)], blocks[on]),
        }


def _elements(outcome: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for kind in LISTS:
        yield from ((kind, _frozen(item)) for item in outcome[kind])
    yield from (("rows", row) for part in ("sections", "law") for cited in outcome[part] for row in cited["rows"])
    if outcome["approvals"]:
        yield "approvals", _frozen(outcome["approvals"])
    if outcome["deadline"]:
        yield "deadline", _frozen(outcome["deadline"])


def _frozen(item: object) -> str:
    return json.dumps(item, ensure_ascii=False, default=str)


def _held(done: Done, elements: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """A block's elements under the names that an outcome's JSON has for them."""
    held: dict[str, Any] = {kind: [] for kind in (*LISTS, "approvals")}
    rows = []
    for kind, item in elements:
        if kind == "rows":
            rows.append(item)
        elif kind in LISTS:
            held[kind].append(json.loads(item))
        else:
            held[kind] = json.loads(item)
    return {**held, "deadline": held.get("deadline"), **split(done.policy, rows)}
