"""PURE: a person's own page: what they can do here, what they asked for, what waits for them, what is unfinished."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.conversations.ports import Conversation
from bot.messages import Block, Button, Facts, Screen, Sign, Steps, Text, Tone
from bot.reports.screens import NEUTRAL
from flows.engine import Flow

MOST = 5
PAGES = ("help", "waiting", "mine")


@dataclass(frozen=True)
class Row:
    """One thing in a list: what it is called, where it stands or who asked, and the button's token that shows it."""

    reference: str
    title: str
    label: str
    token: str


@dataclass(frozen=True)
class Page:
    """What the page of one person holds: what waits with who asked and when, what is theirs with where it stands.

    `covered` names the flows that the council's policy covers: no other is offered.
    """

    name: str
    council: str
    flows: Sequence[Flow]
    covered: Collection[str]
    unfinished: Sequence[Conversation]
    waiting: Sequence[Row]
    asked: Sequence[Row]


def draw(page: Page, kind: str, sign: Sign) -> Screen:
    """The page as `help`, or only what waits (`waiting`) or what was asked for (`mine`)."""
    match kind:
        case "waiting":
            return _waiting(page, sign)
        case "mine":
            return _mine(page, sign)
        case _:
            return _help(page, sign)


def _help(page: Page, sign: Sign) -> Screen:
    offered = [f for f in page.flows if f.name in page.covered]
    starts = tuple(
        Button(f.title, sign("start", f.name), "primary" if n == 0 else "plain") for n, f in enumerate(offered)
    )
    guides = Facts(tuple((f.title, f.about) for f in offered))
    more = (Button("What waits for me", sign("page", "waiting")), Button("My requests", sign("page", "mine")))
    carry = tuple(Button(f"Carry on: {_title(page, c)}", sign("carry_on", c.id)) for c in page.unfinished[:MOST])
    lead = Text(
        f"Hello {page.name.split()[0]}. I tell you what {page.council}'s social media policy says, "
        "and I take requests to the people who decide."
    )
    say = Text("Choose a guide below, or tell me in your own words what you want to do. Write “help” at any time.")
    return Screen(
        "Comms Desk",
        "What I can do for you",
        (lead, guides, *_counts(page), say),
        (),
        (*starts, *carry, *more),
        label="Help",
    )


def _waiting(page: Page, sign: Sign) -> Screen:
    if not page.waiting:
        text = Text("Nothing waits for you. When somebody needs you, a card appears here.")
        return Screen(
            "Waiting for you",
            "Nothing waits for you.",
            (text,),
            (),
            (Button("Help", sign("page", "help")),),
            tone="good",
        )
    return _listed("Waiting for you", page.waiting, "warn")


def _mine(page: Page, sign: Sign) -> Screen:
    if not page.asked:
        text = Text("You have not sent any request yet.")
        return Screen(
            "My requests", "You have not sent any request yet.", (text,), (), (Button("Help", sign("page", "help")),)
        )
    return _listed("My requests", page.asked, "info")


def _listed(title: str, rows: Sequence[Row], tone: Tone) -> Screen:
    lines: list[Block] = [Steps(tuple(f"{r.reference}: {r.title}. {r.label}." for r in rows))]
    more = [Text(f"The first {MOST} have buttons.")] if len(rows) > MOST else []
    shows = tuple(Button(f"Show {r.reference}", r.token) for r in rows[:MOST])
    return Screen(title, f"{title}: {len(rows)}", (*lines, *more), (), shows, tone=tone)


def _title(page: Page, kept: Conversation) -> str:
    """The flow's title, unless somebody who looks over a shoulder may not read it."""
    flow = next((f for f in page.flows if f.name == kept.flow), None)
    if flow is None:
        return kept.flow
    return NEUTRAL if flow.visibility == "confidential" else flow.title


def _counts(page: Page) -> tuple[Text, ...]:
    waiting, asked = len(page.waiting), len(page.asked)
    waits = f"{waiting} thing{' waits' if waiting == 1 else 's wait'} for you." if waiting else ""
    sent = f"You have sent {asked} request{'' if asked == 1 else 's'}." if asked else ""
    return tuple(Text(said) for said in (waits, sent) if said)
