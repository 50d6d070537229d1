"""A boost in Microsoft's Agents Playground, from the first hello to the last approval, each in their own chat."""

import asyncio
import re
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.e2e.browser.room import PATIENCE
from tests.e2e.teams.playground.boosting import (
    ADVICE,
    CODE,
    CODE_FIELD,
    COST_FIELD,
    WRONG,
    asks_from_her_own_budget,
    begins,
    goes_on,
)
from tests.e2e.teams.playground.stage import stage
from tests.e2e.teams.playground.window import ASKS, ME, WELCOME, Window

SPENT = "The budget is spent for this year."
REFERENCE = re.compile(r"\b[2-9A-Z]{4}-[2-9A-Z]{4}\b")


@pytest.mark.timeout(300)  # four people on a machine that may be busy
async def test_a_boost_goes_from_the_first_hello_to_its_end(chromium: str, tmp_path: Path, database_url: str) -> None:
    async with stage(chromium, tmp_path, database_url, "nadia", "tobias", "gwen", "mei-lin") as here:
        nadia = await here.opened("nadia")
        tobias, gwen, mei_lin = await asyncio.gather(*(here.joined(user) for user in ("tobias", "gwen", "mei-lin")))
        behind = await here.opened("tobias")
        await says_hello(nadia)
        await asks(nadia)
        await behind.sees("You are asked to decide")
        behind.behind = True
        await is_declined(nadia, tobias)
        await comes_too_late(behind)
        await is_approved(nadia, gwen, mei_lin)


async def says_hello(nadia: Window) -> None:
    """The first words, twice asked who she is; what she pressed once is no good a second time."""
    await nadia.sees(ASKS)
    await nadia.says("hello")
    await expect(nadia.cards).to_have_count(2, timeout=PATIENCE)
    await nadia.sees("Nadia Rahman, Library Officer", "nadia.rahman@council.example")
    await nadia.picture("who")
    await nadia.press(ME)
    await nadia.hears("Thank you, Nadia Rahman.")
    await nadia.sees(WELCOME)
    await nadia.picture("help")
    await nadia.press(ME, nadia.card_with(ASKS))
    await nadia.hears("This account is linked to Nadia Rahman already")


async def asks(nadia: Window) -> None:
    """The whole guide on one card, with a wrong code, a step back, and an answer that is changed at the end."""
    await begins(nadia)
    cards = await nadia.cards.count()
    await nadia.picture("question")
    await nadia.fill({CODE_FIELD: WRONG})
    await nadia.sees(f"There is no {WRONG} on the list")
    await nadia.picture("error")
    await nadia.press("Back")
    await nadia.sees("Do you have a budget code for this?")
    await nadia.press("Yes")
    await nadia.sees(CODE_FIELD)
    await nadia.fill({CODE_FIELD: CODE})
    await nadia.sees("Has the budget holder already agreed?")
    await nadia.press("No")
    await goes_on(nadia)
    await changes_the_cost(nadia)
    await nadia.press("Send for approval")
    await nadia.hears("Sent. Your reference is")
    await nadia.sees("Waiting: Budget holder", "Tobias Okafor", "£120.00")
    assert await nadia.cards.count() == cards + 1


async def changes_the_cost(nadia: Window) -> None:
    """See what a change would do before it is made."""
    await nadia.picture("advice")
    await nadia.press("Change: Cost at most")
    await nadia.sees("Change an answer", COST_FIELD)
    await nadia.fill({COST_FIELD: "120"})
    await nadia.sees("Check the change", "£80.00", "£120.00", "10 of your other answers stay as they are.")
    await nadia.picture("change")
    await nadia.press("Make this change")
    await nadia.sees(ADVICE, "£120.00")


async def is_declined(nadia: Window, tobias: Window) -> None:
    """The budget holder declines and says why; the requester is told, and both cards say so."""
    await tobias.sees("Boost a Facebook post: Nadia Rahman asks", "You are asked to decide", "£120.00")
    await tobias.picture("approval")
    await tobias.press("Decline")
    await tobias.fill({"Why do you decline?": SPENT}, "")
    await tobias.picture("decline")
    await tobias.press("Decline")
    await tobias.sees("Declined")
    await expect(tobias.card.get_by_role("button", name="Approve")).to_have_count(0, timeout=PATIENCE)
    await nadia.sees("Declined: Boost a Facebook post", SPENT)
    await nadia.picture("declined")


async def comes_too_late(tobias: Window) -> None:
    """A window that never learnt of it still has the buttons, and they do nothing any more."""
    await tobias.press("Approve")
    tobias.behind = False
    await tobias.sees("Declined")
    await expect(tobias.card.get_by_role("button", name="Approve")).to_have_count(0, timeout=PATIENCE)


async def is_approved(nadia: Window, gwen: Window, mei_lin: Window) -> None:
    """From the budget that is her own her line manager decides, and then the communications team."""
    await asks_from_her_own_budget(nadia)
    await gwen.sees("You are asked to decide", "so your line manager is asked")
    reference = REFERENCE.findall(await gwen.card.inner_text())[0]
    await sees_the_queue(mei_lin, reference)
    await gwen.press("Approve")
    await gwen.sees("Waiting: Communications Team")
    asked = mei_lin.card_with("Your part: Communications Team")
    await mei_lin.sees(reference, card=asked)
    await mei_lin.press("Approve", asked)
    await mei_lin.sees("To do: Boost a Facebook post", reference)
    await mei_lin.picture("to-do")
    await nadia.sees("Approved: Boost a Facebook post", reference)
    decided = nadia.card_with("Budget holder · Done")
    await nadia.sees("Gwen Prosser", "Communications Team · Done", card=decided)
    await nadia.picture("decided", decided)


async def sees_the_queue(mei_lin: Window, reference: str) -> None:
    """What the communications team types."""
    await mei_lin.says("queue")
    await mei_lin.sees("The queue", reference, "Boost a Facebook post")
    await mei_lin.picture("queue")
    await mei_lin.says(f"case {reference}")
    await mei_lin.sees(reference, "Waiting: Budget holder", "Gwen Prosser")
    await mei_lin.picture("case")
    await mei_lin.says("state")
    await mei_lin.sees("What is in force", "Nothing is in force")
    await mei_lin.picture("state")
