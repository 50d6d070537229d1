"""A guide that is begun from a message somewhere else, with the link and the author of it."""

from bot.ids import system_ids
from bot.messages import Account, Incoming, Reply
from bot.storage import models
from tests.office import Office

LINK = "https://council.slack.example/archives/C1/p1"


async def from_a_message(office: Office, author: str, flow: str = "report_colleague", link: str = LINK) -> Reply:
    """Nadia begins a guide from a message that an account of the room has written."""
    given = {"link": link, "author": f"suffolk/{author}"}
    account = Account("browser", "suffolk", "nadia")
    return await office.app.front.handle(Incoming(system_ids.delivery(), account, "nadia", start=flow, given=given))


async def test_a_report_begins_with_the_link_and_the_author_in_their_fields(office: Office) -> None:
    assert not (await from_a_message(office, "darius")).counted
    kept = await models.Conversation.get(flow="report_colleague")
    assert kept.view["brought"] == {"what": f"Link: {LINK}\n", "author": "darius.kowalski@council.example"}
    assert not kept.answers


async def test_what_was_brought_stands_in_its_field_to_be_looked_over(office: Office) -> None:
    await from_a_message(office, "darius")
    for _ in range(12):
        screen = await office.nadia.card("matter")
        if values := [i.value for i in screen.inputs if i.kind == "person"]:
            break
        button = next((b for b in screen.buttons if b.label in ("Yes", "A colleague")), screen.buttons[0])
        fields = {i.id: "colleague" if i.kind == "choice" else () for i in screen.inputs}
        await office.nadia.send(button.token, **fields)  # type: ignore[arg-type]  # a form gives a tuple for none of several
    assert values == ["darius.kowalski@council.example"]


async def test_nobody_else_hears_of_it_and_an_author_from_elsewhere_is_left_out(office: Office) -> None:
    await from_a_message(office, "nobody-here")
    kept = await models.Conversation.get(flow="report_colleague")
    assert set(kept.view["brought"]) == {"what"}
    assert {c.person_id for c in await models.Card.all()} == {(await office.person("nadia")).id}


async def test_another_message_begins_another_report_and_the_same_one_carries_on(office: Office) -> None:
    await from_a_message(office, "darius")
    told = await from_a_message(office, "callum", link=f"{LINK}2")
    assert "write help" in told.text
    assert not told.counted
    again = await from_a_message(office, "callum", link=f"{LINK}2")
    assert "had begun this already" in again.text
    brought = [c.view["brought"] for c in await models.Conversation.all().order_by("started", "id")]
    assert sorted(b["what"] for b in brought) == [f"Link: {LINK}\n", f"Link: {LINK}2\n"]
    assert {b["author"] for b in brought} == {"darius.kowalski@council.example", "callum.fraser@council.example"}


async def test_ones_own_message_brings_no_author(office: Office) -> None:
    await from_a_message(office, "nadia")
    assert set((await models.Conversation.get(flow="report_colleague")).view["brought"]) == {"what"}


async def test_once_stopped_nothing_of_it_is_kept(office: Office) -> None:
    await from_a_message(office, "darius")
    await office.nadia.press("Stop")
    assert (await models.Conversation.get(flow="report_colleague")).view == {}


async def test_a_guide_that_takes_nothing_begins_all_the_same_and_an_unknown_one_is_refused(office: Office) -> None:
    assert await from_a_message(office, "darius", "boost") == Reply()
    assert (await models.Conversation.get(flow="boost")).view == {}
    assert (await from_a_message(office, "darius", "nothing")).tone == "bad"
