"""Somebody who opens the practice room for the first time: what to do is said, and one press begins it."""

from pathlib import Path

from playwright.async_api import expect

from tests.e2e.browser.room import PHONE, Chat, browser_page, demo, picture


async def test_a_newcomer_begins_with_one_press_and_finds_the_budget_codes(chromium: str, tmp_path: Path) -> None:
    async with demo(tmp_path / "room") as url, browser_page(chromium) as page:
        await page.goto(url)
        await expect(page.locator("#chat-tobias")).to_contain_text("LIB-2041")
        await picture(page, "start")
        await page.locator("#chat-nadia").get_by_role("button", name="Boost a Facebook post").click()
        nadia = Chat(page, "nadia")
        await nadia.sees("Where is the post")
        await expect(page.locator("#chat-nadia .empty")).to_be_hidden()
        guide = page.locator("#guide")
        await guide.locator("summary").click()
        await expect(guide.get_by_text("LIB-3000")).to_be_visible()
        await page.keyboard.press("Escape")
        await expect(guide.get_by_text("LIB-3000")).to_be_hidden()


async def test_who_types_finds_the_next_question_below_and_one_place_to_answer(chromium: str, tmp_path: Path) -> None:
    async with demo(tmp_path / "room") as url, browser_page(chromium, PHONE) as page:
        await page.goto(f"{url}?show=nadia")
        nadia = Chat(page, "nadia")
        for said, asked in (("boost", "Where is the post"), ("facebook", "Do you have"), ("yes", "What is the budget")):
            await nadia.says(said)
            await nadia.sees(asked)
            await expect(nadia.card).to_be_in_viewport()
        await expect(page.get_by_role("button", name="Stop")).to_have_count(1)
        await expect(page.locator("#seat-nadia a.narrow .badge")).to_contain_text("1")


async def test_help_can_be_asked_for_again_and_again(chromium: str, tmp_path: Path) -> None:
    async with demo(tmp_path / "room") as url, browser_page(chromium) as page:
        await page.goto(f"{url}?show=nadia")
        nadia = Chat(page, "nadia")
        await nadia.says("help")
        for times in (2, 4):
            await nadia.press("My requests")
            await nadia.sees("You have not sent any request yet.")
            await nadia.press("Help")
            await nadia.sees("Choose a guide")
            await expect(page.locator("#chat-nadia article")).to_have_count(times + 1)
