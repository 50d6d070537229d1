"""What each kind of question reads, and the sentence for what it cannot read."""

import time
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from flows.engine import Cited, Day, Given, Invalid, Many, Money, Question, Text
from tests.unit.engine.samples import (
    AIM,
    CODE,
    COST,
    ENDS,
    EVERY_KIND,
    EXTRAS,
    FILE,
    OK,
    PAGE,
    STARTS,
    WHERE,
    WHO,
    Code,
    Extra,
    Seven,
    Where,
)


def said(question: Question[Any], raw: Any, verdict: str = "") -> str:
    """The sentence for an answer that cannot be read."""
    with pytest.raises(Invalid) as wrong:
        question.read(Given(raw, verdict))
    return str(wrong.value)


@pytest.mark.parametrize(
    ("raw", "pounds"),
    [("80", "80"), (" £80 ", "80"), ("£1,200.50", "1200.50"), ("1200.50", "1200.50"), ("0.01", "0.01"),
     ("9,999,999.99", "9999999.99"), ("£ 5", "5")],
)  # fmt: skip
def test_an_amount_is_read_in_the_ways_people_write_pounds(raw: str, pounds: str) -> None:
    assert COST.read(Given(raw)).value == Decimal(pounds)


@pytest.mark.parametrize(
    "raw",
    ["about £50", "1e9", "-3", "£1,234.5", "\u0668\u0660", "8\u0660", "1,20", "£", "", "0", "0.00", "10000000",
     "999999999", "50p",
     "£50-£80", "NaN", "Infinity", "1_000", "80 pounds", "½", "₤80", "0x10", "+5", "5" * 100_000],
)  # fmt: skip
def test_a_wrong_amount_is_answered_with_how_to_write_one(raw: str) -> None:
    assert "like 80 or £1,200.50" in said(COST, raw)


@pytest.mark.parametrize("raw", ["2026-05-31", "31/05/2026", "31/5/2026", " 2026-05-31 "])
def test_a_day_is_read_as_iso_or_as_the_british_write_it(raw: str) -> None:
    assert STARTS.read(Given(raw)).value == date(2026, 5, 31)


@pytest.mark.parametrize(
    "raw",
    ["31/02/2026", "2026-02-30", "05/31/2026", "tomorrow", "", "\u0663\u0661/\u0660\u0665/\u0662\u0660\u0662\u0666",
     "0001-01-01", "9999-12-31", "1/1/26",
     "2026-5-1", "2026-W22-7", "20260531", "2026-05-31T10:00"],
)  # fmt: skip
def test_a_wrong_day_is_answered_with_how_to_write_one(raw: str) -> None:
    assert "like 31/05/2026 or 2026-05-31" in said(STARTS, raw)


@pytest.mark.parametrize(("raw", "value"), [("yes", True), ("No", False), (" YES ", True)])
def test_yes_and_no_are_read_in_any_case(raw: str, value: bool) -> None:
    assert OK.read(Given(raw)) is value


@pytest.mark.parametrize("raw", ["maybe", "", "true", "1"])
def test_anything_but_yes_or_no_is_answered_with_both(raw: str) -> None:
    assert said(OK, raw) == "Pick from these: Yes; No."


def test_a_choice_gives_the_member_picked() -> None:
    assert WHERE.read(Given("here")) is Where.HERE


@pytest.mark.parametrize("raw", ["nowhere", "", "Here", "HERE", "😀"])
def test_an_unknown_option_is_answered_with_those_there_are(raw: str) -> None:
    assert said(WHERE, raw) == "Pick from these: Here; Else\"where; I don't know."


@pytest.mark.parametrize(
    ("raw", "picked"),
    [((), set()), ("", set()), ("music", {"music"}), (("music", "photos", "music"), {"music", "photos"})],
)
def test_a_set_may_be_empty_and_counts_each_option_once(raw: Any, picked: set[str]) -> None:
    assert EXTRAS.read(Given(raw)) == {Extra(p) for p in picked}


@pytest.mark.parametrize("raw", [("music", "dancing"), "dancing", ("music photos",)])
def test_a_set_with_an_unknown_option_is_refused_whole(raw: Any) -> None:
    assert said(EXTRAS, raw) == "Pick from these: Photos; Video; Music."


def test_a_set_of_more_than_six_options_is_refused_when_the_flow_is_written() -> None:
    with pytest.raises(ValueError, match="question big: at most six"):
        Many("big", of=Seven, labels={}, prompt="Which?")


@pytest.mark.parametrize("question", [q for q in EVERY_KIND if q is not EXTRAS], ids=lambda q: str(q.kind))
def test_several_answers_where_one_is_wanted_are_refused(question: Question[Any]) -> None:
    assert said(question, ("here", "elsewhere")) == "Give one answer here, not several."


def test_a_text_too_long_says_its_length_and_the_limit() -> None:
    assert said(AIM, "x" * 100_000) == "That is 100,000 characters; keep it to 100."


@pytest.mark.parametrize("raw", ["", "   ", "\n"])
def test_an_empty_text_is_asked_for_again(raw: str) -> None:
    assert said(AIM, raw) == "Write a few words here."


