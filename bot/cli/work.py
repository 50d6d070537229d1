"""`commsdesk work`: delivers what is to be said and fires what falls due, without answering anybody."""

from bot.cli.importing import at_once
from bot.settings import load_settings


def command() -> None:
    """Deliver, without answering anybody: for replicas beside `commsdesk serve --no-work`, on PostgreSQL.

    Run `commsdesk migrate` first. Stops cleanly on Ctrl-C or SIGTERM: what is being sent is finished, the rest is
    left to the next process.
    """
    import asyncio  # noqa: PLC0415 - help must not wait for what only working needs

    with at_once():
        from bot.running import work  # noqa: PLC0415

    asyncio.run(work(load_settings()))
