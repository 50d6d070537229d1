"""Guides and approvals in Teams, on the whole application: from the first word to the last decision."""

from bot.storage import models
from tests.e2e.teams.office import TeamsOffice
from tests.e2e.teams.walking import asks_for_a_boost, budget_agreed


async def test_a_boost_is_walked_sent_and_approved_in_the_chats_of_all(teams_office: TeamsOffice) -> None:
    case = await budget_agreed(teams_office)
    assert case.reference in "\n".join(teams_office.nadia.lines())
    assert "Approve" not in teams_office.tobias.buttons()
    await teams_office.mei_lin.press("Approve")
    await teams_office.settled()
    assert (await models.Case.get()).state == "approved"
    assert "Approved" in "\n".join(teams_office.nadia.lines())


async def test_one_card_is_replaced_as_a_guide_goes_on(teams_office: TeamsOffice) -> None:
    await asks_for_a_boost(teams_office)
    assert len(teams_office.nadia.cards()) == 2
    assert teams_office.darius.lines() == []


async def test_a_double_click_counts_once(teams_office: TeamsOffice) -> None:
    await asks_for_a_boost(teams_office)
    held = await teams_office.tobias.hold("Approve")
    await teams_office.tobias.let_go(held)
    await teams_office.tobias.let_go(held)
    await teams_office.settled()
    assert await models.Entry.filter(kind="approved").count() == 1


async def test_a_press_that_comes_too_late_is_told_so_and_changes_nothing(teams_office: TeamsOffice) -> None:
    await budget_agreed(teams_office)
    held = await teams_office.callum.hold("Approve")
    await teams_office.mei_lin.press("Approve")
    await teams_office.settled()
    await teams_office.callum.let_go(held)
    await teams_office.settled()
    assert await models.Entry.filter(kind="approved").count() == 2
    assert "Approve" not in teams_office.callum.buttons()
    assert "Mei-Lin" in "\n".join(teams_office.callum.lines())


async def test_an_old_client_decides_too(teams_office: TeamsOffice) -> None:
    await asks_for_a_boost(teams_office)
    teams_office.teams.state.old_clients.add(teams_office.tobias.id)
    await teams_office.tobias.press("Approve")
    await teams_office.settled()
    assert await models.Entry.filter(kind="approved").count() == 1
    assert "Approve" not in teams_office.tobias.buttons()


async def test_a_reason_is_asked_for_on_the_card_itself(teams_office: TeamsOffice) -> None:
    await budget_agreed(teams_office)
    mei_lin = teams_office.mei_lin
    await mei_lin.press("Decline", reason="The page is not ours.")
    await teams_office.settled()
    assert (await models.Case.get()).state == "declined"
    assert "The page is not ours." in "\n".join(teams_office.nadia.lines())


async def test_what_is_wrong_stands_beside_its_field_with_what_was_typed(teams_office: TeamsOffice) -> None:
    nadia = teams_office.nadia
    await nadia.say("boost")
    await teams_office.settled()
    await nadia.press("Facebook")
    await nadia.press("Yes")
    await teams_office.settled()
    await nadia.press("Continue", answer="NO-SUCH-CODE")
    await teams_office.settled()
    (card,) = nadia.cards()
    assert "⚠️" in card
    assert "NO-SUCH-CODE" in card
    assert nadia.lines()[-1] == card
    await nadia.press("Continue", answer="LIB-2041")
    await teams_office.settled()
    assert "⚠️" not in nadia.cards()[-1]
    assert len(nadia.cards()) == 1


async def test_a_card_that_is_brought_up_to_date_late_keeps_what_is_wrong_and_what_was_typed(
    teams_office: TeamsOffice,
) -> None:
    nadia = teams_office.nadia
    await nadia.say("boost")
    await teams_office.settled()
    await nadia.press("Facebook")
    await nadia.press("Yes")
    await nadia.press("Continue", answer="NO-SUCH-CODE")
    (card,) = nadia.cards()
    await teams_office.settled()
    assert nadia.cards() == [card]
    assert "⚠️" in card
    assert "NO-SUCH-CODE" in card


async def test_a_press_after_a_deploy_on_an_old_card_still_counts(teams_office: TeamsOffice) -> None:
    await asks_for_a_boost(teams_office)
    held = await teams_office.tobias.hold("Approve")
    await teams_office.end()
    await teams_office.begin()
    await teams_office.tobias.let_go(held)
    await teams_office.settled()
    assert await models.Entry.filter(kind="approved").count() == 1
