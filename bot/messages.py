"""What a channel carries, channel-neutral: what came in, the screens that go out, and the answer to a click.

A channel turns its platform's wire format into Incoming, and draws Screen; it never decides anything.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Fields = Mapping[str, str | tuple[str, ...]]
Tone = Literal["plain", "info", "good", "warn", "bad"]
Style = Literal["plain", "primary", "danger", "quiet"]
InputKind = Literal["text", "long_text", "link", "money", "day", "choice", "many", "person", "code"]
Sign = Callable[..., str]
"""Makes the token of a button: its action first, then what it is about."""


@dataclass(frozen=True)
class Account:
    """Somebody on a platform, by the ids that never change there (workspace or tenant, and user)."""

    channel: str
    tenant: str
    user: str


@dataclass(frozen=True)
class Incoming:
    """One thing that an authenticated account did.

    `id` names this delivery for ever, so that a repeat is known: the platform's own event id, or a digest of who
    pressed which token with which fields on which drawing of the card. `text` is a message; `token` a pressed button
    with its form's fields. `address` is the platform's conversation in which to answer.
    """

    id: str
    account: Account
    address: str
    text: str = ""
    token: str = ""
    fields: Fields = field(default_factory=dict)


@dataclass(frozen=True)
class Option:
    """One thing that can be picked."""

    value: str
    label: str


@dataclass(frozen=True)
class Input:
    """A labelled field; `error` stands beside it and `value` is what was typed before."""

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

    A `quiet` one leads away from what the card asks (back, stop).
    """

    label: str
    token: str
    style: Style = "plain"
    inputs: tuple[Input, ...] = ()
    confirm: str = ""


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


# How far a row of national law has been checked, as people read it.
CHECKED = {"confirmed": "confirmed", "partly": "partly confirmed", "unconfirmed": "not confirmed by us"}
LAW = "The law"


def law_cited(found: Iterable[Mapping[str, Any]]) -> tuple[Citations, ...]:
    """The rows of national law behind a screen, each with its mark, apart from the council's own; none without any."""
    cited = tuple(Citation(f["document"], f["section"], f"{f['says']} ({CHECKED[f['status']]})") for f in found)
    return (Citations(cited, LAW),) if cited else ()


OURS = "Our advice{}, not the policy's"
DISAGREES = "The policy disagrees with itself"
EACH = "{} in {} places. Each stands below, with the way to follow."


def our_advice(points: Iterable[str], to: str = "") -> tuple[Steps, ...]:
    """Advice that no section supports, marked as ours, `to` somebody else than the reader; none without any."""
    ours = tuple(points)
    return (Steps(ours, OURS.format(to), numbered=False),) if ours else ()


def disagreements(found: Iterable[Mapping[str, Any]]) -> tuple["Text | Citations", ...]:
    """Where the policy disagrees with itself: one contradiction as it is, several folded under how many there are."""
    said = [(_sections(c), f"{c['note']} {c['follow']}") for c in found]
    if len(said) > 1:
        items = tuple(Citation("", where, text) for where, text in said)
        return (Text(EACH.format(DISAGREES, len(said)), "warn"), Citations(items, "Where it disagrees"))
    return tuple(Text(f"{DISAGREES} (see {where}): {text}", "warn") for where, text in said)


def _sections(conflict: Mapping[str, Any]) -> str:
    named = list(dict.fromkeys(s if isinstance(s, str) else s["section"] for s in conflict["sections"]))
    return " and ".join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named)


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

    `inputs` belong to the first button. `summary` is the one line for notifications and screen readers. `waits`
    says that somebody or something waits for this person.
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

    One that is not `counted` belongs to something confidential: no figure may show that anything happened.
    """

    text: str = ""
    tone: Tone = "plain"
    errors: Mapping[str, str] = field(default_factory=dict)
    counted: bool = True


@dataclass(frozen=True)
class Posting:
    """One send to a platform: a card to post (`message` empty) or to edit in place.

    `key` is stable for the card, so that a platform which can look a message up finds it again after a crash.
    """

    address: str
    key: str
    version: int
    screen: Screen
    message: str = ""
