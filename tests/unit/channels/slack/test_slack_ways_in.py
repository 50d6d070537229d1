"""Every way into the bot from Slack: messages, mentions, the home page, commands and shortcuts."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from bot.messages import Account, Button, File, Input, Reply, Screen, SentFile, Text
from tests.fakes.slack.state import Conversation, Message
from tests.unit.channels.slack.desks import Desk

HOME = Screen("Comms Desk", "Your page.", (Text("Nothing waits for you."),), buttons=(Button("Help", "help"),))
STATE = Screen(
    "Set the state", "Set it.", inputs=(Input("a", "From", "day"), Input("b", "Until", "day")),
    buttons=(Button("Set", "set", "primary"),),
)  # fmt: skip


def town_square(desk: Desk, *members: str) -> Conversation:
    return desk.slack.channel("C1", *members)


async def test_a_direct_message_reaches_the_application_as_plain_words(desk: Desk) -> None:
    amira = desk.person()
    desk.reply = Reply("You're welcome.")
    await amira.says("May I share <https://example.org/a|this> &amp; that?")
    (told,) = desk.told
    assert told.text == "May I share https://example.org/a & that?"
    assert told.account == Account("slack", "T1", "U1")
    assert told.address == f"T1/{amira.direct.id}"
    assert await amira.sees("You're welcome.")


async def test_an_event_that_slack_sends_again_has_one_effect(desk: Desk) -> None:
    amira = desk.person()
    await amira.says("help")
    first = desk.slack.wire.sent[-1]
    assert (await desk.slack.wire.retried(first)).status == 200
    assert (await desk.slack.wire.retried(first, 2)).status == 200
    assert len({t.id for t in desk.told}) == 1
    assert desk.done == 1


async def test_the_same_words_written_again_are_a_new_message(desk: Desk) -> None:
    amira = desk.person()
    await amira.says("help")
    await amira.says("help")
    assert desk.done == 2


async def test_edits_deletions_and_bots_are_not_answered(desk: Desk) -> None:
    amira = desk.person()
    for change in ({"subtype": "message_changed"}, {"subtype": "message_deleted"}, {"bot_id": "B9"}):
        await deliver(
            desk, {"type": "message", "channel_type": "im", "channel": amira.direct.id, "user": "U1", **change}
        )
    await deliver(desk, {"type": "message", "channel_type": "channel", "channel": "C1", "user": "U1", "text": "x"})
    assert desk.told == []


async def test_what_the_bot_says_itself_is_not_answered(desk: Desk) -> None:
    amira, bot = desk.person(), desk.slack.bot()
    await deliver(desk, {"type": "message", "channel_type": "im", "channel": amira.direct.id, "user": bot, "text": "x"})
    assert desk.told == []


async def test_a_file_that_is_sent_along_comes_as_what_slack_tells_of_it(desk: Desk) -> None:
    amira = desk.person()
    link = "https://council.slack.com/files/U1/F1/photo.jpg"
    told = {"id": "F1", "name": "photo.jpg", "mimetype": "image/jpeg", "size": 12, "permalink": link}
    odd = {"id": "F2", "name": None, "title": None, "mode": "tombstone"}
    shared = {"subtype": "file_share", "files": [told, odd, {"permalink": link}]}
    event = {
        "type": "message",
        "channel_type": "im",
        "channel": amira.direct.id,
        "user": "U1",
        "text": "here",
        **shared,
    }
    await deliver(desk, event)
    assert desk.told[0].text == "here"
    assert desk.told[0].files == (SentFile("F1", "photo.jpg", "image/jpeg", 12, link), SentFile("F2", "file"))


async def test_a_mention_in_a_channel_is_answered_to_the_person_alone(desk: Desk) -> None:
    amira, bryn = desk.person(), desk.person("U2", "Bryn Evans")
    town_square(desk, "U1", "U2")
    desk.reply = Reply("Ask in our messages.")
    await amira.says(f"<@{desk.slack.bot()}> may I post this?", "C1")
    assert await amira.sees("Ask in our messages.", "C1")
    assert desk.told[0].text == "may I post this?"
    assert desk.told[0].address == "T1/U1"
    assert not [text for text in bryn.texts("C1") if "Ask in our messages." in text]


async def test_a_mention_that_is_answered_by_a_card_says_where_the_card_is(desk: Desk) -> None:
    amira = desk.person()
    town_square(desk, "U1")
    await amira.says(f"<@{desk.slack.bot()}> boost a post", "C1")
    await desk.settled()
    (line,) = [m for m in amira.seen("C1") if m.ephemeral]
    assert "direct messages" in line.text


async def test_an_opened_home_page_shows_what_the_application_draws_for_it(desk: Desk) -> None:
    amira = desk.person()
    desk.reply = Reply(screen=HOME)
    await amira.opens_home()
    assert await amira.sees_home("Nothing waits for you.")
    (told,) = desk.told
    assert (told.page, told.given["home"], told.address) == ("home", "T1/U1#home", f"T1/{amira.direct.id}")


async def test_the_messages_tab_of_the_app_asks_for_nothing(desk: Desk) -> None:
    await desk.person().opens_home("messages")
    assert desk.told == []


@pytest.mark.parametrize(("name", "family"), [("/ask", "ask"), ("/commsdesk", "staff"), ("/comms", "team")])
async def test_a_command_reaches_its_family_with_its_words(desk: Desk, name: str, family: str) -> None:
    amira = desk.person()
    desk.reply = Reply("Done.")
    await amira.command(name, "may I show the payload of &lt;this&gt;?")
    assert (desk.told[0].command, desk.told[0].text) == (family, "may I show the payload of <this>?")
    assert await amira.sees("Done.")


async def test_a_command_in_a_channel_is_answered_to_whoever_asked_alone(desk: Desk) -> None:
    amira, bryn = desk.person(), desk.person("U2", "Bryn Evans")
    town_square(desk, "U1", "U2")
    desk.reply = Reply("Here it is.", screen=HOME)
    await amira.command("/comms", "queue", "C1")
    await desk.settled()
    assert any("Here it is." in text for text in amira.texts("C1"))
    assert any("Nothing waits for you." in text for text in amira.texts("C1"))
    assert bryn.texts("C1") == []


async def test_a_card_that_a_command_shows_in_the_direct_messages_stays_there(desk: Desk) -> None:
    amira = desk.person()
    desk.reply = Reply(screen=HOME)
    await amira.command("/commsdesk", "help")
    await desk.settled()
    assert [m.ephemeral for m in amira.seen()] == [False]


async def test_an_unknown_command_says_what_would_help(desk: Desk) -> None:
    amira = desk.person()
    await amira.command("/nothing", "at all")
    assert "/commsdesk help" in await amira.sees("know this command")
    assert desk.told == []


async def test_a_screen_that_asks_for_more_is_opened_in_a_modal_at_once(desk: Desk) -> None:
    amira = desk.person()
    desk.answers = {"state": Reply(screen=STATE), "set": Reply("Set.")}
    await amira.command("/comms", "state")
    assert "From" in await amira.sees_modal("Until")
    await amira.submit({"From": "2026-12-01", "Until": "2026-12-02"})
    assert (desk.told[1].token, desk.told[1].fields) == ("set", {"a": "2026-12-01", "b": "2026-12-02"})
    assert amira.modal() == ""
    assert await amira.sees("Set.")


async def test_a_file_comes_into_the_direct_messages_wherever_it_was_asked_for(desk: Desk) -> None:
    amira = desk.person()
    town_square(desk, "U1")
    desk.reply = Reply(files=(File("requests.csv", "reference,title\nK7QX,Boost\n"),))
    await amira.command("/comms", "export", "C1")
    await desk.settled()
    (message,) = [m for m in amira.direct.messages if m.files]
    assert message.files[0]["name"] == "requests.csv"
    assert desk.slack.state.uploads[message.files[0]["id"]].body.decode().endswith("Boost\n")


async def test_a_command_pressed_twice_by_one_trigger_has_one_effect(desk: Desk) -> None:
    await desk.person().command("/comms", "queue")
    await desk.slack.wire.again(desk.slack.wire.sent[-1])
    assert desk.done == 1


@pytest.mark.parametrize(("callback", "words"), [("start_guide", "help"), ("my_requests", "mine")])
async def test_a_shortcut_stands_for_the_words_that_staff_would_write(desk: Desk, callback: str, words: str) -> None:
    amira = desk.person()
    desk.reply = Reply("Here.")
    await amira.shortcut(callback)
    assert (desk.told[0].command, desk.told[0].text) == ("staff", words)
    assert await amira.sees("Here.")


async def test_the_question_shortcut_opens_a_field_and_asks_what_is_written_there(desk: Desk) -> None:
    amira = desk.person()
    desk.reply = Reply("Yes, with care.")
    await amira.shortcut("ask_question")
    await amira.submit({"What do you want to know?": "May I post from a demo?"})
    assert (desk.told[0].command, desk.told[0].text) == ("ask", "May I post from a demo?")
    assert await amira.sees("Yes, with care.")


async def test_an_answer_to_the_question_shortcut_is_read_in_the_same_modal(desk: Desk) -> None:
    amira = desk.person()
    desk.reply = Reply(screen=replace(HOME, buttons=()))
    await amira.shortcut("ask_question")
    await amira.submit({"What do you want to know?": "May I post from a demo?"})
    assert "Nothing waits for you." in amira.modal()


async def test_an_unknown_shortcut_gets_a_sentence(desk: Desk) -> None:
    amira = desk.person()
    await amira.shortcut("from_another_version")
    assert await amira.sees("know this shortcut")


async def test_reporting_a_post_takes_its_link_and_author_along_and_tells_nobody(desk: Desk) -> None:
    amira, bryn = desk.person(), desk.person("U2", "Bryn Evans")
    where = town_square(desk, "U1", "U2")
    post = await bryn.posts("Our mayor is a fool", "C1")
    await amira.message_shortcut("report_post", post)
    (told,) = desk.told
    assert told.start == "report_colleague"
    assert told.given == {"link": desk.slack.permalink(where, post), "author": "T1/U2"}
    assert bryn.texts("C1") == ["Our mayor is a fool"]
    assert bryn.texts() == []


async def test_a_post_of_a_bot_is_reported_without_an_author(desk: Desk) -> None:
    amira = desk.person()
    where = town_square(desk, "U1")
    where.messages.append(post := Message("1.2", "C1", desk.slack.bot(), "x", bot_id="B1"))
    await amira.message_shortcut("report_post", post)
    assert "author" not in desk.told[0].given


async def deliver(desk: Desk, inner: Mapping[str, object]) -> None:
    envelope = {"type": "event_callback", "team_id": "T1", "event_id": f"Ev{desk.slack.mint.digest()}", "event": inner}
    answer = await desk.slack.wire.deliver("events_api", envelope)
    assert answer.status == 200
    await desk.settled()
