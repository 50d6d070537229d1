"""A team's channel, home and settings in Slack, on the whole application."""

import pytest

from bot.storage import models
from tests.e2e.slack.office import SlackOffice
from tests.e2e.slack.walking import asks_for_a_boost
from tests.fakes.slack import User

CHANNEL = "CTEAM"


@pytest.fixture
async def team(slack_office: SlackOffice) -> SlackOffice:
    """The team has named the channel in which Mei-Lin, Callum and Darius are, and a boost of Nadia's waits for it."""
    slack_office.slack.channel(CHANNEL, *(getattr(slack_office, u).id for u in ("mei_lin", "callum", "darius")))
    await slack_office.mei_lin.command("/comms", "here", CHANNEL)
    await slack_office.settled()
    await asks_for_a_boost(slack_office)
    await slack_office.tobias.press("Approve")
    await slack_office.settled()
    return slack_office


async def test_a_request_stands_in_the_channel_and_whoever_of_the_team_presses_decides(team: SlackOffice) -> None:
    reference = (await models.Case.get()).reference
    assert [t for t in team.darius.texts(CHANNEL) if reference in t]
    await team.callum.press("Approve", channel=CHANNEL)
    await team.settled()
    assert (await models.Case.get()).state == "approved"
    assert "Approve" not in team.mei_lin.buttons(CHANNEL)
    assert "Approve" not in team.mei_lin.buttons()
    assert [t for t in team.callum.texts(CHANNEL) if "Approved" in t]


async def test_anybody_else_in_the_channel_is_told_so_alone(team: SlackOffice) -> None:
    before = len(team.callum.texts(CHANNEL))
    await team.darius.press("Approve", channel=CHANNEL)
    await team.settled()
    assert "nothing here for you to decide" in team.darius.texts(CHANNEL)[-1]
    assert len(team.callum.texts(CHANNEL)) == before
    assert (await models.Case.get()).state == "in_review"


async def test_a_reason_is_asked_for_in_a_window_opened_from_the_channel(team: SlackOffice) -> None:
    await team.mei_lin.press("Decline", channel=CHANNEL)
    await team.mei_lin.submit({"reason": "The page is not ours."})
    await team.settled()
    assert (await models.Case.get()).state == "declined"
    assert [t for t in team.darius.texts(CHANNEL) if "The page is not ours." in t]


async def test_the_cards_in_messages_come_though_the_bot_was_taken_out_of_the_channel(team: SlackOffice) -> None:
    team.slack.state.conversation(CHANNEL).archived = True
    await team.mei_lin.press("Approve")
    await team.settled()
    assert (await models.Case.get()).state == "approved"
    assert "Approved" in "\n".join(team.nadia.texts())
    assert {row.failed for row in await models.Outbox.filter(sent_at=None)} == {"is_archived"}
    assert (await team.readyz())["parked"] == 1


async def test_no_request_goes_where_people_of_another_organisation_read_along(slack_office: SlackOffice) -> None:
    slack = slack_office.slack
    slack.team("T9", "Elsewhere", install=False)
    other = slack.add(User("UOTHER", "T9", "other", "Other Council", "other@elsewhere.example"))
    slack.channel(CHANNEL, other.id, slack_office.mei_lin.id)
    # Before others were let in.
    await models.TeamChannel.create(council="suffolk", role="communications", channel="slack", address=f"T1/{CHANNEL}")
    await asks_for_a_boost(slack_office)
    await slack_office.tobias.press("Approve")
    await slack_office.settled()
    assert other.texts(CHANNEL) == []
    assert {row.failed for row in await models.Outbox.filter(sent_at=None)} == {"shared_channel"}
    await slack_office.mei_lin.press("Approve")
    await slack_office.settled()
    assert (await models.Case.get()).state == "approved"


async def test_a_channel_that_others_read_or_without_the_bot_is_not_taken(slack_office: SlackOffice) -> None:
    slack, mei_lin = slack_office.slack, slack_office.mei_lin
    slack.team("T9", "Elsewhere", install=False)
    other = slack.add(User("UOTHER", "T9", "other", "Other Council", "other@elsewhere.example"))
    slack.channel("CSHARED", other.id, mei_lin.id)
    slack.channel("CALONE", mei_lin.id).members.discard(slack.bot())
    slack.channel("CHIDDEN", mei_lin.id, private=True).members.discard(slack.bot())
    for channel, why in (("CSHARED", "outside"), ("CALONE", "no member"), ("CHIDDEN", "no member")):
        await mei_lin.command("/comms", "here", channel)
        await slack_office.settled()
        assert why in mei_lin.texts(channel)[-1]
    assert not await models.TeamChannel.exists()
    slack.channel(CHANNEL, mei_lin.id)
    slack.faults.arm("conversations.info", status=503)
    for said in ("Try again", "Done"):
        await mei_lin.command("/comms", "here", CHANNEL)
        await slack_office.settled()
        assert said in "\n".join(mei_lin.texts(CHANNEL))


async def test_whoever_is_not_of_the_team_makes_nobody_ask_slack_about_a_channel(slack_office: SlackOffice) -> None:
    slack_office.slack.channel(CHANNEL, slack_office.darius.id)
    await slack_office.darius.command("/comms", "here", CHANNEL)
    await slack_office.settled()
    assert slack_office.slack.made("conversations.info") == []


async def test_what_waits_already_comes_to_the_channel_that_is_named_each_once(slack_office: SlackOffice) -> None:
    await asks_for_a_boost(slack_office)
    await slack_office.tobias.press("Approve")
    await asks_for_a_boost(slack_office)
    waits, early = await models.Case.all().order_by("opened").values_list("reference", flat=True)
    slack_office.slack.channel(CHANNEL, slack_office.mei_lin.id)
    for _ in range(2):
        await slack_office.mei_lin.command("/comms", "here", CHANNEL)
        await slack_office.settled()
    seen = slack_office.mei_lin.texts(CHANNEL)
    assert len([t for t in seen if str(waits) in t]) == 1
    assert not [t for t in seen if str(early) in t]
    await slack_office.mei_lin.press("Approve", channel=CHANNEL)
    await slack_office.settled()
    assert (await models.Case.get(reference=waits)).state == "approved"


async def test_settings_are_changed_from_the_home_page(slack_office: SlackOffice) -> None:
    nadia = slack_office.nadia
    await nadia.opens_home()
    await slack_office.settled()
    await nadia.press("Settings", home=True)
    await slack_office.settled()
    assert "It is in our messages." in nadia.modal()
    await nadia.close_modal()
    await nadia.press("Stop reminders")
    await slack_office.settled()
    assert "Send me reminders" in nadia.buttons()
    assert await models.Preference.filter(reminders=False).count() == 1


async def test_an_unlinked_account_is_a_strangers_again(slack_office: SlackOffice) -> None:
    nadia = slack_office.nadia
    await nadia.says("settings")
    await slack_office.settled()
    await nadia.press("Unlink Slack")
    await slack_office.settled()
    assert not await models.Account.exists(user=nadia.id)
    await nadia.says("my requests")
    await slack_office.settled()
    assert "Is this you?" in "\n".join(nadia.texts())
