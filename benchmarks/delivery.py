"""The rate of our delivery beside that of the bare engine running an empty step, in one run, on each database."""

import argparse
import asyncio
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from dbos import DBOS, DBOSClient, DBOSPortableJSONSerializer

from bot import log
from bot.clock import system_clock
from bot.delivery import Delivery, Pace, Ports
from bot.ids import system_ids
from bot.messages import Posting, Screen
from bot.settings import Settings
from bot.storage import models
from bot.storage.database import opened, transaction
from bot.storage.migrating import migrate
from bot.storage.outbox import CardRow, TortoiseCards, TortoiseOutbox, say
from bot.storage.timers import TortoiseReplicas, TortoiseTimers
from tests.databases import postgres_database, server_answers

LEAST = 0.6
JOBS, LANES, ROUNDS, POLL = 400, 200, 3, 0.1
SCREEN = Screen("A card", "A card")

_ran: list[int] = []


@DBOS.step(name="empty")
async def empty(number: int) -> float:
    _ran.append(number)
    return 0.0


@DBOS.workflow(name="bare")
async def bare(number: int) -> None:
    await empty(number)


class Anywhere:
    """A platform that takes everything at once, and a drawing that costs nothing."""

    name = "anywhere"

    def routes(self, handle: object) -> tuple[()]:
        return ()

    async def close(self) -> None:
        """There is nothing to let go of."""

    async def send(self, posting: Posting) -> str:
        return posting.key

    async def posting(self, card_id: str) -> Posting:
        return Posting("", card_id, 0, SCREEN)


async def rate_of_the_engine(url: str) -> float:
    """Workflows a second, from the first that is handed in to the last that ends."""
    client = DBOSClient(system_database_url=url, serializer=DBOSPortableJSONSerializer(), application_name="commsdesk")
    run = system_ids.event()
    _ran.clear()
    began = time.perf_counter()
    for n in range(JOBS):
        await client.enqueue_async(
            {
                "workflow_name": "bare",
                "queue_name": "bare",
                "workflow_id": f"bare-{run}-{n:06d}",
                "queue_partition_key": f"lane{n % LANES}",
            },
            n,
        )
    while await client.list_workflows_async(name="bare", status=["ENQUEUED", "PENDING"], limit=1, load_input=False):
        await asyncio.sleep(0.02)
    took = time.perf_counter() - began
    client.destroy()
    return len(_ran) / took


async def rate_of_delivery(delivery: Delivery) -> float:
    """Cards a second, from the commit that wants them to the last that is shown."""
    cards = [
        models.Card(
            council="suffolk",
            id=(i := system_ids.case()),
            about="case",
            ref=i,
            person_id="p",
            channel="anywhere",
            address=f"lane{n % LANES}",
        )
        for n in range(JOBS)
    ]
    rows = [CardRow(c.id, c.council, c.channel, c.address, 1, 0, "") for c in cards]
    began = time.perf_counter()
    async with transaction(None):
        await models.Card.bulk_create(cards)
        await say(rows, system_clock.now())
    delivery.nudge()
    while await models.Outbox.filter(sent_at=None).exists():
        await asyncio.sleep(0.02)
    return JOBS / (time.perf_counter() - began)


async def measure(url: str, folder: Path) -> dict[str, float]:
    """The medians of both rates, taken in turn so that what else the machine does falls on both; their ratio."""
    settings = Settings(database_url=url, data_dir=folder)
    await migrate(settings)
    where = Anywhere()
    ports = Ports(
        TortoiseOutbox(), TortoiseCards(), TortoiseTimers(), TortoiseReplicas(), where, {where.name: where}, {}
    )
    async with opened(settings):
        delivery = Delivery(settings, ports, system_clock, system_ids, Pace(poll=POLL))
        await delivery.start()
        await DBOS.register_queue_async(
            "bare", partition_concurrency=1, worker_concurrency=1000, polling_interval_sec=POLL
        )
        await asyncio.sleep(2)
        rates = [
            (await rate_of_the_engine(settings.engine_url), await rate_of_delivery(delivery)) for _ in range(ROUNDS)
        ]
        await delivery.stop()
    engine, ours = (statistics.median(r) for r in zip(*rates, strict=True))
    return {"engine": round(engine, 1), "delivery": round(ours, 1), "ratio": round(ours / engine, 2)}


def _aside(kind: str, url: str | None) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.delivery", "--on", kind, *([url] if url else [])]
    said = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    return dict(json.loads(said.splitlines()[-1]))


def main() -> int:
    """Print one line of JSON; 1 where delivery is too slow beside the engine."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.delivery", description=__doc__)
    parser.add_argument("--on", nargs="+", help="one database, in this process: sqlite, or postgres and its address")
    chosen = parser.parse_args().on
    log.configure("error", "json")
    if chosen:
        with tempfile.TemporaryDirectory() as folder:
            url = chosen[1] if len(chosen) > 1 else f"sqlite:///{folder}/app.db"
            print(json.dumps(asyncio.run(measure(url, Path(folder)))))
        return 0
    found = {"sqlite": _aside("sqlite", None)}
    if server_answers():
        with postgres_database() as url:
            found["postgres"] = _aside("postgres", url)
    print(json.dumps({"benchmark": "delivery", "least": LEAST, **found}))
    return int(any(result["ratio"] < LEAST for result in found.values()))


if __name__ == "__main__":
    sys.exit(main())
