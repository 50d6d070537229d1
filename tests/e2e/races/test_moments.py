"""Clicks at an awkward moment: meant for an earlier step, from somebody who left, while the database is held."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

import pytest

from bot.conversations import desk
from bot.conversations.desk import NOT_SAVED, FrontDesk
from bot.storage import models
from bot.storage.store import TortoiseStore
from tests.e2e.races.locking import held
from tests.e2e.races.plan import SHAPES, Press, Race
from tests.e2e.races.preparing import races_on
from tests.office import Office, asks_for_a_boost

PAIRS = 20


@pytest.fixture
def _hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """The patience that people have, where it is meant to run out."""
    monkeypatch.setattr(desk, "PATIENCE", 2.0)


async def test_a_hand_over_meant_for_an_earlier_revision_seats_nobody_in_the_new_one(office: Office) -> None:
    await asks_for_a_boost(office.nadia)
    await office.tobias.press("Approve")
    late = (await office.callum.button("Pass on")).token
    await office.mei_lin.press("Ask for changes", reason="Aim it at Ipswich too.")
    await office.nadia.press("Change and send again")
    await office.nadia.press("Send for approval")
    for email in ("gwen.prosser@council.example", "tobias.okafor@council.example"):
        reply = await office.callum.send(late, email=email)
        assert reply.text == "The request has changed since this card was sent. Look at the newer card."
    tobias = await office.person("tobias")
    waiting = await models.Seat.filter(waiting=True).values_list("person_id")
    assert [person for (person,) in waiting] == [tobias.id]


async def test_somebody_who_left_after_the_card_was_drawn_decides_nothing(office: Office) -> None:
    await asks_for_a_boost(office.nadia)
    approve = (await office.tobias.button("Approve")).token
    await models.Person.filter(email__startswith="tobias").update(left=True)
    reply = await office.tobias.send(approve)
    assert reply.tone == "warn"
    assert (await models.Case.get()).state == "in_review"
    assert not await models.Entry.filter(kind="approved").exists()


async def test_a_stale_card_that_is_clicked_is_drawn_again_for_whoever_clicked(office: Office) -> None:
    await asks_for_a_boost(office.nadia)
    await office.tobias.press("Approve")
    late = (await office.callum.button("Approve")).token
    await office.mei_lin.press("Approve")
    callum = await office.person("callum")
    before = await models.Card.get(person_id=callum.id, about="case")
    assert "Mei-Lin Hughes approved this" in (await office.callum.send(late)).text
    after = await models.Card.get(id=before.id)
    assert after.wanted == before.wanted + 1
    assert await models.Outbox.filter(card_id=after.id, version=after.wanted, sent_at=None).exists()
    assert (await office.callum.card("case")).buttons == ()


@pytest.mark.usefixtures("_hurried")
async def test_a_click_while_the_database_is_held_is_said_not_to_be_saved_and_is_not(office: Office) -> None:
    (race,) = await races_on(office, SHAPES[0], 1, seed=1)
    press, front = race.presses[0], office.app.front
    async with held(office.app.settings, race.case):
        reply = await front.handle(press.incoming())
    assert reply.text == NOT_SAVED
    assert not await kept(press, race)
    assert (await front.handle(press.incoming())).text == "Approved. The next person has been asked."
    assert await kept(press, race)


class SlowToSay(TortoiseStore):
    """A database that commits, and whose word of it comes too late."""

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[None]:
        async with super().transaction():
            yield
        await asyncio.Event().wait()


@pytest.mark.usefixtures("_hurried")
async def test_a_click_that_was_saved_though_nobody_heard_of_it_gets_its_answer_when_repeated(office: Office) -> None:
    (race,) = await races_on(office, SHAPES[0], 1, seed=1)
    press, front = race.presses[0], office.app.front
    assert (await replace(front, store=SlowToSay()).handle(press.incoming())).text == NOT_SAVED
    assert await kept(press, race)
    assert (await front.handle(press.incoming())).text == "Approved. The next person has been asked."
    assert await models.Entry.filter(case_id=race.case, kind="approved").count() == 1


@dataclass
class Counted(TortoiseStore):
    """Counts the transactions: one more than the clicks would be one that met with a conflict."""

    begun: int = 0

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[None]:
        self.begun += 1
        async with super().transaction():
            yield


async def test_clicks_on_two_cases_at_once_are_never_in_each_others_way(office: Office) -> None:
    races = await races_on(office, SHAPES[1], 2 * PAIRS, seed=1)
    store = Counted()
    front = replace(office.app.front, store=store)
    for one, other in zip(races[:PAIRS], races[PAIRS:], strict=True):
        assert await approved_at_once(front, one, other)
    assert store.begun == 2 * PAIRS


async def approved_at_once(front: FrontDesk, one: Race, other: Race) -> bool:
    presses = (one.presses[0], other.presses[0])
    replies = await asyncio.gather(*(front.handle(press.incoming()) for press in presses))
    return [reply.text for reply in replies] == ["Approved. Everybody has now agreed."] * 2


async def kept(press: Press, race: Race) -> bool:
    """Whether anything of a click was kept: all of it or nothing."""
    receipt = await models.Receipt.filter(id=press.delivery).exists()
    entry = await models.Entry.filter(case_id=race.case, kind="approved").exists()
    assert receipt == entry
    return receipt
