"""What people write in Teams: read as plain words, answered to them alone."""

from functools import partial

import pytest

from bot.channels.teams.answering.privately import ADD_ME, LATER
from bot.channels.teams.listening.messages import AS_A_FILE, MOVED
from bot.errors import ChannelError
from bot.messages import File, Profile, Reply
from tests.contracts.office_cards import APPROVAL, DECIDED
from tests.fakes.teams import HOME
from tests.unit.channels.teams.desks import Desk, account, another_replica


async def test_words_reach_the_application_with_who_said_them_and_where_they_are_reached(desk: Desk) -> None:
    amira = desk.person()
    desk.reply = Reply("Hello.")
    await amira.say("  may I <b>post</b> &amp; like?  ")
    assert await amira.sees("Hello.")
    (told,) = desk.told
    assert (told.account, told.address) == (account(amira), f"{HOME}/{amira.direct.id}")
    assert (told.text, told.given, told.token) == ("may I <b>post</b> &amp; like?", {}, "")


async def test_the_same_message_delivered_twice_is_the_same_delivery(desk: Desk) -> None:
    amira = desk.person()
    await amira.say("boost")
    await desk.teams.wire.again(desk.teams.wire.sent[-1])
    await desk.settled()
    assert desk.done == 1
    await amira.say("boost")
    assert desk.done == 2


async def test_a_screen_stands_in_the_persons_chat_and_its_buttons_are_found_again_by_any_replica(desk: Desk) -> None:
    amira = desk.person()
    desk.answers = {"case K7QX": Reply(screen=APPROVAL), "approve": Reply("Approved.", "good")}
    await amira.say("case K7QX")
    assert await amira.sees(APPROVAL.title)
    async with another_replica(desk):
        desk.answers["case K7QX"] = Reply(screen=DECIDED)
        await amira.press("Approve")
        await desk.settled()
    assert DECIDED.title in amira.cards()[-1]
    assert desk.told[-1].looks
    assert await amira.sees("Approved.")


async def test_a_screen_that_no_key_can_name_is_remembered(desk: Desk) -> None:
    amira = desk.person()
    words = "case K7QX " + "and more " * 30
    desk.answers = {words.strip(): Reply(screen=APPROVAL), "approve": Reply("Approved.", "good")}
    await amira.say(words)
    await amira.sees(APPROVAL.title)
    await amira.press("Approve")
    await desk.settled()
    assert amira.told == ["Approved."]
    assert len(desk.told) == 2


async def test_teams_is_asked_who_somebody_is_where_the_application_wants_to_know(desk: Desk) -> None:
    amira = desk.person(email="amira@council.example")
    desk.strangers, desk.reply = True, Reply("Hello, Amira.")
    await amira.say("hi")
    assert await amira.sees("Hello, Amira.")
    (told,) = desk.told
    assert told.profile == Profile("suffolk", "amira@council.example", "Amira Khan")
    assert desk.teams.made("send")[0].body["type"] == "typing"


async def test_somebody_whom_teams_cannot_tell_of_is_asked_to_try_again(desk: Desk) -> None:
    amira = desk.person()
    desk.strangers = True
    desk.teams.faults.arm("member", status=502)
    await amira.say("hi")
    assert await amira.sees("Try again in a minute")
    assert desk.told == []


async def test_what_is_said_before_others_is_answered_in_the_persons_own_chat_with_one_line_there(desk: Desk) -> None:
    amira, darius = desk.person(), desk.person("darius", "Darius Doe")
    square = desk.teams.channel("Square", amira, darius)
    desk.reply = Reply("Yes, you may.")
    await amira.mention("may I?", square)
    await desk.settled()
    assert amira.lines() == ["Yes, you may."]
    assert MOVED in darius.lines(square)[-1]
    assert len(darius.lines(square)) == 2
    (told,) = desk.told
    assert told.text == "may I?"
    assert told.given == {"channel": f"{HOME}/{square.id}", "fits": "unknown"}


async def test_the_line_stands_in_the_thread_where_the_bot_was_named(desk: Desk) -> None:
    amira = desk.person()
    square = desk.teams.channel("Square", amira)
    root = await amira.post("What do you think?", square)
    await amira.mention("may I?", square, root=root.id)
    await desk.settled()
    assert [m.root for m in square.messages if MOVED in m.text] == [root.id]
    assert ("tenant", square.id) not in desk.ports.references.kept
    assert (HOME, square.id) in desk.ports.references.kept


