"""questions.yaml is read strictly, and the worked questions of the five councils are enough to measure a search by."""

from collections import Counter
from pathlib import Path

import pytest

from bot.policy import PackFaults, Packs
from bot.policy.packs import OWN
from bot.policy.questions import Question, read_questions

COUNCILS = ("cannock", "knowsley", "ktc", "sthelens", "suffolk")
ROWS = ("anglia-1-a", "anglia-1-b")
FILE = """questions:
  - {ask: "can i boost a post?", half: tune, rows: [anglia-1-a, anglia-1-b]}
  - {ask: "where do i park", half: report, rows: [], why: off_topic}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "anglia").mkdir()
    return tmp_path / "anglia"


def written(folder: Path, text: str) -> Path:
    (folder / "questions.yaml").write_text(text, encoding="utf-8")
    return folder


def changed(old: str, new: str) -> str:
    assert FILE.count(old) == 1
    return FILE.replace(old, new)


def test_a_council_without_worked_questions_has_none(folder: Path) -> None:
    assert read_questions(folder, ROWS) == ()


def test_questions_are_read_in_their_order(folder: Path) -> None:
    assert read_questions(written(folder, FILE), ROWS) == (
        Question(ask="can i boost a post?", half="tune", rows=("anglia-1-a", "anglia-1-b")),
        Question(ask="where do i park", half="report", rows=(), why="off_topic"),
    )


@pytest.mark.parametrize(
    ("old", "new", "line", "names"),
    [
        ("half: tune, ", "", 2, "`half` is missing"),
        ("half: tune", "half: tuned", 2, "Did you mean `tune`?"),
        (", why: off_topic", "", 3, "Name either the `rows`"),
        ("why: off_topic", "why: offtopic", 3, "Did you mean `off_topic`?"),
        ("anglia-1-b]", "anglia-1-b], why: silent", 2, "Name either the `rows`"),
        ("anglia-1-b", "anglia-1-c", 2, "There is no row `anglia-1-c`."),
        ("anglia-1-b", "anglia-1-a", 2, "The row `anglia-1-a` stands twice."),
        ("rows: [], ", "", 3, "`rows` is missing"),
        ("where do i park", "Can I boost  a post", 3, "The same question stands on line 2."),
        ("where do i park", "?!", 3, "no word in it"),
        ('"where do i park"', '""', 3, "This text is empty."),
        ("why: off_topic", "why: off_topic, whi: silent", 3, "There is no key `whi` here."),
        ("questions:\n", "extra: 1\nquestions:\n", 1, "There is no key `extra` here."),
    ],
)
def test_a_fault_is_told_with_its_place_and_what_to_write(
    folder: Path, old: str, new: str, line: int, names: str
) -> None:
    with pytest.raises(PackFaults) as caught:
        read_questions(written(folder, changed(old, new)), ROWS)
    (told,) = [f for f in caught.value.found if names in str(f)]
    assert (told.file, told.line) == ("anglia/questions.yaml", line)
    assert told.key
    assert told.write


def test_every_fault_is_told_at_once(folder: Path) -> None:
    text = changed("anglia-1-b", "anglia-9-z").replace("where do i park", "can i boost a post")
    with pytest.raises(PackFaults) as caught:
        read_questions(written(folder, text), ROWS)
    assert [f.line for f in caught.value.found] == [2, 3]


@pytest.mark.parametrize("text", ["", "questions: []\n"])
def test_a_file_without_a_question_is_a_fault(folder: Path, text: str) -> None:
    with pytest.raises(PackFaults, match=r"anglia/questions\.yaml"):
        read_questions(written(folder, text), ROWS)


@pytest.fixture(scope="module")
def asked() -> dict[str, tuple[Question, ...]]:
    packs = Packs()
    return {c: read_questions(OWN / c, packs.pack(c).sections.rows) for c in COUNCILS}


@pytest.mark.parametrize("council", COUNCILS)
def test_every_council_has_questions_enough_of_both_kinds(council: str, asked: dict[str, tuple[Question, ...]]) -> None:
    assert len(asked[council]) >= 60
    assert sum(not q.rows for q in asked[council]) >= 15
    assert {q.why for q in asked[council]} == {None, "other_council", "silent", "off_topic"}


def test_there_are_questions_enough_in_all_and_in_the_half_that_is_reported(
    asked: dict[str, tuple[Question, ...]],
) -> None:
    every = [q for questions in asked.values() for q in questions]
    assert len(every) >= 300
    assert sum(not q.rows for q in every) >= 75
    reported = [q for q in every if q.half == "report"]
    assert len(reported) >= 150
    assert sum(not q.rows for q in reported) >= 30


@pytest.mark.parametrize("council", COUNCILS)
def test_the_half_to_report_is_no_larger_than_the_one_to_tune_with(
    council: str, asked: dict[str, tuple[Question, ...]]
) -> None:
    """The two were about equal once; what is written later may only be tuned with."""
    for kind in ([q for q in asked[council] if q.rows], [q for q in asked[council] if not q.rows]):
        halves = Counter(q.half for q in kind)
        assert halves["tune"] >= halves["report"] - 1
