"""A client of Slack's that holds what it is about to send against Slack's limits, for development and for tests."""

from collections.abc import Mapping
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.channels.slack import limits
from bot.errors import ChannelError


class CheckedClient(AsyncWebClient):
    """Refuses a message or a view that Slack would not show, before it is sent."""

    async def api_call(self, api_method: str, **given: Any) -> AsyncSlackResponse:
        """As the client's own; ChannelError, for good, with every fault."""
        check(given.get("json") or given.get("params") or {})
        return await super().api_call(api_method, **given)


def check(sent: Mapping[str, Any]) -> None:
    """ChannelError, for good, where Slack would not show it; a call that shows nothing passes."""
    shown = sent.get("view") or ({k: sent.get(k) for k in ("text", "blocks")} if sent.get("blocks") else None)
    if isinstance(shown, dict) and (faults := limits.faults(shown)):
        raise ChannelError("malformed", f"Slack would not show this card: {'; '.join(faults)}.", permanent=True)
