"""National law on cards: apart from the council's sections, marked, and private answers that only their owner sends."""

from bot.messages import Citations, Screen
from bot.storage import models
from tests.office import Office


def law(screen: Screen) -> list[str]:
    """What the part about the law says, one entry each."""
    return [c.says for b in screen.blocks if isinstance(b, Citations) and b.title == "The law" for c in b.items]


async def unsure(office: Office) -> Screen:
    """Somebody who does not know whether their post is restricted, at the end of their questions."""
    await office.nadia.says("politically restricted")
    await office.nadia.press("The council")
    await office.nadia.press("No")
    await office.nadia.press("Continue", answer="not_sure")
    return await office.nadia.card("conversation")


async def test_a_question_that_rests_on_law_says_so_with_how_far_it_was_checked(office: Office) -> None:
    await office.nadia.says("politically restricted")
    (said,) = law(await office.nadia.card("conversation"))[:1]
    assert said.endswith("(not confirmed by us)")


async def test_advice_shows_the_law_apart_from_the_councils_own_sections(office: Office) -> None:
    card = await unsure(office)
    own = [c.section for b in card.blocks if isinstance(b, Citations) and b.title != "The law" for c in b.items]
    assert set(own) == {"6.4", "6.5"}
    assert {said.rpartition("(")[2] for said in law(card)} == {"confirmed)"}


async def test_nothing_is_sent_to_anybody_who_looks_and_stops(office: Office) -> None:
    await unsure(office)
    await office.nadia.press("Stop")
    assert not await models.Case.exists()
    for who in (office.gwen, office.callum, office.darius):
        assert await who.cards() == []


async def test_sending_private_answers_asks_once_more_and_then_makes_a_case_that_rests_on_the_law(
    office: Office,
) -> None:
    await unsure(office)
    button = await office.nadia.button("Send to the Monitoring Officer")
    assert "shares them" in button.confirm
    await office.nadia.press("Send to the Monitoring Officer")
    case = await models.Case.get()
    revision = await models.Revision.get(case_id=case.id)
    (step,) = revision.outcome["approvals"]
    assert (step["role"], [f["section"] for f in step["law"]][:1]) == ("monitoring_officer", ["s.2(1)(a)"])
    assert law(await office.nadia.card("case"))


async def test_whoever_must_choose_who_decides_does_not_get_to_read_private_answers(office: Office) -> None:
    await unsure(office)
    await office.nadia.press("Send to the Monitoring Officer")
    card = await office.callum.card("case")
    assert "Choose who decides" in [b.label for b in card.buttons]
    assert "restricted" not in str(card)
    await office.callum.press("Choose who decides", email="gwen.prosser@council.example")
    assert law(await office.gwen.card("case"))
    assert "restricted" not in str(await office.callum.card("case"))
    assert await office.darius.cards() == []
