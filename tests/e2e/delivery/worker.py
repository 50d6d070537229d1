"""One process that delivers, as `commsdesk work` does, to the platform of files."""

import asyncio
import os
import signal
from pathlib import Path

from bot import log
from bot.settings import load_settings
from bot.storage.database import opened
from tests.e2e.delivery.chat import Chat
from tests.e2e.delivery.desk import Desk


async def main() -> None:
    settings = load_settings()
    told = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, told.set)
    async with opened(settings):
        delivery = Desk(settings, Chat(Path(os.environ["CHAT"]))).delivery()
        await delivery.start()
        await told.wait()
        await delivery.stop()


if __name__ == "__main__":
    log.configure("info", "console")
    asyncio.run(main())
