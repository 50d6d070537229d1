"""The page in a real browser: what its script adds, and that nothing needs it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
from playwright.async_api import Page, async_playwright, expect

from bot.messages import Input, Posting, Reply, Screen, Text
from tests.contracts.gallery import HOSTILE, SCREENS
from tests.contracts.office_cards import APPROVAL, CHOICE, DECIDED, QUESTION
from tests.unit.channels.browser.desks import Desk
from tests.unit.channels.browser.rooms import AMIRA, DEV, GRACE

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
PHONE = {"width": 390, "height": 844}
NEXT = Screen("Next", "Next.", inputs=(Input("cost", "And the most it may cost?"),), buttons=QUESTION.buttons[:1])


def expected(told: str) -> bool:
    """Whether the console only notes what the test itself brought about: a wrong answer, a server that is gone."""
    return "422" in told or "ERR_FAILED" in told


@asynccontextmanager
async def opened(desk: Desk, chromium: str, show: str = "amira,grace", **context: Any) -> AsyncIterator[Page]:
    """The page in chromium; an error in its script or a breach of its policy fails the test."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = await browser.new_page(**{"locale": "en-GB", "timezone_id": "Europe/London", **context})
        page.set_default_timeout(5000)
        wrong: list[str] = []
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda dialog: wrong.append(dialog.message))
        page.on("console", lambda c: wrong.append(c.text) if c.type == "error" and not expected(c.text) else None)
        await page.goto(f"http://127.0.0.1:{desk.client.port}/practice?show={show}")
        yield page
        await browser.close()
        assert wrong == []


async def test_a_card_comes_without_loading_and_takes_nothing_from_who_is_typing(desk: Desk, chromium: str) -> None:
    await desk.card(QUESTION)
    async with opened(desk, chromium) as page:
        box = page.locator("#say-amira")
        await page.locator("[name='f.cost']").fill("12")
        await box.type("half a sen")
        await desk.card(DECIDED, key="case-2")
        await expect(page.locator("#chat-amira article")).to_have_count(2)
        await expect(box).to_be_focused()
        await expect(box).to_have_value("half a sen")
        await expect(page.locator("[name='f.cost']")).to_have_value("12")
        await expect(page.get_by_role("status").first).to_contain_text(DECIDED.summary)


async def test_a_card_that_changes_under_somebody_keeps_what_they_have_begun(desk: Desk, chromium: str) -> None:
    await desk.card(APPROVAL)
    async with opened(desk, chromium) as page:
        decline = page.locator("details", has=page.locator("summary", has_text="Decline"))
        await decline.locator("summary").click()
        await decline.get_by_label("Why?").type("Because it ov")
        more = replace(APPROVAL, blocks=(Text("One more fact."), *APPROVAL.blocks))
        await desk.card(more, version=2)
        await expect(page.locator("#chat-amira")).to_contain_text("One more fact.")
        await expect(decline.get_by_label("Why?")).to_have_value("Because it ov")
        await expect(decline.get_by_label("Why?")).to_be_focused()


async def test_what_was_sent_does_not_come_back_in_the_next_question(desk: Desk, chromium: str) -> None:
    await desk.card(QUESTION)
    async with opened(desk, chromium) as page:
        await page.get_by_label("Cost", exact=True).fill("80")
        await page.get_by_label("Cost", exact=True).press("Enter")
        await desk.card(NEXT, version=2)
        field = page.get_by_label("And the most it may cost?")
        await expect(field).to_have_value("")
        await expect(field).to_be_focused()
        assert [(i.token, i.fields) for i in desk.told] == [("answer-cost", {"cost": "80"})]


async def test_an_error_is_shown_beside_its_field_which_has_the_focus(desk: Desk, chromium: str) -> None:
    desk.reply = Reply(errors={"cost": "Write a sum in pounds."})
    await desk.card(QUESTION)
    async with opened(desk, chromium) as page:
        await page.get_by_label("Cost", exact=True).fill("about 50")
        await page.get_by_role("button", name="Continue").click()
        await expect(page.locator(".field.wrong")).to_contain_text("Write a sum in pounds.")
        await expect(page.get_by_label("Cost", exact=True)).to_be_focused()
        await expect(page.get_by_label("Cost", exact=True)).to_have_value("about 50")
        desk.reply = Reply()
        await page.get_by_label("Cost", exact=True).fill("50")
        await page.get_by_role("button", name="Continue").click()
        await expect(page.locator("article[aria-busy]")).to_have_count(1)
        assert [i.fields["cost"] for i in desk.told] == ["about 50", "50"]


async def test_a_card_can_be_pressed_again_once_the_desk_has_answered(desk: Desk, chromium: str) -> None:
    desk.reply = Reply("Not now. Try again.", "warn")
    await desk.card(APPROVAL)
    async with opened(desk, chromium) as page:
        for times in (1, 2):
            await page.get_by_role("button", name="Approve").click()
            await expect(page.locator(".line")).to_have_count(times)
            await expect(page.locator("article[aria-busy]")).to_have_count(0)


async def test_the_same_button_pressed_again_later_does_something_again(desk: Desk, chromium: str) -> None:
    desk.reply = Reply("Here it is.")
    await desk.card(APPROVAL)
    async with opened(desk, chromium) as page:
        for times in (1, 2):
            await page.get_by_role("button", name="Approve").click()
            await expect(page.locator(".line")).to_have_count(times)
        assert len({i.id for i in desk.told}) == 2


