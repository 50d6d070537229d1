"""What the communications team types: the queue, one case, and what everybody else is told instead."""

from datetime import timedelta

import pytest

from bot.storage import models
from tests.e2e.office.commanding import Typist, read, typist
from tests.e2e.office.whisper import email, only_the_cast
from tests.office import Office, asks_for_a_boost

pytestmark = pytest.mark.database
COMMANDS = (
    "", "help", "queue", "queue orphaned", "case K7QX-M4TD", "mine", "reassign K7QX-M4TD to darius@council.example",
    "accounts", "agreements", "people Nadia", "state", "state set mourning until tomorrow", "export queue", "parked",
    "here", "not here", "xyzzy",
)  # fmt: skip


@pytest.fixture(autouse=True)
async def _cast(office: Office) -> None:
    await only_the_cast(office)


async def boosted(office: Office) -> models.Case:
    await asks_for_a_boost(office.nadia)
    return await models.Case.all().order_by("-opened").first()  # type: ignore[return-value]  # there is one


def labels(who: Typist) -> list[str]:
    return [button.label for button in who.screen.buttons]


@pytest.mark.parametrize("words", COMMANDS)
async def test_nobody_else_gets_in_and_all_are_told_the_same(office: Office, words: str) -> None:
    before = await typist(office, "darius").team(words)
    await boosted(office)
    after = await typist(office, "darius").team(words)
    assert before == after
    assert before.screen is None
    assert before.files == ()
    assert "Callum" in before.text


async def test_the_refusal_does_not_say_whether_a_case_is_there(office: Office) -> None:
    case = await boosted(office)
    there = await typist(office, "darius").team(f"case {case.reference}")
    assert there == await typist(office, "darius").team("case K7QX-M4TD")


async def test_help_names_every_command(office: Office) -> None:
    shown = read((await typist(office, "callum").team("help")).screen)
    for name in ("queue", "case", "mine", "reassign", "accounts", "people", "state", "export", "parked"):
        assert name in shown


async def test_an_empty_queue_is_friendly(office: Office) -> None:
    screen = (await typist(office, "callum").team("queue")).screen
    assert screen
    assert "Nothing waits" in read(screen)


async def test_the_queue_says_who_decides_and_since_when(office: Office) -> None:
    case = await boosted(office)
    office.clock.move(timedelta(days=8))
    shown = read((await typist(office, "callum").team("queue")).screen)
    assert case.reference in shown
    assert "Tobias" in shown
    assert "for 6 working days" in shown
    assert "Overdue" in shown


async def test_what_waits_for_nobody_stands_first(office: Office) -> None:
    await boosted(office)
    await boosted(office)
    first, second = await models.Case.all().order_by("reference")
    await models.Seat.filter(case_id=second.id).delete()
    record = {**second.record, "orphaned": True}
    record["steps"][0]["seats"] = []
    await models.Case.filter(id=second.id).update(record=record, orphaned=True)
    shown = read((await typist(office, "callum").team("queue")).screen)
    assert shown.index(second.reference) < shown.index(first.reference)
    only = read((await typist(office, "callum").team("queue orphaned")).screen)
    assert first.reference not in only


@pytest.mark.parametrize(
    ("words", "there"),
    [("boost", True), ("new account", False), ("mine", False), ("returned", False), ("closed", False)],
)
async def test_the_queue_is_narrowed_by_words(office: Office, words: str, there: bool) -> None:
    case = await boosted(office)
    assert (case.reference in read((await typist(office, "callum").team(f"queue {words}")).screen)) is there


@pytest.mark.parametrize("words", ["queue", "queue mine", "queue overdue", "mine"])
async def test_an_empty_queue_leads_on_to_what_there_is_and_not_to_itself(office: Office, words: str) -> None:
    callum = typist(office, "callum")
    await callum.team(words)
    assert "The whole queue" not in labels(callum)
    await callum.press("Requests that have ended")
    assert "No request has ended yet" in read(callum.screen)
    await callum.press("The whole queue")
    await callum.press("What is in force")
    assert "Nothing is in force" in read(callum.screen)


