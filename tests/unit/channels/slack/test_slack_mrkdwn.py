"""What people wrote does nothing in Slack's markup, and is never cut where it would break."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.slack.drawing import mrkdwn
from bot.channels.slack.drawing.objects import words
from tests.unit.channels.slack.reading import undone

ENTITY = re.compile("&(?!amp;|lt;|gt;)")
SIGNS = st.text(alphabet="&<>*_~`:@#-•> \n1.aB👩🏽‍🚒é", max_size=200)


@pytest.mark.parametrize(
    "text", ["<!channel>", "<@U123>", "<https://evil.example|pay here>", "a & b", "<!date^0^{x}|y>"]
)
def test_what_slack_would_read_as_a_link_or_a_call_is_only_text(text: str) -> None:
    assert "<" not in mrkdwn.escape(text)
    assert undone(mrkdwn.escape(text)) == text


@pytest.mark.parametrize(
    "text", ["*bold*", "_quiet_", "~gone~", "`code`", "> quoted", "- point", "1. first", ":boom:", "@here", "#general"]
)
def test_what_slack_would_format_is_known_and_made_harmless_without_a_visible_change(text: str) -> None:
    assert mrkdwn.formatted(text)
    made = mrkdwn.harmless(text)
    assert made != text
    assert undone(made) == text
    assert not any(marks in made for marks in ("*b", "d*", "_q", "~g", "`c", ":boom", "@h", "#g"))


@pytest.mark.parametrize(
    "text", ["first_last", "£1,200.50", "LIB-2040", "23 to 27 November", "10:30", "a*b", "it's 5 - 3"]
)
def test_ordinary_words_are_left_exactly_as_they_are(text: str) -> None:
    assert not mrkdwn.formatted(text)
    assert mrkdwn.harmless(text) == text


@given(SIGNS, st.integers(1, 120))
def test_markup_is_never_longer_than_it_may_be_and_never_cut_inside_an_entity(text: str, most: int) -> None:
    for made in (mrkdwn.escape(text, most), mrkdwn.harmless(text, most)):
        assert mrkdwn.size(made) <= most
        assert not ENTITY.search(made)


@given(st.text(max_size=300), st.integers(1, 120))
def test_what_is_shortened_fits_and_says_that_more_follows(text: str, most: int) -> None:
    short = mrkdwn.shortened(text, most)
    assert mrkdwn.size(short) <= most
    assert short == text or short.endswith("…") or not text.isprintable()


def test_a_sign_of_several_characters_is_kept_whole_or_dropped() -> None:
    assert mrkdwn.shortened("ab👩🏽", 4) == "ab…"
    assert mrkdwn.shortened("cafe\u0301 noir", 5) == "caf…"


def test_a_moment_is_shown_in_the_readers_own_time() -> None:
    made = mrkdwn.moment("2026-06-20T09:12:00+00:00")
    assert made.startswith("<!date^1781946720^{date_short_pretty} at {time}|")
    assert undone(made) == "20 Jun 2026, 10:12"


@pytest.mark.parametrize("text", ["yesterday", "2026-06-20T09:12:00", "", "<!channel>"])
def test_a_text_that_is_no_moment_stays_as_it_is(text: str) -> None:
    assert undone(mrkdwn.moment(text)) == text
    assert "<!" not in mrkdwn.moment(text)


@given(st.text())
def test_rich_text_says_what_was_written_to_the_letter(text: str) -> None:
    said = "".join(part.get("text") or part["url"] for part in words(text))
    assert said == mrkdwn.fit(text)


def test_web_addresses_can_be_followed_without_the_full_stop_behind_them() -> None:
    parts = words("See https://example.org/a_b?c=1. Then (https://example.org).")
    assert [p["url"] for p in parts if p["type"] == "link"] == ["https://example.org/a_b?c=1", "https://example.org"]
    assert not [p for p in words("javascript:alert(1)") if p["type"] == "link"]


def test_a_mail_address_can_be_written_to() -> None:
    (before, mail, _) = words("Ask comms.team@suffolk.gov.uk.")
    assert (before["text"], mail["text"]) == ("Ask ", "comms.team@suffolk.gov.uk")
    assert mail["url"] == "mailto:comms.team@suffolk.gov.uk"
