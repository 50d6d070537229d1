"""The workspaces that have installed the app, each with its council; no other ever reaches the application."""

from collections.abc import Mapping

import structlog

from bot.channels.slack.calling.calls import Calls, within
from bot.channels.slack.installing.ports import Installations, Installed
from bot.channels.slack.ports import Workspace
from bot.errors import ChannelError

# Slack waits three seconds for the answer to its news.
PATIENCE = 1.5


class InstalledWorkspaces:
    """The workspaces of SLACK_WORKSPACES where somebody installed the app. Every replica sees them alike."""

    def __init__(self, calls: Calls, installations: Installations, councils: Mapping[str, str]) -> None:
        self._calls, self._installations, self._councils = calls, installations, councils

    async def of(self, team: str) -> Workspace | None:
        """As Workspaces: a workspace that is not listed any more is unknown, and so is one of another council."""
        council = self._councils.get(team)
        found = await self._installations.find(team) if council else None
        if found is None or found.council != council:
            return None
        return Workspace(found.team, found.council, found.token, found.bot_user, found.bot_id)

    async def gone(self, team: str) -> None:
        """As Workspaces. News of an old token may come late: one that Slack still takes is kept."""
        try:
            found = await self._installations.find(team)
        except ChannelError as unreadable:
            structlog.get_logger().warning("slack_uninstalled_unread", team=team, code=unreadable.code)
            return
        if found is None or await self._good(found):
            return
        await self._installations.end(team, found.token)
        structlog.get_logger().info("slack_uninstalled", team=team, council=found.council)

    async def begin(self) -> None:
        """As Workspaces; StartError where a token cannot be read or belongs to another council."""
        await self._installations.check(self._councils)

    async def _good(self, found: Installed) -> bool:
        """Whether Slack takes the token. Where it does not say, its news is believed."""
        try:
            await within(PATIENCE, self._calls.bare(found.token).auth_test())
        except ChannelError:
            return False
        return True
