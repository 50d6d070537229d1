"""The practice room from an empty folder: settings and database of its own, sample people, then the same server."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.errors import StartError
from bot.ids import system_ids
from bot.people.sample_people import seed
from bot.policy import Packs
from bot.running import running, stop_signal
from bot.settings import Settings, is_loopback
from bot.storage.database import opened
from bot.storage.lock import alone_with
from bot.storage.migrating import migrate
from bot.storage.opening import make_folder
from bot.storage.staff import StoredStaff
from bot.welcome import others, titles, walk

MARK = "practice-room"
NOT_OURS = "{} is not empty and was not made by the practice room. Name another folder with --folder."
PUBLIC = "COMMSDESK_HOST is {}, which others can reach; in a practice room anybody may act as anybody. Unset it."


@dataclass(frozen=True)
class Opened:
    """An open room: where it is, the council's name, what to try in it, and which other councils there are."""

    url: str
    council: str
    walk: tuple[str, ...]
    others: tuple[str, ...]


def settings_for(given: Settings, council: str, folder: Path | None) -> Settings:
    """The practice room's settings: a database, an engine and a key of its own, on this computer alone."""
    if not is_loopback(given.host):
        raise StartError("practice_room", [PUBLIC.format(given.host)])
    chosen = council or given.council
    own = (folder or given.data_dir / "demo" / chosen).absolute()
    return Settings(
        data_dir=own, database_url=f"sqlite:///{own / 'app.db'}", engine_url=f"sqlite:///{own / 'engine.db'}",
        council=chosen, practice_room=True, host=given.host, port=given.port, policy_path=given.policy_path,
        sweep_seconds=given.sweep_seconds, beat_seconds=given.beat_seconds, dead_seconds=given.dead_seconds,
        stale_seconds=given.stale_seconds, grace_seconds=given.grace_seconds, secret=given.secret,
        log_level=given.log_level, log_format=given.log_format,
    )  # fmt: skip


async def open_room(
    settings: Settings, *, fresh: bool, say: Callable[[str], None], welcome: Callable[[Opened], None]
) -> None:
    """Make the room where there is none, or anew where it is to be `fresh`, and serve it until told to stop."""
    stop = stop_signal()
    packs = Packs(settings.policy_path)
    council = packs.pack(settings.council).council
    say("Preparing the practice room.")
    prepare_folder(settings.data_dir, fresh=fresh)
    await migrate(settings)
    async with opened(settings):
        staff = StoredStaff(system_ids)
        await seed(staff, settings.council, frozenset(council.services), titles(council))
    async with running(settings) as (_, url):
        welcome(Opened(url, council.name, walk(council), others(packs, settings.council)))
        await stop.wait()


def prepare_folder(folder: Path, *, fresh: bool) -> None:
    """Make the folder and mark it as ours; a fresh one loses what an earlier room left, and nothing else's."""
    make_folder(folder)
    if any(folder.iterdir()) and not (folder / MARK).exists():
        raise StartError("practice_room", [NOT_OURS.format(folder)])
    if fresh and (folder / "app.db").exists():
        with alone_with(folder / "app.db"):  # a room that is open is not taken from under whoever sits in it
            shutil.rmtree(folder)
    make_folder(folder)
    (folder / MARK).touch()
