"""Pictures of what Slack shows, for the documentation, drawn by a renderer that this project did not write."""

import re
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader
from playwright.async_api import Page
from pydantic import SecretStr

from bot.channels.slack.calling.scopes import BOT
from bot.channels.slack.doctor.patients import Patient
from bot.channels.slack.installing.pages import html
from bot.clock import system_clock
from tests.e2e.browser.room import PICTURES, browser_page
from tests.e2e.office.accounts import office_of
from tests.e2e.pictures.cards import Picture, day_in_the_office
from tests.e2e.pictures.registers import agreements_at_work, registers_at_work, slack_alone
from tests.e2e.pictures.renderer import HERE, bundle
from tests.e2e.pictures.setting_up import PAGES, in_a_terminal
from tests.e2e.pictures.staff import staff_at_work
from tests.e2e.pictures.team import team_at_work
from tests.fakes.slack import fake_slack
from tests.office import Office
from tests.unit.channels.slack.reading import read
from tests.unit.channels.slack.test_slack_doctor import HEX
from tests.unit.channels.slack.test_slack_doctor import found as doctors

# A sign at the beginning, which is drawn and not written.
EMOJI = re.compile(r"^white_check_mark ")
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


async def test_so_can_the_registers_and_what_goes_out_of_them(page: Page, office: Office) -> None:
    await taken(page, await registers_at_work(office))


async def test_so_can_what_stands_in_slack_alone(page: Page, office: Office) -> None:
    await taken(page, await slack_alone(office))


async def test_so_can_the_agreements_of_a_council_that_has_them(page: Page, tables_url: str, tmp_path: Path) -> None:
    async with office_of("sthelens", tables_url, tmp_path) as office:
        await taken(page, await agreements_at_work(office))


@pytest.mark.parametrize("name", PAGES)
async def test_the_pages_on_which_the_app_is_installed_can_be_read(page: Page, name: str) -> None:
    await page.set_viewport_size({"width": 680, "height": 420})
    await page.set_content(html(PAGES[name]))
    assert PAGES[name].heading in await page.locator("h1").inner_text()
    if PICTURES:
        await page.locator("main").screenshot(path=Path(PICTURES) / f"{name}.png")


async def test_what_the_doctor_prints_can_be_read(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    async with fake_slack(system_clock) as slack:
        slack.install("T1", [scope for scope in BOT if scope != "commands"])
        slack.channel("C0COMMS")
        slack.channel("C0PRESS").members.clear()
        patient = Patient(slack.token(), channels=("T1/C0COMMS", "T1/C0PRESS"))
        found = await doctors(slack, patient, signing_secret=SecretStr(HEX))
    await page.set_content(in_a_terminal(found, "commsdesk slack doctor", monkeypatch))
    said = flat(await page.locator("svg").text_content() or "")
    assert all(finding.about in said for finding in found)
    if PICTURES:
        await page.set_viewport_size({"width": 1000, "height": 600})
        await page.locator("svg").first.screenshot(path=Path(PICTURES) / "doctor.png")


async def taken(page: Page, pictures: Mapping[str, Picture]) -> None:
    """Draw each picture, look that its beginning can be read, and keep it where pictures are wanted."""
    for name, picture in pictures.items():
        await shown(page, name, picture)
        said = flat(await page.locator("#place").inner_text())
        assert EMOJI.sub("", flat(read(picture.view["blocks"][0]))) in said, name
        if PICTURES:
            await page.locator("#shown > *").screenshot(path=Path(PICTURES) / f"{name}.png")


async def shown(page: Page, name: str, picture: Picture) -> None:
    """Draw the picture in the page."""
    script, sheet = bundle()
    await page.set_content(PAGE.render(name=name, kind=picture.kind, view=picture.view, script=script, sheet=sheet))
    await page.evaluate("blocks => window.drawn('place', blocks, 'light')", picture.view["blocks"])


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
