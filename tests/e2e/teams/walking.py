"""Guides walked in Teams, and what they become decided."""

from bot.storage import models
from tests.e2e.teams.office import TeamsOffice
from tests.office import ANSWERS

CODE = "LIB-2041"


async def asks_for_a_boost(office: TeamsOffice) -> None:
    """Nadia walks the whole boost guide and sends it; Tobias holds the budget, and then the team decides."""
    nadia = office.nadia
    await nadia.say("boost")
    await office.settled()
    await nadia.press("Facebook")
    await nadia.press("Yes")
    await nadia.press("Continue", answer=CODE)
    await nadia.press("No")
    for answer in ANSWERS.values():
        await nadia.press("Continue", answer=answer)
    await nadia.press("No")
    await nadia.press("Send for approval")
    await office.settled()


async def budget_agreed(office: TeamsOffice) -> models.Case:
    """A boost of Nadia's, to which the budget's holder has agreed; it waits for the team."""
    await asks_for_a_boost(office)
    await office.tobias.press("Approve")
    await office.settled()
    return await models.Case.get()
