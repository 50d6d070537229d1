"""An echo bot on our own edge to Teams: python -m benchmarks.rig.plain_teams, with the settings of Teams."""

import gc
import socket

from aiohttp import web

from bot import log
from bot.channels.teams.answering.invokes import said
from bot.channels.teams.channel import ROUTE
from bot.channels.teams.drawing import line
from bot.channels.teams.edge.answers import Answer
from bot.channels.teams.edge.connector import Connector
from bot.channels.teams.edge.credentials import Credentials
from bot.channels.teams.edge.endpoint import Edge
from bot.channels.teams.reading.places import reference
from bot.channels.teams.reading.wire import MESSAGE, Activity, read
from bot.channels.teams.settings import TeamsSettings, load_teams
from bot.ids import system_ids


def main() -> None:
    """Serve on any port, which is printed. Words go back where they came from; a press is told that it is done."""
    log.configure("error", "json")
    gc.freeze()  # as `commsdesk serve` does: what was imported is never looked at again
    taken = socket.create_server(("127.0.0.1", 0))
    print(taken.getsockname()[1], flush=True)
    web.run_app(echo_bot(load_teams()), sock=taken, access_log=None, print=None)


def echo_bot(settings: TeamsSettings) -> web.Application:
    """The bot behind its route."""
    credentials = Credentials(settings)
    connector = Connector(settings, credentials)

    async def take(activity: Activity) -> Answer:
        if activity.type != MESSAGE:
            return said("Done.")
        await connector.post(reference(activity), line(f"Echo: {activity.text}"))
        return Answer()

    edge = Edge(settings, read, take, system_ids)

    async def start(_: web.Application) -> None:
        await edge.start()
        await credentials.start()

    async def close(_: web.Application) -> None:
        await edge.close()
        await credentials.close()
        await connector.close()

    app = web.Application()
    app.router.add_post(ROUTE, edge.messages)
    app.on_startup.append(start)
    app.on_cleanup.append(close)
    return app


if __name__ == "__main__":
    main()
