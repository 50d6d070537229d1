"""The main job: a boost is asked for, approved by the budget holder and then by communications."""

from bot.messages import Citations, Facts, History, Progress, Screen
from bot.storage import models
from tests.office import Office, asks_for_a_boost


def stages(screen: Screen) -> list[tuple[str, str]]:
    """The track on a card: title and state of each step."""
    return [(s.title, s.state) for b in screen.blocks if isinstance(b, Progress) for s in b.stages]


def labels(screen: Screen) -> list[str]:
    return [b.label for b in screen.buttons]


async def test_a_boost_is_approved_by_the_holder_of_its_code_and_then_by_communications(office: Office) -> None:
    sent = await asks_for_a_boost(office.nadia)
    assert "Sent. Your reference is" in sent.text

    card = await office.tobias.card("case")
    assert "Approve" in labels(card)
    assert "Approve" not in labels(await office.nadia.card("case"))
    reply = await office.tobias.press("Approve")
    assert reply.text == "Approved. The next person has been asked."
    assert labels(await office.tobias.card("case")) == []

    assert "Approve" in labels(await office.callum.card("case"))
    reply = await office.mei_lin.press("Approve")
    assert reply.text == "Approved. Everybody has now agreed."
    for who in (office.nadia, office.tobias, office.mei_lin, office.callum):
        assert (await who.card("case")).label.endswith("Approved, 0 of 1 done")
    assert [state for _, state in stages(await office.nadia.card("case"))] == ["done", "done"]
    assert await models.Task.all().count() == 1


async def test_the_record_says_who_decided_what_under_which_section(office: Office) -> None:
    await asks_for_a_boost(office.nadia)
    await office.tobias.press("Approve")
    await office.callum.press("Approve")
    tobias, callum = await office.person("tobias"), await office.person("callum")
    entries = await models.Entry.filter(kind="approved").order_by("seq")
    assert [e.actor for e in entries] == [tobias.id, callum.id]
    assert "suffolk-2.7-c" in entries[0].facts["sections"]
    assert entries[0].facts["policy"] == (await models.Case.get()).policy_id


async def test_a_card_shows_the_sections_that_it_rests_on(office: Office) -> None:
    await asks_for_a_boost(office.nadia)
    cited = [b for b in (await office.tobias.card("case")).blocks if isinstance(b, Citations)]
    assert "2.7" in {c.section for c in cited[0].items}


async def test_changes_asked_for_start_a_new_revision_and_earlier_approvals_do_not_count(office: Office) -> None:
    await asks_for_a_boost(office.nadia)
    await office.tobias.press("Approve")
    await office.mei_lin.press("Ask for changes", reason="Aim it at Ipswich too.")
    await office.nadia.press("Change and send again")
    await office.nadia.change("Audience")
    await office.nadia.press("Continue", answer="Parents in Lowestoft and Ipswich.")
    await office.nadia.press("Make this change")
    await office.nadia.press("Send for approval")
    case = await models.Case.get()
    assert case.record["revision"] == 2
    assert "Approve" in labels(await office.tobias.card("case"))
    facts = [b for b in (await office.tobias.card("case")).blocks if isinstance(b, Facts)]
    assert "Parents in Lowestoft and Ipswich." in dict(facts[0].rows).values()


async def test_the_holder_who_asks_cannot_approve_their_own_request(office: Office) -> None:
    await asks_for_a_boost(office.nadia, code="LIB-2099")
    assert "Approve" not in labels(await office.nadia.card("case"))
    assert "Approve" in labels(await office.gwen.card("case"))


async def test_a_manager_who_signed_off_does_not_also_approve_as_stand_in_for_the_holder(office: Office) -> None:
    await asks_for_a_boost(office.nadia, code="LIB-2099", political="Yes")
    await office.gwen.press("Approve")
    assert (await models.Case.get()).orphaned
    assert "Choose who decides" in labels(await office.callum.card("case"))
    reply = await office.callum.press("Choose who decides", email="tobias.okafor@council.example")
    assert reply.text == "Tobias Okafor has been asked to decide."
    assert "Approve" in labels(await office.tobias.card("case"))


