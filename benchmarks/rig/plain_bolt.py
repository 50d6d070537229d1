"""A bolt app with nothing in it, on aiohttp: python -m benchmarks.rig.plain_bolt API_URL TOKEN SIGNING_SECRET."""

import re
import socket
import sys

from aiohttp import web
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

ROUTE = "/slack/events"


def main(api_url: str, token: str, secret: str) -> None:
    """Serve on any port, which is printed; every press is checked, acknowledged, and nothing more."""
    app = AsyncApp(client=AsyncWebClient(token, api_url), signing_secret=secret)
    app.action(re.compile(""))(_nothing)
    taken = socket.create_server(("127.0.0.1", 0))
    print(taken.getsockname()[1], flush=True)
    web.run_app(app.web_app(ROUTE), sock=taken, access_log=None, print=None)


async def _nothing(ack: AsyncAck) -> None:
    await ack()


if __name__ == "__main__":
    main(*sys.argv[1:])
