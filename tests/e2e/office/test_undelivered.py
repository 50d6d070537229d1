"""What could not be delivered: people who are gone from where they are written to, and cards that are tried again."""

from collections.abc import Sequence

import pytest

from bot.ids import system_ids
from bot.messages import Account, Incoming
from bot.storage import models
from bot.storage.cards import StoredCards
from bot.storage.directory import StoredDirectory
from bot.storage.reach import StoredReach
from tests.office import Actor, Office, asks_for_a_boost

ELSEWHERE = "T1/D-U1"


@pytest.fixture
def reach(office: Office) -> StoredReach:
    return StoredReach(StoredCards(StoredDirectory(), office.clock, system_ids))


async def links(who: Actor) -> None:
    """Another account of theirs, on another platform, that is not the preferred one."""
    person = await who.office.person(who.user)
    await models.Account.create(
        council=person.council,
        channel="slack",
        tenant="T1",
        user="U1",
        address=ELSEWHERE,
        person=person,
        confirmed=True,
    )


async def case_cards(who: Actor) -> Sequence[models.Card]:
    person = await models.Person.get(accounts__user=who.user)
    return await models.Card.filter(about="case", person_id=person.id).order_by("id")


async def park(card: models.Card, code: str = "user_not_found") -> models.Outbox:
    row = await models.Outbox.get(card_id=card.id)
    await models.Outbox.filter(id=row.id).update(failed=code, queued=True)
    return row


async def test_a_card_goes_to_another_account_of_somebody_who_is_gone_from_the_first(
    office: Office, reach: StoredReach
) -> None:
    await links(office.tobias)
    await asks_for_a_boost(office.nadia)
    (card,) = await case_cards(office.tobias)
    assert await reach.lost(card.id)
    assert not (await models.Account.get(user="tobias")).reachable
    (moved,) = await case_cards(office.tobias)
    assert (moved.channel, moved.address) == ("slack", ELSEWHERE)
    assert await models.Outbox.exists(card_id=moved.id)
    await office.nadia.press("Withdraw")
    assert [c.address for c in await case_cards(office.tobias)] == [ELSEWHERE]


async def test_what_was_given_up_before_it_went_elsewhere_is_not_counted_any_more(
    office: Office, reach: StoredReach
) -> None:
    await asks_for_a_boost(office.nadia)
    (card,) = await case_cards(office.tobias)
    await park(card)
    await links(office.tobias)
    assert await reach.lost(card.id)
    assert (await office.app.delivery.backlog()).parked == 0


async def test_losing_the_same_card_twice_moves_it_once(office: Office, reach: StoredReach) -> None:
    await links(office.tobias)
    await asks_for_a_boost(office.nadia)
    (card,) = await case_cards(office.tobias)
    assert [await reach.lost(card.id), await reach.lost(card.id)] == [True, False]
    assert len(await case_cards(office.tobias)) == 1


async def test_somebody_with_one_account_keeps_the_card_and_is_written_to_again_once_they_write(
    office: Office, reach: StoredReach
) -> None:
    await asks_for_a_boost(office.nadia)
    (card,) = await case_cards(office.tobias)
    assert not await reach.lost(card.id)
    row = await park(card)
    assert not (await models.Account.get(user="tobias")).reachable
    assert await office.app.drawing.desk.directory.addresses([card.person_id]) == {}
    await office.tobias.says("hello")
    assert (await models.Account.get(user="tobias")).reachable
    again = await models.Outbox.get(id=row.id)
    assert (again.failed, again.queued, again.gen) == ("", False, 1)


async def test_a_refused_home_page_or_channel_says_nothing_of_a_person(office: Office, reach: StoredReach) -> None:
    account = Account("browser", "suffolk", "nadia")
    opened = Incoming(system_ids.delivery(), account, "nadia", page="home", given={"home": "T1/nadia#home"})
    await office.app.front.handle(opened)
    assert not await reach.lost((await models.Card.get(about="page.home")).id)
    assert (await models.Account.get(user="nadia")).reachable
    assert not await reach.lost("nothing")


async def test_the_list_names_whose_card_where_and_why(office: Office) -> None:
    await asks_for_a_boost(office.nadia)
    (card,) = await case_cards(office.tobias)
    row = await park(card)
    undelivered = office.app.drawing.talk.undelivered
    (found,) = await undelivered.listed("suffolk", 10)
    assert (found.id, found.name, found.channel) == (row.id, "Tobias Okafor", "browser")
    assert (found.about, found.code, found.since) == ("case", "user_not_found", office.clock.now())
    assert await undelivered.listed("cannock", 10) == []
    assert await undelivered.count("cannock") == 0