async def test_the_outsider_sees_nothing_of_it(office: Office) -> None:
    await asks_for_a_boost(office.nadia)
    assert await office.darius.cards("case") == []
    token = (await office.tobias.button("Approve")).token
    reply = await office.darius.send(token)
    assert reply.tone == "bad"
    assert (await models.Case.get()).state == "in_review"


async def test_a_withdrawn_request_cannot_be_approved_any_more(office: Office) -> None:
    await asks_for_a_boost(office.nadia)
    approve = (await office.tobias.button("Approve")).token
    await office.nadia.press("Withdraw")
    reply = await office.tobias.send(approve)
    assert "Nadia Rahman withdrew this request on 23 November 2026 at 09:30" in reply.text


async def test_a_second_press_gets_the_same_answer_and_changes_nothing(office: Office) -> None:
    await asks_for_a_boost(office.nadia)
    approve = (await office.tobias.button("Approve")).token
    first = await office.tobias.send(approve)
    before = await models.Entry.all().count()
    assert await office.tobias.send(approve) == first
    assert await models.Entry.all().count() == before


async def test_a_late_click_is_told_who_decided_and_when(office: Office) -> None:
    await asks_for_a_boost(office.nadia)
    await office.tobias.press("Approve")
    late = (await office.callum.button("Approve")).token
    await office.mei_lin.press("Approve")
    reply = await office.callum.send(late)
    assert "Mei-Lin Hughes approved this on 23 November 2026 at 09:30" in reply.text


async def test_a_wrong_code_is_said_beside_its_field_and_nothing_is_lost(office: Office) -> None:
    await office.nadia.says("boost")
    await office.nadia.press("Facebook")
    await office.nadia.press("Yes")
    reply = await office.nadia.press("Continue", answer="LIB-9999")
    assert reply.errors["answer"].startswith("There is no LIB-9999 on the list")
    assert (await office.nadia.card()).inputs[0].label == "What is the budget code?"
    assert len((await models.Conversation.get()).answers) == 2


async def test_the_requester_gets_a_message_of_its_own_about_what_has_become_of_it(office: Office) -> None:
    await asks_for_a_boost(office.nadia)
    await office.tobias.press("Ask for changes", reason="Say which events.")
    news = (await office.nadia.cards("news"))[-1]
    assert news.title == "Changes asked for: Boost a Facebook post"
    assert labels(news) == ["Change and send again", "Show the request"]
    await office.nadia.press("Change and send again")
    await office.nadia.press("Send for approval")
    await office.tobias.press("Approve")
    await office.callum.press("Approve")
    news = (await office.nadia.cards("news"))[-1]
    assert news.title == "Approved: Boost a Facebook post"


async def test_a_request_cannot_be_passed_to_somebody_whom_no_chat_reaches(office: Office) -> None:
    await asks_for_a_boost(office.nadia)
    reply = await office.tobias.press("Pass on", email="ines.achebe@council.example")
    assert "cannot be asked in chat" in reply.text


async def test_a_request_that_is_sent_again_comes_anew_to_whoever_is_asked_and_to_who_asked(office: Office) -> None:
    await asks_for_a_boost(office.nadia)
    await office.tobias.press("Ask for changes", reason="Name the town.")
    await office.nadia.press("Change and send again")
    await office.nadia.press("Send for approval")
    for who in (office.nadia, office.tobias):
        earlier, now = await who.cards("case")
        assert earlier.buttons == ()
        assert now.buttons
        assert (await who.card()).label == now.label
    await office.tobias.press("Approve")
    assert len(await office.callum.cards("case")) == 1


async def test_the_story_names_each_part_as_it_was_when_somebody_played_it(office: Office) -> None:
    await asks_for_a_boost(office.nadia)
    await office.tobias.press("Ask for changes", reason="Is it political?")
    await office.nadia.press("Change and send again")
    await office.nadia.change("Political or controversial")
    await office.nadia.press("Yes")
    await office.nadia.press("Make this change")
    await office.nadia.press("Send for approval")
    told = next(b for b in (await office.gwen.card("case")).blocks if isinstance(b, History))
    said = [sentence for _, sentence in told.entries]
    assert said[:2] == ["Nadia Rahman sent the request.", "Tobias Okafor was asked to decide (Budget holder)."]
    assert said[2] == "Tobias Okafor asked for changes (Budget holder): Is it political?"
    assert said[-1] == "Gwen Prosser was asked to decide (Line manager)."
