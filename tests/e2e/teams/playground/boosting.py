"""The guide for a boost, walked in a window of the Playground."""

from datetime import timedelta

from bot.clock import system_clock
from tests.e2e.teams.playground.window import Window

CODE, OWN, WRONG = "LIB-2041", "LIB-2099", "LIB-9999"
CODE_FIELD = "What is the budget code?"
COST_FIELD = "What is the most it may cost in all, in pounds?"
WORDS = {
    "What is the link to the post?": "https://www.facebook.com/suffolklibraries/posts/1",
    "What should the boost achieve?": "More families at the winter reading events.",
    "Who should see it, and where do they live?": "Parents of young children in and around Lowestoft.",
}
FIRST_DAY, LAST_DAY = "On which day should the boost start?", "On which day should the boost end?"
ADVICE = "You can ask for this boost."


async def begins(nadia: Window) -> None:
    """Ask for the guide, and answer as far as the budget code."""
    await nadia.says("boost")
    await nadia.sees("Where is the post you want to promote?")
    await nadia.press("Facebook")
    await nadia.sees("Do you have a budget code for this?")
    await nadia.press("Yes")
    await nadia.sees(CODE_FIELD)


async def goes_on(nadia: Window, cost: str = "80") -> None:
    """Answer all that comes after the code, up to the advice."""
    await nadia.sees(*WORDS)
    await nadia.fill(WORDS)
    for field, days in ((FIRST_DAY, 10), (LAST_DAY, 17)):
        await nadia.sees(field)
        await nadia.fill({field: str((system_clock.now() + timedelta(days=days)).date())})
    await nadia.sees(COST_FIELD)
    await nadia.fill({COST_FIELD: cost})
    await nadia.sees("Is the post political")
    await nadia.press("No")
    await nadia.sees(ADVICE)


async def asks_from_her_own_budget(nadia: Window) -> None:
    """The whole guide for the code that is her own: nobody is asked whether the holder has agreed."""
    await begins(nadia)
    await nadia.fill({CODE_FIELD: OWN})
    await goes_on(nadia)
    await nadia.press("Send for approval")
