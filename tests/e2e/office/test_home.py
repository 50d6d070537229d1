"""A person's home page on a platform: what stands on it, where it stands, and presses in it."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.ids import system_ids
from bot.messages import Account, Facts, Incoming, Reply, Screen, Steps, Text
from bot.storage import models
from tests.office import Actor, Office, asks_for_a_boost

WAYS = ("What waits for me", "My requests", "Help")


def place(who: Actor) -> str:
    return f"T1/{who.user}#home"


async def opens(who: Actor, event: str = "") -> Reply:
    """Open the home page, as a platform tells of it."""
    account = Account("browser", who.office.council, who.user)
    given = {"home": place(who)}
    return await who.office.app.front.handle(
        Incoming(event or system_ids.delivery(), account, who.user, page="home", given=given)
    )


async def presses(who: Actor, label: str) -> Reply:
    """Press a button of the home page."""
    token = next(b.token for b in (await home(who)).buttons if b.label == label)
    account, given = Account("browser", who.office.council, who.user), {"home": place(who)}
    return await who.office.app.front.handle(
        Incoming(system_ids.delivery(), account, who.user, token=token, given=given)
    )


async def row(who: Actor) -> models.Card:
    return await models.Card.get(about="page.home", address=place(who))


async def home(who: Actor) -> Screen:
    posting = await who.office.app.drawing.posting((await row(who)).id)
    assert posting is not None
    assert posting.address == place(who)
    return posting.screen


def words(screen: Screen) -> str:
    said = [b.text for b in screen.blocks if isinstance(b, Text)]
    listed = [line for b in screen.blocks if isinstance(b, Steps) for line in (b.title, *b.items)]
    return "\n".join([*said, *listed, *(f"{k}: {v}" for b in screen.blocks if isinstance(b, Facts) for k, v in b.rows)])


def boost(office: Office) -> str:
    return office.app.drawing.talk.flows["boost"].title


def labels(screen: Screen) -> Sequence[str]:
    return [b.label for b in screen.buttons]


async def test_an_opened_home_page_stands_at_its_own_address_and_says_nothing_in_the_chat(office: Office) -> None:
    assert await opens(office.nadia) == Reply()
    assert (await row(office.nadia)).address == place(office.nadia)
    assert await models.Card.all().count() == 1


async def test_a_page_opened_again_is_the_same_card_brought_up_to_date(office: Office) -> None:
    await opens(office.nadia)
    await opens(office.nadia)
    assert (await row(office.nadia)).wanted == 2


async def test_one_opening_told_twice_is_dealt_with_once(office: Office) -> None:
    await opens(office.nadia, "Ev1")
    await opens(office.nadia, "Ev1")
    assert (await row(office.nadia)).wanted == 1


async def test_somebody_new_reads_what_they_can_do_and_how_to_ask(office: Office) -> None:
    await opens(office.nadia)
    shown = await home(office.nadia)
    guides = [f.title for f in office.app.drawing.talk.flows.values() if f"{f.title}: " in words(shown)]
    assert set(WAYS) <= set(labels(shown))
    assert set(guides) <= set(labels(shown))
    assert len(guides) > 3
    assert not shown.waits


async def test_requests_stand_on_the_home_page_with_a_button_each_and_where_they_stand(office: Office) -> None:
    await asks_for_a_boost(office.nadia)
    case = await models.Case.get()
    await opens(office.nadia)
    shown = await home(office.nadia)
    assert f"{case.reference}: " in words(shown)
    assert f"Show {case.reference}" in labels(shown)


async def test_only_the_newest_requests_stand_on_the_home_page(office: Office) -> None:
    for _ in range(10):
        await asks_for_a_boost(office.nadia)
        office.clock.move(timedelta(minutes=1))
    await opens(office.nadia)
    assert len([label for label in labels(await home(office.nadia)) if label.startswith("Show ")]) == 8


async def test_what_waits_for_an_approver_comes_first_and_opens_in_their_messages(office: Office) -> None:
    await asks_for_a_boost(office.nadia)
    case = await models.Case.get()
    await opens(office.tobias)
    shown = await home(office.tobias)
    assert shown.waits
    assert labels(shown)[0] == f"Show {case.reference}"
    reply = await presses(office.tobias, f"Show {case.reference}")
    assert "our messages" in reply.text
    card = await models.Card.filter(about="case").order_by("-slot").first()
    assert card is not None
    assert card.address == office.tobias.user


async def test_a_press_at_home_draws_the_page_anew_with_what_was_begun(office: Office) -> None:
    await opens(office.nadia)
    await presses(office.nadia, boost(office))
    shown = await home(office.nadia)
    assert (await row(office.nadia)).wanted == 2
    assert f"Carry on: {boost(office)}" in labels(shown)
    assert (await office.nadia.card("conversation")).title == boost(office)


async def test_a_home_page_in_the_chat_and_one_of_its_own_do_not_hide_each_other(office: Office) -> None:
    await opens(office.nadia)
    await office.nadia.says("home")
    await office.nadia.says("home")
    assert [len(s.buttons) > 3 for s in await office.nadia.cards("page.home")] == [True, False, True]


async def test_a_page_that_nobody_has_is_refused_with_a_sentence(office: Office) -> None:
    account = Account("browser", "suffolk", "nadia")
    reply = await office.app.front.handle(Incoming(system_ids.delivery(), account, "nadia", page="attic"))
    assert reply.tone == "bad"
    assert reply.text
    assert not await models.Card.exists()


@pytest.mark.parametrize("who", ["callum", "darius"])
async def test_nobody_finds_another_persons_request_at_home(office: Office, who: str) -> None:
    await asks_for_a_boost(office.nadia)
    case = await models.Case.get()
    actor = Actor(office, who)
    await opens(actor)
    shown = await home(actor)
    assert case.reference not in words(shown)
    assert not [label for label in labels(shown) if case.reference in label]
