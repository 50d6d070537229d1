"""PURE: a person's own page: what they can do here, what they asked for, what waits for them, what is unfinished."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from bot.conversations.ports import Conversation
from bot.messages import Block, Button, Facts, Screen, Sign, Steps, Text, Tone
from bot.reports.screens import NEUTRAL
from flows.engine import Flow

MOST = 5
TYPES = "comms.say"
"""The action of a button that types a command of the team's."""
NO_HOLIDAYS = (
    "I do not know this year's bank holidays yet, and I do not guess. So I remind nobody of what waits for them. "
    "Ask whoever runs Comms Desk to update it. Cards still come as before."
)
PAGES = ("help", "waiting", "mine", "home", "settings")


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

    `covered` names the flows that the council's policy covers: no other is offered. `notices` say what is in force in
    the whole organisation on that day. Whoever looks after the desk is of its `team`; for them alone
    `undelivered` counts cards.
    """

    name: str
    council: str
    flows: Sequence[Flow]
    covered: Collection[str]
    unfinished: Sequence[Conversation]
    waiting: Sequence[Row]
    asked: Sequence[Row]
    notices: Sequence[str] = ()
    undelivered: int = 0
    team: bool = False

    @property
    def offered(self) -> Sequence[Flow]:
        """The flows that the council's policy covers."""
        return [f for f in self.flows if f.name in self.covered]


def draw(page: Page, kind: str, sign: Sign) -> Screen:
    """The page as `help`, or only what waits (`waiting`) or what was asked for (`mine`)."""
    match kind:
        case "waiting":
            return _waiting(page, sign)
        case "mine":
            return _mine(page, sign)
        case "calendar":
            return _calendar(sign)
        case _:
            return _help(page, sign)


def _help(page: Page, sign: Sign) -> Screen:
    starts = tuple(
        Button(f.title, sign("start", f.name), "primary" if n == 0 else "plain") for n, f in enumerate(page.offered)
    )
    guides = Facts(tuple((f.title, f.about) for f in page.offered))
    carry = tuple(Button(f"Carry on: {titled(page, c)}", sign("carry_on", c.id)) for c in page.unfinished[:MOST])
    say = Text("Choose a guide here, or tell me in your own words what you want to do. Write “help” at any time.")
    return Screen(
        "Comms Desk",
        "What I can do for you",
        (*greeting(page), guides, *_counts(page), say),
        (),
        (*starts, *carry, *lists(page, sign)),
        label="Help",
    )


def greeting(page: Page) -> tuple[Text, ...]:
    """What is in force in the whole organisation, and what this is."""
    lead = (
        f"Hello {page.name.split()[0]}. I tell you what {page.council}'s social media policy says, "
        "and I take requests to the people who decide."
    )
    return (*(Text(notice, "warn") for notice in page.notices), Text(lead))


def lists(page: Page, sign: Sign) -> tuple[Button, ...]:
    """The ways to the lists of what waits and of what was asked for, and to the settings; for the team to the queue."""
    named = (("What waits for me", "waiting"), ("My requests", "mine"), ("Settings", "settings"))
    queue = (Button("The queue", sign(TYPES, "queue")),) if page.team else ()
    return (*queue, *(Button(label, sign("page", kind)) for label, kind in named), *stuck(page, sign))


def undelivered(page: Page) -> tuple[Text, ...]:
    """What those who look after the desk are told of cards that reached nobody."""
    count = page.undelivered
    said = f"{count} card{'' if count == 1 else 's'} could not be delivered. Write “parked” to see them."
    return (Text(said, "warn"),) if count else ()


def stuck(page: Page, sign: Sign) -> tuple[Button, ...]:
    """The way to those cards."""
    return (Button("Show stuck cards", sign(TYPES, "parked")),) if page.undelivered else ()


def _waiting(page: Page, sign: Sign) -> Screen:
    if not page.waiting:
        text = Text("Nothing waits for you. When somebody needs you, a card appears here.")
        return Screen(
            "Waiting for you",
            "Nothing waits for you.",
            (text, *undelivered(page)),
            (),
            (*stuck(page, sign), Button("Help", sign("page", "help"))),
            tone="warn" if page.undelivered else "good",
        )
    listed = _listed("Waiting for you", page.waiting, "warn")
    blocks, buttons = (*listed.blocks, *undelivered(page)), (*listed.buttons, *stuck(page, sign))
    return replace(listed, summary=_waits(page), blocks=blocks, buttons=buttons, waits=True)


def _waits(page: Page) -> str:
    count = len(page.waiting)
    return f"{count} thing{' waits' if count == 1 else 's wait'} for you."


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


def titled(page: Page, kept: Conversation) -> str:
    """The flow's title, unless somebody who looks over a shoulder may not read it."""
    flow = next((f for f in page.flows if f.name == kept.flow), None)
    if flow is None:
        return kept.flow
    return NEUTRAL if flow.visibility == "confidential" else flow.title


def _counts(page: Page) -> tuple[Text, ...]:
    asked = len(page.asked)
    sent = f"You have sent {asked} request{'' if asked == 1 else 's'}." if asked else ""
    return tuple(Text(said) for said in (_waits(page) if page.waiting else "", sent) if said)


def _calendar(sign: Sign) -> Screen:
    return Screen(
        "No reminders for now",
        "I do not know this year's bank holidays yet.",
        (Text(NO_HOLIDAYS, "warn"),),
        (),
        (Button("Help", sign("page", "help")),),
        tone="warn",
    )
