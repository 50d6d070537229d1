"""A confidential report on the real application, from the first question to its end, and who gets it."""

import pytest

from bot.conversations.desk import staff_changed
from bot.messages import Facts, History, Screen, Text
from bot.reports import rules
from bot.reports.examine import faults
from bot.storage import models
from bot.storage.reports import chains
from tests.e2e.office.whisper import CAST, SECOND, account, email, only_the_cast, plays, reports, whispering
from tests.office import Actor, Office


@pytest.fixture(autouse=True)
async def _cast(office: Office) -> None:
    await only_the_cast(office)


async def who_sees(office: Office) -> list[str]:
    """Who has a card of the report that says anything of it now."""
    return [user for user in CAST if await Actor(office, user).cards("report")]


async def have_it(office: Office) -> list[str]:
    """For whom it waits."""
    waiting = {str(p) for (p,) in await models.ReportSeat.filter(waiting=True).values_list("person_id")}
    return [user for user in CAST if (await office.person(user)).id in waiting]


def said(screen: Screen) -> str:
    told = [s for b in screen.blocks if isinstance(b, History) for _, s in b.entries]
    facts = [f"{k} {v}" for b in screen.blocks if isinstance(b, Facts) for k, v in b.rows]
    return " ".join([*(b.text for b in screen.blocks if isinstance(b, Text)), *facts, *told])


async def test_a_report_is_looked_at_settled_and_closed_and_the_reporter_learns_only_how_far_it_is(
    office: Office,
) -> None:
    office = whispering(office, "line_manager")
    reply = await reports(office.nadia, email("darius.kowalski"))
    assert reply.text.startswith("Sent in confidence. Your reference is ")
    assert await who_sees(office) == ["nadia", "gwen"]
    assert "A post about my team." in said(await office.gwen.card("report"))
    assert "Received" in said(await office.nadia.card("report"))
    for label in ("Start to look at it", "I will deal with it", "Start the review"):
        assert (await office.gwen.press(label)).tone == "good"
    assert "Being looked at" in said(await office.nadia.card("report"))
    await office.gwen.press("Ask the person", text="When did you see it?")
    assert "You are asked: When did you see it?" in said(await office.nadia.card("report"))
    await office.nadia.press("Add something", text="On Monday.")
    assert "added: On Monday." in said(await office.gwen.card("report"))
    await office.gwen.press("Action agreed", reason="A first warning.", tell="Thank you, we have acted.")
    await office.gwen.press("Close it")
    card = said(await office.nadia.card("report"))
    assert "It was closed." in card
    assert "You are told: Thank you, we have acted." in card
    assert "warning" not in card
    assert "Gwen" not in card
    assert (await models.Report.get()).state == "closed"
    assert [chain and faults(chain) for _, chain in [c async for c in chains("suffolk")]] == [[]]


async def test_the_reported_manager_is_passed_over_for_the_next_of_the_route(office: Office) -> None:
    office = whispering(office, "line_manager", "human_resources")
    await plays(office, "tobias", "human_resources")
    await reports(office.nadia, email("gwen.prosser"))
    assert await have_it(office) == ["tobias"]
    assert await who_sees(office) == ["nadia", "tobias"]


@pytest.mark.parametrize("address", ["GWEN.Prosser@Council.Example", "gwen.prosser@council.example"])
async def test_capitals_in_the_address_of_whom_it_is_about_let_nobody_in(office: Office, address: str) -> None:
    office = whispering(office, "line_manager")
    await plays(office, "gwen", "human_resources")
    await reports(office.nadia, address)
    assert "gwen" not in await have_it(office)


async def test_the_managers_manager_gets_it_where_the_policy_goes_past_the_manager(office: Office) -> None:
    await account(await models.Person.get(email=email("ines.achebe")), "ines")
    office = whispering(office, "managers_manager")
    await reports(office.nadia, email("gwen.prosser"))
    assert await who_sees(office) == ["nadia"]
    assert "Received" in said(await office.nadia.card("report"))
    assert (await office.ines.press("Start to look at it")).tone == "good"
    refused = await office.ines.press("Give it to somebody", email=email("gwen.prosser"))
    assert refused.errors == {"email": rules.TARGET.sentence}


async def test_somebody_unknown_to_the_staff_list_bars_nobody_but_the_reporter(office: Office) -> None:
    office = whispering(office, "line_manager")
    await reports(office.nadia, "stranger@elsewhere.example")
    assert await have_it(office) == ["gwen"]
    stored = await office.app.front.reports.reports.get((await models.Report.get()).id)
    assert stored
    assert stored.report.barred == {(await office.person("nadia")).id}


