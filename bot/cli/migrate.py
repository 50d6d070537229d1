"""`commsdesk migrate`: brings the database to the version of this program."""

import asyncio

from bot.cli.printing import AsJson, complain, say, show_json
from bot.settings import load_settings
from bot.storage.migrating import migrate


def command(json_wanted: AsJson = False) -> None:
    """Make the database, or bring it to the version of this program. Running it again changes nothing.

    Make a copy of the database first. Every step is done or none is. Exit code 3: it could not be done, and why.
    """
    done = asyncio.run(migrate(load_settings(), lambda name: complain(f"Doing {name} …")))
    if json_wanted:
        show_json({"applied": done})
    else:
        say(f"Done: {', '.join(done)}." if done else "Nothing to do: the database is of this program's version.")
