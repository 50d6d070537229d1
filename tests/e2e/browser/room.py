"""The practice room as people use it: `commsdesk demo` in a process of its own, and a real browser before it."""

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Locator, Page, async_playwright, expect

# What chromium needs as root without a screen, and what keeps it from looking for hosts that are not there.
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
DESKTOP, PHONE = (1500, 1000), (390, 844)
PATIENCE = 15_000
PICTURES = os.environ.get("COMMSDESK_TEST_PICTURES", "")


async def picture(page: Page, name: str) -> None:
    """Keep a picture of that name for the documentation, where pictures are asked for."""
    if PICTURES and name:
        await page.wait_for_timeout(700)
        await page.screenshot(path=Path(PICTURES) / f"{name}.png")


@asynccontextmanager
async def demo(folder: Path, *options: str) -> AsyncIterator[str]:
    """The address of a running practice room that keeps its data in `folder`; it is told to stop at the end."""
    run = "import sys; from bot.cli import main; sys.exit(main())"
    environment = {**os.environ, "PORT": "0"}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", run, "demo", "--folder", str(folder), *options,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT, env=environment,
    )  # fmt: skip
    try:
        async with asyncio.timeout(60):
            yield await _address(process)
    finally:
        with suppress(ProcessLookupError):
            process.terminate()
        left = (await process.stdout.read()).decode() if process.stdout else ""
        assert await process.wait() == 0, left


async def _address(process: asyncio.subprocess.Process) -> str:
    assert process.stdout
    said = ""
    while line := (await process.stdout.readline()).decode():
        said += line
        if found := re.search(r"http://\S+/practice", line):
            return found[0]
    raise AssertionError(f"the demo did not start: {said}")


@asynccontextmanager
async def browser_page(chromium: str, size: tuple[int, int] = DESKTOP, dark: bool = False) -> AsyncIterator[Page]:
    """A page of a real browser in Britain; any error that it logs fails the test."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = await browser.new_page(
            viewport={"width": size[0], "height": size[1]}, locale="en-GB", timezone_id="Europe/London",
            color_scheme="dark" if dark else "light",
        )  # fmt: skip
        page.set_default_timeout(PATIENCE)
        wrong: list[str] = []
        page.on("pageerror", lambda error: wrong.append(str(error)))
        # A wrong answer comes back as 422 with the form to correct, which a browser also notes in its console.
        page.on("console", lambda c: wrong.append(c.text) if c.type == "error" and "422" not in c.text else None)
        yield page
        assert not wrong, wrong
        await browser.close()


@dataclass(frozen=True)
class Chat:
    """One person's chat in the page."""

    page: Page
    user: str

    @property
    def all(self) -> Locator:
        """The whole chat."""
        return self.page.locator(f"#chat-{self.user}")

    @property
    def card(self) -> Locator:
        """The newest card."""
        return self.all.locator("article.card").last

    async def says(self, text: str) -> None:
        """Type a message and press Enter."""
        box = self.all.locator(".composer textarea")
        await box.fill(text)
        await box.press("Enter")

    async def press(self, label: str) -> None:
        """Press a button of the newest card."""
        await self.card.get_by_role("button", name=label, exact=True).click()

    async def fill(self, label: str, value: str, then: str = "Continue") -> None:
        """Fill a field of the newest card and press on, unless there is more to fill in."""
        await self.card.get_by_label(label, exact=True).fill(value)
        if then:
            await self.press(then)

    async def reasoned(self, label: str, field: str, words: str) -> None:
        """Open a button that asks first, say why, and press."""
        asks = self.card.locator("details.disclosure").filter(has=self.page.locator("summary", has_text=label))
        await asks.locator("summary").click()
        await asks.get_by_label(field).fill(words)
        await asks.get_by_role("button", name=label, exact=True).click()

    async def sees(self, text: str) -> None:
        """Wait until the newest card holds these words."""
        await expect(self.card).to_contain_text(text, timeout=PATIENCE)
