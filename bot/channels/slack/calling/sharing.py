"""Keeps requests out of channels that people of another organisation read too, by Slack Connect."""

import asyncio
from collections.abc import Mapping

from bot.channels.slack.calling.calls import Calls, translated
from bot.channels.slack.ports import Workspace
from bot.errors import ChannelError

SHARED = (
    "People from outside the workspace can read this Slack channel, so no request goes there. "
    "Name another channel with /comms here."
)
# A channel may be shared at any time; asked each time, Slack would have to be asked twice for each card.
KNOWN_FOR = 300.0
SHARED_BY = ("is_ext_shared", "is_pending_ext_shared")


async def fits(calls: Calls, workspace: Workspace, channel: str) -> str:
    """Whether cards may come to a channel, in the words of `Incoming.given`; ChannelError while Slack is away."""
    try:
        async with translated():
            told = (await calls.passing(workspace).conversations_info(channel=channel))["channel"]
    except ChannelError as refusal:
        if refusal.permanent:  # a private channel without the bot is none that Slack speaks of
            return "absent"
        raise
    if shared(told):
        return "shared"
    return "yes" if told.get("is_member") else "absent"


def shared(told: Mapping[str, object]) -> bool:
    """Whether people from outside read a conversation, or are about to."""
    return any(told.get(sign) for sign in SHARED_BY)


class Sharing:
    """Knows for some minutes which channels are the workspace's own."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self._own: dict[tuple[str, str], float] = {}

    async def check(self, workspace: Workspace, channel: str) -> None:
        """ChannelError, for good, where others read it too, or as Slack refuses to say."""
        now = asyncio.get_running_loop().time()
        if now < self._own.get((workspace.team, channel), 0.0):
            return
        async with translated():
            told = (await self._calls.lasting(workspace).conversations_info(channel=channel))["channel"]
        if shared(told):
            raise ChannelError("shared_channel", SHARED, permanent=True)
        self._own[workspace.team, channel] = now + KNOWN_FOR
