"""What a channel carries, channel-neutral: what came in, the screens that go out, and the answer to a click.

A channel turns its platform's wire format into Incoming, and draws Screen; it never decides anything.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from bot.files import File, SentFile

__all__ = [
    "Account", "Block", "Button", "Citation", "Citations", "Facts", "Fields", "File", "History", "Incoming", "Input",
    "InputKind", "Option", "Posting", "Profile", "Progress", "Reply", "Screen", "SentFile", "Sign", "Stage", "Steps",
    "Style", "Text", "Tone",
]  # fmt: skip

Fields = Mapping[str, str | tuple[str, ...]]
Tone = Literal["plain", "info", "good", "warn", "bad"]
Style = Literal["plain", "primary", "danger", "quiet"]
Standing = Literal["member", "guest", "outsider", "gone", "machine"]
InputKind = Literal["text", "long_text", "link", "money", "day", "choice", "many", "person", "code", "files"]
Sign = Callable[..., str]
"""Makes the token of a button: its action first, then what it is about."""


@dataclass(frozen=True)
class Account:
    """Somebody on a platform, by the ids that never change there (workspace or tenant, and user)."""

    channel: str
    tenant: str
    user: str


@dataclass(frozen=True)
class Profile:
    """What a platform says of an account: an address that it has verified (or empty), a name, and its standing there.

    A `guest` is invited to the workspace, an `outsider` belongs to another one, `gone` is deactivated. `council` is
    the one to which the workspace belongs. `as_of` is when the platform last changed what it says, by its own clock,
    so that news that comes late undoes nothing; None where the platform does not say.
    """

    council: str
    email: str = ""
    name: str = ""
    standing: Standing = "member"
    as_of: datetime | None = None


@dataclass(frozen=True)
class Incoming:
    """One thing that an authenticated account did.

    `id` names this delivery for ever, so that a repeat is known: the platform's own event id, or a digest of who
    pressed which token with which fields on which drawing of the card. `address` is the person's own conversation
    with the bot, in which to answer. One of these says what was done: `text` alone is a message; `token` a pressed
    button with its form's fields; `command` a command of that family (`ask`, `staff`, `team`) with its words in
    `text`; `start` a flow to begin, with what is known already in `given` (`link`, `author`); `page` a page of the
    person's own that they opened. `files` came along with the words, or with what was filled in. Whoever opens their
    home page, or presses something there, gives its address as `home` in `given`; whoever writes or presses in a
    channel that others read, the channel's as `channel`, and as `fits` whether cards may come there (`yes`, `shared`,
    `absent`, or `unknown` until the platform was asked). `profile` is there once the platform was asked who this is.
    One that only `looks` is shown where it leads, and nothing that it does is kept, but that files were handed over.
    `at` is when it was done, by the platform's own clock where it says so: a draft never takes the place of one typed
    after it. Where it is `told`, nobody did anything: the platform says by itself how the account stands, in `profile`.
    """

    id: str
    account: Account
    address: str
    text: str = ""
    token: str = ""
    fields: Fields = field(default_factory=dict)
    command: str = ""
    start: str = ""
    given: Mapping[str, str] = field(default_factory=dict)
    page: str = ""
    profile: Profile | None = None
    looks: bool = False
    files: tuple[SentFile, ...] = ()
    at: datetime | None = None
    told: bool = False


@dataclass(frozen=True)
class Option:
    """One thing that can be picked."""

    value: str
    label: str


@dataclass(frozen=True)
class Input:
    """A labelled field; `error` stands beside it and `value` is what was typed before.

    What is put into one for `files` comes as `Incoming.files`; a channel whose forms take none says to send them in the
    chat instead.
    """

    id: str
    label: str
    kind: InputKind = "text"
    hint: str = ""
    options: tuple[Option, ...] = ()
    value: str | tuple[str, ...] = ""
    error: str = ""
    required: bool = True


@dataclass(frozen=True)
class Button:
    """A press with an opaque signed token; `inputs` are asked for first (a reason), `confirm` is asked before.

    A `quiet` one leads away from what the card asks; a `partial` one takes along what is filled in, to keep a draft.
    """

    label: str
    token: str
    style: Style = "plain"
    inputs: tuple[Input, ...] = ()
    confirm: str = ""
    partial: bool = False


@dataclass(frozen=True)
class Text:
    """A paragraph. Plain text: a channel escapes it for the place where it is shown."""

    text: str
    tone: Tone = "plain"
    strong: bool = False


@dataclass(frozen=True)
class Facts:
    """Labels with values, in order; `changes` maps a label to the token of the button that changes it."""

    rows: tuple[tuple[str, str], ...]
    changes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Steps:
    """What to do, in order, or points in no order where they are not `numbered`."""

    items: tuple[str, ...]
    title: str = ""
    numbered: bool = True


@dataclass(frozen=True)
class Citation:
    """A section that advice rests on, as the document prints it, and what it says in our words."""

    document: str
    section: str
    says: str


@dataclass(frozen=True)
class Citations:
    """The sections behind a screen."""

    items: tuple[Citation, ...]
    title: str = "Why: the sections it rests on"


@dataclass(frozen=True)
class Stage:
    """One step of a case on the way: waiting, now, done, refused, returned or stopped, who, and when."""

    title: str
    state: Literal["waiting", "now", "done", "refused", "returned", "stopped"]
    detail: str = ""
    at: str = ""


@dataclass(frozen=True)
class Progress:
    """The steps of a case, drawn as a track."""

    stages: tuple[Stage, ...]


@dataclass(frozen=True)
class History:
    """What has happened, oldest first: (when as ISO 8601 UTC, sentence)."""

    entries: tuple[tuple[str, str], ...]


Block = Text | Facts | Steps | Citations | Progress | History


@dataclass(frozen=True)
class Screen:
    """One card: what a person sees, the fields that they fill in, and the buttons that they may press.

    `inputs` belong to the first button. `summary` is the line that screen readers read; `waits`, that they are needed.
    """

    title: str
    summary: str
    blocks: tuple[Block, ...] = ()
    inputs: tuple[Input, ...] = ()
    buttons: tuple[Button, ...] = ()
    label: str = ""
    tone: Tone = "plain"
    waits: bool = False


@dataclass(frozen=True)
class Reply:
    """The one answer to an incoming click or message that is shown at once; errors are keyed by input id.

    `screen` and `files` are for the person who asked alone, wherever they asked. One that is not `counted` belongs to
    something confidential: no figure may show that anything happened. `who` and `where` say that nothing was done, as
    nobody here knows the account yet, or the channel: ask the platform and hand the same in again with a `profile` or
    what `fits`. What is said `instead` takes the place of the screen that was pressed.
    """

    text: str = ""
    tone: Tone = "plain"
    errors: Mapping[str, str] = field(default_factory=dict)
    counted: bool = True
    screen: Screen | None = None
    files: tuple[File, ...] = ()
    who: bool = False
    where: bool = False
    instead: bool = False


@dataclass(frozen=True)
class Posting:
    """One send to a platform: a card to post (`message` empty) or to edit in place.

    `key` is stable for the card, so that a platform which can look a message up finds it again after a crash. A card
    that many read names the `deciders` whose buttons they are, for a platform that can show each reader their own.
    """

    address: str
    key: str
    version: int
    screen: Screen
    message: str = ""
    deciders: tuple[Account, ...] = ()
