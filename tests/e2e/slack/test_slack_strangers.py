"""People in Slack whom the office does not know, or not yet: guests, other workspaces, new staff, two accounts."""

import pytest

from bot.storage import models
from tests.e2e.slack.office import SlackOffice
from tests.fakes.slack import User
from tests.fakes.slack.person import Person

SQUARE = "C1"
QUESTION = "Can I put a photo of children on our page?"


async def unseated(office: SlackOffice, user: str = "nadia") -> Person:
    """Somebody of the staff whose account in Slack nobody has confirmed."""
    who: Person = getattr(office, user)
    await models.Account.filter(channel="slack", user=who.id).delete()
    return who


async def test_somebody_nobody_knows_is_told_how_to_be_added_and_may_ask(slack_office: SlackOffice) -> None:
    new = slack_office.slack.add(User("UNEW", "T1", "newcomer", "New Comer", "new@council.example"))
    await new.says(QUESTION)
    await slack_office.settled()
    said = "\n".join(new.texts())
    assert "2.9" in said
    assert "Communications Team" in said
    assert not await models.Conversation.exists()
    assert not await models.Account.filter(user="UNEW").exclude(person=None).exists()


async def test_a_match_by_address_waits_until_the_person_confirms_it(slack_office: SlackOffice) -> None:
    nadia = await unseated(slack_office)
    await nadia.says("boost")
    await slack_office.settled()
    assert not await models.Conversation.exists()
    await nadia.press("Yes, this is me")
    await slack_office.settled()
    account = await models.Account.get(channel="slack", user=nadia.id).prefetch_related("person")
    assert account.confirmed
    assert account.person
    assert account.person.name == "Nadia Rahman"
    assert await models.Conversation.exists(flow="boost", person=account.person)


async def test_a_post_that_was_to_be_reported_is_kept_until_they_have_said_who_they_are(
    slack_office: SlackOffice,
) -> None:
    nadia, darius = await unseated(slack_office), slack_office.darius
    slack_office.slack.channel("C1", nadia.id, darius.id)
    post = await darius.posts("What a silly policy.", "C1")
    await nadia.message_shortcut("report_post", post)
    await slack_office.settled()
    assert "nobody is told" in nadia.texts()[-1]
    assert not await models.Conversation.exists()
    await nadia.press("Yes, this is me")
    await slack_office.settled()
    kept = await models.Conversation.get(flow="report_colleague")
    assert post.ts.replace(".", "") in kept.view["brought"]["what"]
    assert kept.view["brought"]["author"] == darius.account.email
    assert darius.texts() == []
    assert darius.texts("C1") == ["What a silly policy."]


@pytest.mark.parametrize(("label", "says"), [("Yes, this is me", "is yours now"), ("No", "Nothing is linked")])
@pytest.mark.parametrize("where", ["", SQUARE])
async def test_the_question_who_somebody_is_has_no_buttons_left_once_it_is_answered(
    slack_office: SlackOffice, where: str, label: str, says: str
) -> None:
    nadia = await unseated(slack_office)
    slack_office.slack.channel(SQUARE, nadia.id)
    await nadia.command("/commsdesk", "mine", where)
    await slack_office.settled()
    (before,) = nadia.texts(where)
    assert "Is this you?" in before
    await nadia.press(label, channel=where)
    await slack_office.settled()
    (after,) = [text for text in nadia.texts(where) if says in text or "Is this you?" in text]
    assert says in after
    assert label not in nadia.buttons(where)


async def test_at_home_the_page_itself_takes_the_place_of_the_question(slack_office: SlackOffice) -> None:
    nadia = await unseated(slack_office)
    await nadia.opens_home()
    await nadia.sees_home("Is this you?")
    await nadia.press("No", home=True)
    await slack_office.settled()
    assert "Is this you?" not in nadia.home()
    await nadia.close_modal(all_of_them=True)
    await nadia.opens_home()
    await nadia.sees_home("Is this you?")
    await nadia.press("Yes, this is me", home=True)
    await slack_office.settled()
    assert "What I can do for you" in nadia.home()


