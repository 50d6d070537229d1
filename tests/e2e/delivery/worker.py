"""One process that delivers, as `commsdesk work` does, to the platform of files."""

import asyncio
import signal
import sys
from pathlib import Path

from dbos import DBOS

from bot import log
from bot.errors import StartError
from bot.settings import load_settings
from bot.storage.database import opened
from tests.e2e.delivery.chat import Chat
from tests.e2e.delivery.desk import Desk


async def main() -> None:
    settings = load_settings()
    told = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, told.set)
    async with opened(settings):
        delivery = Desk(settings, Chat(Path(sys.argv[1]))).delivery()
        await delivery.start()
        await told.wait()
        await delivery.stop()


async def _of_a_newer_version() -> None:
    """A workflow that older versions do not have: by it the engine sees that the code has changed."""


if __name__ == "__main__":
    log.configure("info", "json")
    if "newer" in sys.argv:
        DBOS.workflow(name="newer")(_of_a_newer_version)
    try:
        asyncio.run(main())
    except StartError as refused:
        sys.exit(refused.sentence)
