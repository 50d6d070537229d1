"""Who did something and where: what an answer needs to find its way back to that one person."""

import asyncio
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.channels.slack.ports import Workspace
from bot.messages import Account, Posting

# Slack waits three seconds for an answer, and its triggers last as long; a little goes on the way.
ANSWER_WITHIN = 2.7
HOME, CHANNEL = "home", "channel"
FITS, UNKNOWN = "fits", "unknown"


@dataclass(frozen=True)
class Place:
    """Somebody of a workspace, reached at `address`, who acted in a conversation (empty at home and in a modal).

    Before Slack has been asked, the address may be `T…/U…`, so that nothing here is decided by which direct messages
    are the person's.

    `hook` is the response_url, `message` the message that was acted on, `passing` says that only they see it, `view`
    is the modal or home page that was acted in, with its `hash`, and `trigger` may open one.
    """

    workspace: Workspace
    user: str
    address: str
    channel: str = ""
    hook: str = ""
    message: str = ""
    passing: bool = False
    thread: str = ""
    view: str = ""
    view_hash: str = ""
    at_home: bool = False
    trigger: str = ""
    began: float = field(default_factory=lambda: asyncio.get_running_loop().time())

    @property
    def left(self) -> float:
        """The seconds that are left to answer Slack."""
        return self.began + ANSWER_WITHIN - asyncio.get_running_loop().time()

    @property
    def account(self) -> Account:
        """The account by the ids that never change."""
        return Account("slack", self.workspace.team, self.user)

    @property
    def in_channel(self) -> bool:
        """Whether the person acted in a channel; the messages of two people are none, whoever they are."""
        return bool(self.channel) and not self.channel.startswith("D")

    @property
    def in_modal(self) -> bool:
        """Whether the person acted in a modal."""
        return bool(self.view) and not self.at_home

    @property
    def page(self) -> str:
        """The address of the person's home page."""
        return f"{self.workspace.team}/{self.user}#home"

    @property
    def given(self) -> Mapping[str, str]:
        """What the application is told of the place besides: the home page, or the channel that others read too."""
        if self.at_home:
            return {HOME: self.page}
        where = f"{self.workspace.team}/{self.channel}"
        return {CHANNEL: where, FITS: UNKNOWN} if self.in_channel else {}

    def sees(self, posting: Posting) -> bool:
        """Whether that card is the person's own, or stands in the conversation where they pressed it."""
        # A direct message that is not the person's own belongs to somebody else, whatever the press says of it.
        here = f"{self.workspace.team}/{self.channel}" if self.in_channel else self.address
        return posting.address in {self.address, here, self.page, f"{self.workspace.team}/{self.user}"}


def named(*parts: object) -> str:
    """The id of one thing that somebody did: the same parts are the same thing, sent again."""
    return hashlib.sha256(json.dumps(["slack", *parts], sort_keys=True, default=list).encode()).hexdigest()
