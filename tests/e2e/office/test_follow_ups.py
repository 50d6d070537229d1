"""What follows an approval: tasks for the right people, an account in the register, an agreement that is signed."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.approvals.examine import examine
from bot.messages import Citations, Screen
from bot.registers.reading import shelf
from bot.registers.service import staff_changed
from bot.storage import models
from bot.storage.audit import TortoiseAudit
from tests.e2e.office.accounts import (
    COVERED,
    asks_for_an_account,
    does,
    everybody_agrees,
    labels,
    office_of,
    owners,
    task,
    task_card,
    words,
    worked,
)
from tests.office import Actor, Office, asks_for_a_boost

OWNERS = {
    "suffolk": {"two_factor": {"gwen"}, "train": {"gwen"}, "join_platform": {"mei-lin", "callum"}},
    "cannock": {"users_list": {"gwen"}, "branding": {"gwen"}},
    "sthelens": {"create": {"callum"}, "sign_agreement": {"gwen"}, "list_on_website": {"gwen"}},
    "knowsley": {"shared_mailbox": {"gwen"}, "add_communications": {"gwen"}},
}


@pytest.fixture(params=COVERED)
async def town(request: pytest.FixtureRequest, tables_url: str, tmp_path: Path) -> AsyncIterator[Office]:
    """The office of each council whose policy speaks of new accounts."""
    async with office_of(request.param, tables_url, tmp_path) as office:
        yield office


@pytest.fixture
async def sthelens(tables_url: str, tmp_path: Path) -> AsyncIterator[Office]:
    """The office of the council that wants a user agreement signed."""
    async with office_of("sthelens", tables_url, tmp_path) as office:
        yield office


async def approved(office: Office, key: str = "") -> str:
    """Nadia's account is asked for and agreed to; gives its reference."""
    reference = await asks_for_an_account(office, worked(office.council, key))
    await everybody_agrees(office)
    return reference


async def everything_is_done(office: Office) -> None:
    """Each owner ticks what is theirs; Nadia agrees where she is asked to."""
    if any(label == "I have read it and agree" for s in await office.nadia.cards("agreement") for label in labels(s)):
        await office.nadia.press("I have read it and agree")
    for row in await models.Task.filter(council=office.council, state="open").order_by("place"):
        user = sorted(await owners(office, row.key))[0]
        assert "Marked as done" in await does(Actor(office, user), row.key)


async def test_an_account_is_asked_for_agreed_to_seen_to_and_then_live_in_the_register(town: Office) -> None:
    answers = worked(town.council)
    reference = await approved(town)
    for key, people in OWNERS[town.council].items():
        assert await owners(town, key) == people
    entry = await models.RegisteredAccount.get(council=town.council)
    assert (entry.state, entry.name) == ("approved", answers["account_name"].raw)
    assert (entry.platform, entry.administrators) == (answers["platform"].raw, answers["administrators"].raw)
    assert entry.owner_id == (await town.person("nadia")).id  # type: ignore[attr-defined]  # what Tortoise adds
    tasks = await models.Task.filter(council=town.council).count()
    assert f"{reference} · Approved, 0 of {tasks} done" == (await town.nadia.card("case")).label
    await everything_is_done(town)
    assert (await town.nadia.card("case")).label.endswith(f"Approved, {tasks} of {tasks} done")
    assert (await town.nadia.cards("news"))[-1].title.startswith("All done: ")
    assert (await models.RegisteredAccount.get(council=town.council)).state == "live"


async def test_what_is_done_ticks_the_register_and_stands_in_the_record(office: Office) -> None:
    await approved(office)
    before = await models.Entry.filter(case__council="suffolk").order_by("-seq").first()
    assert before
    await does(office.gwen, "two_factor", note="Done with the app.")
    entry = await models.RegisteredAccount.get(council="suffolk")
    assert (entry.two_factor, entry.hours_in_profile, entry.state) == (True, False, "approved")
    after = await models.Entry.filter(seq=before.seq + 1).get()
    gwen = await office.person("gwen")
    assert (after.kind, after.actor, after.facts["task"]) == ("task_done", gwen.id, "two_factor")
    assert after.facts["changed"] == {"two_factor": "True"}
    assert "Done with the app." not in str(after.facts)
    assert "Note: Done with the app." in words(await task_card(office.gwen, (await task(office, "two_factor")).text))


async def test_a_task_says_what_it_is_about_and_rests_on_its_sections(office: Office) -> None:
    reference = await approved(office)
    card = await task_card(office.gwen, (await task(office, "two_factor")).text)
    assert labels(card) == ["Done", "Not needed", "Pass on", "Show the request"]
    assert reference in card.label
    assert "Asked for by: Nadia Rahman" in words(card)
    assert card.waits
    cited = next(b for b in card.blocks if isinstance(b, Citations))
    assert "5.6" in {c.section for c in cited.items}
    await office.gwen.press("Show the request")
    assert (await office.gwen.card("case")).title == "Ask for a new social media account: Nadia Rahman asks"


