"""`commsdesk serve`: answers the platforms over HTTP and, unless told otherwise, delivers."""

from typing import Annotated

import typer

from bot.cli.importing import at_once
from bot.settings import load_settings

NoWork = Annotated[bool, typer.Option("--no-work", help="Only answer; leave delivery to `commsdesk work`.")]


def command(no_work: NoWork = False) -> None:
    """Answer Slack, Teams and the practice room over HTTP, and deliver what is to be said.

    Run `commsdesk migrate` first. Stops cleanly on Ctrl-C or SIGTERM.
    """
    import asyncio  # noqa: PLC0415 - help must not wait for what only serving needs

    with at_once():
        from bot.running import serve  # noqa: PLC0415

    asyncio.run(serve(load_settings(), work=not no_work))
