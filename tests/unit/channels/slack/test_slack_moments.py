"""When something was done: read as Slack writes it down, and handed in with what was typed or pressed."""

from datetime import UTC, datetime

import pytest

from bot.channels.slack.reading.moments import when
from tests.contracts.office_cards import APPROVAL
from tests.unit.channels.slack.desks import Desk
from tests.unit.channels.slack.test_slack_forms import FIRST, opened, sent


def test_a_moment_is_read_to_the_millionth_of_a_second() -> None:
    assert when("1700000000.000100") == datetime(2023, 11, 14, 22, 13, 20, 100, tzinfo=UTC)


@pytest.mark.parametrize(
    "stamp", ["", "1700000000", "1700000000.1", "-1.000000", "1" * 12 + ".000000", "closed 1.000000", "١.000000"]
)
def test_what_is_no_moment_is_none(stamp: str) -> None:
    assert when(stamp) is None


async def test_what_is_typed_is_handed_in_with_the_moment_at_which_it_was(desk: Desk) -> None:
    amira = await opened(desk, FIRST)
    for typed in ("Par", "Parents"):
        await amira.fill("Who is it for?", typed)
    first, second = (told.at for told in desk.told)
    assert first
    assert second
    assert first < second


async def test_a_press_is_handed_in_with_its_moment(desk: Desk) -> None:
    amira = desk.person()
    await desk.card(amira, APPROVAL)
    await amira.press("Approve")
    assert desk.told[0].at


async def test_a_form_that_is_closed_or_sent_has_none(desk: Desk) -> None:
    await opened(desk, FIRST)
    state = {"values": {"card-1:1:in.answer": {"draft": {"type": "plain_text_input", "value": "Parents"}}}}
    for kind in ("view_closed", "view_submission"):
        await sent(desk, kind, state=state)
    assert [told.at for told in desk.told] == [None, None]
