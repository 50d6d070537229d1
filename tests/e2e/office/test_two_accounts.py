"""One person with two accounts: what they ask for is shown where they ask, all else where they want to be reached."""

from collections.abc import Sequence

from bot.ids import system_ids
from bot.messages import Account, Incoming, Reply
from bot.storage import models
from tests.e2e.office.test_settings_page import SLACK, button, coming, labels, links
from tests.e2e.office.test_visitors import presses
from tests.office import Actor, Office, asks_for_a_boost

THERE = "T1/D-U1"


async def places(who: Actor, about: str) -> Sequence[str]:
    """Where the cards of theirs about that stand, in the order of posting."""
    person = await who.office.person(who.user)
    rows = await models.Card.filter(person_id=person.id, about=about).order_by("slot")
    return [row.address for row in rows]


async def types(who: Actor, words: str, account: Account = SLACK) -> Reply:
    """Write from an account of theirs."""
    incoming = Incoming(system_ids.delivery(), account, f"{account.tenant}/D-{account.user}", text=words)
    return await who.office.app.front.handle(incoming)


async def test_what_somebody_asks_for_is_shown_in_the_account_where_they_ask(office: Office) -> None:
    await links(office.nadia)
    await types(office.nadia, "help")
    await types(office.nadia, "boost")
    await types(office.nadia, "Can I put a photo of children on our page?")
    for about in ("page.help", "conversation", "answer"):
        assert await places(office.nadia, about) == [THERE]
    await office.nadia.says("help")
    assert await places(office.nadia, "page.help") == [THERE, "nadia"]


async def test_a_guide_goes_on_wherever_its_question_is_answered(office: Office) -> None:
    await links(office.nadia)
    await office.nadia.says("boost")
    await types(office.nadia, "Facebook")
    assert await places(office.nadia, "conversation") == ["nadia", THERE]
    assert await models.Conversation.all().count() == 1


async def test_what_others_do_comes_where_somebody_wants_to_be_reached(office: Office) -> None:
    await links(office.nadia)
    await types(office.nadia, "help")
    await asks_for_a_boost(office.nadia)
    await office.tobias.press("Decline", reason="The page is not ours.")
    assert await places(office.nadia, "news") == ["nadia"]


async def test_a_card_that_is_shown_elsewhere_too_is_brought_up_to_date_in_both_places(office: Office) -> None:
    await links(office.tobias)
    await asks_for_a_boost(office.nadia)
    case = await models.Case.get()
    show = office.app.front.signer.sign("show", case.id)
    await coming(office, token=show)
    assert await places(office.tobias, "case") == ["tobias", THERE]
    theirs = models.Card.filter(about="case", person_id=(await office.person("tobias")).id)
    before = {c.address: c.wanted for c in await theirs}
    await office.tobias.press("Approve")
    after = {c.address: c.wanted for c in await theirs}
    assert all(after[there] > before[there] for there in ("tobias", THERE))
    assert not [c for c in await office.tobias.cards("case") if "Approve" in labels(c)]


async def test_whoever_chooses_another_account_finds_there_what_waits(office: Office) -> None:
    await links(office.tobias)
    await links(office.mei_lin, Account("slack", "T1", "U2"))
    await asks_for_a_boost(office.nadia)
    for who in (office.tobias, office.mei_lin):
        await who.says("settings")
        await who.send(button(await who.card("page.settings"), "Write to me in Slack").token)
    assert await places(office.tobias, "page.waiting") == [THERE]
    assert await places(office.mei_lin, "page.waiting") == []


async def test_whoever_gives_an_account_up_finds_what_waits_in_the_one_that_is_left(office: Office) -> None:
    await links(office.tobias, preferred=True)
    await models.Account.filter(user="tobias").update(preferred=False)
    await asks_for_a_boost(office.nadia)
    await office.tobias.says("settings")
    await office.tobias.send(button(await office.tobias.card("page.settings"), "Unlink Slack").token)
    assert await places(office.tobias, "page.waiting") == ["tobias"]


async def test_a_second_account_is_thanked_for_truly_and_the_first_is_told_of_it(office: Office) -> None:
    reply = await presses(office, "Yes, this is me")
    assert "still comes in the practice room" in reply.text
    assert await places(office.nadia, "page.help") == [THERE]
    assert await places(office.nadia, "page.linked") == ["nadia"]
    told = await office.nadia.card("page.linked")
    assert {"Write to me in Slack", "Unlink Slack"} == set(labels(told))
    assert (await office.nadia.send(button(told, "Unlink Slack").token)).tone == "good"
    assert not await models.Account.exists(channel="slack")
    assert (await office.nadia.card("page.linked")).title == "Settings"


async def test_a_first_account_is_told_of_to_nobody(office: Office) -> None:
    await models.Account.filter(user="nadia").delete()
    reply = await presses(office, "Yes, this is me")
    assert "comes here" in reply.text
    assert not await models.Card.exists(about="page.linked")