async def test_a_message_in_a_group_that_does_not_name_the_bot_is_left_alone(desk: Desk) -> None:
    amira = desk.person()
    group = desk.teams.group("Group", amira)
    await amira.mention("may I?", group)
    activity = desk.teams.wire.sent[-1].activity
    await desk.settled()
    desk.told.clear()
    answer = await desk.teams.wire.deliver({**activity, "id": "1", "entities": []})
    assert answer.status == 200
    assert desk.told == []


async def test_a_chat_that_nobody_knows_yet_is_begun(desk: Desk) -> None:
    amira = desk.person(unheard=True)
    group = desk.teams.group("Group", amira)
    desk.reply = Reply("Yes, you may.")
    await amira.mention("may I?", group)
    await desk.settled()
    assert desk.told[0].address == f"{HOME}/{amira.id}"
    assert amira.lines() == ["Yes, you may."]


async def test_whoever_has_not_added_the_bot_is_told_how_and_nothing_else(desk: Desk) -> None:
    amira = desk.person(has_app=False)
    group = desk.teams.group("Group", amira)
    desk.reply = Reply("Yes, you may.")
    await amira.mention("may I?", group)
    await desk.settled()
    assert ADD_ME in amira.lines(group)[-1]
    assert "Yes, you may." not in "\n".join(amira.lines(group))


async def test_a_chat_that_cannot_be_reached_now_is_said_to_be_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.channels.teams.answering.desk.LONGEST_WAIT", -1.0)
    amira = desk.person()
    group = desk.teams.group("Group", amira)
    desk.reply = Reply("Yes, you may.")
    desk.teams.faults.arm("send", status=502)
    await amira.mention("may I?", group)
    await desk.settled()
    assert LATER in amira.lines(group)[-1]


@pytest.mark.parametrize(
    "failure", [RuntimeError("a bug"), ChannelError("x", "The database is away.", permanent=False)]
)
async def test_whatever_fails_is_said_in_a_sentence(desk: Desk, failure: Exception) -> None:
    amira = desk.person()
    desk.failure = failure
    assert (await amira.say("hi")).status == 200
    await desk.settled()
    (said,) = amira.lines()[1:]
    assert said.endswith(".")
    assert "Traceback" not in said


