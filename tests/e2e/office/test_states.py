"""What is in force in the whole council: who sets it, whom it reaches, how it ends, and the record of it."""

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.approvals.anchors import write_anchor
from bot.approvals.examine import Examined, examine
from bot.clock import LONDON
from bot.storage import models
from bot.storage.audit import TortoiseAudit
from tests.e2e.office.commanding import Typist, read, typist
from tests.e2e.office.whisper import only_the_cast, plays
from tests.office import Office, asks_for_a_boost

pytestmark = pytest.mark.database
WHY = "The palace has announced it."


@pytest.fixture(autouse=True)
async def _cast(office: Office) -> None:
    await only_the_cast(office)


async def sets(who: Typist, words: str, why: str = WHY) -> str:
    """Type it, look at what it would do, and do it."""
    await who.team(f"state set {words} because {why}")
    return (await who.press("Set it")).text


async def in_force(office: Office) -> list[str]:
    states, day = office.app.front.talk.states, office.clock.today(LONDON)
    return [p.kind.value for p in await states.in_force(office.council, day)]


async def examined() -> Examined:
    return [found async for found in examine(TortoiseAudit(), "suffolk")][-1]


def ends(who: Typist) -> list[str]:
    return [b.label for b in who.screen.buttons if b.label.startswith(("End", "Cancel"))]


async def test_nothing_is_in_force_at_first(office: Office) -> None:
    assert "Nothing is in force" in read((await typist(office, "callum").team("state")).screen)
    assert await in_force(office) == []


async def test_it_is_set_only_once_the_days_were_read_back(office: Office) -> None:
    callum = typist(office, "callum")
    await callum.team(f"state set mourning 23 November to 3 December because {WHY}")
    assert "Monday 23 November 2026" in read(callum.screen)
    assert "Thursday 3 December 2026" in read(callum.screen)
    assert "11 days" in read(callum.screen)
    assert await in_force(office) == []
    await callum.press("Set it")
    assert await in_force(office) == ["mourning"]
    shown = read((await callum.team("state")).screen)
    assert WHY.rstrip(".") in shown
    assert "Callum" in shown


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("emergency until 2026-11-25", date(2026, 11, 23), date(2026, 11, 25)),
        ("purdah from 2026-12-01 to 2026-12-20", date(2026, 12, 1), date(2026, 12, 20)),
        ("pre-election period 1/12/2026 20/12/2026", date(2026, 12, 1), date(2026, 12, 20)),
        ("mourning tomorrow to 3rd of January", date(2026, 11, 24), date(2027, 1, 3)),
    ],
)
async def test_days_are_read_as_people_write_them(office: Office, words: str, first: date, last: date) -> None:
    await sets(typist(office, "callum"), words)
    [period] = await office.app.front.talk.states.history("suffolk")
    assert (period.begins, period.until) == (first, last)


async def test_what_is_left_out_is_asked_for(office: Office) -> None:
    callum = typist(office, "callum")
    await callum.team("state set")
    assert {i.id for i in callum.screen.inputs} == {"kind", "from", "until"}
    await callum.press("Check it", kind="emergency", until="2026-11-30")
    await callum.press("Set it", why=WHY)
    assert await in_force(office) == ["emergency"]


@pytest.mark.parametrize(
    "words",
    [
        "mourning 2026-12-03 to 2026-12-01", "mourning until 2026-11-22", "mourning until 2028-01-01",
        "mourning 2029-01-01 to 2029-01-05", "mourning until 2026-02-30", "mourning until 31 November",
    ],
)  # fmt: skip
async def test_days_that_make_no_sense_are_refused(office: Office, words: str) -> None:
    reply = await typist(office, "callum").team(f"state set {words} because {WHY}")
    assert reply.tone == "warn"
    assert await models.StateEntry.all().count() == 0