async def test_whoever_alone_has_the_part_is_named_alone(office: Office) -> None:
    callum = await office.person("callum")
    several = (await typist(office, "darius").team("queue")).text
    assert "one of them" in several
    await models.PersonRole.filter(role="communications").exclude(person_id=callum.id).delete()
    alone = (await typist(office, "darius").team("queue")).text
    assert "Callum Fraser, who looks after" in alone
    assert "one of them" not in alone
    await models.PersonRole.filter(role="communications").delete()
    assert "Nobody" in (await typist(office, "darius").team("queue")).text


async def test_an_unknown_word_shows_the_whole_queue_and_says_so(office: Office) -> None:
    case = await boosted(office)
    shown = read((await typist(office, "callum").team("queue purple")).screen)
    assert "purple" in shown
    assert case.reference in shown


async def copied(row: models.Case, name: str, reference: str) -> None:
    [whole], [revision] = await models.Case.filter(id=row.id).values(), await models.Revision.filter(case=row).values()
    record = {**whole["record"], "id": name}
    await models.Case.create(**{**whole, "id": name, "reference": reference, "record": record})
    del revision["id"]
    await models.Revision.create(**{**revision, "case_id": name})


async def test_a_long_queue_has_pages(office: Office) -> None:
    await boosted(office)
    row = await models.Case.get()
    for n in range(20):
        await copied(row, f"{n:032d}", f"AAAA-{n:04d}")
    callum = typist(office, "callum")
    await callum.team("queue")
    assert sum(label.startswith("Show") for label in labels(callum)) == 8
    await callum.press("Next page")
    await callum.press("Next page")
    assert sum(label.startswith("Show") for label in labels(callum)) == 5
    assert "Next page" not in labels(callum)


@pytest.mark.parametrize("change", [str.lower, lambda r: r.replace("-", ""), lambda r: r.replace("-", " "), str])
async def test_a_case_is_found_however_its_reference_is_written(office: Office, change) -> None:  # type: ignore[no-untyped-def]
    case = await boosted(office)
    callum = typist(office, "callum")
    assert case.reference in read((await callum.team(f"case {change(case.reference)}")).screen)


async def test_a_mistyped_letter_leads_to_the_case_that_is_meant(office: Office) -> None:
    case = await boosted(office)
    other = "A" if case.reference[0] != "A" else "C"
    callum = typist(office, "callum")
    await callum.team(f"case {other}{case.reference[1:]}")
    assert case.reference in read(callum.screen)
    await callum.press(f"Show {case.reference}")
    assert "Nadia" in read(callum.screen)


async def test_a_case_in_which_one_has_a_part_is_shown_in_the_chat(office: Office) -> None:
    case = await boosted(office)
    await office.tobias.press("Approve")
    reply = await typist(office, "callum").team(f"case {case.reference}")
    assert reply.screen is None
    assert case.reference in (await office.callum.card("case")).label


async def test_a_case_of_another_council_is_not_there(office: Office) -> None:
    case = await boosted(office)
    await models.Case.filter(id=case.id).update(council="cannock")
    shown = read((await typist(office, "callum").team(f"case {case.reference}")).screen)
    assert "no request" in shown.lower()
    assert case.reference not in read((await typist(office, "callum").team("queue")).screen)


async def test_somebody_is_asked_only_after_a_press(office: Office) -> None:
    case = await boosted(office)
    callum = typist(office, "callum")
    await callum.team(f"reassign {case.reference} to {email('gwen.prosser')} because Tobias is away")
    assert "Gwen" in read(callum.screen)
    assert await models.Seat.filter(case_id=case.id).count() == 1
    reply = await callum.press("Ask Gwen Prosser")
    assert reply.tone == "good"
    assert await models.Seat.filter(case_id=case.id, waiting=True).count() == 2
    assert "Tobias is away" in str((await office.gwen.card("case")).blocks)