async def test_the_first_of_two_owners_ticks_it_and_the_second_is_told_who(office: Office) -> None:
    await approved(office)
    late = next(b for b in (await _joins(office.callum)).buttons if b.label == "Done").token
    await does(office.mei_lin, "join_platform")
    reply = await office.callum.send(late)
    assert reply.text.startswith("Mei-Lin Hughes did this on 23 November 2026 at 09:30")
    assert labels(await _joins(office.callum)) == ["Show the request"]
    assert await models.Entry.filter(kind="task_done").count() == 1


async def test_two_owners_who_tick_at_once_leave_one_entry_and_both_are_answered(office: Office) -> None:
    await approved(office)
    clicks = [
        who.send(next(b for b in (await _joins(who)).buttons if b.label == "Done").token)
        for who in (office.mei_lin, office.callum)
    ]
    replies = await asyncio.gather(*clicks)
    assert sorted(r.tone for r in replies) == ["good", "info"]
    assert await models.Entry.filter(kind="task_done").count() == 1


async def test_a_second_press_of_done_gets_the_same_answer_and_changes_nothing(office: Office) -> None:
    await approved(office)
    token = next(b for b in (await _joins(office.callum)).buttons if b.label == "Done").token
    first = await office.callum.send(token)
    assert await office.callum.send(token) == first
    assert await models.Entry.filter(kind="task_done").count() == 1


async def test_whoever_asked_cannot_tick_what_is_for_communications_nor_be_given_it(office: Office) -> None:
    await approved(office)
    assert await office.nadia.cards("task") == []
    token = next(b for b in (await _joins(office.callum)).buttons if b.label == "Done").token
    assert (await office.nadia.send(token)).tone == "bad"
    said = await does(office.callum, "join_platform", "Pass on", email="nadia.rahman@council.example")
    assert "not for the person who asked" in said
    assert (await task(office, "join_platform")).state == "open"


async def test_a_task_that_is_passed_on_is_the_others_and_no_longer_ones_own(office: Office) -> None:
    await approved(office)
    text = (await task(office, "hours")).text
    stale = next(b for b in (await task_card(office.gwen, text)).buttons if b.label == "Done").token
    said = await does(office.gwen, "hours", "Pass on", email="tobias.okafor@council.example")
    assert said == "Tobias Okafor has this task now."
    assert "passed on" in (await office.gwen.send(stale)).text
    assert "Marked as done" in await does(office.tobias, "hours")


async def test_what_is_not_needed_needs_a_reason_that_whoever_asked_sees(office: Office) -> None:
    await approved(office)
    assert "Say in a few words" in await does(office.gwen, "train", "Not needed", reason=" ")
    await does(office.gwen, "train", "Not needed", reason="All were trained in May.")
    history = (await office.nadia.card("case")).blocks[-1]
    assert "All were trained in May." in str(history)


async def test_a_task_of_somebody_who_leaves_goes_to_whoever_plays_the_part_or_is_shown_as_orphaned(
    office: Office,
) -> None:
    await approved(office)
    await models.Person.filter(email__startswith="mei.lin").update(left=True)
    await staff_changed(office.app.front.registers, "suffolk")
    assert await owners(office, "join_platform") == {"callum"}
    await models.Person.filter(email__startswith="gwen").update(left=True)
    await models.Person.filter(email__startswith="nadia").update(manager_id=None)
    await staff_changed(office.app.front.registers, "suffolk")
    assert (await task(office, "train")).orphaned
    assert "nobody can be asked yet" in words(await office.nadia.card("case"))
    said = await does(office.callum, "train", "Choose who does this", email="tobias.okafor@council.example")
    assert said == "Tobias Okafor has this task now."
    assert await owners(office, "train") == {"tobias"}


async def test_the_page_of_what_waits_has_tasks_too(office: Office) -> None:
    await approved(office)
    await office.gwen.says("what waits for me")
    page = await office.gwen.card("page")
    assert len(page.buttons) == 5
    await office.gwen.send(page.buttons[0].token)
    assert "Done" in labels(await office.gwen.card("task"))


async def test_the_task_of_a_boost_is_seen_to_and_needs_no_register(office: Office) -> None:
    await asks_for_a_boost(office.nadia)
    await office.tobias.press("Approve")
    await office.callum.press("Approve")
    assert "LIB-2041" in words(await office.mei_lin.card("task"))
    await office.mei_lin.press("Done")
    assert (await office.nadia.card("case")).label.endswith("Approved, 1 of 1 done")
    assert not await models.RegisteredAccount.exists()