async def test_a_form_with_wrong_days_says_which_field(office: Office) -> None:
    callum = typist(office, "callum")
    await callum.team("state set emergency")
    reply = await callum.press("Check it", until="soon")
    assert reply.errors
    assert (await callum.press("Check it", kind="holiday", until="2026-11-30")).errors


@pytest.mark.parametrize(
    ("words", "first", "last", "beside"),
    [
        ("mourning 2026-12-03 to 2026-12-01", "2026-12-03", "2026-12-01", "until"),
        ("mourning 3 December to 31 November", "2026-12-03", "", "until"),
        ("mourning until 2026-11-22", "2026-11-23", "2026-11-22", "until"),
        ("mourning until 2028-01-01", "2026-11-23", "2028-01-01", "until"),
    ],
)
async def test_what_was_typed_stands_in_the_form_with_what_is_wrong_beside_it(
    office: Office, words: str, first: str, last: str, beside: str
) -> None:
    callum = typist(office, "callum")
    await callum.team(f"state set {words} because {WHY}")
    held = {i.id: i for i in callum.screen.inputs}
    assert [held[name].value for name in ("kind", "from", "until", "why")] == ["mourning", first, last, WHY]
    assert [name for name, field in held.items() if field.error] == [beside]
    await callum.press("Check it", **{"from": "2026-11-23", "until": "2026-11-30"})
    await callum.press("Set it")
    assert WHY.rstrip(".") in read((await callum.team("state")).screen)


async def test_it_needs_a_reason(office: Office) -> None:
    callum = typist(office, "callum")
    await callum.team("state set emergency until tomorrow")
    assert (await callum.press("Set it", why="  ")).tone == "warn"
    assert await in_force(office) == []


async def test_it_begins_on_its_first_day_and_ends_after_its_last(office: Office) -> None:
    await sets(typist(office, "callum"), "mourning 2026-11-25 to 2026-11-26")
    seen = []
    for _ in range(5):
        seen.append(await in_force(office))
        office.clock.move(timedelta(days=1))
    assert seen == [[], [], ["mourning"], ["mourning"], []]
    assert "Earlier" in read((await typist(office, "callum").team("state")).screen)


async def test_several_may_be_in_force_and_overlap(office: Office) -> None:
    callum = typist(office, "callum")
    await sets(callum, "mourning 2026-11-23 to 2026-11-25")
    await sets(callum, "emergency 2026-11-23 to 2026-11-30")
    await callum.team(f"state set mourning 2026-11-24 to 2026-11-28 because {WHY}")
    assert "Both then count" in read(callum.screen)
    await callum.press("Set it")
    office.clock.move(timedelta(days=4))
    assert await in_force(office) == ["emergency", "mourning"]


async def test_it_can_be_ended_sooner_and_a_planned_one_cancelled(office: Office) -> None:
    callum = typist(office, "callum")
    await sets(callum, "emergency until 2026-11-30")
    await sets(callum, "mourning 2026-12-05 to 2026-12-08")
    await callum.team("state end emergency")
    await callum.press(ends(callum)[0], why="All is well again.")
    assert await in_force(office) == []
    await callum.team("state")
    await callum.press(ends(callum)[0], why="It was a mistake.")
    assert ends(callum) == []
    office.clock.move(timedelta(days=12))
    assert await in_force(office) == []
    assert "All is well again" in read(callum.screen)


async def test_it_is_ended_once_and_the_second_is_told_who_did(office: Office) -> None:
    callum, mei_lin = typist(office, "callum"), typist(office, "mei-lin")
    await sets(callum, "emergency until 2026-11-30")
    await callum.team("state")
    await mei_lin.team("state")
    await mei_lin.press(ends(mei_lin)[0], why="Over.")
    reply = await callum.press(ends(callum)[0], why="Over.")
    assert "Mei-Lin" in reply.text or "Mei" in reply.text
    assert await models.StateEntry.all().count() == 2


async def test_the_same_is_not_set_twice(office: Office) -> None:
    callum = typist(office, "callum")
    await sets(callum, "emergency until 2026-11-30")
    assert "already" in await sets(callum, "emergency until 2026-11-30", "Once more.")
    assert await models.StateEntry.all().count() == 1