async def test_a_second_press_changes_nothing_more(office: Office) -> None:
    case = await boosted(office)
    callum = typist(office, "callum")
    await callum.team(f"reassign {case.reference} to {email('gwen.prosser')}")
    await callum.press("Ask Gwen Prosser")
    reply = await callum.press("Ask Gwen Prosser", reason="Once more.")
    assert reply.tone == "warn"
    assert await models.Seat.filter(case_id=case.id).count() == 2


@pytest.mark.parametrize("user", ["darius", "nadia"])
async def test_a_forwarded_button_does_nothing_for_others(office: Office, user: str) -> None:
    case = await boosted(office)
    callum = typist(office, "callum")
    await callum.team(f"reassign {case.reference} to {email('gwen.prosser')}")
    token = next(b.token for b in callum.screen.buttons if b.label.startswith("Ask"))
    reply = await typist(office, user).actor.send(token, reason="")
    assert reply.tone == "bad"
    assert await models.Seat.filter(case_id=case.id).count() == 1


@pytest.mark.parametrize(
    "words",
    ["reassign", "reassign K7QX-M4TD", "reassign to x@y", "reassign K7QX-M4TD to", "case", "people",
     "export everything", "export cases 2026-13", "export cases 2026-12-01", "state end", "case ????", "people %_"],
)  # fmt: skip
async def test_what_is_left_out_or_wrong_is_said(office: Office, words: str) -> None:
    reply = await typist(office, "callum").team(words)
    assert reply.text or read(reply.screen)
    assert reply.tone in ("warn", "bad") or (reply.screen and reply.screen.tone == "warn")


async def test_what_to_export_is_asked_where_nothing_is_said(office: Office) -> None:
    callum = typist(office, "callum")
    await callum.team("export")
    assert callum.screen.tone == "plain"
    assert labels(callum) == ["Queue", "Cases", "Accounts", "Agreements"]


async def test_nobody_can_be_asked_who_asked_for_it(office: Office) -> None:
    case = await boosted(office)
    nadia = await office.person("nadia")
    callum = typist(office, "callum")
    assert (await callum.team(f"reassign {case.reference} to {nadia.email}")).tone == "warn"
    token = office.app.front.signer.sign(
        "comms.reassign", case.id, 1, 1, nadia.id, (await office.person("callum")).id
    )  # fmt: skip
    assert (await callum.actor.send(token, reason="")).tone == "warn"
    assert await models.Seat.filter(case_id=case.id).count() == 1


async def test_an_unknown_command_gets_the_nearest_one(office: Office) -> None:
    callum = typist(office, "callum")
    await callum.team("qeue overdue")
    await callum.press("Yes: queue overdue")
    assert callum.screen.title == "The queue"


async def test_the_same_can_be_typed_in_the_chat(office: Office) -> None:
    case = await boosted(office)
    for text in ("queue", f"case {case.reference.lower()}", "state", "comms people nadia", "/comms help"):
        assert (await office.callum.says(text)).screen


async def test_in_the_chat_of_others_the_words_mean_what_they_did(office: Office) -> None:
    reply = await office.nadia.says("queue")
    assert reply.screen is None
    assert (await office.nadia.card()).title == "Waiting for you"


async def test_a_person_is_shown_with_what_they_decide_and_how_many_things_wait(office: Office) -> None:
    await boosted(office)
    shown = read((await typist(office, "callum").team("people tobias")).screen)
    assert "Waits for them: 1" in shown
    assert "Can be reached: yes" in shown


async def test_several_of_a_name_are_listed_to_choose_from(office: Office) -> None:
    callum = typist(office, "callum")
    await callum.team("people council.example")
    assert len(labels(callum)) > 1
    await callum.press(labels(callum)[0])
    assert "Email" in read(callum.screen)


async def test_a_register_can_be_searched(office: Office) -> None:
    assert (await typist(office, "callum").team("accounts")).screen
    assert (await typist(office, "callum").team("agreements nadia")).screen


async def test_somebody_who_has_been_asked_is_not_offered_again(office: Office) -> None:
    case = await boosted(office)
    tobias = await office.person("tobias")
    reply = await typist(office, "callum").team(f"reassign {case.reference} to {tobias.email}")
    assert (reply.tone, reply.screen) == ("warn", None)
