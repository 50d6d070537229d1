"""The whole boost in the practice room, by mouse and keyboard, with the pictures that the documentation shows."""

from pathlib import Path

from playwright.async_api import Page, expect

from tests.e2e.browser.room import PHONE, Chat, browser_page, demo, picture

AUDIENCE = "Who should see it, and where do they live?"


async def test_a_boost_goes_from_the_first_question_to_the_last_approval(chromium: str, tmp_path: Path) -> None:
    async with demo(tmp_path / "room") as url, browser_page(chromium) as page:
        await page.goto(f"{url}?show=nadia,tobias,mei-lin")
        nadia, tobias, mei_lin = Chat(page, "nadia"), Chat(page, "tobias"), Chat(page, "mei-lin")
        await nadia.says("I want to promote a post")
        await asks(nadia, page)
        await changes_an_answer(nadia, page)
        await nadia.press("Send for approval")
        await nadia.sees("Waiting: Budget holder")
        await tobias.sees("You are asked to decide")
        await picture(page, "approval")

        await tobias.reasoned("Ask for changes", "What should change?", "Please aim it at Ipswich as well.")
        await nadia.sees("Please aim it at Ipswich as well.")
        await picture(page, "changes")
        await nadia.press("Change and send again")
        await resends(nadia)
        await approve(tobias, mei_lin, nadia)
        await picture(page, "demo")
        await every_card_is_final(page)


async def asks(nadia: Chat, page: Page, *, kept: bool = True) -> None:
    """Answer every question, with a wrong budget code on the way; pictures of it may be `kept`."""
    await nadia.press("Facebook")
    await nadia.press("Yes")
    await nadia.fill("What is the budget code?", "LIB-9999")
    await nadia.sees("There is no LIB-9999 on the list")
    await picture(page, "wrong-code" if kept else "")
    await nadia.fill("What is the budget code?", "LIB-2041")
    await nadia.press("No")
    await nadia.fill("What is the link to the post?", "https://www.facebook.com/suffolklibraries/posts/1", "")
    await nadia.fill("What should the boost achieve?", "More families at the winter reading events.", "")
    await nadia.fill(AUDIENCE, "Parents of young children in and around Lowestoft.")
    await nadia.fill("On which day should the boost start?", "2027-12-01")
    await nadia.fill("On which day should the boost end?", "2027-12-08")
    await nadia.fill("What is the most it may cost in all, in pounds?", "80")
    await picture(page, "question" if kept else "")
    await nadia.press("No")
    await nadia.sees("You can ask for this boost.")
    await picture(page, "advice" if kept else "")


async def changes_an_answer(nadia: Chat, page: Page) -> None:
    """Change the cost, look at what that does, and make the change."""
    cost = "What is the most it may cost in all, in pounds?"
    await nadia.card.get_by_role("button", name="Change Cost at most").click()
    await nadia.sees("Change an answer")
    await nadia.fill(cost, "120")
    await nadia.sees("£120.00")
    await nadia.sees("of your other answers stay as they are")
    await picture(page, "preview")
    await nadia.press("Make this change")
    await nadia.sees("You can ask for this boost.")


async def resends(nadia: Chat) -> None:
    """Change the audience and send the request again."""
    await nadia.card.get_by_role("button", name="Change Audience").click()
    await nadia.fill(AUDIENCE, "Parents of young children in Lowestoft and Ipswich.")
    await nadia.press("Make this change")
    await nadia.press("Send for approval")


async def approve(tobias: Chat, mei_lin: Chat, nadia: Chat) -> None:
    """The budget holder and then the communications team agree to what is now asked for."""
    await tobias.sees("Lowestoft and Ipswich")
    await tobias.press("Approve")
    await mei_lin.sees("You are asked to decide")
    await mei_lin.press("Approve")
    await nadia.sees("Approved: Boost a Facebook post")


async def every_card_is_final(page: Page) -> None:
    """Nobody has anything left to decide, and every card of the case says so."""
    approved = page.locator("article.card .label", has_text="Approved")
    await expect(approved).to_have_count(3)
    for name in ("Approve", "Decline", "Withdraw"):
        await expect(page.get_by_role("button", name=name, exact=True)).to_have_count(0)


async def test_it_can_be_done_on_a_phone_with_the_keyboard(chromium: str, tmp_path: Path) -> None:
    async with demo(tmp_path / "room") as url, browser_page(chromium, PHONE) as page:
        await page.goto(f"{url}?show=nadia")
        nadia = Chat(page, "nadia")
        await nadia.says("photo")
        await nadia.card.get_by_role("button", name="Adults only").focus()
        await page.keyboard.press("Enter")
        await expect(nadia.card).to_contain_text("Adults only")


async def test_a_manager_decides_on_a_phone_without_scrolling(chromium: str, tmp_path: Path) -> None:
    async with demo(tmp_path / "room") as url, browser_page(chromium, PHONE) as page:
        await page.goto(f"{url}?show=nadia")
        nadia = Chat(page, "nadia")
        await nadia.says("boost")
        await asks(nadia, page, kept=False)
        await nadia.press("Send for approval")
        await nadia.sees("Waiting: Budget holder")
        await page.goto(f"{url}?show=tobias")
        tobias = Chat(page, "tobias")
        await tobias.sees("You are asked to decide")
        for name in ("Approve", "Decline", "Pass on"):
            await expect(tobias.card.locator(".actions .button", has_text=name).first).to_be_in_viewport(ratio=1)
        await picture(page, "phone")
        await tobias.card.get_by_role("button", name="Approve", exact=True).dblclick()
        await tobias.sees("Waiting: Communications Team")
        await expect(tobias.all.locator(".line")).to_have_count(1)


async def test_restarting_keeps_every_conversation_and_fresh_forgets_them(chromium: str, tmp_path: Path) -> None:
    folder = tmp_path / "room"
    async with demo(folder) as url, browser_page(chromium) as page:
        await page.goto(f"{url}?show=nadia")
        await Chat(page, "nadia").says("boost")
        await Chat(page, "nadia").sees("Where is the post")
    async with demo(folder) as url, browser_page(chromium) as page:
        await page.goto(f"{url}?show=nadia")
        await Chat(page, "nadia").sees("Where is the post")
        await Chat(page, "nadia").press("Facebook")
        await Chat(page, "nadia").sees("Do you have a budget code")
    async with demo(folder, "--fresh") as url, browser_page(chromium) as page:
        await page.goto(f"{url}?show=nadia")
        await expect(Chat(page, "nadia").all.locator("article.card")).to_have_count(0)
