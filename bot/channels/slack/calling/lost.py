"""Messages whose posting was never answered: Slack may have them all the same; then they are edited, not doubled."""

from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.channels.slack.calling.calls import translated
from bot.errors import ChannelError

EVENT = "commsdesk_card"
MOST = 1000
# A message that was posted a moment ago stands among the newest.
NEWEST = 30


class Lost:
    """Remembers, for as long as the process lives, which cards may stand in Slack without our knowing where."""

    def __init__(self) -> None:
        self._keys: OrderedDict[str, None] = OrderedDict()

    def unanswered(self, key: str) -> None:
        """The post of this card was not answered."""
        self._keys[key] = None
        if len(self._keys) > MOST:
            self._keys.popitem(last=False)

    def answered(self, key: str) -> None:
        """It is known where this card stands."""
        self._keys.pop(key, None)

    async def find(self, client: AsyncWebClient, channel: str, key: str) -> str:
        """The id of the message with that card; empty where none was lost, or there is none.

        ChannelError while Slack is away. Where the bot may not read, as in a team's channel, nothing is found.
        """
        if key not in self._keys:
            return ""
        try:
            async with translated():
                said = await client.conversations_history(channel=channel, limit=NEWEST, include_all_metadata=True)
        except ChannelError as refusal:
            if refusal.permanent:
                return ""
            raise
        return next((str(m["ts"]) for m in said["messages"] if _key(m) == key), "")


def mark(key: str) -> dict[str, Any]:
    """What a message carries unseen, so that it can be found again."""
    return {"event_type": EVENT, "event_payload": {"key": key}}


def _key(message: Mapping[str, Any]) -> str:
    carried = message.get("metadata") or {}
    return str(carried.get("event_payload", {}).get("key", "")) if carried.get("event_type") == EVENT else ""
