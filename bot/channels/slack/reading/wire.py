"""What Slack sends, in the shapes that it documents: whatever else comes is malformed, and no listener ever sees it."""

from typing import Annotated, Literal

from pydantic import Field

from bot.channels.slack.reading.shapes import Conversation, Id, Member, Team, Url, User, Wire, Words


class Picked(Wire):
    """An option that was picked."""

    value: Words


class Attached(Wire):
    """A file in a message, or in a field for files."""

    id: Id | None = None
    name: Words | None = None
    title: Words | None = None
    mimetype: Words | None = None
    size: int | None = None
    permalink: Words | None = None


class Element(Wire):
    """What stands in one field, by the kind of the field."""

    type: Words
    value: Words | None = None
    files: list[Attached] | None = None
    selected_option: Picked | None = None
    selected_options: list[Picked] | None = None
    selected_date: Words | None = None
    selected_user: Id | None = None


class Filled(Wire):
    """What stands in all fields, by block and action."""

    values: dict[Words, dict[Words, Element]] = Field(default_factory=dict)


class View(Wire):
    """A modal or a home page."""

    id: Id
    type: Words
    hash: Words = ""
    callback_id: Words = ""
    private_metadata: Words = ""
    app_installed_team_id: Id | None = None
    state: Filled | None = None


class Container(Wire):
    """Where a pressed button stands."""

    type: Words
    message_ts: Words = ""
    channel_id: Id | None = None
    thread_ts: Words | None = None
    is_ephemeral: bool = False


class Action(Element):
    """What was pressed or picked."""

    action_id: Words
    block_id: Words
    action_ts: Words = ""


class Interaction(Wire):
    """What every interaction has."""

    user: User
    team: Team | None = None
    trigger_id: Words = ""

    view: View | None = None

    @property
    def tenant(self) -> str:
        """The workspace in which the app is; empty where Slack named none."""
        # Somebody from a workspace that shares a channel has a team of their own; what they act in is ours.
        within = self.view.app_installed_team_id if self.view else None
        return within or (self.team.id if self.team else self.user.team_id) or ""


class Part(Wire):
    """What stands in a row of a message."""

    action_id: Words = ""


class Row(Wire):
    """A block of a message, as far as it matters what can be pressed in it."""

    elements: list[Part] = Field(default_factory=list)


class Standing(Wire):
    """The message in which something was pressed, as it stood then."""

    blocks: list[Row] = Field(default_factory=list)


class BlockActions(Interaction):
    """A press on a card, in a modal or at home."""

    type: Literal["block_actions"]
    actions: Annotated[list[Action], Field(min_length=1)]
    container: Container
    channel: Conversation | None = None
    message: Standing | None = None
    state: Filled | None = None
    response_url: Url | Literal[""] | None = None


class GlobalShortcut(Interaction):
    """A shortcut from anywhere."""

    type: Literal["shortcut"]
    callback_id: Words


class Post(Wire):
    """The message on which a shortcut was used."""

    ts: Words
    user: Id | None = None
    team: Id | None = None
    bot_id: Words | None = None
    thread_ts: Words | None = None


class MessageShortcut(Interaction):
    """A shortcut on a message."""

    type: Literal["message_action"]
    callback_id: Words
    channel: Conversation
    message: Post
    response_url: Url | Literal[""] | None = None


class ViewSubmission(Interaction):
    """A modal that was sent."""

    type: Literal["view_submission"]
    view: View


class ViewClosed(Interaction):
    """A modal that was closed without sending it."""

    type: Literal["view_closed"]
    view: View


class Command(Wire):
    """A slash command, the one that comes as a plain form."""

    type: Literal["command"] = "command"
    command: Words
    text: Words = ""
    team_id: Id
    user_id: Id
    channel_id: Id
    trigger_id: Words = ""
    response_url: Url | Literal[""] | None = None


class Event(Wire):
    """What happened. Some events hold an object where others hold an id."""

    type: Words
    subtype: Words | None = None
    user: Id | Member | None = None
    bot_id: Words | None = None
    channel: Id | Conversation | None = None
    channel_type: Words | None = None
    tab: Words | None = None
    text: Words | None = None
    ts: Words | None = None
    thread_ts: Words | None = None
    files: list[Attached] | None = None


class EventCallback(Wire):
    """An event, with the id by which a repeat is known."""

    type: Literal["event_callback"]
    team_id: Id
    event_id: Id
    event: Event


class UrlVerification(Wire):
    """Slack's question whether this address is ours."""

    type: Literal["url_verification"]
    challenge: Words


Payload = Annotated[
    BlockActions
    | GlobalShortcut
    | MessageShortcut
    | ViewSubmission
    | ViewClosed
    | Command
    | EventCallback
    | UrlVerification,
    Field(discriminator="type"),
]
