"""The practice room stays a practice room: on this computer, on its own data, and never beside the real thing."""

import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest
from aiohttp import ClientSession
from pydantic import SecretStr

import flows
from bot.app import Parts, compose
from bot.clock import FixedClock
from bot.conversations import turn
from bot.errors import StartError
from bot.ids import system_ids
from bot.people.sample_people import seed
from bot.policy.cases import read_cases
from bot.policy.packs import OWN
from bot.practice import MARK, prepare_folder, settings_for
from bot.running import serve
from bot.settings import Settings
from bot.storage import models
from bot.storage.database import opened
from bot.storage.staff import StoredStaff
from bot.welcome import guide, titles
from tests.e2e.browser.room import demo
from tests.office import MORNING, Actor, Office, packs
from tests.office import settings_for as office_settings

# In each council a guide whose worked cases others have to deal with.
PLAYED = {
    "suffolk": "new_account",
    "cannock": "new_account",
    "sthelens": "new_account",
    "knowsley": "new_account",
    "ktc": "photo_consent",
}
COUNCILS = sorted(PLAYED)
SENT = ("approval", "refer")


def settings(**more: object) -> Settings:
    return Settings.model_validate({"secret": SecretStr("s" * 40), "secret_file": None, "policy_path": (), **more})


async def test_serve_refuses_a_practice_room(tmp_path: Path) -> None:
    with pytest.raises(StartError, match="commsdesk demo"):
        await serve(settings(practice_room=True, data_dir=tmp_path))


def test_a_practice_room_is_never_opened_on_a_public_address(tmp_path: Path) -> None:
    with pytest.raises(StartError, match="others can reach"):
        settings_for(settings(host="0.0.0.0", data_dir=tmp_path), "suffolk", None)


def test_a_practice_room_never_uses_the_real_database(tmp_path: Path) -> None:
    real = settings(database_url="postgres://nobody@127.0.0.1:1/real", data_dir=tmp_path)
    room = settings_for(real, "suffolk", None)
    assert room.sqlite_file == tmp_path / "demo" / "suffolk" / "app.db"
    assert room.engine_url.startswith("sqlite:///")


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("Dear all")
    with pytest.raises(StartError, match="not made by the practice room"):
        prepare_folder(tmp_path, fresh=True)
    assert (tmp_path / "letters.txt").read_text() == "Dear all"


def test_a_fresh_room_forgets_what_an_earlier_one_left(tmp_path: Path) -> None:
    room = tmp_path / "room"
    prepare_folder(room, fresh=False)
    (room / "app.db").write_text("old")
    prepare_folder(room, fresh=True)
    assert [p.name for p in room.iterdir()] == [MARK]


async def test_the_council_that_is_named_is_the_one_to_practise_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    further = Path(shutil.copytree(OWN / "suffolk", tmp_path / "further" / "anglia")).parent
    monkeypatch.setenv("COMMSDESK_POLICY_PATH", str(further))
    async with demo(tmp_path / "room", "--council", "anglia") as url, ClientSession() as web:
        assert (await web.get(url)).status == 200
    with closing(sqlite3.connect(tmp_path / "room" / "app.db")) as rows:
        assert rows.execute("SELECT DISTINCT council FROM person").fetchall() == [("anglia",)]


@pytest.mark.parametrize("council", COUNCILS)
async def test_in_every_council_a_guide_that_is_offered_can_be_played_to_a_decision(
    council: str, tables_url: str, tmp_path: Path
) -> None:
    async with room_of(council, tables_url, tmp_path) as office:
        tips = guide(packs(), council, flows.find(), MORNING.date()).tips
        _, message = next(s for s in tips["nadia"].starters if s[0] == flows.find()[PLAYED[council]].title)
        await office.nadia.says(message)
        assert (await office.nadia.card("conversation")).title == flows.find()[PLAYED[council]].title
        await send_worked_case(office, PLAYED[council])
        while (case := await models.Case.get(council=council)).state == "in_review":
            waiting = await models.Seat.filter(case=case, waiting=True).order_by("id").prefetch_related("person")
            account = await models.Account.get(person=waiting[0].person)
            decider = Actor(office, account.user)
            label = next(b.label for b in (await decider.card("case")).buttons if b.style == "primary")
            assert (await decider.press(label)).tone == "good"
        assert case.state == "approved"
        assert await office.darius.cards() == []


@asynccontextmanager
async def room_of(council: str, url: str, folder: Path) -> AsyncIterator[Office]:
    """The office of a council with everybody who sits in its practice room."""
    clock = FixedClock(MORNING)
    chosen = office_settings(url, folder).model_copy(update={"council": council})
    async with opened(chosen):
        known = packs().pack(council).council
        await seed(StoredStaff(system_ids), council, frozenset(known.services), titles(known))
        yield Office(compose(Parts(chosen, clock, system_ids), packs()), clock, council)


async def send_worked_case(office: Office, flow: str) -> None:
    """Nadia gives the answers of the first worked case of that flow that others have to deal with, and sends it."""
    front, nadia = office.app.front, await office.person("nadia")
    cases = read_cases(OWN / office.council, flows.find())
    worked = next(c for c in cases if c.flow == flow and c.expect.kind in SENT and not c.service)
    async with front.store.transaction():
        person = await front.desk.directory.person(nadia.id)
        assert person is not None
        await turn.begin(front.talk, person, flow, "nadia", answers=dict(worked.given))
    card = await office.nadia.card("conversation")
    assert "reference" in (await office.nadia.press(card.buttons[0].label)).text
