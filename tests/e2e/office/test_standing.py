"""How an account stands on its platform, whichever that is: what only staff may do goes with it, and comes back."""

from datetime import datetime, timedelta

import pytest

from bot.conversations.owned import Owned
from bot.messages import Account, Incoming, Posting, Profile, Reply, Standing
from bot.storage import models
from bot.storage.database import reading
from tests.office import MORNING, Office, asks_for_a_boost

SECOND = timedelta(seconds=1)
TOBIAS = Account("browser", "suffolk", "tobias")


async def told(office: Office, standing: Standing, as_of: datetime | None = None, council: str = "suffolk") -> Reply:
    """The platform says how Tobias' account stands."""
    profile = Profile(council, "", "", standing, as_of)
    return await office.app.front.handle(Incoming("news", TOBIAS, "", profile=profile, told=True))


async def stands() -> str:
    return (await models.Account.get(user="tobias")).standing


async def test_what_the_platform_says_is_noted_and_nothing_is_answered_or_kept_of_it(office: Office) -> None:
    before = await models.Receipt.all().count()
    assert await told(office, "guest") == Reply(counted=False)
    assert await stands() == "guest"
    assert await models.Receipt.all().count() == before
    assert await models.Person.filter(name="Tobias Okafor", left=False).exists()


@pytest.mark.parametrize("standing", ["guest", "outsider", "gone", "machine"])
async def test_whoever_is_no_member_is_asked_about_and_then_turned_away(office: Office, standing: Standing) -> None:
    await asks_for_a_boost(office.nadia)
    approve = await office.tobias.button("Approve")
    await told(office, standing)
    assert await office.tobias.send(approve.token) == Reply(who=True)
    profile = Profile("suffolk", "", "", standing)
    reply = await office.app.front.handle(Incoming("press", TOBIAS, "tobias", token=approve.token, profile=profile))
    assert reply.tone == "warn"
    assert reply.text
    assert not await models.Entry.filter(kind="approved").exists()


async def test_an_account_that_is_a_members_again_goes_on_with_the_press_that_shows_it(office: Office) -> None:
    await asks_for_a_boost(office.nadia)
    approve = await office.tobias.button("Approve")
    await told(office, "guest")
    profile = Profile("suffolk")
    reply = await office.app.front.handle(Incoming("press", TOBIAS, "tobias", token=approve.token, profile=profile))
    assert reply.tone == "good"
    assert await stands() == "member"


async def test_what_is_older_than_what_is_known_changes_nothing(office: Office) -> None:
    await told(office, "guest", MORNING)
    await told(office, "member", MORNING - SECOND)
    assert await stands() == "guest"
    await told(office, "member", MORNING + SECOND)
    await told(office, "gone", MORNING)
    assert await stands() == "member"


async def test_a_press_that_claims_to_be_a_members_does_not_undo_newer_news(office: Office) -> None:
    await told(office, "gone", MORNING)
    profile = Profile("suffolk", standing="member", as_of=MORNING - SECOND)
    reply = await office.app.front.handle(Incoming("press", TOBIAS, "tobias", text="help", profile=profile))
    assert "switched off" in reply.text
    assert await stands() == "gone"


async def test_news_of_an_account_that_nobody_confirmed_or_of_another_council_is_none(office: Office) -> None:
    await told(office, "gone", council="cannock")
    assert await stands() == "member"
    await models.Account.filter(user="tobias").update(confirmed=False)
    await told(office, "gone")
    assert await stands() == "member"


async def test_another_account_comes_before_one_that_is_a_guests(office: Office) -> None:
    person = await office.person("tobias")
    await models.Account.create(
        council="suffolk", channel="teams", tenant="t", user="u", address="t/c", person_id=person.id, confirmed=True
    )
    addresses = office.app.drawing.desk.directory.addresses
    assert await addresses([person.id]) == {person.id: ("browser", "tobias")}
    await told(office, "guest")
    assert await addresses([person.id]) == {person.id: ("teams", "t/c")}
    await told(office, "member")
    assert await addresses([person.id]) == {person.id: ("browser", "tobias")}


async def test_a_card_of_a_guests_cannot_be_read_any_more(office: Office) -> None:
    await asks_for_a_boost(office.nadia)
    person = await office.person("tobias")
    directory = office.app.drawing.desk.directory
    assert await directory.acting(TOBIAS)  # type: ignore[attr-defined]  # of the stored directory
    await told(office, "guest")
    assert await directory.acting(TOBIAS) is None  # type: ignore[attr-defined]  # as above
    assert await models.Card.filter(person_id=person.id).exists()


async def asked_for(office: Office, who: Account) -> Posting | None:
    """Tobias' card of a request, as whoever has that account may read it outside of any press."""
    drawing = office.app.drawing
    owned = Owned(drawing, drawing.cards, drawing.desk.directory, reading)  # type: ignore[arg-type]  # the stored one
    row = await models.Card.get(person_id=(await office.person("tobias")).id, about="case")
    return await owned.posting(row.id, who)


async def test_a_card_is_read_by_whose_it_is_and_by_nobody_else(office: Office) -> None:
    await asks_for_a_boost(office.nadia)
    assert await asked_for(office, TOBIAS)
    for user in ("nadia", "gwen", "callum", "nobody"):
        assert await asked_for(office, Account("browser", "suffolk", user)) is None
    assert await asked_for(office, Account("browser", "cannock", "tobias")) is None
    assert await asked_for(office, Account("teams", "suffolk", "tobias")) is None


@pytest.mark.parametrize("standing", ["guest", "outsider", "gone", "machine"])
async def test_nobody_reads_their_card_who_is_no_member_there_any_more(office: Office, standing: Standing) -> None:
    await asks_for_a_boost(office.nadia)
    await told(office, standing)
    assert await asked_for(office, TOBIAS) is None
    await told(office, "member")
    assert await asked_for(office, TOBIAS)


async def test_nobody_reads_their_card_who_has_left_or_has_not_confirmed_the_account(office: Office) -> None:
    await asks_for_a_boost(office.nadia)
    await models.Account.filter(user="tobias").update(confirmed=False)
    assert await asked_for(office, TOBIAS) is None
    await models.Account.filter(user="tobias").update(confirmed=True)
    await models.Person.filter(id=(await office.person("tobias")).id).update(left=True)
    assert await asked_for(office, TOBIAS) is None


async def test_settings_say_that_nobody_is_reached_where_they_are_a_guest(office: Office) -> None:
    person = await office.person("tobias")
    preferences = office.app.drawing.talk.preferences
    assert [a.reachable for a in await preferences.accounts(person.id)] == [True]
    await told(office, "guest")
    assert [a.reachable for a in await preferences.accounts(person.id)] == [False]


async def test_a_platform_that_cannot_be_asked_is_not(office: Office) -> None:
    await office.app.roll.call()
    assert not await models.Account.exclude(asked=None).exists()
