"""Accounts of a platform that nobody has confirmed: what they may read, and how they become somebody's."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.ids import system_ids
from bot.messages import Account, Facts, Incoming, Profile, Reply, Screen, Text
from bot.storage import models
from tests.office import Office

NADIA = "nadia.rahman@council.example"
STAFF = Profile("suffolk", NADIA, "Nadia R")


def coming(user: str = "U1", profile: Profile | None = STAFF, **did: str) -> Incoming:
    """Something done from an account of a workspace."""
    return Incoming(system_ids.delivery(), Account("slack", "T1", user), f"T1/D-{user}", profile=profile, **did)  # type: ignore[arg-type]  # words only


async def sees(office: Office, incoming: Incoming) -> Screen:
    reply = await office.app.front.handle(incoming)
    assert reply.screen is not None, reply
    return reply.screen


def words(screen: Screen) -> str:
    said = [b.text for b in screen.blocks if isinstance(b, Text)]
    return "\n".join([*said, *(f"{k}: {v}" for b in screen.blocks if isinstance(b, Facts) for k, v in b.rows)])


def labels(screen: Screen) -> Sequence[str]:
    return [b.label for b in screen.buttons]


async def presses(office: Office, label: str, user: str = "U1", profile: Profile | None = STAFF) -> Reply:
    """Press a button of the card that asks who somebody is."""
    shown = await sees(office, coming(user, text="hello"))
    token = next(b.token for b in shown.buttons if b.label == label)
    return await office.app.front.handle(coming(user, profile, token=token))


async def test_the_platform_is_asked_who_an_unknown_account_is_and_nothing_is_kept(office: Office) -> None:
    asked = coming(profile=None, text="hello")
    assert (await office.app.front.handle(asked)).who
    assert await models.Receipt.all().count() == 0
    assert not (await office.app.front.handle(replace(asked, profile=STAFF))).who


async def test_a_match_by_address_is_shown_with_both_identities_and_waits_for_a_confirmation(office: Office) -> None:
    shown = await sees(office, coming(text="boost"))
    assert labels(shown) == ["Yes, this is me", "No"]
    assert "Nadia Rahman, Library Officer" in words(shown)
    assert "This account: Nadia R in Slack" in words(shown)
    assert "Already linked on: the practice room" in words(shown)
    assert not await models.Conversation.exists()
    assert not await models.Account.exists(channel="slack")


async def test_a_link_alone_is_no_question_of_whoever_has_not_confirmed(office: Office) -> None:
    shown = await sees(office, coming(text="https://council.slack.com/files/U1/F1/photo.jpg"))
    assert shown.title == "Is this you?"


async def test_who_has_not_confirmed_may_ask_and_reads_the_answer(office: Office) -> None:
    shown = await sees(office, coming(text="Can I put a photo of children on our page?"))
    assert "2.9" in words(shown)
    assert labels(shown) == ["Yes, this is me", "No"]


@pytest.mark.parametrize("text", ["hello", "help", "carry on", "thanks"])
async def test_a_greeting_is_no_question(office: Office, text: str) -> None:
    assert (await sees(office, coming(text=text))).title == "Is this you?"


async def test_whoever_confirms_is_that_person_from_then_on(office: Office) -> None:
    reply = await presses(office, "Yes, this is me")
    assert reply.tone == "good"
    account = await models.Account.get(channel="slack").prefetch_related("person")
    assert (account.user, account.address, account.confirmed) == ("U1", "T1/D-U1", True)
    assert account.person is not None
    assert account.person.email == NADIA
    assert not account.preferred
    assert await office.app.front.handle(coming(profile=None, text="boost")) == Reply()
    assert await models.Conversation.exists(flow="boost", person=account.person)


@pytest.mark.parametrize("did", [{"text": "boost"}, {"command": "staff", "text": "boost"}, {"start": "boost"}])
async def test_a_guide_that_was_wanted_begins_once_they_have_confirmed(office: Office, did: dict[str, str]) -> None:
    shown = await sees(office, replace(coming(), **did))  # type: ignore[arg-type]  # words only
    assert "nobody is told" in words(shown)
    reply = await office.app.front.handle(coming(token=shown.buttons[0].token))
    assert reply.instead
    assert "is yours now" in reply.text
    kept = await models.Conversation.get()
    assert (kept.flow, kept.state) == ("boost", "open")
    again = await office.app.front.handle(coming(token=shown.buttons[0].token))
    assert "linked to Nadia Rahman already" in again.text
    assert await models.Conversation.all().count() == 1


@pytest.mark.parametrize("text", ["hello", "may I boost a post?", "Do I need consent for photos of children?"])
async def test_whoever_only_asks_begins_nothing_by_confirming(office: Office, text: str) -> None:
    shown = await sees(office, coming(text=text))
    await office.app.front.handle(coming(token=shown.buttons[0].token))
    assert await models.Account.exists(channel="slack")
    assert not await models.Conversation.exists()


async def test_what_somebody_else_wanted_begins_for_nobody_but_them(office: Office) -> None:
    shown = await sees(office, coming("U1", text="boost"))
    tobias = replace(STAFF, email="tobias.okafor@council.example")
    await presses(office, "Yes, this is me", "U2", tobias)
    await office.app.front.handle(coming("U2", tobias, token=shown.buttons[0].token))
    assert not await models.Conversation.exists()


async def test_no_figure_shows_that_a_report_has_begun(office: Office) -> None:
    shown = await sees(office, coming(start="report_colleague"))
    assert not (await office.app.front.handle(coming(token=shown.buttons[0].token))).counted
    assert await models.Conversation.exists(flow="report_colleague")


async def test_the_confirmation_needs_the_platform_to_say_the_address_once_more(office: Office) -> None:
    assert (await presses(office, "Yes, this is me", profile=None)).who
    moved = replace(STAFF, email="somebody.else@council.example")
    assert (await presses(office, "Yes, this is me", profile=moved)).screen
    assert not await models.Account.exists(channel="slack")


async def test_a_confirmation_pressed_from_another_account_links_nothing(office: Office) -> None:
    shown = await sees(office, coming("U1", text="hello"))
    stolen = coming("U2", replace(STAFF, email="tobias.okafor@council.example"), token=shown.buttons[0].token)
    again = await sees(office, stolen)
    assert "Tobias" in words(again)
    assert not await models.Account.exists(channel="slack")


async def test_a_second_account_with_the_same_address_is_told_so_and_gets_nothing(office: Office) -> None:
    await presses(office, "Yes, this is me")
    shown = await sees(office, coming("U2", text="hello"))
    assert "another account" in words(shown)
    assert not labels(shown)
    assert await models.Account.filter(channel="slack").count() == 1


async def test_who_says_no_is_told_whom_to_ask(office: Office) -> None:
    reply = await presses(office, "No")
    assert "Communications Team" in reply.text
    assert not await models.Account.exists(channel="slack")


@pytest.mark.parametrize("profile", [replace(STAFF, email="new@council.example"), replace(STAFF, email="")])
async def test_somebody_who_is_not_on_the_list_reads_how_to_be_added_and_may_ask(
    office: Office, profile: Profile
) -> None:
    shown = await sees(office, coming(profile=profile, command="ask", text="Do I need consent for photos of children?"))
    assert "2.9" in words(shown)
    assert "Ask the Communications Team" in words(shown)
    assert not labels(shown)


@pytest.mark.parametrize("standing", ["guest", "outsider", "gone", "machine"])
async def test_guests_and_others_are_turned_away_politely(office: Office, standing: str) -> None:
    stranger = replace(STAFF, standing=standing)  # type: ignore[arg-type]  # one of the four
    reply = await office.app.front.handle(coming(profile=stranger, text="Can I use a photo of children?"))
    assert reply.text
    assert reply.screen is None
    assert "2.9" not in reply.text


async def test_a_workspace_of_no_council_gets_nothing(office: Office) -> None:
    reply = await office.app.front.handle(coming(profile=replace(STAFF, council="atlantis"), text="help"))
    assert "no council" in reply.text


async def test_an_account_that_the_staff_list_names_is_bound_at_once(office: Office) -> None:
    person = await office.person("nadia")
    await models.Account.create(
        council="suffolk", channel="slack", tenant="", user="U1", person=person, confirmed=True, preferred=True
    )
    other = replace(STAFF, email="private@example.org")
    assert await office.app.front.handle(coming(profile=other, text="boost")) == Reply()
    assert await models.Conversation.exists(flow="boost", person=person)
    account = await models.Account.get(channel="slack")
    assert (account.tenant, account.address) == ("T1", "T1/D-U1")


async def test_a_forged_confirmation_is_refused(office: Office) -> None:
    reply = await office.app.front.handle(coming(token="forged"))
    assert reply.tone == "bad"
