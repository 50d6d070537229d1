"""Pictures of what Slack shows, for the documentation, drawn by a renderer that this project did not write."""

import re
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader
from playwright.async_api import Page

from tests.e2e.browser.room import PICTURES, browser_page
from tests.e2e.pictures.cards import Picture, day_in_the_office
from tests.e2e.pictures.renderer import HERE, bundle
from tests.e2e.pictures.staff import staff_at_work
from tests.e2e.pictures.team import team_at_work
from tests.office import Office
from tests.unit.channels.slack.reading import read

PAGE = Environment(loader=FileSystemLoader(HERE), autoescape=False).get_template("frame.html")


@pytest.fixture
async def page(chromium: str) -> AsyncIterator[Page]:
    bundle()
    async with browser_page(chromium, (820, 900)) as opened:
        yield opened


async def test_a_day_in_the_office_can_be_read_in_a_renderer_of_slacks_blocks(page: Page, office: Office) -> None:
    await taken(page, await day_in_the_office(office))


async def test_so_can_what_the_communications_team_sees(page: Page, office: Office) -> None:
    await taken(page, await team_at_work(office))


async def test_so_can_what_staff_see_besides_their_requests(page: Page, office: Office) -> None:
    await taken(page, await staff_at_work(office))


async def taken(page: Page, pictures: Mapping[str, Picture]) -> None:
    """Draw each picture, look that its beginning can be read, and keep it where pictures are wanted."""
    for name, picture in pictures.items():
        await shown(page, name, picture)
        said = flat(await page.locator("#place").inner_text())
        assert flat(read(picture.view["blocks"][0])) in said, name
        if PICTURES:
            await page.locator("#shown > *").screenshot(path=Path(PICTURES) / f"{name}.png")


async def shown(page: Page, name: str, picture: Picture) -> None:
    """Draw the picture in the page."""
    script, sheet = bundle()
    await page.set_content(PAGE.render(name=name, kind=picture.kind, view=picture.view, script=script, sheet=sheet))
    await page.evaluate("blocks => window.drawn('place', blocks, 'light')", picture.view["blocks"])


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
