"""Ways in, in Microsoft's Agents Playground: questions, a photo, a post that is reported, a mention before others."""

import re
from pathlib import Path

from playwright.async_api import expect

from bot.channels.teams.listening.extension import GOES_ON
from bot.channels.teams.listening.messages import MOVED
from tests.e2e.browser.room import PATIENCE
from tests.e2e.teams.playground.stage import stage
from tests.e2e.teams.playground.window import Window

BOT = "Comms Desk"
POST = "What a silly policy."
COVERED, SILENT, NONSENSE = "Can I post a photo of a child?", "May I bring my dog to the office?", "asdf qwer zxcv"
WHY = "📖 Why: the sections it rests on"
WHAT = "What is it about, where is it, and when did you see it?"
LINK = re.compile("Link: https://teams.microsoft.com/l/message/")
OWN, GROUP, CHANNEL = "Personal Chat", "Group Chat", "Announcements"


async def test_whatever_is_asked_anywhere_is_answered_in_the_persons_own_chat(
    chromium: str, tmp_path: Path, database_url: str
) -> None:
    async with stage(chromium, tmp_path, database_url, "nadia") as here:
        nadia = await here.joined("nadia")
        await asks_freely(nadia)
        await checks_a_photo(nadia)
        await asks_in_a_channel(nadia)
        await reports_a_post(nadia)


async def asks_freely(nadia: Window) -> None:
    """A question that the policy answers, one on which it is silent, one that is none, and a command of the team."""
    await nadia.says(COVERED)
    await nadia.sees("What the policy says", "2.9", "Get a parent's permission", "Start: Share a photo or film")
    await nadia.unfolds("📖 Where it disagrees", "Get it in writing on the form from MySCC")
    await nadia.picture("answer")
    for words in (SILENT, NONSENSE):
        await nadia.says(words)
        await nadia.sees("No answer in the policy", "doesn't cover this", "We looked in: Social Media Policy.")
    await nadia.picture("not-covered")
    await nadia.says("comms queue")
    await nadia.hears("These commands are for")


async def checks_a_photo(nadia: Window) -> None:
    """The guide from the button of the answer to its outcome, whose sections fold and unfold."""
    await nadia.press("Start: Share a photo or film", nadia.card_with("Start: Share a photo or film"))
    await nadia.sees("Who can be seen or heard in it?")
    await nadia.press("Only under 18s")
    await nadia.sees("Could anybody tell who a child in it is?")
    await nadia.press("Yes")
    await nadia.sees("What permission is there for each child?")
    await nadia.picks("None yet, or I do not know")
    await nadia.sees("Do not share it. Parents must agree first.")
    await nadia.unfolds(WHY, "Get a parent's permission before you share")
    await nadia.picture("photo")
    await nadia.press("Finish")
    await expect(nadia.card.get_by_role("button", name="Finish")).to_have_count(0, timeout=PATIENCE)
    await nadia.sees("Do not share it. Parents must agree first.")


async def asks_in_a_channel(nadia: Window) -> None:
    """A mention gets one line that gives nothing away, and is answered in the person's own chat."""
    await nadia.opens(CHANNEL)
    await nadia.says(COVERED, mention=BOT)
    await nadia.hears(MOVED)
    both = nadia.page.locator("div").filter(has_text=COVERED).filter(has_text=MOVED)
    await nadia.picture("moved", both.filter(has_not_text="Start a new post").first)
    await expect(nadia.cards).to_have_count(0, timeout=PATIENCE)
    await nadia.opens(OWN)
    await expect(nadia.cards.filter(has_text="What the policy says")).to_have_count(2, timeout=PATIENCE)


async def reports_a_post(nadia: Window) -> None:
    """A dialog says where it goes on; there the post's address is filled in already, and nobody else saw anything."""
    await nadia.opens(GROUP)
    await nadia.says(POST)
    await nadia.hears(POST)
    await nadia.reports()
    await expect(nadia.dialog).to_contain_text(GOES_ON, timeout=PATIENCE)
    await nadia.picture("report-dialog", nadia.dialog)
    await nadia.dialog.get_by_role("button", name="Close").click()
    await expect(nadia.cards).to_have_count(0, timeout=PATIENCE)
    await nadia.opens(OWN)
    await nadia.sees("A confidential matter", "Is anybody in danger right now?")
    await nadia.picture("report-begins")
    await nadia.press("No")
    await nadia.sees("Does any of this fit?")
    await nadia.press("Continue")
    await nadia.sees("Who wrote or shared the post?")
    await nadia.picks("A colleague")
    await nadia.sees("Who should get your report?")
    await nadia.press("My line manager")
    await nadia.sees("Does it give away personal or secret data?")
    await nadia.press("No")
    await nadia.sees("Do you know their work email, and want to give it?")
    await nadia.press("No")
    await nadia.sees("Have you reacted to it in any way?")
    await nadia.press("No")
    await nadia.sees(WHAT)
    await expect(nadia.card.get_by_label(WHAT)).to_have_value(LINK, timeout=PATIENCE)
