"""People in Slack who become guests, leave, or come back: what they may do follows, whether Slack tells it or not."""

import asyncio
from datetime import timedelta

import pytest

from bot.messages import Account, Incoming
from bot.storage import models
from tests.e2e.slack.office import TEAM, SlackOffice
from tests.e2e.slack.walking import asks_for_a_boost
from tests.fakes.slack.interactions import user_changed
from tests.fakes.slack.person import Person

DAY = timedelta(days=1, minutes=1)
SENTENCE = {"guest": "You are a guest here", "single_channel_guest": "You are a guest here", "deleted": "switched off"}


@pytest.fixture
async def asked(slack_office: SlackOffice) -> SlackOffice:
    """Nadia's boost waits for Tobias, who holds the budget."""
    await asks_for_a_boost(slack_office)
    return slack_office


async def standing(who: Person) -> str:
    return (await models.Account.get(user=who.id)).standing


async def approved() -> int:
    return await models.Entry.filter(kind="approved").count()


async def elsewhere(office: SlackOffice, who: Person) -> Account:
    """A second account of theirs, on another platform."""
    first = await models.Account.get(user=who.id)
    await models.Account.create(
        council=office.council, channel="teams", tenant="entra", user="t-1", address="entra/chat-1",
        person_id=first.person_id, confirmed=True,  # type: ignore[attr-defined]  # a column of the relation's
    )  # fmt: skip
    return Account("teams", "entra", "t-1")


@pytest.mark.parametrize("what", SENTENCE)
async def test_whoever_is_no_member_any_more_decides_nothing_and_is_told_why(asked: SlackOffice, what: str) -> None:
    held, comment = await asked.tobias.hold("Approve"), await asked.tobias.hold("Comment")
    await asked.tobias.becomes(**{what: True})
    for each in (held, comment):
        await asked.tobias.let_go(each)
    await asked.tobias.command("/commsdesk", "waiting")
    await asked.tobias.says("boost")
    await asked.settled()
    assert await approved() == 0
    assert asked.tobias.modal() == ""
    said = [text for text in asked.tobias.texts() if SENTENCE[what] in text]
    assert len(said) == 4 if what != "deleted" else said
    assert await models.Conversation.all().count() == 1


async def test_somebody_of_the_team_who_becomes_a_guest_has_no_more_commands(asked: SlackOffice) -> None:
    await asked.callum.becomes(guest=True)
    await asked.callum.command("/comms", "queue")
    await asked.callum.opens_home()
    await asked.settled()
    assert "You are a guest here" in asked.callum.texts()[-1]
    assert not [text for text in asked.callum.texts() if "LIB-2041" in text]
    assert "You are a guest here" in asked.callum.home()


@pytest.mark.parametrize("what", ["guest", "deleted"])
async def test_cards_of_theirs_are_not_brought_up_to_date_but_parked_until_they_are_back(
    asked: SlackOffice, what: str
) -> None:
    before = asked.tobias.texts()
    await asked.tobias.becomes(**{what: True})
    await asked.nadia.press("Withdraw")
    await asked.settled()
    assert asked.tobias.texts() == before
    parked = {str(code) for (code,) in await models.Outbox.exclude(failed="").values_list("failed")}
    assert parked == {"not_staff"}
    assert (await asked.readyz())["parked"] == 1
    await asked.tobias.becomes(**{what: False})
    await asked.settled()
    assert "Withdrawn" in asked.tobias.texts()[-1]
    assert (await asked.readyz())["parked"] == 0


async def test_what_comes_for_a_guest_is_parked_each_time_and_sent_once_they_are_back(
    slack_office: SlackOffice,
) -> None:
    tobias = slack_office.tobias
    await tobias.becomes(guest=True)
    await asks_for_a_boost(slack_office)
    person = (await slack_office.person("tobias")).id
    await slack_office.app.drawing.talk.cards.again("suffolk", "page.help", person, person)
    await slack_office.settled()
    assert tobias.texts() == []
    assert (await slack_office.readyz())["parked"] == 2
    await slack_office.callum.command("/comms", "parked")
    await slack_office.settled()
    assert "not_staff" in slack_office.callum.texts()[-1]
    await tobias.becomes(guest=False)
    await slack_office.settled()
    assert [text for text in tobias.texts() if "[Approve]" in text]
    assert (await slack_office.readyz())["parked"] == 0


async def test_their_home_page_is_left_as_it_is_and_waits_for_nobody(asked: SlackOffice) -> None:
    await asked.tobias.opens_home()
    await asked.settled()
    home = asked.tobias.home()
    await asked.tobias.becomes(guest=True)
    about = await models.Card.get(about="page.home")
    await asked.app.drawing.talk.cards.repair("page.home", about.ref, about.person_id)
    await asked.settled()
    assert asked.tobias.home() == home
    assert (await asked.readyz())["parked"] == 0


