"""The pages of installing: plain words, and nothing in them that somebody else wrote as markup."""

import re
from html import unescape

import pytest

from bot.channels.slack.installing import pages
from bot.channels.slack.installing.pages import Page, html
from tests.reading_age import grade

EVIL = "<script>alert('x')</script>&\"'"
FIXED = [page for page in vars(pages).values() if isinstance(page, Page)]
FILLED = [
    pages.start("https://slack.com/x?a=1&b=2"),
    pages.installed("Council", "Suffolk County Council"),
    pages.not_allowed("Council", "T0123", removed=True),
    pages.not_allowed("Council", "T0123", removed=False),
]
HARDEST = 7


@pytest.mark.parametrize("page", [*FIXED, *FILLED], ids=lambda p: p.heading)
def test_a_page_is_easy_to_read_and_says_what_to_do(page: Page) -> None:
    assert len(page.heading) < 75
    assert grade("\n".join(page.sentences), frozenset()) <= HARDEST
    assert page.button or page in FILLED


def test_every_page_is_looked_at() -> None:
    assert len(FIXED) == 5


@pytest.mark.parametrize("page", [pages.installed(EVIL, EVIL), pages.not_allowed(EVIL, EVIL, removed=True)])
def test_what_slack_gives_as_a_name_is_text_and_nothing_else(page: Page) -> None:
    shown = html(page)
    assert "<script" not in shown
    assert EVIL in unescape(shown)


def test_the_way_to_slack_stands_in_the_page_as_an_address() -> None:
    found = re.search(r'href="([^"]*)"', html(pages.start('https://slack.com/?a="><b>')))
    assert found
    assert unescape(found[1]) == 'https://slack.com/?a="><b>'
