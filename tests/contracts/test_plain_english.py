"""What people read is plain English of our own: easy, short where it heads a screen, and copied from nowhere."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import flows
from bot.policy.packs import Packs
from flows.engine import End, Flow, Policy, Question, Situation
from flows.engine.check import everywhere
from tests.reading_age import grade

FOUND = flows.find()
PACKS = Packs()
TODAY = date(2026, 6, 1)
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
def policy_of(council: str) -> Policy:
    """The council's policy in an ordinary week; a flow's every path varies the rest."""
    return PACKS.policy(council, Situation(TODAY, PACKS.pack(council).council.nation))


def names(policy: Policy) -> frozenset[str]:
    """What nobody can put more simply: posts, documents, Acts, sections and the council itself."""
    titles = {r.title for r in policy.roles.values()} | {d.title for d in policy.documents.values()}
    acts = {part for r in policy.law.values() for part in (r.document, r.section)}
    sections = {r.section for r in policy.rows.values()}
    return frozenset(titles | acts | sections | {policy.name, *policy.services.values()})


@cache
def read(flow_name: str, council: str) -> tuple[tuple[str, str], ...]:
    """Every text that the flow can show in this council, with where it stands."""
    policy, flow = policy_of(council), FOUND[flow_name]
    paths = everywhere(flow, policy)
    met = {asked.question.id for done in paths for asked in done.route}
    asked = [_question(flow, policy, q) for q in flow.asks if q.id in met]
    ends = {d.outcome.end.id: d.outcome.end for d in paths}
    said = {(o.end.id, o.steps, o.inferences, tuple(t.step for t in o.tasks)) for o in (d.outcome for d in paths)}
    texts = ((end, _outcome(flow, policy, ends[end], *keys)) for end, *keys in sorted(said))
    return (("questions", "\n".join(asked)), *texts)


def _question(flow: Flow, policy: Policy, question: Question[Any]) -> str:
    prompt = policy.word(f"{flow.name}.{question.id}.prompt", question.prompt)
    return "\n".join((prompt, question.why, question.hint))


def _outcome(flow: Flow, policy: Policy, end: End, *keys: tuple[str, ...]) -> str:
    words = {**end.steps, **end.inferences}
    said = [policy.word(f"{flow.name}.{end.id}.{key}", words[key]) for some in keys for key in some]
    return "\n".join((policy.word(f"{flow.name}.{end.id}.text", end.text), *said))


@every_council
@every_flow
def test_a_child_of_twelve_can_read_every_screen_and_outcome(flow: Flow, council: str) -> None:
    exempt = names(policy_of(council))
    long = ((where, text) for where, text in read(flow.name, council) if len(text.split()) >= FEWEST_WORDS)
    hard = {(where, round(g, 1)) for where, text in long if (g := grade(text, exempt)) > HARDEST}
    assert hard == set()


@every_council
@every_flow
def test_what_heads_a_screen_is_short(flow: Flow, council: str) -> None:
    policy = policy_of(council)
    prompts = [policy.word(f"{flow.name}.{q.id}.prompt", q.prompt) for q in flow.asks]
    assert [heading for heading in (flow.title, *prompts) if len(heading) >= LONGEST_HEADING] == []


@every_council
def test_what_each_section_says_is_put_simply(council: str) -> None:
    policy = policy_of(council)
    own = [r.says for r in policy.rows.values() if r.document in policy.documents]
    assert grade("\n".join(own), names(policy)) <= HARDEST


def test_what_the_law_says_is_put_simply() -> None:
    policy = policy_of(PACKS.councils()[0])
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
    policy = policy_of(council)
    yield from (row.says for row in (*policy.rows.values(), *policy.law.values()))
    yield from (text for c in policy.conflicts.values() for text in (c.note, c.follow))
    yield from policy.wording.values()
    for flow in FOUND.values():
        yield from (text for q in flow.asks for text in (q.prompt, q.why, q.hint))
        yield from (text for end in flow.ends for text in (end.text, *end.steps.values(), *end.inferences.values()))


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = WORD.findall(text.lower().replace("’", "'"))
    yield from zip(*(words[n:] for n in range(RUN)), strict=False)
