"""What Teams sends, as far as it matters here: whatever lacks a sender, a conversation or a tenant is malformed."""

import re
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError

from bot.channels.teams.edge.answers import Json, Malformed
from bot.tokens import LONGEST

# An address is a tenant's id and this behind a slash, and the database keeps 255 characters of it.
Id = Annotated[str, StringConstraints(pattern=r"^[!-~]{1,200}$")]
GUID = r"^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$"
Guid = Annotated[str, StringConstraints(pattern=GUID)]
Lower = Annotated[Guid, AfterValidator(str.lower)]
MESSAGE, INVOKE = "message", "invoke"
# Somebody has to be known by their id in Entra only where they did something themselves.
DONE_BY_PEOPLE = frozenset({MESSAGE, INVOKE})


class Wire(BaseModel):
    """What the shapes share: types are taken as they are, and what nobody reads is dropped."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)


W = TypeVar("W", bound=Wire)


class Somebody(Wire):
    """A person or a bot in a conversation, by their id in Teams and, for people, in Entra."""

    id: Id
    object_id: Lower | Literal[""] | None = Field(default=None, alias="aadObjectId")


class Conversation(Wire):
    """A conversation; in a channel its id names the thread as well."""

    id: Id
    kind: Literal["personal", "groupChat", "channel"] | None = Field(default=None, alias="conversationType")
    tenant: Lower | Literal[""] | None = Field(default=None, alias="tenantId")
    group: bool | None = Field(default=None, alias="isGroup")


class Tenant(Wire):
    """The tenant in which it happened."""

    id: Lower


class ChannelData(Wire):
    """What is Teams' own."""

    tenant: Tenant | None = None


class Mention(Wire):
    """Somebody's name in what was written, and where it stands there."""

    type: str
    text: str | None = None
    mentioned: Somebody | None = None


class Attached(Wire):
    """Something that came along: a file, or the words once more as HTML."""

    media: str | None = Field(default=None, alias="contentType")
    name: str | None = None
    link: str | None = Field(default=None, alias="contentUrl")
    content: Any = None


class Activity(Wire):
    """Anything that happened."""

    type: str
    id: str | None = None
    name: str | None = None
    action: str | None = None
    timestamp: str | None = None
    service_url: str = Field(alias="serviceUrl")
    sender: Somebody = Field(alias="from")
    recipient: Somebody
    conversation: Conversation
    channel_data: ChannelData | None = Field(default=None, alias="channelData")
    text: str | None = None
    attachments: list[Any] | None = None
    entities: list[Any] | None = None
    value: Any = None
    reply_to: str | None = Field(default=None, alias="replyToId")
    added: list[Any] | None = Field(default=None, alias="membersAdded")
    removed: list[Any] | None = Field(default=None, alias="membersRemoved")

    @property
    def tenant(self) -> str:
        """The tenant in which it happened; empty where Teams named none."""
        named = self.channel_data.tenant if self.channel_data else None
        return named.id if named else self.conversation.tenant or ""

    @property
    def attached(self) -> list[Attached]:
        """What came along, as far as it has a shape that we know."""
        return [a for each in self.attachments or () if (a := of(Attached, each))]

    @property
    def mentions(self) -> list[Mention]:
        """Who is mentioned."""
        found = [m for each in self.entities or () if (m := of(Mention, each))]
        return [m for m in found if m.type == "mention"]


class Drawn(Wire):
    """What every button of ours brings back: which one it is, and of which drawing of which card."""

    token: Annotated[str, StringConstraints(max_length=LONGEST)] = ""
    key: Annotated[str, StringConstraints(min_length=1, max_length=255)]
    version: Annotated[int, Field(ge=0, lt=2**31)]
    verb: str = ""


class Executed(Wire):
    """An Action.Execute that was pressed, or that refreshes a card by itself."""

    verb: str | None = None
    data: Any = None


class Execution(Wire):
    """The value of an adaptiveCard/action."""

    action: Executed
    trigger: str | None = None


def _known(value: object) -> object:
    """An id of Entra's; None for any other, such as that of somebody who is in no directory."""
    return value if isinstance(value, str) and re.fullmatch(GUID, value) else None


class Author(Wire):
    """Who wrote a message that the extension was opened on, by their id in Entra where they have one."""

    id: Annotated[Lower | None, BeforeValidator(_known)] = None


class From(Wire):
    """From whom it is: a person, or an app."""

    user: Author | None = None


class Post(Wire):
    """A message that the extension was opened on."""

    id: Annotated[str, StringConstraints(max_length=200)] = ""
    link: Annotated[str, StringConstraints(max_length=2000)] | None = Field(default=None, alias="linkToMessage")
    sender: From | None = Field(default=None, alias="from")


class Extension(Wire):
    """The value of what the message extension sends."""

    command: str | None = Field(default=None, alias="commandId")
    post: Post | None = Field(default=None, alias="messagePayload")


class Upload(Wire):
    """Where an accepted file goes."""

    name: str = ""
    upload_url: str = Field(alias="uploadUrl")
    link: str | None = Field(default=None, alias="contentUrl")
    unique: str | None = Field(default=None, alias="uniqueId")
    kind: str | None = Field(default=None, alias="fileType")


class Consent(Wire):
    """The value of a file's acceptance or refusal."""

    action: Literal["accept", "decline"]
    context: Any = None
    upload: Upload | None = Field(default=None, alias="uploadInfo")


class Downloadable(Wire):
    """Where a file that somebody sent is fetched, for some minutes."""

    url: Annotated[str, StringConstraints(min_length=1, max_length=4000)] = Field(alias="downloadUrl")


def read(body: Json) -> Activity:
    """The activity; Malformed where it is none, or names no sender, no conversation or no tenant."""
    activity = of(Activity, body)
    if activity is None or not activity.tenant:
        raise Malformed
    if activity.type in DONE_BY_PEOPLE and not activity.sender.object_id:
        raise Malformed
    return activity


def of(shape: type[W], value: object) -> W | None:
    """The value in that shape; None where it has another."""
    try:
        return shape.model_validate(value)
    except (ValidationError, RecursionError):
        return None
