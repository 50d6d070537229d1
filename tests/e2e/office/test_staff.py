"""What happens to open cases when people leave, and to cases that wait for nobody."""

from dataclasses import replace
from datetime import timedelta

from bot.conversations.desk import staff_changed
from bot.ids import system_ids
from bot.messages import Screen
from bot.people.sample_people import sample
from bot.storage import models
from bot.storage.staff import StoredStaff
from tests.office import Office, asks_for_a_boost


def words(screen: Screen) -> list[str]:
    """What the card says of what it is about."""
    return [screen.title, screen.summary, *map(str, screen.blocks)]


async def look_again(office: Office) -> None:
    """What the timer of an import does."""
    await staff_changed(office.app.front.desk, office.app.front.reports, office.council)


async def test_a_holder_who_leaves_frees_the_seat_and_the_communications_team_is_told(office: Office) -> None:
    await asks_for_a_boost(office.nadia)
    approve = (await office.tobias.button("Approve")).token
    await models.Person.filter(email__startswith="tobias").update(left=True)
    await look_again(office)
    assert (await models.Case.get()).orphaned
    assert "Choose who decides" in [b.label for b in (await office.callum.card("case")).buttons]
    assert "you have left" in (await office.tobias.send(approve)).text
    assert not await models.Entry.exists(kind="approved")


async def test_cards_of_somebody_who_has_left_show_nothing_more_of_what_they_were_about(office: Office) -> None:
    await asks_for_a_boost(office.nadia)
    tobias = await office.person("tobias")
    card = await models.Card.get(person_id=tobias.id, about="case")
    before = await office.app.drawing.posting(card.id)
    await models.Person.filter(id=tobias.id).update(left=True)
    await look_again(office)
    drawn = await office.app.drawing.posting(card.id)
    assert before
    assert drawn
    assert (await models.Card.get(id=card.id)).wanted > card.wanted
    assert drawn.address == before.address
    assert not set(words(drawn.screen)) & set(words(before.screen))
    assert drawn.screen.buttons == ()


async def test_whoever_is_back_finds_their_cards_as_they_were(office: Office) -> None:
    await asks_for_a_boost(office.nadia)
    tobias = await office.person("tobias")
    card = await models.Card.get(person_id=tobias.id, about="case")
    before = await office.app.drawing.posting(card.id)
    await models.Person.filter(id=tobias.id).update(left=True)
    assert await office.app.drawing.posting(card.id) != before
    await models.Person.filter(id=tobias.id).update(left=False)
    assert await office.app.drawing.posting(card.id) == before


async def test_a_code_that_nobody_holds_is_sent_and_waits_until_somebody_does(office: Office) -> None:
    await office.nadia.says("boost")
    await office.nadia.press("Facebook")
    await office.nadia.press("Yes")
    await office.nadia.press("Continue", answer="LIB-3000")
    await office.nadia.press("Send it without a holder")
    for answer in ("https://example.org/p", "More readers.", "Lowestoft", "2026-12-01", "2026-12-02", "50"):
        await office.nadia.press("Continue", answer=answer)
    await office.nadia.press("No")
    reply = await office.nadia.press("Send for approval")
    assert "Nobody can be asked yet" in reply.text
    tobias = await office.person("tobias")
    await models.BudgetCode.filter(code="LIB-3000").update(holder_id=tobias.id)
    await look_again(office)
    assert not (await models.Case.get()).orphaned
    assert "Approve" in [b.label for b in (await office.tobias.card("case")).buttons]


async def test_looking_again_changes_nothing_where_everybody_is_still_there(office: Office) -> None:
    await asks_for_a_boost(office.nadia)
    before = await models.Entry.all().count()
    office.clock.move(timedelta(days=1))
    await look_again(office)
    assert await models.Entry.all().count() == before


async def test_a_decision_can_be_passed_on_but_never_to_the_person_who_asked(office: Office) -> None:
    await asks_for_a_boost(office.nadia)
    reply = await office.tobias.press("Pass on", email="nadia.rahman@council.example")
    assert "cannot decide this" in reply.errors["email"]
    reply = await office.tobias.press("Pass on", email="gwen.prosser@council.example")
    assert reply.text == "Gwen Prosser has been asked to decide."
    assert "Approve" not in [b.label for b in (await office.tobias.card("case")).buttons]
    await office.gwen.press("Approve")
    assert (await models.Case.get()).record["steps"][0]["state"] == "satisfied"


async def test_an_import_that_says_somebody_left_has_their_cases_looked_at(office: Office) -> None:
    await asks_for_a_boost(office.nadia)
    people = sample(frozenset({"corporate"}))
    leavers = [replace(m, left=True) if m.email.startswith("tobias") else m for m in people.members]
    await StoredStaff(system_ids).save("suffolk", leavers, ())
    timers = await models.Timer.filter(kind="staff_changed", due__lte=office.clock.now())
    assert timers
    await look_again(office)
    assert (await models.Case.get()).orphaned


async def test_a_code_whose_holder_has_left_is_said_to_have_none_and_waits_when_it_is_sent(office: Office) -> None:
    await models.Person.filter(email__startswith="tobias").update(left=True)
    await office.nadia.says("boost")
    await office.nadia.press("Facebook")
    await office.nadia.press("Yes")
    await office.nadia.press("Continue", answer="LIB-2041")
    assert (await models.Conversation.get()).answers["budget_code"] == ["LIB-2041", "left"]
    await office.nadia.press("Send it without a holder")
    for answer in ("https://example.org/p", "More readers.", "Lowestoft", "2026-12-01", "2026-12-02", "50"):
        await office.nadia.press("Continue", answer=answer)
    await office.nadia.press("No")
    assert "Nobody can be asked yet" in (await office.nadia.press("Send for approval")).text
    assert (await models.Case.get()).orphaned
    assert "Choose who decides" in [b.label for b in (await office.callum.card("case")).buttons]