async def test_whoever_has_another_account_goes_on_with_that_one(asked: SlackOffice) -> None:
    teams = await elsewhere(asked, asked.tobias)
    token = (await asked.tobias.hold("Approve")).element["value"]
    await asked.tobias.becomes(deleted=True)
    person = await asked.person("tobias")
    await asked.nadia.press("Comment")
    await asked.nadia.submit({"text": "It is urgent."})
    await asked.settled()
    card = await models.Card.get(person_id=person.id, about="case")
    assert (card.channel, card.address) == ("teams", "entra/chat-1")
    reply = await asked.app.front.handle(Incoming("teams-1", teams, "entra/chat-1", token=token))
    assert reply.tone == "good"
    assert await approved() == 1


async def test_a_full_member_again_may_do_what_they_could_before(asked: SlackOffice) -> None:
    await asked.tobias.becomes(guest=True)
    await asked.tobias.becomes(guest=False)
    await asked.tobias.press("Approve")
    await asked.settled()
    assert await approved() == 1


async def test_a_member_again_of_whom_slack_said_nothing_is_asked_about_when_they_press(asked: SlackOffice) -> None:
    await asked.tobias.becomes(guest=True)
    await asked.tobias.becomes(guest=False, told=False)
    await asked.tobias.press("Approve")
    await asked.settled()
    assert await approved() == 1
    assert await standing(asked.tobias) == "member"


async def test_news_that_comes_late_or_twice_changes_nothing(asked: SlackOffice) -> None:
    tobias = asked.tobias
    await tobias.becomes(guest=True, told=False)
    late = user_changed(asked.slack, tobias.account)
    await tobias.becomes(guest=False)
    for _ in range(2):
        assert (await asked.slack.wire.deliver("events_api", late)).status == 200
    assert await standing(tobias) == "member"
    await tobias.becomes(guest=True)
    (sent, *_) = reversed(asked.slack.wire.sent)
    assert (await asked.slack.wire.retried(sent, 1)).status == 200
    assert await standing(tobias) == "guest"


async def test_news_of_anybody_else_is_no_news(asked: SlackOffice) -> None:
    before = await models.Account.all().order_by("id").values_list("user", "standing", "reachable", "address")
    await asked.nadia.becomes()
    await models.Account.filter(user=asked.darius.id).update(confirmed=False)
    await asked.darius.becomes(guest=True)
    after = await models.Account.all().order_by("id").values_list("user", "standing", "reachable", "address")
    assert after == before


async def test_a_leaver_of_whom_slack_did_not_tell_is_found_within_a_day(asked: SlackOffice) -> None:
    await asked.app.roll.call()
    await asked.tobias.becomes(deleted=True, told=False)
    await asked.app.roll.call()
    assert await standing(asked.tobias) == "member"
    asked.clock.move(DAY)
    await asked.app.roll.call()
    assert await standing(asked.tobias) == "gone"


async def test_each_account_is_asked_about_once_a_day_however_many_processes_there_are(asked: SlackOffice) -> None:
    await asyncio.gather(*(asked.app.roll.call() for _ in range(4)))
    about = [called.args["user"] for called in asked.slack.made("users.info")]
    linked = await models.Account.filter(channel="slack").values_list("user", flat=True)
    assert sorted(about) == sorted(str(user) for user in linked)


async def test_a_slack_that_is_away_is_asked_another_time_and_nobody_loses_anything(asked: SlackOffice) -> None:
    asked.slack.faults.arm("users.info", status=503, times=99)
    for _ in range(3):
        await asked.app.roll.call()
    assert len(asked.slack.made("users.info")) == 3
    assert await models.Account.filter(standing="member", asked=None).count() == await models.Account.all().count()
    asked.slack.faults.armed.clear()
    await asked.app.roll.call()
    assert not await models.Account.filter(asked=None).exists()


async def test_an_account_that_slack_does_not_show_is_left_as_it_is_for_a_day(asked: SlackOffice) -> None:
    asked.slack.faults.arm("users.info", error="user_not_visible", times=99)
    for _ in range(2):
        await asked.app.roll.call()
    assert len(asked.slack.made("users.info")) == await models.Account.all().count()
    assert await models.Account.filter(standing="member").count() == await models.Account.all().count()


async def test_the_accounts_of_those_who_have_left_are_not_asked_about(asked: SlackOffice) -> None:
    await models.Person.filter(name="Tobias Okafor").update(left=True)
    await asked.app.roll.call()
    assert asked.tobias.id not in [called.args["user"] for called in asked.slack.made("users.info")]


async def test_an_account_belongs_to_the_council_of_its_workspace_alone(asked: SlackOffice) -> None:
    await models.Account.filter(user=asked.tobias.id).update(council="cannock")
    await asked.tobias.becomes(guest=True)
    assert await standing(asked.tobias) == "member"
    assert await models.Account.filter(tenant=TEAM, standing="member").count() == await models.Account.all().count()