async def test_whoever_confirms_twice_is_told_that_it_is_done(slack_office: SlackOffice) -> None:
    nadia = await unseated(slack_office)
    await nadia.says("boost")
    await slack_office.settled()
    held = await nadia.hold("Yes, this is me")
    await nadia.let_go(held)
    await slack_office.settled()
    await nadia.let_go(held)
    await slack_office.settled()
    said = "\n".join(nadia.texts())
    assert "linked to Nadia Rahman already" in said
    assert "older version" not in said


async def test_a_second_account_with_the_same_address_gets_nothing(slack_office: SlackOffice) -> None:
    address = slack_office.nadia.account.email
    twin = slack_office.slack.add(User("UTWIN", "T1", "twin", "Nadia R", address))
    await twin.says("boost")
    await slack_office.settled()
    assert "another account" in "\n".join(twin.texts())
    assert not await models.Conversation.exists()


@pytest.mark.parametrize(
    "stranger",
    [User("UGUEST", "T1", "guest", "A Guest", "guest@council.example", guest=True),
     User("UONLY", "T1", "only", "One Channel", "only@council.example", single_channel_guest=True)],
    ids=["guest", "single-channel guest"],
)  # fmt: skip
async def test_guests_are_turned_away_politely_wherever_they_ask(slack_office: SlackOffice, stranger: User) -> None:
    who = slack_office.slack.add(stranger)
    await who.says(QUESTION)
    await who.command("/ask", QUESTION)
    await who.opens_home()
    await slack_office.settled()
    assert who.texts()
    assert "2.9" not in "\n".join([*who.texts(), who.home()])
    assert not await models.Account.filter(user=who.id).exists()
    assert not await models.Receipt.all().exists()


async def test_somebody_from_another_workspace_gets_no_advice_in_a_shared_channel(slack_office: SlackOffice) -> None:
    slack = slack_office.slack
    slack.team("T9", "Elsewhere", install=False)
    other = slack.add(User("UOTHER", "T9", "other", "Other Council", "other@elsewhere.example"))
    slack.channel("C1", other.id, slack_office.nadia.id)
    await other.says(f"<@{slack.bot()}> {QUESTION}", "C1")
    await slack_office.settled()
    assert "2.9" not in "\n".join([*other.texts("C1"), *other.texts()])
    assert len(slack_office.nadia.texts("C1")) == 1
    assert not await models.Account.filter(user=other.id).exists()


async def test_somebody_who_has_left_is_told_so_and_decides_nothing(slack_office: SlackOffice) -> None:
    await models.Person.filter(name="Nadia Rahman").update(left=True)
    await slack_office.nadia.says("boost")
    await slack_office.settled()
    assert "left" in slack_office.nadia.texts()[-1]
    assert not await models.Conversation.exists()


async def test_whoever_may_have_no_home_page_reads_why_on_it_and_gets_no_message_each_time(
    slack_office: SlackOffice,
) -> None:
    nadia, guest = slack_office.nadia, slack_office.slack.add(User("UGUEST", "T1", "guest", "A Guest", guest=True))
    await nadia.opens_home()
    await slack_office.settled()
    assert "What I can do for you" in nadia.home()
    await models.Person.filter(name="Nadia Rahman").update(left=True)
    for who in (nadia, guest):
        await who.opens_home()
        await who.opens_home()
    await slack_office.settled()
    assert "you have left" in nadia.home()
    assert "What I can do for you" not in nadia.home()
    assert "You are a guest here" in guest.home()
    assert (nadia.texts(), guest.texts()) == ([], [])


async def test_another_workspace_without_the_app_is_refused(slack_office: SlackOffice) -> None:
    slack = slack_office.slack
    slack.team("T5", "Unknown")
    who = slack.add(User("UFIVE", "T5", "five", "Five", "nadia.rahman@council.example"))
    await who.command("/commsdesk", "boost")
    await slack_office.settled()
    assert not await models.Conversation.exists()
