"""What every flow owes to every council, whichever are found: cited, worded, alive, pure and plainly said."""

import ast
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

import flows
from bot.policy import Packs
from flows.engine import Done, Flow, Policy, Situation, as_json, check, dead, explore, reached, receipt, replay
from flows.engine.replay import on_route

FOUND = flows.find()
PACKS = Packs()
TODAY = date(2026, 6, 1)
MAY_IMPORT = ("flows.engine", "dataclasses", "enum", "decimal", "datetime", "typing")
HOME = Path(flows.__path__[0])
FILES = sorted(f for f in HOME.rglob("*.py") if "engine" not in f.parts and f != HOME / "__init__.py")
LONGEST_SENTENCE = 25
LONGEST_LABEL = 30  # what every channel shows whole on a button
FEWEST_PHRASES = 12
NAME = re.compile(r"[a-z][a-z0-9_]*")

every_flow = pytest.mark.parametrize("flow", FOUND.values(), ids=list(FOUND))
every_council = pytest.mark.parametrize("council", PACKS.councils())


@cache
def policies(council: str) -> tuple[Policy, ...]:
    """The council's policy for nobody's service in particular, and for each of its services."""
    pack = PACKS.pack(council).council
    return tuple(PACKS.policy(council, Situation(TODAY, pack.nation, s)) for s in (None, *pack.services))


def abroad(flow: Flow, council: str) -> tuple[Policy, ...]:
    """The council's policy in each nation that the flow tells apart from the council's own."""
    own = PACKS.pack(council).council.nation
    return tuple(PACKS.policy(council, Situation(TODAY, n)) for n in flow.nations if n != own)


@every_council
@every_flow
def test_checking_every_path_finds_nothing(flow: Flow, council: str) -> None:
    found = [str(f) for policy in policies(council) for f in check(flow, policy)]
    assert found == []


@every_flow
def test_every_question_end_and_wording_is_reached_by_some_council(flow: Flow) -> None:
    everywhere = [reached(flow, p) for council in PACKS.councils() for p in policies(council) if flow.name in p.rules]
    assert [str(f) for f in dead(flow, everywhere)] == []


@every_council
@every_flow
def test_the_same_answers_always_lead_to_the_same_outcome(flow: Flow, council: str) -> None:
    for policy in (*policies(council), *abroad(flow, council)):
        for done in explore(flow, policy):
            again = replay(flow, policy, on_route(done))
            assert isinstance(again, Done)
            assert as_json(again) == as_json(done)
            assert receipt(again).digest == receipt(done).digest


@every_council
@every_flow
def test_a_council_that_a_flow_does_not_cover_is_told_whom_to_ask(flow: Flow, council: str) -> None:
    for policy in policies(council):
        if flow.name not in policy.rules:
            outcome = as_json(replay(flow, policy, {}))["outcome"]
            assert (outcome["kind"], outcome["tell"], outcome["sections"]) == ("not_covered", [policy.owner], [])
            assert outcome["searched"]


@every_flow
def test_a_flow_that_asks_for_the_nation_says_so_and_is_then_tried_in_each(flow: Flow) -> None:
    home = [f for f in FILES if flow.run.__module__.rpartition(".")[2] in (f.stem, f.parent.name)]
    reads = any(isinstance(n, ast.Attribute) and n.attr == "nation" for f in home for n in ast.walk(_tree(f)))
    assert reads == bool(flow.nations)


@every_flow
def test_every_name_can_be_written_in_a_file_of_answers(flow: Flow) -> None:
    names = [flow.name, *(q.id for q in flow.asks), *(e.id for e in flow.ends)]
    assert [n for n in names if not NAME.fullmatch(n)] == []


@every_flow
def test_every_question_says_why_it_is_asked_and_labels_its_options(flow: Flow) -> None:
    assert [q.id for q in flow.asks if not q.why.strip() or not q.prompt.strip()] == []
    assert [q.id for q in flow.asks for o in q.options() if not o.label.strip()] == []
    assert [o.label for q in flow.asks for o in q.options() if len(o.label) > LONGEST_LABEL] == []
    assert [q.id for q in flow.asks if not q.short] == []


@every_flow
def test_somebody_can_start_it_in_words_of_their_own(flow: Flow) -> None:
    assert len(set(flow.says)) >= FEWEST_PHRASES
    assert all(words == words.strip() for words in flow.says)


@every_flow
def test_no_sentence_is_longer_than_a_newcomer_reads_at_once(flow: Flow) -> None:
    long = [
        s for words in flow.words().values() for s in re.split(r"[.?!:;] ?", words) if len(s.split()) > LONGEST_SENTENCE
    ]
    assert long == []


@pytest.mark.parametrize("file", FILES, ids=lambda f: str(f.relative_to(HOME)))
def test_a_flow_imports_the_engine_and_nothing_that_could_reach_outside(file: Path) -> None:
    own = (f"flows.{file.parent.name}",) if file.parent != HOME else ()  # a long flow may have files of its own
    assert [m for m in _imported(file) if not m.startswith((*MAY_IMPORT, *own))] == []


def test_every_folder_beside_the_engine_is_one_flow() -> None:
    folders = {p.parent.name for p in HOME.glob("*/*.py")} - {"engine"}
    assert folders <= set(FOUND)


def _tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def _imported(file: Path) -> Iterator[str]:
    for node in ast.walk(_tree(file)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "."
