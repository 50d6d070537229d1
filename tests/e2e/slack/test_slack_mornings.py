"""What comes to the communications team by itself in Slack: reminders, a channel of its own, and what is in force."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest

from bot.storage import models
from tests.e2e.slack.office import SlackOffice
from tests.e2e.slack.walking import asks_for_a_boost
from tests.fakes.slack.person import Person

TEAM, SQUARE = "CTEAM", "CSQUARE"
TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@asynccontextmanager
async def engine(office: SlackOffice) -> AsyncIterator[None]:
    """The office's own engine at work, as in a deployment, in place of the tests' carrying of cards."""
    office.carried = False
    await office.app.daily.begin(office.app.packs.councils())
    await office.app.delivery.start()
    try:
        yield
    finally:
        await office.app.delivery.stop()


def reminders(who: Person) -> list[str]:
    return [t for t in who.texts() if "Waiting for you" in t]


@pytest.fixture
async def office(slack_office: SlackOffice) -> SlackOffice:
    """The team's channel, with Mei-Lin, Callum and Darius in it; Tobias has yet to approve a boost of Nadia's."""
    members = (slack_office.mei_lin.id, slack_office.callum.id, slack_office.darius.id)
    for channel in (TEAM, SQUARE):
        slack_office.slack.channel(channel, *members)
    await asks_for_a_boost(slack_office)
    return slack_office


async def test_one_reminder_comes_at_nine_in_ones_own_messages_and_a_restart_brings_no_second(
    office: SlackOffice,
) -> None:
    await office.app.daily.begin([office.council])
    await office.tobias.press("Approve")
    await office.settled()
    office.clock.set(TUESDAY)
    async with engine(office):
        for who in (office.callum, office.mei_lin):
            await who.sees("Waiting for you")
    await office.end()
    await office.begin()
    async with engine(office):
        await office.callum.press("Show", beside=(await models.Case.get()).reference)
        await office.callum.press("Approve")
        await office.nadia.sees("Approved")
    assert [len(reminders(who)) for who in (office.callum, office.mei_lin)] == [1, 1]
    assert [reminders(who) for who in (office.tobias, office.nadia, office.darius)] == [[], [], []]


async def test_every_copy_says_the_same_once_somebody_decided_in_the_channel(office: SlackOffice) -> None:
    await office.callum.command("/comms", "here", TEAM)
    await office.settled()
    await office.tobias.press("Approve")
    await office.settled()
    reference = (await models.Case.get()).reference
    assert len([t for t in office.callum.texts(TEAM) if reference in t]) == 1
    await office.mei_lin.press("Approve", channel=TEAM)
    await office.settled()
    copies = [who.texts() for who in (office.callum, office.mei_lin, office.tobias, office.nadia)]
    for texts in (*copies, office.callum.texts(TEAM)):
        (card,) = [t for t in texts if f"{reference}" in t and "What has happened so far" in t]
        assert "Mei-Lin Hughes" in card
        assert "[Approve]" not in card


async def test_only_whoever_named_the_channel_is_told_so_and_the_team_takes_it_back(office: SlackOffice) -> None:
    await office.callum.command("/comms", "here", SQUARE)
    await office.settled()
    assert [t for t in office.callum.texts(SQUARE) if "Done" in t]
    assert not [t for t in office.darius.texts(SQUARE) if "Done" in t]
    await office.callum.command("/comms", "not here", SQUARE)
    await office.settled()
    await office.tobias.press("Approve")
    await office.settled()
    reference = (await models.Case.get()).reference
    assert not [t for t in office.darius.texts(SQUARE) if reference in t]
    assert "Approve" in office.mei_lin.buttons()


async def test_a_card_for_an_archived_channel_is_stuck_until_somebody_tries_it_again(office: SlackOffice) -> None:
    await office.callum.command("/comms", "here", TEAM)
    await office.settled()
    office.slack.state.conversation(TEAM).archived = True
    await office.tobias.press("Approve")
    await office.settled()
    await office.callum.command("/comms", "parked")
    await office.settled()
    assert "the channel is archived" in office.callum.texts()[-1]
    office.slack.state.conversation(TEAM).archived = False
    await office.callum.press("Try again", beside="The team's channel")
    await office.settled()
    assert "Approve" in office.callum.buttons(TEAM)


async def test_nobody_but_the_team_names_its_channel(office: SlackOffice) -> None:
    before = office.callum.texts(TEAM)
    await office.darius.command("/comms", "here", TEAM)
    await office.settled()
    assert "These commands are for" in office.darius.texts(TEAM)[-1]
    assert office.callum.texts(TEAM) == before


async def test_what_is_in_force_stands_on_the_home_page_until_it_is_ended(office: SlackOffice) -> None:
    await office.callum.command("/comms", "state set mourning until 3 December because of the news")
    await office.settled()
    await office.callum.press("Set it")
    await office.callum.submit()
    await office.settled()
    await office.nadia.opens_home()
    await office.settled()
    assert "until 3 December 2026" in office.nadia.home()
    await office.callum.command("/comms", "state end")
    await office.callum.press("End it now: Mourning pause")
    await office.callum.submit({"why": "It is over."})
    await office.settled()
    await office.nadia.opens_home()
    await office.settled()
    assert "3 December" not in office.nadia.home()


async def test_the_queue_is_one_press_from_the_home_page_for_the_team_alone(office: SlackOffice) -> None:
    for who in (office.callum, office.nadia):
        await who.opens_home()
    await office.settled()
    assert "The queue" not in office.nadia.home()
    await office.callum.press("The queue", home=True)
    await office.settled()
    assert "It is in our messages." in office.callum.modal()
    assert "Nadia Rahman" in office.callum.texts()[-1]


async def test_home_shows_the_team_what_waits_for_it(office: SlackOffice) -> None:
    await office.tobias.press("Approve")
    await office.callum.opens_home()
    await office.settled()
    reference = (await models.Case.get()).reference
    assert reference in office.callum.home()
    await office.callum.press("Show", beside=reference, home=True)
    await office.settled()
    await office.callum.close_modal(all_of_them=True)
    assert "Approve" in office.callum.buttons()