async def test_an_agreement_is_signed_under_the_policy_by_everybody_who_is_asked(sthelens: Office) -> None:
    await approved(sthelens)
    assert "once those who were asked have agreed" in await does(sthelens.gwen, "sign_agreement")
    ask = {"email": "tobias.okafor@council.example", "review": "2027-11-23"}
    said = await does(sthelens.gwen, "sign_agreement", "Ask somebody to agree", **ask)
    assert said == "Tobias Okafor has been asked to agree."
    agree = (await sthelens.nadia.button("I have read it and agree")).token
    assert (await sthelens.gwen.send(agree)).tone == "bad"
    await sthelens.nadia.send(agree)
    assert "once those who were asked" in await does(sthelens.gwen, "sign_agreement", note="Now?")
    await sthelens.tobias.press("I will not use the account")
    assert "Marked as done" in await does(sthelens.gwen, "sign_agreement", note="All have signed.")
    rows = await models.Agreement.filter(council="sthelens").order_by("state")
    case = await models.Case.get(council="sthelens")
    assert [(r.state, r.policy_id) for r in rows] == [("signed", case.policy_id), ("withdrawn", case.policy_id)]
    signed = await models.Entry.get(kind="agreement_signed")
    assert (signed.actor, signed.facts["policy"]) == ((await sthelens.person("nadia")).id, case.policy_id)


async def test_whoever_keeps_the_register_can_end_an_agreement_from_it_later(sthelens: Office) -> None:
    await approved(sthelens)
    await sthelens.nadia.press("I have read it and agree")
    await does(sthelens.gwen, "sign_agreement")
    await sthelens.mei_lin.says("agreements")
    page = await sthelens.mei_lin.card("page")
    assert "Nadia Rahman: Signed on 23 November 2026 for St Helens Libraries" in words(page)
    await sthelens.mei_lin.send(page.buttons[0].token)
    assert "not on the list" in await does(
        sthelens.mei_lin, "sign_agreement", "Take somebody out", email="gwen.prosser@council.example"
    )
    await does(sthelens.mei_lin, "sign_agreement", "Take somebody out", email="nadia.rahman@council.example")
    assert (await models.Agreement.get()).state == "withdrawn"
    assert "may not use the account" in words(await sthelens.nadia.card("agreement"))


async def test_an_agreement_of_somebody_who_leaves_holds_no_more(sthelens: Office) -> None:
    await approved(sthelens)
    await sthelens.nadia.press("I have read it and agree")
    await models.Person.filter(email__startswith="nadia", council="sthelens").update(left=True)
    await staff_changed(sthelens.app.front.registers, "sthelens")
    assert (await models.Agreement.get()).state == "withdrawn"
    assert await models.Entry.exists(kind="agreement_ended")


async def test_the_register_can_be_read_by_those_who_keep_it_and_by_nobody_else(office: Office) -> None:
    await office.callum.says("accounts")
    assert "No accounts are registered yet" in words(await office.callum.card("page"))
    reference = await approved(office)
    await office.callum.says("accounts")
    shown = words(await office.callum.card("page"))
    assert "Suffolk Libraries (Facebook): Approved, not yet live. Owner: Nadia Rahman." in shown
    assert reference in shown
    await office.darius.says("agreements")
    assert "is kept by Callum Fraser or Mei-Lin Hughes" in words(await office.darius.card("page"))
    await office.darius.says("accounts")
    assert "Suffolk Libraries" not in words(await office.darius.card("page"))


async def test_nothing_of_a_register_crosses_to_another_council(office: Office) -> None:
    await approved(office)
    found = shelf(office.app.front.registers)
    assert [row["name"] for row in (await found.read("accounts", "suffolk")).rows()] == ["Suffolk Libraries"]
    assert (await found.read("accounts", "cannock")).rows() == []


async def test_the_records_are_still_whole_when_all_is_done(office: Office) -> None:
    await approved(office)
    await everything_is_done(office)
    assert [f async for found in examine(TortoiseAudit(), "suffolk") for f in found.faults] == []


class Fallen(Exception):
    """The process dies here."""


async def test_where_the_tasks_cannot_be_opened_the_approval_does_not_stand_either(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    await asks_for_an_account(office, worked("suffolk"))

    async def falls(*_: object) -> None:
        raise Fallen

    with monkeypatch.context() as crash:
        crash.setattr("bot.storage.registers.StoredRegister.add", falls)
        with pytest.raises(Fallen):
            await office.callum.press("Approve")
    assert (await models.Case.get()).state == "in_review"
    assert not await models.Task.exists()
    await office.callum.press("Approve", again="1")
    assert await models.Task.filter(case__state="approved").count() == 6
    assert await models.RegisteredAccount.all().count() == 1


async def _joins(who: Actor) -> Screen:
    return await task_card(who, (await task(who.office, "join_platform")).text)


async def test_where_no_communications_team_is_named_the_policys_owner_looks_after_a_case_that_nobody_decides(
    sthelens: Office,
) -> None:
    keeper = await models.PersonRole.get(council="sthelens", role="information_management_group").prefetch_related(
        "person__accounts"
    )
    owner = Actor(sthelens, str(keeper.person.accounts[0].user))  # type: ignore[attr-defined]  # what Tortoise adds
    await models.PersonRole.filter(council="sthelens", role="service_manager").delete()
    await asks_for_an_account(sthelens, worked("sthelens"))
    await sthelens.gwen.press("Approve")
    assert (await models.Case.get(council="sthelens")).orphaned
    assert "Choose who decides" in labels(await owner.card("case"))
