"""botbuilder's echo bot behind our edge to Teams: python -m benchmarks.rig.plain_teams, with the settings of Teams."""

import gc
import socket

from aiohttp import web
from botbuilder.core import ActivityHandler, CloudAdapterBase, TurnContext
from botbuilder.schema import Activity
from botframework.connector.aio import ConnectorClient
from botframework.connector.auth import AppCredentials, BotFrameworkAuthenticationFactory

from bot import log
from bot.channels.teams.answering.invokes import said
from bot.channels.teams.channel import ROUTE
from bot.channels.teams.edge.answers import Answer, Json
from bot.channels.teams.edge.credentials import Credentials
from bot.channels.teams.edge.endpoint import Edge
from bot.channels.teams.settings import TeamsSettings, load_teams
from bot.ids import system_ids


class Echo(ActivityHandler):  # type: ignore[misc]  # botbuilder has no types
    """The bot of botbuilder's first page: words go back where they came from."""

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        """Send the text back."""
        words = f"Echo: {turn_context.activity.text}"
        await turn_context.send_activity(Activity(type="message", text=words, text_format="plain"))


class Adapter(CloudAdapterBase):  # type: ignore[misc]  # botbuilder has no types
    """botbuilder's turn with botbuilder's connector, made for each turn as it makes it, and one token for all."""

    def __init__(self, credentials: Credentials) -> None:
        super().__init__(BotFrameworkAuthenticationFactory.create())
        self._credentials, self._bot = credentials, Echo()

    async def turn(self, activity: Json) -> Answer:
        """What the bot answers; a press is told that it is done, and nothing is sent."""
        if activity["type"] != "message":
            return said("Done.")
        seen = Activity().deserialize(activity)
        sends = ConnectorClient(Given(await self._credentials.token()), base_url=seen.service_url)
        does = self._bot.on_turn
        await self.run_pipeline(self._create_turn_context(seen, None, None, sends, None, does, None), does)
        return Answer()


class Given(AppCredentials):  # type: ignore[misc]  # botbuilder has no types
    """A token that is there already: botbuilder would fetch one for each turn."""

    def __init__(self, token: str) -> None:
        super().__init__(app_id="echo")  # without an id botbuilder sends none
        self._token = token

    def get_access_token(self, force_refresh: bool = False) -> str:
        """The token."""
        return self._token


def main() -> None:
    """Serve on any port, which is printed."""
    log.configure("error", "json")
    gc.freeze()  # as `commsdesk serve` does: what was imported is never looked at again
    taken = socket.create_server(("127.0.0.1", 0))
    print(taken.getsockname()[1], flush=True)
    web.run_app(echo_bot(load_teams()), sock=taken, access_log=None, print=None)


def echo_bot(settings: TeamsSettings) -> web.Application:
    """The bot behind its route."""
    credentials = Credentials(settings)
    edge = Edge(settings, dict, Adapter(credentials).turn, system_ids)

    async def start(_: web.Application) -> None:
        await edge.start()
        await credentials.start()

    async def close(_: web.Application) -> None:
        await edge.close()
        await credentials.close()

    app = web.Application()
    app.router.add_post(ROUTE, edge.messages)
    app.on_startup.append(start)
    app.on_cleanup.append(close)
    return app


if __name__ == "__main__":
    main()
