"""What the fake Teams holds: tenants, people, conversations, messages, files, and what was handed out."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]
Kind = Literal["personal", "groupChat", "channel"]


class TeamsError(Exception):
    """What the connector answers instead of doing something; `bare` is the shape without the `error` around it."""

    def __init__(self, status: int, code: str, message: str, *, retry_after: int = 0, bare: bool = False) -> None:
        super().__init__(f"{status} {code}: {message}")
        self.status = status
        self.code = code
        self.message = message
        self.retry_after = retry_after
        self.bare = bare


@dataclass
class Tenant:
    """An organisation; a `disabled` one does not let the bot speak to anybody."""

    id: str
    name: str
    domain: str
    disabled: bool = False


@dataclass
class User:
    """Somebody of a tenant: `id` is made for this bot alone, `object_id` is theirs in Entra for every app."""

    id: str
    object_id: str
    tenant: str
    name: str
    email: str = ""
    upn: str = ""
    guest: bool = False
    gone: bool = False

    def named(self) -> Iterable[str]:
        """Everything that the roster finds them by."""
        return {self.id, self.object_id, self.upn or self.object_id, self.email or self.object_id}


@dataclass
class Message:
    """A message as it stands. `views` are the cards that single people see in place of the one that was sent."""

    id: str
    conversation: str
    author: str
    activity: Json
    root: str = ""
    edits: int = 0
    deleted: bool = False
    views: dict[str, Json] = field(default_factory=dict)
    surfaces: dict[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """Its words, without its cards."""
        return str(self.activity.get("text") or "")

    def cards(self, user: str) -> list[Json]:
        """Its cards as that person sees them."""
        if user in self.views:
            return [self.views[user]]
        return adaptive(self.activity)


@dataclass
class Conversation:
    """A personal chat, a group chat or a channel; the bot is in it where the app is `installed`."""

    id: str
    tenant: str
    kind: Kind
    name: str = ""
    team: str = ""
    members: set[str] = field(default_factory=set)
    installed: bool = True
    blocked: bool = False
    messages: list[Message] = field(default_factory=list)


@dataclass
class Held:
    """A file on the host of files: one that somebody sent, or one that is to be uploaded."""

    id: str
    name: str
    body: bytes = b""
    open: bool = False
    pieces: int = 0


ADAPTIVE = "application/vnd.microsoft.card.adaptive"
CONSENT = "application/vnd.microsoft.teams.card.file.consent"
DOWNLOAD = "application/vnd.microsoft.teams.file.download.info"
INFO = "application/vnd.microsoft.teams.card.file.info"


def attachments(activity: Json, kind: str) -> list[Json]:
    """The attachments of that content type."""
    return [a for a in activity.get("attachments") or () if isinstance(a, dict) and a.get("contentType") == kind]


def adaptive(activity: Json) -> list[Json]:
    """The Adaptive Cards of a message."""
    return [a["content"] for a in attachments(activity, ADAPTIVE) if isinstance(a.get("content"), dict)]


@dataclass
class State:
    """Everything, by id; a person's id is their 29:…

    `dialogs` and `told` (lines that passed by) are by person, `old_clients` those whose client knows no Action.Execute.
    """

    tenants: dict[str, Tenant] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    conversations: dict[str, Conversation] = field(default_factory=dict)
    files: dict[str, Held] = field(default_factory=dict)
    dialogs: dict[str, Any] = field(default_factory=dict)
    told: dict[str, list[str]] = field(default_factory=dict)
    old_clients: set[str] = field(default_factory=set)

    def conversation(self, conversation: str) -> Conversation:
        """A conversation by its id, with or without the thread in it; 404 ConversationNotFound."""
        found = self.conversations.get(conversation.partition(";messageid=")[0])
        if found is None:
            raise TeamsError(404, "ConversationNotFound", "Conversation not found.")
        return found

    def message(self, conversation: Conversation, message: str) -> Message:
        """A message that still stands; 404 ActivityNotFoundInConversation."""
        for found in conversation.messages:
            if found.id == message and not found.deleted:
                return found
        raise TeamsError(404, "ActivityNotFoundInConversation", "Conversation not found.")

    def user(self, tenant: str, named: str) -> User | None:
        """Somebody of a tenant, by any of their ids."""
        return next((u for u in self.users.values() if u.tenant == tenant and named in u.named()), None)
