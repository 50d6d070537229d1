"""Bolt's stores of installations and of states, over what the application keeps."""

from collections.abc import Mapping
from logging import Logger, getLogger
from typing import Any

import structlog
from slack_bolt.error import BoltError
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore

from bot.channels.slack.calling.calls import Calls, translated
from bot.channels.slack.installing import pages
from bot.channels.slack.installing.pages import Page
from bot.channels.slack.installing.ports import Beginnings, Installations
from bot.errors import ChannelError, CommsDeskError


class NotInstalled(BoltError):
    """The app was not installed, and this page says why."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.heading)
        self.page = page


class Store(AsyncInstallationStore):
    """Keeps the app in workspaces of the list; in any other the fresh token is taken back, and nothing is kept."""

    def __init__(self, calls: Calls, installations: Installations, councils: Mapping[str, str]) -> None:
        self._calls, self._installations, self._councils = calls, installations, councils

    @property
    def logger(self) -> Logger:
        return getLogger("commsdesk.slack")

    async def async_save(self, installation: Installation) -> None:
        """Keep it; NotInstalled where it may not be, or cannot be."""
        team = installation.team_id or ""
        council = self._councils.get(team)
        if installation.is_enterprise_install or council is None or not installation.bot_token:
            raise await self._refused(installation, team)
        try:
            await self._installations.save(**_told(installation), team=team, council=council)
        except CommsDeskError as away:
            structlog.get_logger().error("slack_installation_not_kept", team=team, code=away.code)
            raise NotInstalled(pages.NOT_KEPT) from away
        structlog.get_logger().info("slack_installed", team=team, council=council, by=installation.user_id)

    async def _refused(self, installation: Installation, team: str) -> NotInstalled:
        removed = await self._revoked(installation.bot_token or "")
        structlog.get_logger().warning("slack_installation_refused", team=team, removed=removed)
        if installation.is_enterprise_install:
            return NotInstalled(pages.WHOLE_ORGANISATION)
        return NotInstalled(pages.not_allowed(installation.team_name or team, team, removed=removed))

    async def _revoked(self, token: str) -> bool:
        try:
            async with translated():
                await self._calls.bare(token).auth_revoke()
        except ChannelError:
            return False
        return True


class StateStore(AsyncOAuthStateStore):
    """Beginnings that are good once, in the database: whichever replica Slack sends somebody back to knows them."""

    def __init__(self, beginnings: Beginnings) -> None:
        self._beginnings = beginnings

    @property
    def logger(self) -> Logger:
        return getLogger("commsdesk.slack")

    async def async_issue(self, *args: Any, **kwargs: Any) -> str:
        return await self._beginnings.issue()

    async def async_consume(self, state: str) -> bool:
        return await self._beginnings.use(state)


def _told(installation: Installation) -> dict[str, str]:
    return {
        "token": installation.bot_token or "",
        "name": installation.team_name or "",
        "bot_user": installation.bot_user_id or "",
        "bot_id": installation.bot_id or "",
        "scopes": ",".join(installation.bot_scopes or ()),
        "installed_by": installation.user_id or "",
    }
