"""A question that asks for evidence: answered with files, from the chat or a form, or with a link to where they are."""

import pytest

from bot.ids import system_ids
from bot.messages import Account, Facts, Incoming, Reply, SentFile
from bot.storage import models
from tests.e2e.office.proving import proving
from tests.e2e.office.sending import PNG, a_picture, platform, sends
from tests.office import Actor, Office

pytestmark = pytest.mark.database


@pytest.fixture
async def nadia(office: Office) -> Actor:
    """Nadia, who is asked what shows it."""
    office = proving(office)
    await office.nadia.says("prove something")
    return office.nadia


async def answered(who: Actor) -> str:
    """The answer as her card has it."""
    rows = [row for b in (await who.card("conversation")).blocks if isinstance(b, Facts) for row in b.rows]
    return dict(rows)["Proof"]


async def fills(who: Actor, *files: SentFile, answer: str = "") -> Reply:
    """Send the form of the card."""
    account, token = Account("browser", "suffolk", who.user), (await who.button("Continue")).token
    incoming = Incoming(system_ids.delivery(), account, who.user, token=token, fields={"answer": answer}, files=files)
    return await who.office.app.front.handle(incoming)


async def test_its_form_has_a_field_for_a_link_and_one_for_files(nadia: Actor) -> None:
    fields = (await nadia.card("conversation")).inputs
    assert [(i.kind, i.required) for i in fields] == [("text", False), ("files", False)]


async def test_a_file_in_the_chat_is_the_answer_by_its_name_and_id(nadia: Actor) -> None:
    await a_picture(nadia, platform(nadia.office))
    assert await answered(nadia) == f"post.png (file {(await models.SentFile.get()).id[:8]})"


async def test_files_in_the_form_are_the_answer(nadia: Actor) -> None:
    await fills(nadia, SentFile("F1", "a.png"), SentFile("F2", "b.pdf"))
    ids = {f.name: f.id[:8] for f in await models.SentFile.all()}
    assert await answered(nadia) == f"a.png (file {ids['a.png']}); b.pdf (file {ids['b.pdf']})"


async def test_a_link_is_an_answer_too(nadia: Actor) -> None:
    assert (await fills(nadia, answer="https://example.org/post")).errors == {}
    assert await answered(nadia) == "https://example.org/post"


async def test_words_beside_a_file_are_the_answer_and_the_file_is_kept(nadia: Actor) -> None:
    await sends(nadia, SentFile("F1", "a.png", size=len(PNG)), text="As on our page")
    assert await answered(nadia) == "As on our page"
    assert (await models.SentFile.get()).state == "wanted"


async def test_nothing_at_all_is_asked_for_again(nadia: Actor) -> None:
    reply = await fills(nadia)
    assert "answer" in reply.errors
    reply = await fills(nadia, SentFile("F1", "run.exe"))
    assert "answer" in reply.errors
    assert "run.exe" in reply.text