async def test_whom_it_is_about_never_gets_it_though_they_joined_the_staff_later(office: Office) -> None:
    office = whispering(office, "human_resources", "line_manager")
    await models.Person.filter(email=email("tobias.okafor")).update(email="old@council.example")
    await reports(office.nadia, email("tobias.okafor"))
    await models.Person.filter(email="old@council.example").update(email=email("tobias.okafor"))
    refused = await office.gwen.press("Give it to somebody", email=email("tobias.okafor"))
    assert refused.errors == {"email": rules.TARGET.sentence}


async def test_the_manager_of_whom_it_is_about_is_passed_over_among_several_who_play_a_part(office: Office) -> None:
    office = whispering(office, "human_resources")
    for user in ("gwen", "tobias"):
        await plays(office, user, "human_resources")
    await reports(office.darius, email("nadia.rahman"))
    assert await have_it(office) == ["tobias"]


async def test_the_manager_of_whom_it_is_about_gets_it_where_the_policy_names_that_very_post(office: Office) -> None:
    office = whispering(office, "town_manager")
    await plays(office, "gwen", "town_manager")
    await reports(office.darius, email("nadia.rahman"))
    assert await have_it(office) == ["gwen"]


async def test_where_the_policy_goes_past_the_reporters_manager_nobody_can_hand_it_to_them(office: Office) -> None:
    office = whispering(office, "managers_manager")
    await plays(office, "tobias", "human_resources")
    await reports(office.nadia)
    refused = await office.tobias.press("Give it to somebody", email=email("gwen.prosser"))
    assert refused.errors == {"email": rules.TARGET.sentence}


async def test_where_nobody_can_get_it_only_the_fallback_is_told_and_sees_it_once_they_take_it(office: Office) -> None:
    office = whispering(office, "line_manager")
    await plays(office, "tobias", "human_resources")
    await reports(office.nadia, email("gwen.prosser"))
    assert await who_sees(office) == ["nadia", "tobias"]
    card = await office.tobias.card("report")
    assert "A post about my team." not in said(card)
    assert "Nadia" not in str(card)
    await office.tobias.press("I will deal with it")
    assert "A post about my team." in said(await office.tobias.card("report"))
    kinds = [entry.kind for entry in await models.ReportEntry.all().order_by("seq")]
    assert kinds == ["received", "orphaned", "triaged", "assigned"]


async def test_without_human_resources_the_policys_owner_is_the_fallback_and_each_may_be_involved(
    office: Office,
) -> None:
    office = whispering(office, "line_manager")
    await reports(office.nadia, email("gwen.prosser"))
    assert await have_it(office) == ["mei-lin", "callum"]
    await office.callum.press("I am involved")
    assert await have_it(office) == ["mei-lin"]
    await office.mei_lin.press("Give it to somebody", email=email("darius.kowalski"))
    assert await have_it(office) == ["darius"]
    assert "no longer with you" in said(await office.mei_lin.card("report"))


async def test_a_declared_interest_takes_it_away_for_good_and_gives_it_to_the_next(office: Office) -> None:
    office = whispering(office, "line_manager", "human_resources")
    await plays(office, "tobias", "human_resources")
    await reports(office.nadia)
    old = (await office.gwen.button("Start to look at it")).token
    await office.gwen.press("I am involved")
    assert await have_it(office) == ["tobias"]
    assert (await office.gwen.send(old)).text == rules.NOTHING.sentence
    assert "A post about my team." not in said(await office.gwen.card("report"))
    refused = await office.tobias.press("Give it to somebody", email=email("gwen.prosser"))
    assert refused.errors == {"email": rules.TARGET.sentence}


async def test_a_second_account_of_whom_it_is_about_is_no_way_in(office: Office) -> None:
    office = whispering(office, "human_resources")
    await plays(office, "darius", "human_resources")
    await plays(office, "tobias", "human_resources")
    await account(await office.person("darius"), "darius-too", SECOND)
    await reports(office.nadia, email("darius.kowalski"))
    token = (await office.tobias.button("Start to look at it")).token
    for workspace, user in (("", "darius"), (SECOND, "darius-too")):
        actor = Actor(office, user, workspace=workspace)
        assert (await actor.send(token)).text == rules.NOTHING.sentence
    assert await have_it(office) == ["tobias"]


async def test_one_person_with_two_accounts_has_one_say(office: Office) -> None:
    office = whispering(office, "line_manager")
    await account(await office.person("gwen"), "gwen-too", SECOND)
    await reports(office.nadia)
    token = (await office.gwen.button("Start to look at it")).token
    assert (await office.gwen.send(token)).tone == "good"
    assert (await Actor(office, "gwen-too", workspace=SECOND).send(token)).text == rules.MOVED.sentence
    assert await models.ReportEntry.filter(kind="triaged").count() == 1


