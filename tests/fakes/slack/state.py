"""What the fake Slack holds: workspaces, people, conversations, messages, views, tokens and what it has handed out."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

Json = dict[str, Any]
Typed = dict[tuple[str, str], Json]
"""What somebody has filled in and not sent: by block id and action id, as it stands in `state.values`."""


class SlackError(Exception):
    """What Slack answers with `ok` false; `more` are further keys of the answer."""

    def __init__(self, code: str, **more: Any) -> None:
        super().__init__(code)
        self.code = code
        self.more = more


@dataclass
class Team:
    """A workspace."""

    id: str
    name: str
    domain: str


@dataclass
class User:
    """Somebody of a workspace, or of another one that shares a channel with it."""

    id: str
    team: str
    name: str
    real_name: str = ""
    email: str = ""
    tz: str = "Europe/London"
    deleted: bool = False
    bot: bool = False
    guest: bool = False
    single_channel_guest: bool = False
    updated: int = 1_700_000_000


@dataclass
class Message:
    """One message; `only_for` names the one person who sees an ephemeral."""

    ts: str
    channel: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    bot_id: str = ""
    only_for: str = ""
    thread_ts: str = ""
    edited: str = ""
    metadata: Json = field(default_factory=dict)
    files: list[Json] = field(default_factory=list)
    typed: dict[str, Typed] = field(default_factory=dict)


@dataclass
class Conversation:
    """A channel, a private channel or a direct message; a closed one cannot be written to by the bot."""

    id: str
    team: str
    kind: Literal["channel", "private", "im"] = "channel"
    name: str = ""
    members: set[str] = field(default_factory=set)
    archived: bool = False
    closed: bool = False
    restricted: bool = False
    messages: list[Message] = field(default_factory=list)


@dataclass
class View:
    """A modal or a person's App Home; `hash` changes with each update."""

    id: str
    user: str
    team: str
    body: Json
    hash: str
    root: str = ""
    previous: str | None = None
    typed: Typed = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


@dataclass
class Token:
    """A bot's or an app's token and what it may do."""

    value: str
    team: str
    user: str
    scopes: set[str]
    standing: Literal["good", "revoked", "inactive"] = "good"


@dataclass
class Trigger:
    """What an interaction hands out so that a modal may be opened: for three seconds, once."""

    id: str
    user: str
    team: str
    at: datetime
    view: str = ""
    used: bool = False


@dataclass
class Hook:
    """A response_url: five uses within thirty minutes."""

    key: str
    user: str
    channel: str
    ts: str
    at: datetime
    uses: int = 0


@dataclass
class Upload:
    """A file on its way in, or one that is there; `standing` may be `deleted`, or a mode that Slack has for it.

    `elsewhere` is where Slack would say that it is read, in place of its own host.
    """

    id: str
    name: str
    length: int
    team: str
    body: bytes = b""
    channels: tuple[str, ...] = ()
    mimetype: str = "application/octet-stream"
    standing: str = "there"
    elsewhere: str = ""


@dataclass
class State:
    """Everything, by id; a modal stack is kept by person, an App Home too."""

    teams: dict[str, Team] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    conversations: dict[str, Conversation] = field(default_factory=dict)
    tokens: dict[str, Token] = field(default_factory=dict)
    triggers: dict[str, Trigger] = field(default_factory=dict)
    hooks: dict[str, Hook] = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)
    stacks: dict[str, list[View]] = field(default_factory=dict)
    homes: dict[str, View] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)

    def user(self, user: str) -> User:
        """A person by id; `user_not_found`."""
        if user not in self.users:
            raise SlackError("user_not_found")
        return self.users[user]

    def conversation(self, channel: str) -> Conversation:
        """A conversation by id; `channel_not_found`."""
        if channel not in self.conversations:
            raise SlackError("channel_not_found")
        return self.conversations[channel]

    def message(self, channel: str, ts: str) -> Message:
        """A message that everybody in the conversation sees; `message_not_found` for any other."""
        for message in self.conversation(channel).messages:
            if message.ts == ts and not message.only_for:
                return message
        raise SlackError("message_not_found")

    def views(self) -> list[View]:
        """Every open modal, and every App Home that was published."""
        return [*(view for stack in self.stacks.values() for view in stack), *self.homes.values()]
