"""No row that must be used is forgotten by any council, no reason is untrue, and the page of it is up to date."""

import json
import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import flows
from bot.cli.answers import answers_of
from bot.policy import Packs
from bot.policy.coverage import Coverage, covered, page
from bot.policy.packs import OWN
from bot.policy.search import Search
from flows.engine import Done, Situation, replay

PAGE = Path(__file__).parents[2] / "docs/coverage.md"
ANEW = "Make the page anew: commsdesk coverage --markdown > docs/coverage.md"
FOUND = flows.find()
PACKS = Packs()
SEARCH = Search(FOUND)
every_council = pytest.mark.parametrize("council", PACKS.councils())


@cache
def day() -> date:
    """The day that the page was made for: rules that change later do not make it wrong."""
    (written,) = re.findall(r"The rules are those of (\S+)\.", PAGE.read_text(encoding="utf-8"))
    return date.fromisoformat(written)


@cache
def coverage_of(council: str) -> Coverage:
    """What uses each row; every path is explored once for all tests of this file."""
    return covered(PACKS, OWN / council, FOUND, SEARCH, day())


@every_council
def test_every_row_that_must_be_used_is_used_or_has_a_reason_that_is_true(council: str) -> None:
    assert coverage_of(council).findings == []


@every_council
def test_every_row_of_the_council_is_looked_at(council: str) -> None:
    assert [c.row.id for c in coverage_of(council).rows] == list(PACKS.pack(council).sections.rows)


@every_council
def test_a_reason_stands_only_where_nothing_uses_the_row(council: str) -> None:
    assert [c.row.id for c in coverage_of(council).rows if c.used and c.why] == []


@every_council
def test_the_example_of_a_use_leads_to_the_row(council: str) -> None:
    lost = [
        (c.row.id, use.where)
        for c in coverage_of(council).rows
        for use in c.used_by[:2]
        if c.row.id not in _rests_on(use.as_json()["example"], use.flow, council)
    ]
    assert lost == []


def _rests_on(example: dict[str, Any], flow: str, council: str) -> set[str]:
    """The rows behind what `flow run` would give for the example."""
    here = Situation(day(), example["nation"], example["service"], frozenset(example["states"]))
    state = replay(FOUND[flow], PACKS.policy(council, here), answers_of(json.dumps(example["answers"]), FOUND[flow]))
    assert isinstance(state, Done)
    return {*state.outcome.rows, *(row for asked in state.route for row in asked.rows)}


def test_the_page_is_up_to_date() -> None:
    now = page.page([coverage_of(council) for council in PACKS.councils()], day())
    assert PAGE.read_text(encoding="utf-8").splitlines() == now.splitlines(), ANEW
