"""From nothing to serving, and the memory of the idle demo, beside a process that only imports the libraries."""

import asyncio
import statistics
from collections.abc import Mapping, Sequence

from benchmarks.rig.figures import Figure
from benchmarks.rig.finding import Place
from benchmarks.rig.processes import Process, imported, served
from bot.settings import Settings
from bot.storage.migrating import migrate

DATABASES = ("sqlite",)
MOST = 1.5
ROUNDS = 8
LIBRARIES = "tortoise, slack_bolt, botbuilder.core, dbos"
Runs = Mapping[str, Sequence[Process]]


def measure(place: Place) -> Sequence[Figure]:
    """In turn: the libraries alone, `serve` on a database that is there, and `demo` in a room that is there."""
    settings = Settings(database_url=place.url, data_dir=place.folder)
    asyncio.run(migrate(settings))
    where = {"COMMSDESK_DATABASE_URL": place.url, "COMMSDESK_DATA_DIR": str(place.folder)}
    demo = f"demo --folder {place.folder / 'room'}"
    rounds = [
        (imported(LIBRARIES), served("serve", where), served(demo, where)) for _ in range(place.rounds(ROUNDS) + 1)
    ]
    runs = dict(zip(("libraries", "serve", "demo"), zip(*rounds[1:], strict=True), strict=True))
    return [
        _figure("Start to serving, against the libraries' import", "serve", runs, "seconds"),
        _figure("Memory of the idle demo, against the libraries' alone", "demo", runs, "megabytes"),
    ]


def _figure(what: str, name: str, runs: Runs, unit: str) -> Figure:
    ours, alone = ([float(getattr(run, unit)) for run in runs[n]] for n in (name, "libraries"))
    seen = {f"{name} {unit}": statistics.median(ours), f"libraries {unit}": statistics.median(alone)}
    ratio = statistics.median(a / b for a, b in zip(ours, alone, strict=True))
    return Figure(what, ratio, MOST, seen=seen)
