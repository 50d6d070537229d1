"""People in Teams whom the office does not know, or not yet: guests, new staff, two accounts."""

import pytest

from bot.channels.teams.listening.extension import REPORT
from bot.storage import models
from tests.e2e.teams.office import TeamsOffice
from tests.fakes.teams.person import Person

QUESTION = "Can I put a photo of children on our page?"


async def unseated(office: TeamsOffice, user: str = "nadia") -> Person:
    """Somebody of the staff whose account in Teams nobody has confirmed."""
    who: Person = getattr(office, user)
    await models.Account.filter(channel="teams", user=who.account.object_id).delete()
    return who


async def test_somebody_nobody_knows_is_told_how_to_be_added_and_may_ask(teams_office: TeamsOffice) -> None:
    new = teams_office.teams.person("newcomer", "New Comer")
    await new.say(QUESTION)
    await teams_office.settled()
    assert "2.9" in "\n".join(new.lines())
    assert new.account.email in "\n".join(new.lines())
    assert not await models.Conversation.exists()


@pytest.mark.parametrize(("label", "says"), [("Yes, this is me", "is yours now"), ("No", "Nothing is linked")])
async def test_the_question_who_somebody_is_has_no_buttons_left_once_it_is_answered(
    teams_office: TeamsOffice, label: str, says: str
) -> None:
    nadia = await unseated(teams_office)
    await nadia.say("my requests")
    await teams_office.settled()
    assert "Is this you?" in nadia.lines()[-1]
    await nadia.press(label)
    await teams_office.settled()
    assert says in "\n".join(nadia.lines())
    assert "Is this you?" not in "\n".join(nadia.lines())
    assert label not in nadia.buttons()


async def test_a_match_by_address_waits_until_the_person_confirms_it(teams_office: TeamsOffice) -> None:
    nadia = await unseated(teams_office)
    await nadia.say("boost")
    await teams_office.settled()
    assert not await models.Conversation.exists()
    await nadia.press("Yes, this is me")
    await teams_office.settled()
    account = await models.Account.get(channel="teams", user=nadia.account.object_id).prefetch_related("person")
    assert account.person
    assert account.person.name == "Nadia Rahman"
    assert account.address.endswith(nadia.direct.id)
    assert await models.Conversation.exists(flow="boost", person=account.person)


async def test_a_post_that_was_to_be_reported_is_kept_until_they_have_said_who_they_are(
    teams_office: TeamsOffice,
) -> None:
    nadia, darius = await unseated(teams_office), teams_office.darius
    square = await teams_office.team(nadia, darius)
    post = await darius.post("What a silly policy.", square)
    await nadia.extension(REPORT, post)
    await nadia.close_dialog()
    await teams_office.settled()
    assert not await models.Conversation.exists()
    await nadia.press("Yes, this is me")
    await teams_office.settled()
    kept = await models.Conversation.get(flow="report_colleague")
    assert post.id in kept.view["brought"]["what"]
    assert kept.view["brought"]["author"] == darius.account.email
    assert darius.lines() == []


async def test_a_second_account_with_the_same_address_gets_nothing(teams_office: TeamsOffice) -> None:
    twin = teams_office.teams.person("twin", "Nadia R", teams_office.nadia.account.email)
    await twin.say("boost")
    await teams_office.settled()
    assert "another account" in "\n".join(twin.lines())
    assert not await models.Conversation.exists()


async def test_guests_are_turned_away_politely_wherever_they_ask(teams_office: TeamsOffice) -> None:
    guest = teams_office.teams.person("guest", "A Guest", "guest@elsewhere.example", guest=True)
    square = await teams_office.team(teams_office.nadia, guest)
    await guest.say(QUESTION)
    await guest.mention(QUESTION, square)
    await teams_office.settled()
    assert "You are a guest here" in "\n".join(guest.lines())
    assert "2.9" not in "\n".join([*guest.lines(), *guest.lines(square)])
    assert not await models.Account.filter(user=guest.account.object_id).exists()
    assert not await models.Receipt.all().exists()


async def test_somebody_who_has_left_is_told_so_and_decides_nothing(teams_office: TeamsOffice) -> None:
    await models.Person.filter(name="Nadia Rahman").update(left=True)
    await teams_office.nadia.say("boost")
    await teams_office.settled()
    assert "left" in teams_office.nadia.lines()[-1]
    assert not await models.Conversation.exists()
