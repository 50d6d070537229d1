"""The guide for reporting a colleague, walked by its cards to the report that it becomes."""

import pytest

from tests.e2e.office.test_reports import have_it
from tests.e2e.office.whisper import CAST, email, only_the_cast
from tests.office import Actor, Office

ENDS = ("Send in confidence", "Finish")
ANSWERS = {"danger": "no", "author": email("darius.kowalski"), "written_by": "colleague", "give_name": "yes"}
OF_A_KIND = {"many": "", "text": "It was about my team, on Monday.", "long_text": "It was about my team, on Monday."}


@pytest.fixture(autouse=True)
async def _cast(office: Office) -> None:
    await only_the_cast(office)


async def walk(who: Actor, **answers: str) -> list[str]:
    """Answer whatever is asked until there is nothing more; gives the questions' ids."""
    await who.says("report a colleague")
    asked: list[str] = []
    while not any(b.label in ENDS for b in (await who.card("matter")).buttons):
        card = await who.card("matter")
        read = [who.office.app.front.signer.read(b.token) for b in card.buttons]
        ways = {
            str(part[5]) if part[5:] else "": b
            for part, b in zip(read, card.buttons, strict=True)
            if part[0] == "answer"
        }
        question = str(read[0][4])
        assert question not in asked
        asked.append(question)
        wanted = {**ANSWERS, **answers}.get(question, "no")
        if "" in ways:
            field = card.inputs[0]
            first = field.options[0].value if field.options else OF_A_KIND.get(field.kind, wanted)
            given = wanted if question in {**ANSWERS, **answers} else "" if field.kind == "many" else first
            await who.send(ways[""].token, answer=given)
        else:
            await who.send(ways[wanted if wanted in ways else next(iter(ways))].token)
    return asked


async def test_a_colleagues_post_is_reported_and_the_colleague_learns_nothing(office: Office) -> None:
    assert "author" in await walk(office.nadia)
    await office.nadia.press("Send in confidence")
    holders = await have_it(office)
    assert holders
    assert not {"nadia", "darius"} & set(holders)
    for user in set(CAST) - {"nadia", *holders}:
        assert await Actor(office, user).cards() == []


async def test_the_report_of_ones_own_manager_does_not_reach_that_manager(office: Office) -> None:
    await walk(office.nadia, written_by="own_manager", author=email("gwen.prosser"))
    await office.nadia.press("Send in confidence")
    assert "gwen" not in await have_it(office)
    assert await office.gwen.cards() == []