async def test_a_message_is_sent_with_enter_and_the_box_is_empty_for_the_next(desk: Desk, chromium: str) -> None:
    async with opened(desk, chromium) as page:
        box = page.locator("#say-amira")
        for words in ("boost", "boost"):
            await box.fill(words)
            await box.press("Enter")
            await expect(box).to_have_value("")
        await box.fill("one")
        await box.press("Shift+Enter")
        await expect(box).to_have_value("one\n")
        await expect(page.locator(".bubble")).to_have_count(2)
        assert len({i.id for i in desk.told}) == 2


async def test_a_server_that_is_gone_is_said_and_what_was_typed_stays(desk: Desk, chromium: str) -> None:
    async with opened(desk, chromium) as page:
        await page.route("**/practice/say", lambda route: route.abort())
        await page.locator("#say-amira").fill("boost")
        await page.locator("#say-amira").press("Enter")
        await expect(page.locator("#say-error-amira")).to_contain_text("cannot be reached")
        await expect(page.locator("#say-amira")).to_have_value("boost")


async def test_who_reads_further_up_is_told_that_something_new_is_below(desk: Desk, chromium: str) -> None:
    for place in range(3):
        await desk.card(APPROVAL, key=f"case-{place}")
    async with opened(desk, chromium, viewport=PHONE) as page:
        below = page.locator("#chat-amira").get_by_role("button", name="New message below")
        await expect(below).to_be_hidden()
        await page.locator("#chat-amira .item").first.scroll_into_view_if_needed()
        await desk.card(APPROVAL, key="case-9")
        await expect(below).to_be_visible()
        await below.click()
        await expect(page.locator("#chat-amira article").last).to_be_in_viewport()
        await expect(below).to_be_hidden()


async def test_who_has_nothing_left_to_do_is_taken_to_what_comes(desk: Desk, chromium: str) -> None:
    long = replace(DECIDED, blocks=(*DECIDED.blocks, *[Text("One more fact.")] * 40))
    await desk.card(long)
    async with opened(desk, chromium, viewport=PHONE) as page:
        await expect(page.locator("#chat-amira h3")).to_be_in_viewport()
        await desk.card(APPROVAL, key="case-2")
        await expect(page.locator("#chat-amira h3").last).to_be_in_viewport()


async def test_a_person_whose_chat_is_closed_is_marked_until_it_is_opened(desk: Desk, chromium: str) -> None:
    async with opened(desk, chromium) as page:
        await desk.channel.send(Posting(DEV.address, "case-9", 1, APPROVAL))
        dev = page.locator("#seat-dev")
        await expect(dev.locator("a.wide .fresh")).to_be_visible()
        await expect(dev.locator("a.wide .badge")).to_contain_text("1")
        await dev.locator("a.wide").click()
        await expect(page.locator("#chat-dev article")).to_be_visible()
        await expect(dev.locator("a.wide .fresh")).to_be_hidden()


async def test_everything_works_without_a_script(desk: Desk, chromium: str) -> None:
    await desk.card(CHOICE)
    await desk.card(APPROVAL, GRACE.address, key="case-2")
    async with opened(desk, chromium, java_script_enabled=False) as page:
        await page.locator("#say-amira").fill("boost")
        await page.locator("#chat-amira").get_by_role("button", name="Send").click()
        await expect(page.locator("#chat-amira .bubble")).to_have_text("Amira Khan wrote: boost")
        await page.get_by_label("I do not know").check()
        await page.locator("#chat-amira").get_by_role("button", name="Continue").click()
        decline = page.locator("#chat-grace details", has=page.locator("summary", has_text="Decline"))
        await decline.locator("summary").click()
        await decline.get_by_label("Why?").fill("Too dear.")
        await decline.get_by_role("button", name="Decline").click()
        assert [(i.account.user, i.text or i.token, i.fields) for i in desk.told] == [
            ("amira", "boost", {}),
            ("amira", "answer-18", {"under18": "unsure"}),
            ("grace", "decline", {"reason": "Too dear."}),
        ]


async def test_on_a_phone_there_is_one_chat_and_its_people_are_tabs(desk: Desk, chromium: str) -> None:
    async with opened(desk, chromium, viewport=PHONE) as page:
        await expect(page.locator("#chat-amira")).to_be_visible()
        await expect(page.locator("#chat-grace")).to_be_hidden()
        await page.locator("#seat-grace a.narrow").click()
        await expect(page.locator("#chat-grace")).to_be_visible()
        assert await page.evaluate("document.documentElement.scrollWidth") == 390


async def test_nothing_that_somebody_wrote_is_run_or_breaks_the_page(desk: Desk, chromium: str) -> None:
    for place, text in enumerate(HOSTILE.values()):
        await desk.ports.room.say(AMIRA.address, f"said-{place}", text, desk.ports.clock.now())
    for name in SCREENS:
        await desk.card(SCREENS[name], GRACE.address, key=name)
    async with opened(desk, chromium, viewport=PHONE) as page:
        for user in ("amira", "grace"):
            await page.goto(f"http://127.0.0.1:{desk.client.port}/practice?show={user}")
            await expect(page.locator(f"#chat-{user} .item").first).to_be_attached()
            assert await page.evaluate("document.querySelector('.scroll').scrollWidth") <= 390


@pytest.mark.parametrize(("zone", "clock"), [("Europe/London", "12:00"), ("Asia/Tokyo", "21:00")])
async def test_times_are_those_of_the_reader(desk: Desk, chromium: str, zone: str, clock: str) -> None:
    await desk.say("boost", await desk.stamp())
    async with opened(desk, chromium, timezone_id=zone) as page:
        await expect(page.locator("#chat-amira .bubble + .meta")).to_have_text(clock)