async def test_a_bug_before_the_application_is_asked_is_said_too(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    amira = desk.person()

    async def broken(_: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(desk.ports.references, "keep", broken)
    await amira.say("hi")
    await desk.settled()
    assert "report" in amira.lines()[-1]
    assert desk.told == []


async def test_what_was_done_counts_though_the_conversation_cannot_be_kept(desk: Desk) -> None:
    amira = desk.person()
    desk.ports.references.away, desk.reply = True, Reply("That was not saved.", "bad")
    await amira.say("hi")
    assert [told.text for told in desk.told] == ["hi"]
    assert await amira.sees("That was not saved.")


async def test_a_conversation_is_kept_before_the_application_is_asked_and_only_once(desk: Desk) -> None:
    amira = desk.person(unheard=True)
    await amira.say("hi")
    kept = desk.ports.references.kept[HOME, amira.direct.id]
    assert (kept.user, kept.object_id, kept.kind) == (amira.id, amira.account.object_id, "personal")
    desk.ports.references.kept.clear()
    await amira.say("hi again")
    assert desk.ports.references.kept == {}
    await desk.settled()


async def test_a_file_that_is_sent_comes_along_and_can_be_fetched(desk: Desk) -> None:
    amira = desk.person()
    await amira.say("here", files={"form.pdf": b"%PDF signed"})
    (file,) = desk.told[0].files
    assert (file.name, file.field) == ("form.pdf", "")
    assert file.link.startswith("https://")
    assert await desk.channel.fetch(account(amira), file) == b"%PDF signed"
    await desk.settled()


async def test_a_file_of_the_bots_is_offered_and_uploaded_once_it_is_accepted(desk: Desk) -> None:
    amira = desk.person()
    desk.reply = Reply(files=(File("queue.csv", "a,b\n1,2\n", "text/csv"),))
    await amira.say("comms export queue")
    await desk.settled()
    await amira.accept("queue.csv")
    assert await amira.uploaded("queue.csv") == b"a,b\n1,2\n"
    await desk.settled()
    assert len(desk.told) == 1


async def test_a_file_is_asked_for_again_where_the_process_no_longer_has_it(desk: Desk) -> None:
    amira = desk.person()
    desk.reply = Reply(files=(File("queue.csv", "a,b\n1,2\n", "text/csv"),))
    await amira.say("comms export queue")
    await desk.settled()
    async with another_replica(desk):
        await amira.accept("queue.csv")
        assert await amira.uploaded("queue.csv") == b"a,b\n1,2\n"
        await desk.settled()
    assert [told.looks for told in desk.told] == [False, True]


async def test_files_of_one_name_are_each_put_there(desk: Desk) -> None:
    amira = desk.person()
    desk.reply = Reply(files=tuple(File("image.png", text, "image/png") for text in ("one", "two")))
    await amira.say("files")
    await desk.settled()
    desk.reply = Reply()
    for offer in [m for m in amira.direct.messages if m.activity.get("attachments")]:
        amira.direct.messages.append(offer)
        await amira.accept("image.png")
        await desk.settled()
    assert sorted(f.body for f in desk.teams.state.files.values()) == [b"one", b"two"]


async def test_files_that_no_memory_would_hold_are_read_when_they_are_accepted(desk: Desk) -> None:
    amira, read = desk.person(), list[str]()

    async def body(name: str) -> bytes:
        read.append(name)
        return name.encode()

    names = ["a", "b", "c"]
    desk.reply = Reply(files=tuple(File(name, read=partial(body, name)) for name in names))
    await amira.say("files")
    await desk.settled()
    assert read == names
    desk.reply = Reply()
    for name in names:
        await amira.accept(name)
        assert await amira.uploaded(name) == name.encode()
    await desk.settled()
    assert read == [*names, *names]


async def test_a_file_that_cannot_be_read_any_more_when_it_is_accepted_is_said_to_be_so(desk: Desk) -> None:
    amira = desk.person()
    answers = [b"a photo"]

    async def body() -> bytes:
        if not answers:
            raise ChannelError("gone", "It is gone.", permanent=True)
        return answers.pop()

    desk.reply = Reply(files=(File("photo.png", read=body),))
    await amira.say("files")
    await desk.settled()
    await amira.accept("photo.png")
    assert await amira.sees("could not be put into your files")
    await desk.settled()


async def test_a_file_that_cannot_be_read_keeps_no_other_from_being_offered_and_is_said_to_be_so(desk: Desk) -> None:
    amira = desk.person()

    async def gone() -> bytes:
        raise ChannelError("gone", "Ask whoever sent it for a link.", permanent=True)

    desk.reply = Reply(files=(File("photo.png", read=gone), File("queue.csv", "a,b")))
    await amira.say("files")
    assert await amira.sees("photo.png ready. Ask whoever sent it for a link.")
    await desk.settled()
    await amira.accept("queue.csv")
    assert await amira.uploaded("queue.csv") == b"a,b"
    await desk.settled()


async def test_nobody_gets_a_file_that_was_offered_to_another(desk: Desk) -> None:
    amira, darius = desk.person(), desk.person("darius", "Darius Doe")
    desk.reply = Reply(files=(File("queue.csv", "secret", "text/csv"),))
    await amira.say("comms export queue")
    await desk.settled()
    offer = next(m for m in amira.direct.messages if m.activity.get("attachments"))
    desk.reply = Reply("You may not.", "bad")
    desk.seen.clear()
    darius.direct.messages.append(offer)
    await darius.accept("queue.csv")
    await desk.settled()
    assert "I no longer have it" in darius.lines()[-1]


async def test_what_was_offered_long_ago_is_asked_for_anew_for_the_person_may_have_left(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    amira = desk.person()
    desk.reply = Reply(files=(File("queue.csv", "secret"),))
    await amira.say("comms export queue")
    await desk.settled()
    monkeypatch.setattr("bot.channels.teams.answering.files.KEPT_FOR", 0.0)
    desk.reply = Reply("The staff list says that you have left.", "warn")
    desk.seen.clear()
    await amira.accept("queue.csv")
    assert await amira.sees("I no longer have it")
    await desk.settled()
    assert [told.looks for told in desk.told] == [False, True]


async def test_a_file_that_is_declined_is_let_go_of(desk: Desk) -> None:
    amira = desk.person()
    desk.reply = Reply(files=(File("queue.csv", "a", "text/csv"),))
    await amira.say("comms export queue")
    await desk.settled()
    await amira.decline("queue.csv")
    assert await amira.sees("Nothing was put into your files")
    await desk.settled()


async def test_whoever_pastes_a_picture_is_told_how_to_send_it(desk: Desk) -> None:
    amira = desk.person()
    await amira.paste(b"\x89PNG")
    assert await amira.sees(AS_A_FILE)
    assert desk.told == []
    desk.reply = Reply("Kept.")
    await amira.paste(b"\x89PNG", "a photo of the event")
    assert await amira.sees("Kept.")
    assert desk.told[0].text == "a photo of the event"
    await desk.settled()
