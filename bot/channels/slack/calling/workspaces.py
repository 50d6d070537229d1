"""The one workspace that a bot token belongs to: which it is, Slack says when it is asked the first time."""

import asyncio

import structlog

from bot.channels.slack.calling.calls import Calls, within
from bot.channels.slack.ports import Reach, Workspace
from bot.errors import ChannelError

# A request waits for the answer, and its three seconds must do for more than this.
PATIENCE = 1.0
# So long nobody asks again after Slack has not answered.
PAUSE = 5.0


class SingleWorkspace:
    """The workspace of SLACK_BOT_TOKEN, which belongs to the council of the deployment."""

    def __init__(self, calls: Calls, token: str, council: str, reach: Reach) -> None:
        self._calls = calls
        self._reach = reach
        self._token = token
        self._council = council
        self._known: Workspace | None = None
        self._refusal: ChannelError | None = None
        self._not_before = 0.0
        self._asking = asyncio.Lock()

    async def of(self, team: str) -> Workspace | None:
        """As Workspaces: any other team than the token's own is unknown."""
        known = await self._workspace()
        return known if known.team == team else None

    async def gone(self, team: str) -> None:
        """As Workspaces. News of another token may come late: nobody is lost while Slack still takes this one."""
        if self._known and self._known.team == team:
            self._known = None
        if not await self._good(team):
            await self._reach.unreached(team)
            structlog.get_logger().info("slack_uninstalled", team=team, council=self._council)

    async def begin(self) -> None:
        """Ask Slack whose token it is. A Slack that is away keeps nobody from starting: it is asked again later."""
        try:
            await self._reach.reached_again((await self._workspace()).team)
        except ChannelError as refusal:
            structlog.get_logger().error("slack_token_unknown", code=refusal.code, permanent=refusal.permanent)

    async def _good(self, team: str) -> bool:
        """Whether Slack takes the token for that workspace. Where it does not say, its news is believed."""
        try:
            found = await self._asked()
        except ChannelError:
            return False
        self._known = found
        return found.team == team

    async def _workspace(self) -> Workspace:
        async with self._asking:
            if self._known is None:
                self._known = await self._asked_again()
            return self._known

    async def _asked_again(self) -> Workspace:
        now = asyncio.get_running_loop().time()
        if self._refusal and now < self._not_before:
            last = self._refusal
            raise ChannelError(last.code, last.sentence, permanent=last.permanent, retry_after=self._not_before - now)
        try:
            return await self._asked()
        except ChannelError as refusal:
            self._refusal, self._not_before = refusal, now + PAUSE
            raise

    async def _asked(self) -> Workspace:
        said = await within(PATIENCE, self._calls.bare(self._token).auth_test())
        return Workspace(
            str(said["team_id"]), self._council, self._token, str(said["user_id"]), str(said.get("bot_id", ""))
        )
