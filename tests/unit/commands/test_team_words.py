"""What the team's words are taken for, and the days in them."""

from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversations.commands.days import NoDay, found, month
from bot.conversations.commands.naming import NAMES, named, reference_of, typed
from bot.conversations.commands.words import HELP
from bot.ids import seeded_ids
from tests.reading_age import grade

TODAY = date(2026, 11, 23)


@given(st.text(max_size=400))
def test_any_words_are_a_command_or_none(text: str) -> None:
    meant = named(text)
    assert meant.name in {*NAMES, ""}
    typed(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [("QUEUE overdue", "queue"), ("case k7qx m4td", "case"), ("K7QX-M4TD", "case"), ("", "help"),
     ("who is Nadia", "people"), ("Status", "state"), ("not here", "not"), ("here", "here"),
     ("comms queue", "queue"), ("/comms", "help")],
)  # fmt: skip
def test_a_command_is_known_by_any_of_its_names(text: str, name: str) -> None:
    assert named(text).name == name


@pytest.mark.parametrize(
    ("text", "nearest"), [("qeue mine", "queue mine"), ("exprot cases", "export cases"), ("zzz", "")]
)
def test_a_slip_leads_to_the_nearest_command(text: str, nearest: str) -> None:
    assert (named(text).name, named(text).nearest) == ("", nearest)


@given(st.integers(0, 10**6))
def test_a_reference_is_the_same_however_it_is_typed(seed: int) -> None:
    reference = seeded_ids(seed).reference()
    for written in (reference.lower(), reference.replace("-", ""), reference.replace("-", " "), f" {reference}. "):
        assert reference_of(written) == reference


@pytest.mark.parametrize(
    ("text", "command"),
    [("queue", True), ("queue overdue", True), ("case K7QX-M4TD", True), ("state", True), ("comms people Nadia", True),
     ("/comms help", True), ("parked", True), ("export cases 2026-11", True),
     ("export", True), ("export business", False), ("people at the event", False),
     ("The queue at the library was long and everybody waited outside in the rain for an hour or more, we hear", False),
     ("in case of doubt", False), ("case closed", False), ("state school", False), ("help", False), ("mine", False),
     ("communications", False)],
)  # fmt: skip
def test_in_the_chat_only_what_can_mean_nothing_else_is_a_command(text: str, command: bool) -> None:
    assert (typed(text) is not None) is command


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("until 2026-12-03", ["2026-12-03"]),
        ("3 December to 5 January", ["2026-12-03", "2027-01-05"]),
        ("1 March", ["2027-03-01"]),
        ("today to 23rd of November 2026", ["2026-11-23", "2026-11-23"]),
        ("from 1/12/2026 until tomorrow", ["2026-12-01", "2026-11-24"]),
        ("nothing here in 2026", []),
        ("3-13 December", ["2026-12-03", "2026-12-13"]),
        ("from 3rd to 13th of March 2027", ["2027-03-03", "2027-03-13"]),
        ("2026-12-03 to 13 December", ["2026-12-03", "2026-12-13"]),
        ("until Friday", ["2026-11-27"]),
        ("from Wednesday to Monday", ["2026-11-25", "2026-11-30"]),
        ("from 1 December until sunday", ["2026-12-01", "2026-12-06"]),
        ("until Friday 4 December", ["2026-12-04"]),
        ("until Friday, the 4th of December", ["2026-12-04"]),
    ],
)
def test_days_are_read_in_order(text: str, days: list[str]) -> None:
    assert [day.isoformat() for day in found(text, TODAY)] == days


@pytest.mark.parametrize("text", ["31 November", "2026-02-30", "99/99/2026", "0 May", "28-31 November"])
def test_a_day_that_there_is_not_is_refused(text: str) -> None:
    with pytest.raises(NoDay):
        found(text, TODAY)


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading_of_days(text: str) -> None:
    with suppress(NoDay):
        found(text, TODAY)
        month(text)


def test_a_month_ends_where_the_next_begins() -> None:
    assert month("2026-12") == (date(2026, 12, 1), date(2027, 1, 1))
    assert month("December") is None


def test_the_help_is_plain_english() -> None:
    assert grade(" ".join(text for _, text in HELP)) <= 7


@pytest.mark.parametrize("name", NAMES)
def test_every_command_is_in_the_documentation(name: str) -> None:
    page = Path(__file__).parents[3] / "docs/communications-desk.md"
    assert f"`{'not here' if name == 'not' else name}" in page.read_text(encoding="utf-8")