async def test_a_card_is_tried_again_once_and_only_by_its_own_council(office: Office) -> None:
    await asks_for_a_boost(office.nadia)
    (card,) = await case_cards(office.tobias)
    row = await park(card)
    undelivered = office.app.drawing.talk.undelivered
    assert not await undelivered.retry("cannock", row.id)
    assert await undelivered.retry("suffolk", row.id)
    assert not await undelivered.retry("suffolk", row.id)
    assert await undelivered.count("suffolk") == 0
    unqueued = await office.app.delivery._ports.outbox.unqueued(office.clock.now(), 100)
    assert row.id in {r.id for r in unqueued}


async def test_one_card_that_failed_in_two_versions_is_one_in_the_list(office: Office) -> None:
    await asks_for_a_boost(office.nadia)
    (card,) = await case_cards(office.tobias)
    await office.nadia.press("Comment", text="Please.")
    await models.Outbox.filter(card_id=card.id).update(failed="user_not_found")
    assert await office.app.drawing.talk.undelivered.count("suffolk") == 1


async def test_what_was_given_up_comes_by_whichever_account_somebody_is_reached_first(
    office: Office, reach: StoredReach
) -> None:
    await links(office.tobias)
    await asks_for_a_boost(office.nadia)
    (card,) = await case_cards(office.tobias)
    await reach.lost(card.id)
    (moved,) = await case_cards(office.tobias)
    assert not await reach.lost(moved.id)
    await park(moved)
    await office.tobias.says("hello")
    (found,) = await case_cards(office.tobias)
    assert (found.channel, found.address, found.shown) == ("browser", "tobias", 0)
    assert (await models.Outbox.get(card_id=found.id)).lane == "browser:tobias"
    assert await office.app.drawing.talk.undelivered.count("suffolk") == 0
    assert (await office.app.delivery.backlog()).parked == 0


async def test_what_was_given_up_comes_to_an_account_that_is_linked_afterwards(
    office: Office, reach: StoredReach
) -> None:
    await asks_for_a_boost(office.nadia)
    (card,) = await case_cards(office.tobias)
    assert not await reach.lost(card.id)
    await park(card)
    stored = await office.app.drawing.desk.directory.person(card.person_id)
    assert stored
    await office.app.front.links.bind(Account("slack", "T1", "U1"), stored, ELSEWHERE)
    (moved,) = await case_cards(office.tobias)
    assert (moved.channel, moved.address) == ("slack", ELSEWHERE)
    assert (await office.app.delivery.backlog()).parked == 0


async def test_what_was_given_up_and_stands_elsewhere_already_is_forgotten(office: Office, reach: StoredReach) -> None:
    await links(office.tobias)
    await asks_for_a_boost(office.nadia)
    show = office.app.front.signer.sign("show", (await models.Case.get()).id)
    slack = Account("slack", "T1", "U1")
    await office.app.front.handle(Incoming(system_ids.delivery(), slack, ELSEWHERE, token=show))
    (first,) = [c for c in await case_cards(office.tobias) if c.channel == "browser"]
    await models.Account.filter(user="tobias").update(reachable=False)
    await park(first)
    await models.Account.filter(user="U1").update(reachable=False)
    await office.app.front.handle(Incoming(system_ids.delivery(), slack, ELSEWHERE, text="hello"))
    assert [c.channel for c in await case_cards(office.tobias)] == ["slack"]
    assert not await models.Outbox.exists(card_id=first.id)


async def test_an_account_that_was_given_up_leaves_nothing_that_could_not_be_delivered(office: Office) -> None:
    await links(office.tobias)
    await models.Account.filter(user="tobias").update(preferred=False)
    await models.Account.filter(user="U1").update(preferred=True)
    await asks_for_a_boost(office.nadia)
    (card,) = await case_cards(office.tobias)
    await park(card)
    person = await office.person("tobias")
    mine = office.app.drawing.talk.preferences
    await mine.unlink(person.id, next(a for a in await mine.accounts(person.id) if a.account.channel == "slack"))
    assert (await office.app.delivery.backlog()).parked == 0
