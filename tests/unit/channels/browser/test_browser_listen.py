"""What a browser may ask of the practice room, and what the application is told, over a real local server."""

import asyncio

import pytest

from bot.channels.browser import listen
from bot.errors import Stale
from bot.messages import Button, File, Input, Option, Reply, Screen
from tests.contracts.office_cards import APPROVAL, DECIDED, QUESTION
from tests.unit.channels.browser.desks import SCRIPT, Desk
from tests.unit.channels.browser.rooms import AMIRA, GRACE
from tests.unit.channels.browser.tree import parse

GO = (Button("Go on", "go", "primary"),)
OPTIONS = (Option("a", "First"), Option("b", "Second"))


async def test_what_somebody_writes_stands_in_their_chat_and_reaches_the_application(desk: Desk) -> None:
    answer = await desk.say("boost a post", await desk.stamp())
    assert (answer.status, answer.headers["Location"]) == (303, "/practice?show=amira,grace#newest-amira")
    assert [(i.text, i.token, i.address) for i in desk.told] == [("boost a post", "", AMIRA.address)]
    account = desk.told[0].account
    assert (account.channel, account.tenant, account.user) == ("browser", "suffolk", "amira")
    assert "boost a post" in (await desk.page()).one("section", id="chat-amira").one(cls="bubble").text


async def test_one_form_sent_twice_is_one_message(desk: Desk) -> None:
    stamp = await desk.stamp()
    await desk.say("boost", stamp)
    await desk.say("boost", stamp)
    assert desk.told[0].id == desk.told[1].id
    assert len((await desk.page()).all(cls="bubble")) == 1


async def test_the_same_words_written_again_later_are_a_new_message(desk: Desk) -> None:
    await desk.say("boost", await desk.stamp())
    await desk.say("boost", await desk.stamp())
    assert desk.told[0].id != desk.told[1].id
    assert len((await desk.page()).all(cls="bubble")) == 2


async def test_other_words_from_a_page_that_was_gone_back_to_are_not_lost(desk: Desk) -> None:
    stamp = await desk.stamp()
    await desk.say("boost", stamp)
    await desk.say("photo", stamp)
    assert desk.told[0].id != desk.told[1].id


async def test_the_script_is_given_a_fresh_stamp_for_the_next_message(desk: Desk) -> None:
    first = await desk.stamp()
    answer = await desk.say("boost", first, **SCRIPT)
    fresh = (await answer.json())["stamp"]
    assert answer.status == 200
    assert fresh != first
    await desk.say("boost", fresh)
    assert len({i.id for i in desk.told}) == 2


async def test_the_answer_to_a_message_is_a_line_in_the_chat(desk: Desk) -> None:
    desk.reply = Reply("Nobody knows that word.", "warn")
    await desk.say("abracadabra", await desk.stamp())
    line = (await desk.page()).one("section", id="chat-amira").one(cls="line")
    assert line.text == "Take care: Nobody knows that word."


async def test_a_card_and_a_file_in_the_answer_stand_in_the_chat_of_whoever_asked_alone(desk: Desk) -> None:
    desk.reply = Reply("Here it is.", screen=DECIDED, files=(File("queue.csv", "reference,title"),))
    await desk.say("export queue", await desk.stamp())
    page = await desk.page()
    chat = page.one("section", id="chat-amira")
    assert DECIDED.title in chat.text
    assert "reference,title" in chat.text
    assert DECIDED.title not in page.one("section", id="chat-grace").text


@pytest.mark.parametrize("text", ["", "   ", "\r\n"])
async def test_an_empty_message_is_not_sent_and_says_so(desk: Desk, text: str) -> None:
    stamp = await desk.stamp()
    answer = await desk.say(text, stamp)
    assert answer.status == 422
    chat = parse(await answer.text()).one("section", id="chat-amira")
    assert "not written anything" in chat.one("form", cls="composer").one(role="alert").text
    assert "not written anything" in (await (await desk.say(text, stamp, **SCRIPT)).json())["sentence"]
    assert desk.told == []


async def test_a_press_carries_its_token_and_only_the_fields_of_its_button(desk: Desk) -> None:
    card = await desk.card(QUESTION)
    await desk.press("answer-cost", card, {"cost": "80", "role": "admin"})
    await desk.press("back", card, {"cost": "80"})
    assert [(i.token, dict(i.fields), i.text) for i in desk.told] == [
        ("answer-cost", {"cost": "80"}, ""),
        ("back", {}, ""),
    ]


async def test_the_same_press_has_the_same_id_and_other_fields_another(desk: Desk) -> None:
    card, stamp = await desk.card(QUESTION), await desk.stamp()
    for cost in ("80", "80", "90"):
        await desk.press("answer-cost", card, {"cost": cost}, stamp)
    first, again, other = (i.id for i in desk.told)
    assert first == again != other


