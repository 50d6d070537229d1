"""One person's window of the Playground: what they type, press and fill in, and what they see."""

import asyncio
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from playwright.async_api import Locator, Page, WebSocketRoute, expect

from tests.e2e.browser.room import PATIENCE, PICTURES

ASKS = "Is this you?"
ME = "Yes, this is me"
WELCOME = "Write “help” at any time"
# What the page says where the bot did not answer as it should, and a refusal in its log.
WRONG = re.compile(r"something went wrong|unable to reach", re.IGNORECASE)
REFUSED = re.compile(r"(?:Playground|Application) [\w/]+ [45]\d\d")
QUIET = 0.5
MORE, ACTION, CREATE = "Show more information", "Action Command", "Create"


@dataclass
class Window:
    """The page before which that person sits; while it is `behind` it learns of nothing new."""

    page: Page
    user: str
    behind: bool = False
    told: float = 0.0
    broken: list[str] = field(default_factory=list)

    async def open(self, url: str) -> None:
        """Open the page at that address."""
        self.page.on("pageerror", lambda error: self.broken.append(str(error)))
        await self.page.route_web_socket(re.compile("."), self._told)
        await self.page.goto(url)

    def _told(self, browser: WebSocketRoute) -> None:
        server = browser.connect_to_server()

        def tell(message: str | bytes) -> None:
            self.told = time.monotonic()
            if not self.behind:
                browser.send(message)

        server.on_message(tell)

    async def _rests(self) -> None:
        """Wait until nothing new has come for a moment: a card that is edited forgets what is typed in it."""
        while time.monotonic() - self.told < QUIET:
            await asyncio.sleep(QUIET / 5)

    @property
    def chat(self) -> Locator:
        """All that the page shows."""
        return self.page.locator("body")

    @property
    def cards(self) -> Locator:
        """The cards of the conversation that is open, in order."""
        return self.page.locator(".fai-OutputCard:has(.ac-adaptiveCard)")

    @property
    def card(self) -> Locator:
        """The newest card."""
        return self.cards.last

    @property
    def dialog(self) -> Locator:
        """The dialog that is open."""
        return self.page.get_by_role("dialog").last

    def card_with(self, text: str) -> Locator:
        """The newest card that holds these words."""
        return self.cards.filter(has_text=text).last

    async def opens(self, conversation: str) -> None:
        """Open a conversation of the list at the left."""
        await self.page.get_by_role("treeitem", name=conversation).first.click()

    async def says(self, text: str, mention: str = "") -> None:
        """Type a message and send it, where wanted with somebody's name before it."""
        await self.page.locator("[role=textbox][contenteditable=true]").last.click()
        if mention:
            await self.page.keyboard.type(f"@{mention}")
            await self.page.get_by_role("listbox").get_by_role("menuitem", name=mention).first.click()
        await self.page.keyboard.insert_text(f" {text}" if mention else text)
        await self.page.get_by_role("button", name=re.compile("^(Send Message|Post)$")).last.click()

    async def press(self, label: str, card: Locator | None = None) -> None:
        """Press a button of a card, by default of the newest."""
        await (card or self.card).get_by_role("button", name=label, exact=True).last.click()

    async def fill(self, fields: Mapping[str, str], then: str = "Continue") -> None:
        """Fill in fields of the newest card by their labels, and press on where there is no more to do."""
        await self._rests()
        for label, value in fields.items():
            await self.card.get_by_label(re.compile(f"^{re.escape(label)}")).last.fill(value)
        if then:
            await self.press(then)

    async def unfolds(self, title: str, words: str) -> None:
        """Fold and unfold a part of the newest card: its words go and come, and stand there in the end."""
        await self._rests()
        folded = self.card.get_by_text(words).locator("visible=true")
        for seen in (False, True) if await folded.count() else (True, False, True):
            await self.press(title)
            await expect(folded).to_have_count(int(seen), timeout=PATIENCE)

    async def picks(self, option: str, then: str = "Continue") -> None:
        """Pick an option of a list on the newest card, and press on."""
        await self._rests()
        await self.card.get_by_label(option).last.check()
        await self.press(then)

    async def reports(self) -> None:
        """Open the message extension on the newest message, as the command of the app."""
        await self.page.get_by_role("button", name=MORE).last.click()
        await self.page.get_by_role("menuitem", name=ACTION).last.click()
        await self.dialog.get_by_role("textbox", name="Command ID").fill("report")
        await self.dialog.get_by_role("button", name=CREATE).click()

    async def sees(self, *texts: str, card: Locator | None = None) -> None:
        """Wait until a card, by default the newest, holds these words."""
        for text in texts:
            await expect(card or self.card).to_contain_text(text, timeout=PATIENCE)

    async def hears(self, text: str) -> None:
        """Wait until these words stand in the conversation."""
        await expect(self.page.get_by_text(text).last).to_be_visible(timeout=PATIENCE)

    async def picture(self, name: str, of: Locator | None = None) -> None:
        """Keep a picture of a card, by default the newest, where pictures are asked for."""
        if PICTURES:
            shown = of or self.card
            await shown.scroll_into_view_if_needed()
            await self.page.wait_for_timeout(300)
            await shown.screenshot(path=Path(PICTURES) / f"{name}.png", animations="disabled")

    async def faults(self) -> list[str]:
        """What the Playground shows, logs or breaks on that went wrong."""
        said = await self.chat.inner_text()
        return [*self.broken, *WRONG.findall(said), *REFUSED.findall(said)]
