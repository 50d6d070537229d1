"""What else the practice room shows: free questions, the law, a confidential report, and what follows a new account."""

from datetime import date
from pathlib import Path

from playwright.async_api import expect

import flows
from bot.policy import Packs
from bot.policy.cases import Case, read_cases
from bot.policy.packs import OWN
from flows.engine import Asking, Given, Situation, replay
from tests.e2e.browser.room import PATIENCE, Chat, browser_page, demo, picture


def worked(council: str, flow: str, outcome: str) -> Case:
    """The first worked case of the council that ends so."""
    cases = read_cases(OWN / council, flows.find())
    return next(c for c in cases if (c.flow, c.expect.outcome) == (flow, outcome) and not c.service)


async def answers(chat: Chat, council: str, case: Case, **instead: str) -> None:
    """Begin the guide and type the case's answers, some of them `instead`, each when its question is there."""
    policy, flow = Packs().policy(council, Situation(date(2026, 11, 20), "england")), flows.find()[case.flow]
    state = replay(flow, policy, {})
    await chat.says(f"Start: {flow.title.rstrip('?')}")
    known = {**case.given, **{name: Given(raw) for name, raw in instead.items()}}
    given = {}
    while isinstance(state, Asking):
        question = state.next.question
        await chat.sees(policy.word(f"{flow.name}.{question.id}.prompt", question.prompt))
        given[question.id] = known[question.id]
        raw = given[question.id].raw
        if raw:
            cards = await chat.all.locator("article.card").count()
            await chat.says(raw if isinstance(raw, str) else ", ".join(raw))
            # The next question may stand on the same page already, so its words say nothing yet.
            await expect(chat.all.locator("article.card")).to_have_count(cards + 1, timeout=PATIENCE)
        else:
            await chat.press("Continue")  # none of them
        state = replay(flow, policy, given)


async def test_a_question_in_ones_own_words_is_answered_or_refused_and_the_law_stands_apart(
    chromium: str, tmp_path: Path
) -> None:
    async with demo(tmp_path / "room", "--council", "knowsley") as url, browser_page(chromium) as page:
        await page.goto(f"{url}?show=nadia,gwen,mei-lin")
        nadia = Chat(page, "nadia")
        await nadia.all.get_by_role("button", name="May I post a picture of children at our event?").click()
        await nadia.sees("Children and Young People")
        await picture(page, "answer")
        await nadia.says("May we pay an influencer?")
        await nadia.sees("doesn't cover this")
        await picture(page, "not-covered")
        await answers(nadia, "knowsley", worked("knowsley", "political_restriction", "restricted_specified"))
        await nadia.sees("What this means for you")
        await nadia.card.locator("details.citations summary", has_text="The law").click()
        await expect(nadia.card.get_by_text("Local Government and Housing Act 1989").first).to_be_visible()
        await nadia.card.locator("details.citations", has_text="The law").evaluate("law => law.scrollIntoView()")
        await picture(page, "law")


async def test_an_account_is_agreed_to_in_turn_and_a_report_stays_between_two(chromium: str, tmp_path: Path) -> None:
    async with demo(tmp_path / "room", "--council", "sthelens") as url, browser_page(chromium) as page:
        await page.goto(f"{url}?show=nadia,gwen,pavel")
        nadia, gwen, pavel = Chat(page, "nadia"), Chat(page, "gwen"), Chat(page, "pavel")
        await answers(nadia, "sthelens", worked("sthelens", "new_account", "needs_approval"))
        await nadia.press("Send for approval")
        await gwen.sees("You are asked to decide")
        await gwen.press("Approve")
        await page.goto(f"{url}?show=nadia,huw,pavel")
        await Chat(page, "huw").press("Approve")
        await pavel.press("Approve")
        await expect(nadia.all.get_by_text("What happens now").first).to_be_attached(timeout=PATIENCE)
        await page.goto(f"{url}?show=nadia,gwen,pavel")
        await expect(gwen.card.locator("summary", has_text="Done")).to_be_visible()
        await picture(page, "follow-ups")

        await page.goto(f"{url}?show=nadia,gwen,darius")
        report = worked("sthelens", "report_colleague", "report")
        await answers(nadia, "sthelens", report, give_name="yes", author="darius.kowalski@council.example")
        await nadia.press("Send in confidence")
        await gwen.sees("Tell nobody who does not need to know")
        await nadia.sees("Received")
        await picture(page, "report")
        await expect(Chat(page, "darius").all.locator("article.card")).to_have_count(0)