@pytest.mark.parametrize(
    "raw",
    [
        "\U0001f469\u200d\U0001f469\u200d\U0001f467 party",
        "\u0645\u0631\u062d\u0628\u0627 \u0628\u0643\u0645",
        "\u05e9\u05dc\u05d5\u05dd\u200f",
        "<!channel>",
        "<script>alert(1)</script>",
        "two\r\nlines\tand tabs",
    ],
)
def test_emoji_right_to_left_words_and_markup_are_only_words(raw: str) -> None:
    AIM.read(Given(raw))


@pytest.mark.parametrize("mark", ["\u202e", "\u2066", "\x00", "\x1b", "\x9b", "\ud800"])
@pytest.mark.parametrize("question", [AIM, PAGE, WHO, FILE], ids=lambda q: str(q.kind))
def test_marks_that_hide_or_reverse_text_are_refused(question: Text, mark: str) -> None:
    question.read(Given(f"{question.sample}x"))
    assert said(question, f"{question.sample}{mark}x")


@pytest.mark.parametrize(
    "raw", ["https://www.example.org/post", "HTTP://example.org", "https://bücher.example/?a=1#b", "http://a.b:80/x"]
)
def test_a_web_address_is_read(raw: str) -> None:
    PAGE.read(Given(raw))


@pytest.mark.parametrize(
    "raw",
    ["example.org", "javascript:alert(1)", "https://", "https://local", "https://a.b/ c", "ftp://a.b", "https://[::1",
     "https://good.example@evil.example/", "https://a.b/\u202egpj", "https://a..b"],
)  # fmt: skip
def test_what_is_no_whole_web_address_is_refused(raw: str) -> None:
    assert said(PAGE, raw)


@pytest.mark.parametrize("raw", ["a@b", "a b@c.uk", "@b.uk", "a@b.", "a@b@c.uk", "", "x@" + "." * 1000 + "@"])
def test_what_is_no_email_address_is_refused(raw: str) -> None:
    assert said(WHO, raw) == "Give the person's work email address, like name@council.gov.uk."


def test_a_person_is_named_by_their_address() -> None:
    WHO.read(Given("a.person@council.gov.uk"))


@pytest.mark.parametrize("question", [q for q in EVERY_KIND if q is not EXTRAS], ids=lambda q: str(q.kind))
@pytest.mark.parametrize("raw", ["x@" + "." * 100_000 + "@", "https://" + "a." * 50_000, "1," * 50_000, "a" * 100_000])
def test_a_hundred_thousand_characters_are_refused_at_once(question: Question[Any], raw: str) -> None:
    began = time.perf_counter()
    assert said(question, raw)
    assert time.perf_counter() - began < 0.5


def test_a_code_gives_what_the_register_said_of_it() -> None:
    assert CODE.read(Given("AB-1", "closed")).verdict is Code.CLOSED


def test_a_code_that_the_register_does_not_know_is_named() -> None:
    assert said(CODE, "AB-1") == "There is no AB-1 on the list. Check it and write it again."


@pytest.mark.parametrize("raw", ["", "-1", "\uff21\uff22", "a" * 41, "<b>"])
def test_what_cannot_be_a_code_is_refused_whatever_the_register_says(raw: str) -> None:
    assert "as it is printed" in said(CODE, raw, "open")


def test_both_sides_of_every_limit_are_tried() -> None:
    assert [g.raw for g in COST.samples({Decimal(50), Decimal("50.5")})] == ["50.00", "50.01", "50.50", "50.51"]
    assert [g.raw for g in ENDS.samples({date(2026, 12, 31)})] == ["2026-12-31", "2027-01-01"]


@pytest.mark.parametrize("limit", [Decimal(0), Decimal(10_000_000), Decimal("9999999.99"), Decimal(-5)])
def test_a_limit_that_nobody_can_write_leaves_an_amount_that_they_can(limit: Decimal) -> None:
    assert all(COST.read(g) for g in COST.samples({limit}))


@pytest.mark.parametrize("limit", [date.min, date.max, date(1899, 12, 31)])
def test_a_day_outside_the_calendar_leaves_a_day_that_is_inside(limit: date) -> None:
    assert all(STARTS.read(g) for g in STARTS.samples({limit}))


@pytest.mark.parametrize("question", EVERY_KIND, ids=lambda q: str(q.kind))
def test_every_sample_of_every_kind_can_be_read(question: Question[Any]) -> None:
    for sample in question.samples(()):
        question.read(sample)


@pytest.mark.parametrize("question", [AIM, PAGE, FILE, WHO], ids=lambda q: str(q.kind))
def test_a_flow_cannot_branch_on_what_somebody_wrote(question: Text) -> None:
    written: Any = question.read(Given(question.sample))
    for look in (bool, len, str, hash, lambda w: w == "x", lambda w: w != "x", lambda w: "x" in w, lambda w: w < "x",
                 lambda w: f"{w}", lambda w: {w: 1}, list):  # fmt: skip
        with pytest.raises(TypeError):
            look(written)


def test_an_amount_is_compared_only_with_what_the_policy_says() -> None:
    amount: Any = Money("m", prompt="?").read(Given("80"))
    assert (amount.at_most(Cited(Decimal(80), ())), amount.at_most(Cited(Decimal("79.99"), ()))) == (True, False)
    with pytest.raises(TypeError):
        bool(amount <= Decimal(80))
    assert isinstance(Day("d", prompt="?").read(Given("2026-01-01")).value, date)
