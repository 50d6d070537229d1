"""A council's office on the real application and a real database, without a channel: people press what they see."""

import asyncio
import hashlib
import json
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.app import Application, Parts, compose
from bot.clock import FixedClock
from bot.ids import system_ids
from bot.messages import Account, Button, Facts, Incoming, Reply, Screen
from bot.people.sample_people import seed
from bot.policy import Packs
from bot.settings import Settings, sqlite_file
from bot.storage import models
from bot.storage.database import opened
from bot.storage.staff import StoredStaff

MORNING = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
ANSWERS = {
    "post_link": "https://www.facebook.com/suffolklibraries/posts/1",
    "aim": "More families at the winter reading events.",
    "audience": "Parents of young children in and around Lowestoft.",
    "starts": "2026-12-01",
    "ends": "2026-12-08",
    "cost": "80",
}


@dataclass
class Office:
    """The application, and the standing cast by their short names; Darius must never get in."""

    app: Application
    clock: FixedClock
    council: str = "suffolk"

    def __post_init__(self) -> None:
        self.app.prepare()  # as a server does, so that no question waits longer than a platform would

    def __getattr__(self, name: str) -> "Actor":
        return Actor(self, name.replace("_", "-"))

    async def person(self, user: str) -> models.Person:
        """The stored person behind a short name."""
        return await models.Person.get(accounts__user=user, accounts__channel="browser", council=self.council)


@dataclass
class Actor:
    """Somebody of the cast, with what they see and can press."""

    office: Office
    user: str
    seen: list[str] = field(default_factory=list)
    workspace: str = ""

    async def cards(self, about: str = "") -> list[Screen]:
        """Every card of theirs, as it would be drawn now, in the order of posting."""
        person = await self.office.person(self.user)
        rows = await models.Card.filter(person_id=person.id, about__startswith=about)
        first = {c.id: (await models.Outbox.filter(card_id=c.id).order_by("id").first()) for c in rows}
        ordered = sorted(rows, key=lambda c: first[c.id].id)  # type: ignore[union-attr]  # each card has a row
        postings = [await self.office.app.drawing.posting(c.id) for c in ordered]
        return [p.screen for p in postings if p]

    async def card(self, about: str = "") -> Screen:
        """The newest card."""
        return (await self.cards(about))[-1]

    async def button(self, label: str) -> Button:
        """The newest button with that label; LookupError with what there is."""
        for screen in reversed(await self.cards()):
            for button in screen.buttons:
                if button.label == label:
                    return button
        there = [b.label for s in await self.cards() for b in s.buttons]
        raise LookupError(f"{self.user} sees no {label!r}, only {there}")

    async def press(self, label: str, **fields: str) -> Reply:
        """Press the newest button with that label, its form filled in."""
        return await self.send((await self.button(label)).token, **fields)

    async def change(self, short: str) -> Reply:
        """Press Change beside an answer on the newest card."""
        facts = [b for b in (await self.card()).blocks if isinstance(b, Facts)]
        return await self.send(facts[0].changes[short])

    async def send(self, token: str, **fields: str) -> Reply:
        """Press a token, as a channel would hand it in: the same press again is the same delivery."""
        name = hashlib.sha256(json.dumps([self.user, token, fields], sort_keys=True).encode()).hexdigest()
        return await self._handle(Incoming(name, self._account(), self.user, token=token, fields=fields))

    async def says(self, text: str) -> Reply:
        """Write a message."""
        return await self._handle(Incoming(system_ids.delivery(), self._account(), self.user, text=text))

    async def _handle(self, incoming: Incoming) -> Reply:
        return await self.office.app.front.handle(incoming)

    def _account(self) -> Account:
        return Account("browser", self.workspace or self.office.council, self.user)


async def asks_for_a_boost(who: Actor, code: str = "LIB-2041", political: str = "No") -> Reply:
    """Walk the whole boost flow and send it."""
    await who.says("boost")
    await who.press("Facebook")
    await who.press("Yes")
    await who.press("Continue", answer=code)
    if code != "LIB-2099":  # her own budget: there is no other holder who could have agreed
        await who.press("No")
    for answer in ANSWERS.values():
        await who.press("Continue", answer=answer)
    await who.press(political)
    return await who.press("Send for approval")


@cache
def packs() -> Packs:
    """Every council's pack, read once for all tests: nothing changes them."""
    return Packs()


@pytest.fixture
async def office(seeded: str, tmp_path: Path) -> AsyncIterator[Office]:
    """The office of Suffolk on a Monday morning."""
    settings = settings_for(seeded, tmp_path)
    clock = FixedClock(MORNING)
    async with opened(settings):
        app = compose(Parts(settings, clock, system_ids), packs())
        yield Office(app, clock)


@pytest.fixture
def seeded(tables_url: str, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The URL of a database with tables and the sample people; an SQLite file is made once and then copied."""
    if not (file := sqlite_file(tables_url)):
        asyncio.run(bring_in_people(settings_for(tables_url, tmp_path)))
        return tables_url
    model = tmp_path_factory.getbasetemp() / "office.db"
    if not model.exists():
        asyncio.run(bring_in_people(settings_for(tables_url, tmp_path)))
        shutil.copy(file, model)
    shutil.copy(model, file)
    return tables_url


def settings_for(url: str, folder: Path) -> Settings:
    """Settings of an office on that database."""
    return Settings(
        database_url=url, data_dir=folder, engine_url=f"sqlite:///{folder / 'engine.db'}",
        secret=SecretStr("s" * 40), secret_file=None, policy_path=(),
    )  # fmt: skip


async def bring_in_people(settings: Settings) -> None:
    """Bring the sample people into a database that has its tables."""
    async with opened(settings):
        await seed(StoredStaff(system_ids), "suffolk")
