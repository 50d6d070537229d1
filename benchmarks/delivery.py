"""The rate of our delivery beside that of the bare engine running an empty step, taken in turn in one run."""

import asyncio
import statistics
import time
from collections.abc import Sequence

from dbos import DBOS, DBOSClient, DBOSPortableJSONSerializer, EnqueueOptions

from benchmarks.rig.figures import Figure
from benchmarks.rig.finding import BOTH, Place
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

DATABASES = BOTH
LEAST = 0.6
JOBS, LANES, ROUNDS, POLL = 400, 200, 4, 0.1
SCREEN = Screen("A card", "A card")

_ran: list[int] = []


@DBOS.step(name="empty")
async def empty(number: int) -> float:
    """What an attempt would be if there were nothing to do."""
    _ran.append(number)
    return 0.0


@DBOS.workflow(name="bare")
async def bare(number: int) -> None:
    """A row's run, without the row."""
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


def measure(place: Place) -> Sequence[Figure]:
    """The median of each; from the hand-in or the commit to the last run that ended or card that is shown."""
    rates = asyncio.run(_rates(place))
    engine, ours = (statistics.median(rate) for rate in zip(*rates, strict=True))
    seen = {"engine runs/s": engine, "cards/s": ours}
    return [Figure("Delivery, against the bare engine", ours / engine, LEAST, at_least=True, seen=seen)]


async def _rates(place: Place) -> list[tuple[float, float]]:
    settings = Settings(database_url=place.url, data_dir=place.folder)
    await migrate(settings)
    async with opened(settings):
        delivery = Delivery(settings, _ports(), system_clock, system_ids, Pace(poll=POLL))
        await delivery.start()
        await DBOS.register_queue_async(
            "bare", partition_concurrency=1, worker_concurrency=1000, polling_interval_sec=POLL
        )
        # The engine looks for new queues once a second.
        await asyncio.sleep(2)
        rates = [(await _engine(settings.engine_url), await _delivery(delivery)) for _ in range(place.rounds(ROUNDS))]
        await delivery.stop()
    return rates


def _ports() -> Ports:
    where = Anywhere()
    channels = {where.name: where}
    return Ports(TortoiseOutbox(), TortoiseCards(), TortoiseTimers(), TortoiseReplicas(), where, channels, {})


async def _engine(url: str) -> float:
    client = DBOSClient(system_database_url=url, serializer=DBOSPortableJSONSerializer(), application_name="commsdesk")
    run = system_ids.event()
    _ran.clear()
    began = time.perf_counter()
    for number in range(JOBS):
        await client.enqueue_async(_options(run, number), number)
    while await client.list_workflows_async(name="bare", status=["ENQUEUED", "PENDING"], limit=1, load_input=False):
        await asyncio.sleep(0.02)
    took = time.perf_counter() - began
    client.destroy()
    return len(_ran) / took


def _options(run: str, number: int) -> EnqueueOptions:
    lane = f"lane{number % LANES}"
    name = f"bare-{run}-{number:06d}"
    return {"workflow_name": "bare", "queue_name": "bare", "workflow_id": name, "queue_partition_key": lane}


async def _delivery(delivery: Delivery) -> float:
    rows = [
        CardRow(system_ids.case(), "suffolk", "anywhere", f"lane{number % LANES}", 1, 0, "") for number in range(JOBS)
    ]
    began = time.perf_counter()
    async with transaction(None):
        await models.Card.bulk_create([_card(row) for row in rows])
        await say(rows, system_clock.now())
    delivery.nudge()
    while await models.Outbox.filter(sent_at=None).exists():
        await asyncio.sleep(0.02)
    return JOBS / (time.perf_counter() - began)


def _card(row: CardRow) -> models.Card:
    where = {"channel": row.channel, "address": row.address}
    return models.Card(id=row.id, council=row.council, about="case", ref=row.id, person_id="p", **where)