async def test_without_a_script_the_page_is_drawn_when_the_card_that_answers_has_come(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listen, "SETTLE_SECONDS", 60)
    card, stamp = await desk.card(APPROVAL), await desk.stamp()
    pressing = asyncio.create_task(desk.press("approve", card, stamp=stamp))
    done, _ = await asyncio.wait([pressing], timeout=0.2)
    assert not done
    await desk.card(DECIDED, version=2)
    assert (await asyncio.wait_for(pressing, 30)).status == 303
    answer = await desk.press("approve", card, None, stamp, **SCRIPT)
    assert answer.status == 200


async def test_a_button_that_is_pressed_again_later_is_a_new_press(desk: Desk) -> None:
    card = await desk.card(APPROVAL)
    await desk.press("show", card)
    await desk.press("show", card)
    answer = await desk.press("show", card, None, await desk.stamp(), **SCRIPT)
    await desk.press("show", card, stamp=(await answer.json())["stamp"])
    assert len({i.id for i in desk.told}) == 4


async def test_an_answer_with_an_error_beside_its_field_is_one_line_in_the_chat(desk: Desk) -> None:
    desk.reply = Reply("Write a real date.", "warn", {"answer": "Write a real date."})
    await desk.say("tomorrow", await desk.stamp())
    assert (await desk.page()).one(cls="line").text == "Take care: Write a real date."


async def test_many_answers_are_a_list_even_where_one_or_none_is_checked(desk: Desk) -> None:
    card = await desk.card(Screen("T", "S", inputs=(Input("m", "Which?", "many", options=OPTIONS),), buttons=GO))
    await desk.press("go", card, {"m": "a"})
    await desk.press("go", card)
    assert [i.fields["m"] for i in desk.told] == [("a",), ()]


async def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(desk: Desk) -> None:
    desk.reply = Reply("That could not be read.", errors={"cost": "Write a sum in pounds.", "other": "And this."})
    answer = await desk.press("answer-cost", await desk.card(QUESTION), {"cost": "about <50>"})
    assert answer.status == 422
    chat = parse(await answer.text()).one("section", id="chat-amira")
    field = chat.one("input", name="f.cost")
    assert field.attrs["value"] == "about <50>"
    assert "Write a sum in pounds." in chat.one(cls="wrong").text
    problem = chat.one("article").one(role="alert").text
    assert "That could not be read." in problem
    assert "And this." in problem


async def test_the_script_is_given_the_card_with_its_errors(desk: Desk) -> None:
    desk.reply = Reply(errors={"reason": "Write why you decline."})
    card = await desk.card(APPROVAL)
    answer = await desk.press("decline", card, {"reason": ""}, **SCRIPT)
    assert answer.status == 422
    drawn = parse((await answer.json())["html"])
    assert [d.one("summary").text for d in drawn.all("details", cls="disclosure") if "open" in d.attrs] == ["Decline"]
    assert (await desk.page()).all(cls="wrong") == []


async def test_a_button_of_a_card_that_has_changed_is_passed_on_as_it_came(desk: Desk) -> None:
    card = await desk.card(QUESTION)
    desk.reply = Reply("Grace Okafor decided this at 10:40.", "warn", {"reason": "Too late."})
    answer = await desk.press("gone", card, {"reason": "no"})
    assert dict(desk.told[0].fields) == {"reason": "no"}
    assert answer.status == 422
    assert "Too late." in parse(await answer.text()).one("article").one(role="alert").text


async def test_a_press_on_a_message_that_is_not_there_is_still_answered(desk: Desk) -> None:
    desk.reply = Reply("This is no longer open.", "warn", {"x": "Nothing to fill in."})
    assert (await desk.press("forged", "999")).status == 303
    assert "This is no longer open.\nNothing to fill in." in (await desk.page()).one(cls="line").text


async def test_an_error_that_is_meant_for_people_becomes_a_line_in_the_chat(desk: Desk) -> None:
    desk.failure = Stale("case.decided", "Grace Okafor decided this at 10:40.")
    assert (await desk.press("approve", await desk.card(APPROVAL))).status == 303
    assert "Problem: Grace Okafor decided this" in (await desk.page()).one(cls="line").text


async def test_the_page_shows_the_people_who_are_asked_for_in_that_order(desk: Desk) -> None:
    shown = [s.attrs["id"] for s in (await desk.page("grace,amira,nobody,grace")).all("section", cls="chat")]
    assert shown == ["chat-grace", "chat-amira"]
    assert len((await desk.page("")).all("section", cls="chat")) == 3


async def test_a_name_in_the_list_opens_and_closes_a_chat_beside_the_others(desk: Desk) -> None:
    page = await desk.page("amira,grace")
    links = {li.attrs["id"]: li.one("a", cls="wide").attrs["href"] for li in page.one("nav").all("li")}
    assert links["seat-dev"] == "/practice?show=amira,grace,dev"
    assert links["seat-grace"] == "/practice?show=amira"
    last = await desk.page("amira")
    assert last.one(id="seat-amira").one("a", cls="wide").attrs["href"] == "/practice?show=amira"


async def test_each_chat_shows_only_its_own_messages(desk: Desk) -> None:
    await desk.card(APPROVAL, GRACE.address)
    page = await desk.page("amira,grace")
    assert page.one("section", id="chat-amira").all("article") == []
    assert len(page.one("section", id="chat-grace").all("article")) == 1
