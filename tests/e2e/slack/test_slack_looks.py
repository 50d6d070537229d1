"""What only opens something, or is said before others, does nothing else, whatever Slack is slow at."""

import pytest

from bot.messages import Account, Incoming
from bot.storage import models
from tests.e2e.slack.office import TEAM, SlackOffice
from tests.e2e.slack.test_slack_strangers import unseated
from tests.e2e.slack.walking import asks_for_a_boost, left_half_written


async def test_an_old_screen_of_a_strangers_words_does_not_say_them_again_once_they_are_linked(
    slack_office: SlackOffice,
) -> None:
    nadia = await unseated(slack_office)
    await nadia.says("may I boost a post?")
    await slack_office.settled()
    old = await nadia.hold("Yes, this is me")
    await nadia.says("hello")
    await slack_office.settled()
    await nadia.press("Yes, this is me")
    await slack_office.settled()
    await nadia.let_go(old)
    await slack_office.settled()
    assert not await models.Conversation.exists()


async def test_what_only_looks_is_shown_where_it_leads_and_leaves_nothing(slack_office: SlackOffice) -> None:
    nadia = slack_office.nadia
    account, address = Account("slack", TEAM, nadia.id), f"{TEAM}/{nadia.direct.id}"
    told = await slack_office.app.front.handle(Incoming("look-1", account, address, text="boost", looks=True))
    assert "nothing was done" in told.text
    assert not await models.Conversation.exists()
    assert not await models.Receipt.exists()
    shown = await slack_office.app.front.handle(
        Incoming("look-2", account, address, command="staff", text="my requests", looks=True)
    )
    assert shown.screen
    assert shown.screen.title == "My requests"


async def test_a_form_that_cannot_be_opened_is_not_taken_as_sent_empty(slack_office: SlackOffice) -> None:
    nadia = await left_half_written(slack_office)
    await models.Account.filter(user=nadia.id).update(address="")  # so that nobody knows whose the card is
    await nadia.press("Fill in")
    await slack_office.settled()
    assert (await models.Conversation.get()).view["draft"]["aim"] == "More families, half written"
    assert "nothing was done" in "\n".join(nadia.texts())


@pytest.mark.parametrize("end", ["left", "unlinked", "another"])
async def test_a_card_is_read_whole_only_while_it_is_ones_own(slack_office: SlackOffice, end: str) -> None:
    await asks_for_a_boost(slack_office)
    nadia = slack_office.nadia
    held = await nadia.hold("Comment")
    if end == "left":
        await models.Person.filter(name="Nadia Rahman").update(left=True)
    elif end == "unlinked":
        await models.Account.filter(user=nadia.id).delete()
    else:
        somebody = await models.Person.get(name="Callum Fraser")
        await models.Account.filter(person=somebody).delete()
        await models.Account.filter(user=nadia.id).update(person=somebody)
    await nadia.let_go(held)
    await slack_office.settled()
    assert nadia.modal() == ""
    said = {"left": "you have left", "unlinked": "Is this you?", "another": "for somebody else"}[end]
    assert said in "\n".join(nadia.texts())


async def test_a_mention_in_a_channel_never_answers_what_is_asked_in_ones_own_messages(
    slack_office: SlackOffice,
) -> None:
    nadia = slack_office.nadia
    slack_office.slack.channel("C1", nadia.id)
    await nadia.says("boost")
    for label in ("Facebook", "Yes"):
        await slack_office.settled()
        await nadia.press(label)
    await slack_office.settled()
    before = await models.Conversation.get()
    await nadia.says(f"<@{slack_office.slack.bot()}> LIB-2041", "C1")
    await slack_office.settled()
    assert (await models.Conversation.get(flow="boost")).answers == before.answers
    await nadia.says("LIB-2041")
    await slack_office.settled()
    assert len((await models.Conversation.get(flow="boost")).answers) == len(before.answers) + 1


async def test_the_messages_of_two_people_are_no_teams_channel(slack_office: SlackOffice) -> None:
    slack_office.slack.channel("D0OTHERS", slack_office.mei_lin.id)
    await slack_office.mei_lin.command("/comms", "here", "D0OTHERS")
    await slack_office.settled()
    assert not await models.TeamChannel.exists()
