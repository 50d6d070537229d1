"""`commsdesk flow diagram`: the picture of a flow, and its text for Mermaid."""

import re
import xml.etree.ElementTree as ET
from itertools import combinations
from pathlib import Path

import pytest

from bot.policy.picture import chart
from bot.policy.picture import picture as svg
from tests.unit.cli.typed import Typed
from tests.unit.engine.samples import policy, spend

SVG = "{http://www.w3.org/2000/svg}"
EVERY = ("boost", "photo_consent", "incident_photo", "political_restriction", "report_colleague", "new_account")
Sides = tuple[float, float, float, float]


def picture(typed: Typed, name: str, council: str = "suffolk") -> ET.Element:
    """The picture, parsed."""
    return ET.fromstring(typed("flow", "diagram", name, "--council", council, "--as-of", "2026-06-01").out)


def boxes(drawn: ET.Element) -> list[Sides]:
    """Left, top, right and bottom of every box and every answer."""
    found = [e.find(f"{SVG}rect") for e in drawn.iter(f"{SVG}g") if e.find(f"{SVG}title") is not None]
    sides = [[float(r.get(k, "")) for k in ("x", "y", "width", "height")] for r in found if r is not None]
    return [(x, y, x + w, y + h) for x, y, w, h in sides]


def words(drawn: ET.Element) -> str:
    """All text that is drawn, as one."""
    return " ".join(" ".join("".join(t.itertext()).split()) for t in drawn.iter(f"{SVG}text"))


def test_mermaid_is_there_for_who_asks_for_it(typed: Typed) -> None:
    ran = typed("flow", "diagram", "boost", "--council", "suffolk", "--mermaid")
    assert ran.out.startswith("flowchart TD\n")
    assert "needs_approval" in ran.out


def test_a_mermaid_chart_cannot_be_broken_by_the_councils_words() -> None:
    worded = policy(wording={"spend.where.prompt": 'Where?"]\n  evil["<b>', "spend.agree.text": "OK"})
    drawn = chart(spend, worded)
    assert 'q_where["Where?#34;#93; evil#91;#34;#60;b#62;"]' in drawn
    assert '  q_where -->|"Else#34;where / I don\'t know"| e_ask_first\n' in drawn
    assert 'e_agree(["OK"])' in drawn


def test_neither_can_a_picture() -> None:
    worded = policy(wording={"spend.where.prompt": "</text><script>"})
    drawn = ET.fromstring(svg(spend, worded))
    assert "</text><script>" in words(drawn)
    assert "£5,000.01 or more" in " ".join(t.text or "" for t in drawn.iter(f"{SVG}title"))


@pytest.mark.parametrize("name", EVERY)
def test_no_box_and_no_answer_covers_another(typed: Typed, name: str) -> None:
    council = "cannock" if name == "new_account" else "suffolk"
    found = boxes(picture(typed, name, council))
    over = [(a, b) for a, b in combinations(found, 2) if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]]
    assert len(found) > 10
    assert over == []


def test_everything_stands_inside_the_picture(typed: Typed) -> None:
    drawn = picture(typed, "photo_consent")
    wide, high = (float(drawn.get(k, "")) for k in ("width", "height"))
    assert max(right for _, _, right, _ in boxes(drawn)) < wide
    assert max(bottom for _, _, _, bottom in boxes(drawn)) < high


def test_the_answers_stand_on_the_edges_and_in_full_in_a_title(typed: Typed) -> None:
    drawn = picture(typed, "boost")
    assert "Another network / A page not run by us" in words(drawn)
    titles = {t.text for t in drawn.iter(f"{SVG}title")}
    assert "Yes / No" in titles


def test_an_end_says_its_kind_and_not_by_colour_alone(typed: Typed) -> None:
    drawn = picture(typed, "boost")
    assert words(drawn).count("It needs approval") == 2
    assert drawn.find(f"{SVG}desc") is not None


def test_a_flow_that_is_not_covered_is_one_end(typed: Typed) -> None:
    drawn = picture(typed, "boost", "knowsley")
    assert len(boxes(drawn)) == 1
    assert "The policy does not say" in words(drawn)


def test_the_picture_is_the_same_each_time_and_can_go_to_a_file(typed: Typed, tmp_path: Path) -> None:
    file = tmp_path / "boost.svg"
    call = ("flow", "diagram", "boost", "--council", "suffolk", "--as-of", "2026-06-01")
    assert typed(*call, "--output", str(file)).code == 0
    assert file.read_text().strip() == typed(*call).out.strip()


def test_the_picture_loads_nothing_and_runs_nothing(typed: Typed) -> None:
    out = typed("flow", "diagram", "photo_consent", "--council", "suffolk").out
    assert not re.search(r"<script|href|<image|@import|url\((?!#)", out)
