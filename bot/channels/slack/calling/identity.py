"""Who an account of Slack is, as Slack tells it, and where that person is reached."""

from collections import OrderedDict
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from bot.channels.slack.calling.calls import Calls, translated
from bot.channels.slack.ports import Ports, Workspace
from bot.errors import ChannelError
from bot.messages import Account, Profile, Standing
from bot.outermost import in_time

MOST = 10_000
# Looked up before the desk is asked, within the three seconds that Slack gives for all.
ADDRESS_PATIENCE = 0.5
SLACKBOT = "USLACKBOT"


class Identity:
    """Asks Slack about people. Where somebody is reached never changes, so that is remembered; who they are may."""

    def __init__(self, calls: Calls, ports: Ports) -> None:
        self._calls = calls
        self._ports = ports
        self._messages: OrderedDict[tuple[str, str], str] = OrderedDict()

    def met(self, team: str, user: str, channel: str) -> None:
        """Note in which direct messages the person was met."""
        self._messages[team, user] = channel
        self._messages.move_to_end((team, user))
        if len(self._messages) > MOST:
            self._messages.popitem(last=False)

    async def address(self, workspace: Workspace, user: str) -> str:
        """The direct messages with the person as `T…/D…`; as `T…/U…`, which `send` knows too, where nobody knows them.

        Slack itself is never asked here: somebody waits for the acknowledgement.
        """
        if (workspace.team, user) not in self._messages and (kept := await self._kept(workspace, user)):
            self.met(workspace.team, user, kept)
        return f"{workspace.team}/{self._messages.get((workspace.team, user), user)}"

    async def opened(self, workspace: Workspace, user: str) -> str:
        """As `address`, once Slack has been asked; for after an acknowledgement."""
        with suppress(ChannelError):
            await self.messages(workspace, user)
        return await self.address(workspace, user)

    async def messages(self, workspace: Workspace, user: str) -> str:
        """The channel of the direct messages with the person; ChannelError where there can be none."""
        known = self._messages.get((workspace.team, user))
        if known is None:
            async with translated():
                opened = await self._calls.lasting(workspace).conversations_open(users=user)
            known = str(opened["channel"]["id"])
            self.met(workspace.team, user, known)
        return known

    async def profile(self, workspace: Workspace, user: str, *, waiting: bool = True) -> Profile:
        """Who Slack says that this is; ChannelError where it does not say, at once unless somebody is `waiting`."""
        client = self._calls.passing(workspace) if waiting else self._calls.lasting(workspace)
        async with translated():
            said = await client.users_info(user=user)
        return profile(workspace, said["user"])

    async def _kept(self, workspace: Workspace, user: str) -> str:
        """The direct messages in which the application writes to the person; empty where it knows of none in time."""
        read = self._ports.reached(Account("slack", workspace.team, user))
        address = await in_time(read, ADDRESS_PATIENCE, "address_not_read", self._ports.ids)
        team, _, channel = (address or "").partition("/")
        return channel if team == workspace.team and channel.startswith("D") else ""

    def forget(self, team: str) -> None:
        """Let go of everything about a workspace that has uninstalled the app."""
        for known in [k for k in self._messages if k[0] == team]:
            del self._messages[known]


def profile(workspace: Workspace, told: dict[str, Any]) -> Profile:
    """What `users.info` tells of an account. An address that Slack has not verified is left out."""
    shown: dict[str, Any] = told.get("profile") or {}
    email = str(shown.get("email") or "") if told.get("is_email_confirmed") else ""
    name = str(shown.get("real_name") or told.get("real_name") or told.get("name") or "")
    return Profile(workspace.council, email, name, _standing(workspace, told), _changed(told))


def _changed(told: dict[str, Any]) -> datetime | None:
    """When Slack last changed anything of the account, in whole seconds."""
    updated = told.get("updated")
    return datetime.fromtimestamp(updated, UTC) if isinstance(updated, int) else None


def _standing(workspace: Workspace, told: dict[str, Any]) -> Standing:
    teams = {told.get("team_id", workspace.team), *((told.get("enterprise_user") or {}).get("teams") or ())}
    standings: dict[Standing, bool] = {
        "gone": bool(told.get("deleted")),
        "machine": bool(told.get("is_bot")) or told.get("id") == SLACKBOT,
        "outsider": bool(told.get("is_stranger")) or workspace.team not in teams,
        "guest": bool(told.get("is_restricted") or told.get("is_ultra_restricted")),
    }
    return next((standing for standing, holds in standings.items() if holds), "member")
