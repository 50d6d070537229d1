"""`commsdesk demo`: the practice room, where sample people of one council can be seen side by side."""

from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from bot.cli.importing import at_once
from bot.cli.printing import say
from bot.errors import CommsDeskError
from bot.settings import load_settings

WELCOME = """
Practice room of {council}, with sample people. Nothing that you do here reaches anybody.

    {url}/practice

{walk}

To practise with another council ({others}): make demo COUNCIL=NAME, or commsdesk demo --council NAME.
Everything is kept in {folder}; to start over, run: commsdesk demo {again}
Press Ctrl-C to stop.
"""
Council = Annotated[str, typer.Option(help="Whose policy to practise with; `commsdesk check` lists them.")]
Fresh = Annotated[bool, typer.Option("--fresh", help="Forget every earlier conversation and start over.")]
Folder = Annotated[Path | None, typer.Option(help="Where to keep it; by default demo/COUNCIL in the data folder.")]


def command(council: Council = "", fresh: Fresh = False, folder: Folder = None) -> None:
    """Open the practice room in a browser: somebody for every part of the council, and an outsider.

    It runs on this computer alone, on an SQLite file of its own, and cannot run beside Slack or Teams.
    """
    import asyncio  # noqa: PLC0415 - help must not wait for what only the demo needs

    with at_once():
        from bot.policy import UnknownCouncil  # noqa: PLC0415
        from bot.practice import Opened, open_room, settings_for  # noqa: PLC0415

    settings = settings_for(load_settings(), council, folder)

    def welcome(room: Opened) -> None:
        tried = "\n".join(f"  {n}. {step}" for n, step in enumerate(room.walk, 1))
        kept = {"folder": settings.data_dir, "again": _again(settings.council, folder)}
        say(WELCOME.format(url=room.url, council=room.council, walk=tried, others=", ".join(room.others), **kept))

    try:
        asyncio.run(open_room(settings, fresh=fresh, say=say, welcome=welcome))
    except UnknownCouncil as wrong:
        if not council:
            raise
        raise CommsDeskError(wrong.code, wrong.sentence) from None


def _again(council: str, folder: Path | None) -> str:
    """The options that forget this very room; `make demo` takes none of them."""
    return f"--council {council} --fresh" + (f" --folder {quote(str(folder))}" if folder else "")
