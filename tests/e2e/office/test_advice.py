"""Advice that sends nothing, advice that is sent on, a person's own page, and a policy that changes on the way."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.messages import Citations, Screen, Steps, Text
from bot.storage import models
from tests.e2e.office.accounts import office_of
from tests.office import Actor, Office


def words(screen: Screen) -> str:
    """All that a card says."""
    said = [b.text for b in screen.blocks if isinstance(b, Text)]
    return " ".join([*said, *(i for b in screen.blocks if isinstance(b, Steps) for i in (b.title, *b.items))])


async def photo(who: Actor, *presses: str) -> Screen:
    await who.says("photo")
    for label in presses:
        await who.press(label)
    return await who.card("conversation")


async def pinned_to(files: dict[str, str], now: models.PolicyVersion) -> None:
    """Have every conversation pinned to a version of the pack that holds these files."""
    hashes = {"rules_hash": "r" * 64, "wording_hash": "w" * 64}
    row = models.PolicyVersion(id="y" * 64, council=now.council, files=files, first_used=now.first_used, **hashes)
    await row.save()
    await models.Conversation.all().update(policy_id=row.id)


async def test_a_photo_of_adults_who_agreed_may_be_used_and_the_advice_is_only_theirs(office: Office) -> None:
    card = await photo(office.nadia, "Adults only (18 or over)")
    while "Finish" not in [b.label for b in card.buttons]:
        await office.nadia.press(card.buttons[0].label)
        card = await office.nadia.card("conversation")
    cited = [b for b in card.blocks if isinstance(b, Citations)]
    assert "2.9" in {c.section for c in cited[0].items}
    await office.nadia.press("Finish")
    assert (await office.nadia.card("conversation")).buttons == ()
    assert not await models.Case.exists()
    for who in (office.gwen, office.callum, office.darius):
        assert await who.cards() == []


async def test_a_boost_on_another_network_is_sent_to_the_communications_team_who_deal_with_it(office: Office) -> None:
    await office.nadia.says("boost")
    await office.nadia.press("Another network")
    await office.nadia.press("Continue", answer="A film on Instagram in June, £60.")
    card = await office.nadia.card()
    assert "Our advice, not the policy's" in words(card)
    await office.nadia.press("Send to the Communications Team")
    card = await office.callum.card("case")
    assert "Mark as dealt with" in [b.label for b in card.buttons]
    assert "Our advice to Nadia Rahman, not the policy's" in words(card)
    assert "has been told" in (await office.callum.press("Mark as dealt with")).text
    assert (await models.Case.get()).state == "approved"


async def test_what_was_dealt_with_is_never_called_approved(office: Office) -> None:
    await office.nadia.says("boost")
    await office.nadia.press("Another network")
    await office.nadia.press("Continue", answer="A film on Instagram in June, £60.")
    await office.nadia.press("Send to the Communications Team")
    await office.callum.press("Mark as dealt with")
    for card in [*(await office.nadia.cards()), *(await office.mei_lin.cards())]:
        assert "approved" not in str(card).lower()
    assert "Dealt with" in (await office.nadia.card("news")).title


async def test_people_are_told_that_the_review_of_the_policy_is_overdue(office: Office) -> None:
    await office.nadia.says("boost")
    await office.nadia.press("Another network")
    await office.nadia.press("Continue", answer="A film on Instagram in June, £60.")
    assert "1 May 2025" in words(await office.nadia.card())


async def test_help_offers_no_guide_that_the_policy_does_not_cover(tables_url: str, tmp_path: Path) -> None:
    async with office_of("ktc", tables_url, tmp_path) as office:
        await office.nadia.says("help")
        offered = {button.label for button in (await office.nadia.card("page")).buttons}
        assert "Report a colleague's post" in offered
        assert not {"Boost a Facebook post", "Ask for a new social media account"} & offered


@pytest.mark.parametrize(
    ("said", "title"), [("help", "Comms Desk"), ("mine", "My requests"), ("queue", "Waiting for you")]
)
async def test_each_page_has_a_clear_empty_state(office: Office, said: str, title: str) -> None:
    await office.darius.says(said)
    card = await office.darius.card()
    assert card.title == title
    assert words(card)


async def test_an_unfinished_conversation_is_found_again_from_help_and_carried_on(office: Office) -> None:
    await office.nadia.says("boost")
    await office.nadia.press("Facebook")
    office.clock.move(timedelta(days=3))
    await office.nadia.says("help")
    await office.nadia.press("Carry on: Boost a Facebook post")
    assert "budget code" in words(await office.nadia.card())


async def test_starting_a_guide_that_is_under_way_shows_it_again_with_its_answers(office: Office) -> None:
    await office.nadia.says("boost")
    await office.nadia.press("Facebook")
    reply = await office.nadia.says("boost")
    assert "begun this already" in reply.text
    assert await models.Conversation.all().count() == 1


async def test_what_waits_is_listed_for_whoever_decides_and_can_be_shown_again(office: Office) -> None:
    await office.nadia.says("boost")
    await office.nadia.press("Another network")
    await office.nadia.press("Continue", answer="A film on Instagram in June, £60.")
    await office.nadia.press("Send to the Communications Team")
    reference = (await models.Case.get()).reference
    await office.callum.says("what waits for me")
    await office.callum.press(f"Show {reference}")
    assert len(await office.callum.cards("case")) == 2


async def test_a_draft_is_taken_up_under_a_changed_policy_and_the_person_is_told(office: Office) -> None:
    await office.nadia.says("boost")
    await office.nadia.press("Facebook")
    old = await models.PolicyVersion.get()
    files = {**old.files, "rules.yaml": old.files["rules.yaml"].replace("suffolk-2.7-d", "suffolk-2.7-b", 1)}
    await pinned_to(files, old)
    assert "The policy has changed" in words(await office.nadia.card())
    await office.nadia.press("Yes")
    assert (await models.Conversation.get()).policy_id == old.id


async def test_a_draft_whose_old_policy_can_no_longer_be_read_goes_on_under_the_new_one(office: Office) -> None:
    await office.nadia.says("boost")
    await office.nadia.press("Facebook")
    await models.Conversation.all().update(policy_id="z" * 64)
    assert "policy behind these questions has changed" in words(await office.nadia.card())


async def test_start_again_drops_every_answer_and_stop_ends_it(office: Office) -> None:
    await office.nadia.says("boost")
    await office.nadia.press("Facebook")
    await office.nadia.press("Start again")
    assert (await models.Conversation.get()).answers == {}
    await office.nadia.press("Stop")
    assert (await models.Conversation.get()).state == "stopped"


async def test_whoever_presses_late_on_a_referral_is_told_who_dealt_with_it(office: Office) -> None:
    await office.nadia.says("boost")
    await office.nadia.press("Another network")
    await office.nadia.press("Continue", answer="A film on Instagram in June, £60.")
    await office.nadia.press("Send to the Communications Team")
    late = (await office.callum.button("Mark as dealt with")).token
    await office.mei_lin.press("Mark as dealt with")
    assert "Mei-Lin Hughes dealt with this" in (await office.callum.send(late)).text


async def test_finished_advice_stays_as_it_was_given_whatever_becomes_of_the_policy(office: Office) -> None:
    card = await photo(office.nadia, "Nobody")
    assert "Finish" in [b.label for b in card.buttons]
    await office.nadia.press("Finish")
    now = await models.PolicyVersion.get()
    files = {**now.files, "wording.yaml": 'photo_consent.may_use.text: "The words of another year."\n'}
    await pinned_to(files, now)
    office.clock.move(timedelta(days=400))
    card = await office.nadia.card("conversation")
    assert "The words of another year." in words(card)
    assert "of 23 November 2026" in words(card)