async def test_a_report_whose_holder_leaves_goes_to_whoever_is_next(office: Office) -> None:
    office = whispering(office, "line_manager", "human_resources")
    await plays(office, "tobias", "human_resources")
    await reports(office.nadia)
    await models.Person.filter(email=email("gwen.prosser")).update(left=True)
    for _ in range(2):
        await staff_changed(office.app.front.desk, office.app.front.reports, "suffolk")
    assert await have_it(office) == ["tobias"]
    assert await models.ReportEntry.filter(kind="seat_revoked").count() == 1


async def test_a_report_that_nobody_at_all_can_get_is_kept_and_found_later(office: Office) -> None:
    office = whispering(office, "line_manager")
    await models.PersonRole.all().delete()
    reply = await reports(office.nadia, email("gwen.prosser"))
    assert "it is kept until somebody can" in reply.text
    assert await who_sees(office) == ["nadia"]
    await plays(office, "tobias", "human_resources")
    for _ in range(2):
        await staff_changed(office.app.front.desk, office.app.front.reports, "suffolk")
    assert await have_it(office) == ["tobias"]
    assert await models.ReportEntry.filter(kind="orphaned").count() == 2


async def test_the_reporter_can_take_it_back_and_its_words_leave_the_cards(office: Office) -> None:
    office = whispering(office, "line_manager")
    await reports(office.nadia)
    assert (await office.nadia.press("Take it back")).tone == "good"
    assert "A post about my team." not in said(await office.gwen.card("report"))
    assert (await models.Report.get()).state == "withdrawn"


async def test_a_double_click_has_one_effect_and_the_same_answer(office: Office) -> None:
    office = whispering(office, "line_manager")
    await reports(office.nadia)
    token = (await office.gwen.button("Start to look at it")).token
    first, again = await office.gwen.send(token), await office.gwen.send(token)
    assert first == again
    assert await models.ReportEntry.filter(kind="triaged").count() == 1


async def test_the_conversation_keeps_no_answer_once_it_is_sent_or_stopped(office: Office) -> None:
    office = whispering(office, "line_manager")
    await reports(office.nadia, email("darius.kowalski"))
    await office.nadia.says("whisper")
    await office.nadia.press("No")
    await office.nadia.press("Stop")
    kept = {c.state: (c.answers, c.view) for c in await models.Conversation.all()}
    assert kept == {"stopped": ({}, {}), "submitted": ({}, {})}


async def test_nothing_that_shows_outside_the_open_card_says_what_it_is_about(office: Office) -> None:
    office = whispering(office, "line_manager")
    await office.nadia.says("whisper")
    await office.nadia.says("help")
    assert "Carry on: A confidential matter" in [b.label for b in (await office.nadia.card("page")).buttons]
    await office.nadia.press("Stop")
    await reports(office.nadia, email("darius.kowalski"))
    await office.gwen.press("Ask the person", text="When?")
    await office.gwen.says("queue")
    await office.nadia.says("mine")
    for who in (office.nadia, office.gwen):
        for screen in [*(await who.cards("matter")), *(await who.cards("report"))]:
            assert {screen.title.partition(":")[0], screen.summary.partition(":")[0]} == {"A confidential matter"}
    for page in (await office.gwen.card("page"), await office.nadia.card("page")):
        assert "A confidential matter" in str(page)
        assert "Whisper" not in str(page)
        assert "Darius" not in str(page)


async def test_what_waits_can_be_shown_again_by_whoever_has_it_and_by_nobody_else(office: Office) -> None:
    office = whispering(office, "line_manager")
    await reports(office.nadia)
    await office.gwen.says("queue")
    reference = (await models.Report.get()).reference
    token = (await office.gwen.button(f"Show {reference}")).token
    await office.gwen.send(token)
    assert len(await office.gwen.cards("report")) == 2
    assert (await office.darius.send(token)).text == rules.NOTHING.sentence


async def test_a_reason_and_a_message_must_say_something(office: Office) -> None:
    office = whispering(office, "line_manager")
    await reports(office.nadia)
    assert (await office.gwen.press("Ask the person", text=" ")).errors
    assert "2,001" in (await office.gwen.press("Ask the person", text="x" * 2001)).text
    assert (await office.gwen.press("Give it to somebody", email="nobody@council.example")).errors
    await office.gwen.press("I will deal with it")
    await office.gwen.press("Start the review")
    assert (await office.gwen.press("No action needed", reason="")).errors
    assert (await office.gwen.press("No action needed", reason="Nothing in it.")).tone == "good"
    assert (await models.Report.get()).state == "no_action"


async def test_two_holders_who_press_at_once_have_one_effect(office: Office) -> None:
    office = whispering(office, "communications")
    await reports(office.nadia)
    tokens = {u: (await Actor(office, u).button("I will deal with it")).token for u in ("mei-lin", "callum")}
    replies = [await Actor(office, user).send(token) for user, token in tokens.items()]
    assert [r.tone for r in replies] == ["good", "info"]
    assert len(await have_it(office)) == 1
