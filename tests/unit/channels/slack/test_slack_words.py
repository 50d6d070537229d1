"""What somebody wrote in Slack, as plain words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.slack.reading.words import permalink, plain


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("hello", "hello"),
        ("  hello \n", "hello"),
        ("&lt;b&gt; &amp; &amp;lt;", "<b> & &lt;"),
        ("<https://example.org>", "https://example.org"),
        ("see <https://example.org/a?b=1&amp;c=2|here>", "see https://example.org/a?b=1&c=2"),
        ("<mailto:a@b.example|a@b.example>", "a@b.example"),
        ("<tel:+441473|01473>", "01473"),
        ("<@UBOT> boost a post", "boost a post"),
        ("<@UBOT|commsdesk> boost", "boost"),
        ("ask <@U2> or <#C1|general>", "ask @U2 or #C1"),
        ("<!channel> <!here>", "@channel @here"),
        ("a < b and c > d", "a < b and c > d"),
        ("<>", "<>"),
        ("<unfinished", "<unfinished"),
    ],
)
def test_markup_becomes_what_was_meant(written: str, meant: str) -> None:
    assert plain(written, "UBOT") == meant


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert plain(escaped) == text.strip()


def test_a_message_is_found_where_slack_says_that_it_is() -> None:
    assert permalink("council", "C1", "1700000000.000100") == "https://council.slack.com/archives/C1/p1700000000000100"
    assert permalink("council", "C1", "2.1", "1.1").endswith("/p21?thread_ts=1.1&cid=C1")
    assert permalink("council", "C1", "1.1", "1.1").endswith("/p11")
    assert permalink("", "C1", "1.1") == ""