async def test_two_people_at_once_leave_one_chain_that_is_whole(office: Office) -> None:
    people = [typist(office, user) for user in ("callum", "mei-lin")]
    words = ("emergency until 2026-11-30", "mourning until 2026-12-02")
    for who, text in zip(people, words, strict=True):
        await who.team(f"state set {text} because {WHY}")
    await asyncio.gather(*(who.press("Set it") for who in people))
    assert sorted(await in_force(office)) == ["emergency", "mourning"]
    assert [e.seq for e in await models.StateEntry.all().order_by("seq")] == [1, 2]
    assert (await examined()).faults == []


async def test_two_people_who_set_the_same_at_once_set_one(office: Office) -> None:
    people = [typist(office, user) for user in ("callum", "mei-lin")]
    for who in people:
        await who.team(f"state set emergency until 2026-11-30 because {WHY}")
    replies = await asyncio.gather(*(who.press("Set it") for who in people))
    assert sorted(reply.tone for reply in replies) == ["good", "info"]
    assert await models.StateEntry.all().count() == 1


@pytest.mark.parametrize("user", ["darius", "nadia", "tobias"])
async def test_a_forwarded_button_sets_and_ends_nothing_for_others(office: Office, user: str) -> None:
    callum, other = typist(office, "callum"), typist(office, user)
    await callum.team(f"state set emergency until 2026-11-30 because {WHY}")
    token = next(b.token for b in callum.screen.buttons if b.label == "Set it")
    assert (await other.actor.send(token, why="Mine.")).tone == "bad"
    mine = office.app.front.signer.sign("comms.state.set", "emergency", "2026-11-23", "2026-11-30",
                                        (await office.person(user)).id)  # fmt: skip
    assert (await other.actor.send(mine, why="Mine.")).tone == "bad"
    assert await models.StateEntry.all().count() == 0


async def test_one_of_another_council_cannot_be_ended(office: Office) -> None:
    callum = typist(office, "callum")
    await sets(callum, "emergency until 2026-11-30")
    await callum.team("state")
    await models.StateEntry.all().update(council="cannock")
    assert (await callum.press(ends(callum)[0], why="Over.")).tone == "bad"


async def test_whoever_the_policy_names_may_set_it_without_being_of_the_team(office: Office) -> None:
    states = office.app.front.talk.states
    setters = states.setters["suffolk"]
    kind = next(k for k in setters if k.value == "mourning")
    setters[kind] = type(setters[kind])(("chief_fire_officer",))  # type: ignore[index]  # a dict, as it was made
    await plays(office, "gwen", "chief_fire_officer")
    gwen = typist(office, "gwen")
    assert (await gwen.team("queue")).tone == "bad"
    await sets(gwen, "mourning until 2026-11-30")
    assert await in_force(office) == ["mourning"]
    assert (await typist(office, "callum").team("state set mourning until 2026-12-05 because x")).tone == "warn"


async def test_the_card_says_which_section_lets_them_or_that_we_do(office: Office) -> None:
    callum = typist(office, "callum")
    await callum.team("state set mourning until tomorrow")
    assert "4.4" in read(callum.screen)
    await callum.team("state set emergency until tomorrow")
    assert "our choice" in read(callum.screen)


async def test_everybody_reads_of_it_on_their_pages(office: Office) -> None:
    assert "mourning" not in read((await typist(office, "darius").staff("help")).screen)
    await sets(typist(office, "callum"), "mourning until 2026-11-30")
    assert "A mourning pause is in force until 30 November 2026" in read(
        (await typist(office, "darius").staff("help")).screen
    )


async def test_an_unfinished_guide_says_what_has_come_into_force(office: Office) -> None:
    await office.nadia.says("boost")
    await office.nadia.press("Facebook")
    await sets(typist(office, "callum"), "mourning until 2026-11-30")
    assert "mourning pause is in force now" in read(await office.nadia.card("conversation"))


