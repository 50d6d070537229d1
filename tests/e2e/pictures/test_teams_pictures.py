"""Pictures of what Teams shows, for the documentation, drawn by Microsoft's own renderer of Adaptive Cards."""

import json
import re
from collections.abc import AsyncIterator, Callable, Mapping
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader
from playwright.async_api import Page

from bot.channels.teams.drawing import card
from tests.e2e.browser.room import PICTURES, browser_page
from tests.e2e.pictures.cards import Picture, day_in_the_office
from tests.e2e.pictures.staff import staff_at_work
from tests.e2e.pictures.team import team_at_work
from tests.office import Office

HERE = Path(__file__).parent / "teams"
DOCS = Path(__file__).parents[3] / "docs/images/teams"
PAGE = DOCS.parents[1] / "teams-screens.md"
# Those of docs/teams-screens.md that the Agents Playground does not show, or never as narrow as a phone.
KEPT = {
    "team-card", "reminder", "mine", "form-page", "comms-help", "state-check", "state-why", "in-force", "report-before",
    "report", "question-phone", "advice-phone", "approval-phone", "form-page-phone", "queue-phone",
}  # fmt: skip
FRAME = Environment(loader=FileSystemLoader(HERE), autoescape=False).get_template("frame.html")
LOOKS = json.loads((HERE / "teams.json").read_text(encoding="utf-8"))
RENDERER = "adaptivecards@3.0.6"
WIDTHS = {"": 640, "-phone": 360}
OUTSIDE = "[...document.querySelectorAll('#place *')].filter(e => e.getBoundingClientRect().right > innerWidth).length"


@pytest.fixture
async def page(chromium: str, npm: Callable[[str], Path]) -> AsyncIterator[Page]:
    script = (npm(RENDERER) / "dist/adaptivecards.min.js").read_text(encoding="utf-8")
    async with browser_page(chromium, (WIDTHS[""], 900)) as opened:
        await opened.set_content(FRAME.render(script=script))
        yield opened


async def test_a_day_in_the_office_can_be_read_in_a_renderer_of_teams_cards(page: Page, office: Office) -> None:
    await taken(page, await day_in_the_office(office))


async def test_so_can_what_the_communications_team_sees_in_teams(page: Page, office: Office) -> None:
    await taken(page, await team_at_work(office))


async def test_so_can_what_staff_see_besides_their_requests_in_teams(page: Page, office: Office) -> None:
    await taken(page, await staff_at_work(office))


async def taken(page: Page, pictures: Mapping[str, Picture]) -> None:
    """Draw each picture on a computer and on a phone, and keep it where pictures are wanted.

    Its title can be read, and nothing of it stands out of the card.
    """
    for name, picture in pictures.items():
        for suffix, width in WIDTHS.items():
            await page.set_viewport_size({"width": width, "height": 900})
            await shown(page, picture)
            assert flat(picture.screen.title) in flat(await page.locator("#place").inner_text()), name
            assert await page.evaluate(OUTSIDE) == 0, f"{name} at {width}"
            if wanted(name + suffix):
                await page.locator("#shown").screenshot(path=Path(PICTURES) / f"{name}{suffix}.png")


def test_the_documentation_has_these_pictures_and_shows_all_it_has() -> None:
    there = {file.stem for file in DOCS.glob("*.png")}
    assert there >= KEPT
    assert set(re.findall(r"images/teams/([\w-]+)\.png", PAGE.read_text(encoding="utf-8"))) == there


def wanted(name: str) -> bool:
    """Whether a picture is kept: any, but for the documentation only those that nothing else makes."""
    return bool(PICTURES) and (name in KEPT or Path(PICTURES).resolve() != DOCS)


async def shown(page: Page, picture: Picture) -> None:
    """Draw the picture in the page, with the fields of its button unfolded."""
    await page.evaluate("([card, looks]) => window.drawn(card, looks)", [card(picture.screen, "card", 1), LOOKS])
    if picture.button:
        found = page.locator("#place").get_by_role("button", name=picture.button, exact=True)
        if await found.get_attribute("aria-expanded") is not None:
            await found.click()


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
