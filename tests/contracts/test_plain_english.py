"""What people read is plain English of our own: easy, short where it heads a screen, and copied from nowhere."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

import flows
from bot.cli.screens import screens
from bot.policy.packs import Packs
from flows.engine import Flow, Policy, Situation
from tests.reading_age import grade

FOUND = flows.find()
PACKS = Packs()
TODAY = date(2026, 6, 1)
STATES = ((), ("pre_election",), ("emergency",), ("mourning",))
HARDEST = 7  # a reading age of 11 to 12
LONGEST_HEADING = 75
LONGEST_SENTENCE = 25
FEWEST_WORDS = 30  # fewer say nothing of how hard a text is
RUN = 8  # so many words in a row are no accident
DOCUMENTS = Path(__file__).parents[3] / "shared/policies"
WORD = re.compile(r"[a-z0-9']+")

every_flow = pytest.mark.parametrize("flow", FOUND.values(), ids=list(FOUND))
every_council = pytest.mark.parametrize("council", PACKS.councils())


@cache
def policies(council: str) -> tuple[Policy, ...]:
    """The council's policy for each of its services, in an ordinary week and in each state of the organisation."""
    pack = PACKS.pack(council).council
    services = (None, *pack.services)
    there = (Situation(TODAY, pack.nation, s, frozenset(states)) for s in services for states in STATES)
    return tuple(PACKS.policy(council, situation) for situation in there)


def names(policy: Policy) -> set[str]:
    """What nobody can put more simply: posts, documents, Acts, sections and the council itself."""
    titles = {r.title for r in policy.roles.values()} | {d.title for d in policy.documents.values()}
    acts = {part for r in policy.law.values() for part in (r.document, r.section)}
    return titles | acts | {r.section for r in policy.rows.values()} | {policy.name, *policy.services.values()}


@cache
def read(flow_name: str, council: str) -> tuple[tuple[str, str], ...]:
    """Every text that the flow can show in this council, with where it stands."""
    abroad = (PACKS.policy(council, Situation(TODAY, nation)) for nation in FOUND[flow_name].nations)
    there = (screens(FOUND[flow_name], p) for p in (*policies(council), *abroad))
    return tuple(dict.fromkeys(part for found in there for part in _parts(found)))


def _parts(found: dict[str, list[dict[str, str]]]) -> Iterator[tuple[str, str]]:
    asked = ["\n".join((q["prompt"], q["why"] or "", q["hint"] or "")) for q in found["questions"]]
    if asked:
        yield "questions", "\n".join(asked)
    for end in found["outcomes"]:
        tasks = [t["text"] for t in end["tasks"]]  # type: ignore[index]
        yield end["id"], "\n".join((end["text"], *end["steps"], *end["inferences"], *tasks))


@every_council
@every_flow
def test_a_child_of_twelve_can_read_every_screen_and_outcome(flow: Flow, council: str) -> None:
    exempt = names(policies(council)[0])
    long = ((where, text) for where, text in read(flow.name, council) if len(text.split()) >= FEWEST_WORDS)
    hard = {(where, round(g, 1)) for where, text in long if (g := grade(text, exempt)) > HARDEST}
    assert hard == set()


@every_council
@every_flow
def test_what_heads_a_screen_is_short(flow: Flow, council: str) -> None:
    policy = policies(council)[0]
    prompts = [policy.word(f"{flow.name}.{q.id}.prompt", q.prompt) for q in flow.asks]
    assert [heading for heading in (flow.title, *prompts) if len(heading) >= LONGEST_HEADING] == []


@every_council
def test_what_each_section_says_is_put_simply(council: str) -> None:
    policy = policies(council)[0]
    own = [r.says for r in policy.rows.values() if r.document in policy.documents]
    assert grade("\n".join(own), names(policy)) <= HARDEST + 1


def test_what_the_law_says_is_put_simply() -> None:
    policy = policies(PACKS.councils()[0])[0]
    assert grade("\n".join(r.says for r in policy.law.values()), names(policy)) <= HARDEST
    sentences = [s for r in policy.law.values() for s in re.split(r"[.:;?!]\s", r.says)]
    assert [s for s in sentences if len(s.split()) > LONGEST_SENTENCE] == []


@pytest.mark.skipif(not DOCUMENTS.is_dir(), reason="the councils' own documents are not on this machine")
@every_council
def test_no_sentence_is_taken_over_from_a_document(council: str) -> None:
    printed = frozenset(run for file in sorted(DOCUMENTS.glob("*.txt")) for run in _runs(file.read_text()))
    assert len(printed) > RUN
    taken = sorted({" ".join(run) for text in _written(council) for run in _runs(text) if run in printed})
    assert taken == []


def _written(council: str) -> Iterator[str]:
    policy = policies(council)[0]
    yield from (row.says for row in (*policy.rows.values(), *policy.law.values()))
    yield from (text for c in policy.conflicts.values() for text in (c.note, c.follow))
    yield from policy.wording.values()
    for flow in FOUND.values():
        yield from (text for q in flow.asks for text in (q.prompt, q.why, q.hint))
        yield from (text for end in flow.ends for text in (end.text, *end.steps.values(), *end.inferences.values()))


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = WORD.findall(text.lower().replace("’", "'"))
    yield from zip(*(words[n:] for n in range(RUN)), strict=False)