async def test_advice_that_is_another_now_is_not_sent_by_an_old_button(office: Office) -> None:
    await office.nadia.says("boost")
    old = (await office.nadia.button("Facebook")).token
    await sets(typist(office, "callum"), "mourning until 2026-11-30")
    assert "mourning pause is in force now" in (await office.nadia.send(old)).text
    assert (await models.Conversation.get()).answers == {}
    assert "Finish" in [b.label for b in (await office.nadia.card("conversation")).buttons]


async def test_what_is_typed_meanwhile_is_kept_and_the_next_card_says_it(office: Office) -> None:
    await office.nadia.says("boost")
    await sets(typist(office, "callum"), "pre-election until 2026-11-30")
    await office.nadia.says("Facebook")
    kept = await models.Conversation.get()
    assert kept.answers
    assert kept.situation["states"] == ["pre_election"]
    assert "period is in force now" in read(await office.nadia.card("conversation"))
    await office.nadia.press("Yes")
    assert "in force now" not in read(await office.nadia.card("conversation"))


async def test_a_button_from_before_shows_first_what_has_changed(office: Office) -> None:
    await office.nadia.says("boost")
    old = (await office.nadia.button("Facebook")).token
    await sets(typist(office, "callum"), "pre-election until 2026-11-30")
    assert "period is in force now" in (await office.nadia.send(old)).text
    await office.nadia.press("Facebook")
    assert (await models.Conversation.get()).answers


async def test_the_end_of_it_is_told_too(office: Office) -> None:
    callum = typist(office, "callum")
    await sets(callum, "mourning until 2026-11-30")
    await office.nadia.says("boost")
    await callum.team("state")
    await callum.press(ends(callum)[0], why="Over.")
    assert "is over" in read(await office.nadia.card("conversation"))


async def test_what_was_sent_before_stays_as_it_was(office: Office) -> None:
    await asks_for_a_boost(office.nadia)
    before = read(await office.tobias.card("case"))
    await sets(typist(office, "callum"), "mourning until 2026-11-30")
    assert read(await office.tobias.card("case")) == before


async def test_the_audit_covers_it(office: Office) -> None:
    await sets(typist(office, "callum"), "mourning until 2026-11-30")
    await write_anchor(TortoiseAudit(), "suffolk", datetime(2026, 11, 24, tzinfo=UTC), date(2026, 11, 24))
    assert (await examined()).faults == []
    row = await models.StateEntry.get()
    await models.StateEntry.filter(id=row.id).update(facts={**row.facts, "until": "2027-11-30"})
    assert len((await examined()).faults) == 1
    await models.StateEntry.filter(id=row.id).update(facts=row.facts, why="Something else.")
    assert len((await examined()).faults) == 1
    await models.StateEntry.filter(id=row.id).update(why="")
    assert (await examined()).faults == []
    await models.StateEntry.all().delete()
    assert len((await examined()).faults) == 1


async def test_another_process_sees_it_at_its_next_turn(office: Office) -> None:
    states = office.app.front.talk.states
    other = type(states.shelf)()
    assert await other.periods("suffolk") == ()
    await sets(typist(office, "callum"), "mourning until 2026-11-30")
    assert len(await other.periods("suffolk")) == 1
    await sets(typist(office, "callum"), "emergency until 2026-11-30")
    assert len(await other.periods("suffolk")) == 2


@pytest.mark.parametrize("by_command", [True, False])
async def test_an_answer_to_a_question_says_it_too(office: Office, by_command: bool) -> None:
    await sets(typist(office, "callum"), "mourning until 2026-11-30")
    question, nadia = "may I pay to boost a post?", typist(office, "nadia")
    if by_command:
        shown = (await nadia.asks(question)).screen
    else:
        await office.nadia.says(question)
        shown = await office.nadia.card("answer")
    assert "A mourning pause is in force" in read(shown)
