"""What the storage tests do in processes of their own: python -m tests.contracts.storage_process WHAT URL."""

import asyncio
import sys

from bot.errors import StartError
from bot.settings import Settings
from bot.storage.database import opened, transaction
from bot.storage.migrating import migrate
from bot.storage.models import Timer

ROUNDS = 60


async def count_up(settings: Settings) -> None:
    """Read a row and then write it, which a lock taken too late would make fail."""
    async with opened(settings, alone=False):
        for _ in range(ROUNDS):
            async with transaction(patience=None):
                row = await Timer.get(kind="counter")
                row.ref = str(int(row.ref) + 1)
                await row.save()


async def open_alone(settings: Settings) -> None:
    async with opened(settings), transaction():
        await Timer.all().count()


async def count(settings: Settings) -> None:
    async with opened(settings, alone=False), transaction():
        print(await Timer.all().count())  # noqa: T201


async def open_and_wait(settings: Settings) -> None:
    async with opened(settings):
        print("open", flush=True)  # noqa: T201
        await asyncio.to_thread(sys.stdin.readline)


async def just_migrate(settings: Settings) -> None:
    await migrate(settings)


DO = {"count_up": count_up, "open": open_alone, "count": count, "open_and_wait": open_and_wait, "migrate": just_migrate}

if __name__ == "__main__":
    try:
        asyncio.run(DO[sys.argv[1]](Settings(database_url=sys.argv[2])))
    except StartError as refused:
        sys.exit(refused.sentence)
