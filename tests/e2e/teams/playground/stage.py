"""A bot, a browser, and a window of the Playground for everybody who takes part."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.async_api import Browser, ViewportSize, async_playwright

from tests.e2e.browser.room import FLAGS, PATIENCE, PICTURES
from tests.e2e.teams.playground.bot_process import Bot, serving
from tests.e2e.teams.playground.program import found, free_port, playground
from tests.e2e.teams.playground.window import ASKS, ME, WELCOME, Window

SIZE = ViewportSize(width=1500, height=1100)
# Fonts and ornaments that the page would fetch from Microsoft; it does without.
ELSEWHERE = "**/*.office.net/**"
# Long cards are wanted whole in a picture, and in letters that this machine has.
TALL = ViewportSize(width=1500, height=1700)
NAMES = ("Segoe UI", "Segoe UI Web (West European)")
FONT = "".join(
    f'@font-face {{ font-family: "{name}"; font-weight: {weight};'
    f' src: local("Open Sans{bold}"), local("Noto Sans{bold}"), local("Liberation Sans{bold}"); }}'
    for name in NAMES
    for weight, bold in (("400", ""), ("600", " Bold"), ("700", " Bold"))
)


@dataclass
class Stage:
    """Where everybody who takes part finds their Playground, by their short names, and the windows that are open."""

    bot: Bot
    browser: Browser
    urls: dict[str, str]
    windows: list[Window] = field(default_factory=list)

    async def opened(self, user: str) -> Window:
        """A new window of that person."""
        page = await self.browser.new_page(
            viewport=TALL if PICTURES else SIZE, locale="en-GB", timezone_id="Europe/London"
        )
        page.set_default_timeout(PATIENCE)
        window = Window(page, user)
        self.windows.append(window)
        await page.route(ELSEWHERE, lambda route: route.abort())
        await window.open(self.urls[user])
        if PICTURES:
            await page.add_style_tag(content=FONT)
        return window

    async def joined(self, user: str) -> Window:
        """The window of that person, who has opened it for the first time and said who they are."""
        window = await self.opened(user)
        await window.sees(ASKS)
        await window.press(ME)
        await window.hears("This account is yours now")
        await window.sees(WELCOME)
        return window

    async def seen(self) -> str:
        """What each window shows, for whoever reads a failure."""
        return "\n\n".join([f"{w.user}: {await w.chat.inner_text()}" for w in self.windows])

    async def well(self) -> None:
        """AssertionError where a window showed an error, or the bot logged one."""
        faults = [(window.user, fault) for window in self.windows for fault in await window.faults()]
        assert (faults, self.bot.complaints) == ([], [])


@asynccontextmanager
async def stage(chromium: str, folder: Path, database: str, *users: str) -> AsyncIterator[Stage]:
    """The stage for those people; what went wrong in the Playground or with the bot fails the test at its end."""
    program, bot = found(), Bot(free_port(), folder / "bot.log")
    async with AsyncExitStack() as stack:
        async with asyncio.TaskGroup() as starting:
            starting.create_task(stack.enter_async_context(serving(bot, folder, database)))
            entering = (stack.enter_async_context(playground(program, u, folder / u, bot.url)) for u in users)
            started = [starting.create_task(each) for each in entering]
        playwright = await stack.enter_async_context(async_playwright())
        browser = await playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        stack.push_async_callback(browser.close)
        set_up = Stage(bot, browser, dict(zip(users, (each.result() for each in started), strict=True)))
        try:
            yield set_up
        except Exception as failure:
            failure.add_note(await set_up.seen())
            raise
        await set_up.well()
