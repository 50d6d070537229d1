"""PURE: a person's home page: what waits, what they asked for, what is unfinished, and what they can do here."""

from bot.conversations.pages import MOST, Page, Row, greeting, lists, titled, undelivered
from bot.messages import Block, Button, Facts, Screen, Sign, Steps, Text

NEWEST = 8
HOW = (
    "To ask what the policy says, write to me in our messages, in your own words. "
    "What you press on this page opens in our messages too."
)


def draw(page: Page, sign: Sign) -> Screen:
    """The page; its rows of requests are the newest alone."""
    guides = Facts(tuple((f.title, f.about) for f in page.offered))
    return Screen(
        "Comms Desk",
        "Your home page",
        (*greeting(page), *_under_way(page), Text("What I can do for you", strong=True), guides, Text(HOW)),
        (),
        _buttons(page, sign),
        label="Home",
        waits=bool(page.waiting),
    )


def _under_way(page: Page) -> tuple[Block, ...]:
    waiting = _list(f"Waiting for you: {len(page.waiting)}", [_line(r) for r in page.waiting])
    asked = _list("Your newest requests", [_line(r) for r in page.asked])
    unfinished = _list("Not finished", [f"{titled(page, c)}." for c in page.unfinished[:MOST]])
    return (
        *(waiting or (Text("Nothing waits for you."),)),
        *(asked or (Text("You have not sent any request yet."),)),
        *unfinished,
        *undelivered(page),
    )


def _list(title: str, lines: list[str]) -> tuple[Steps, ...]:
    return (Steps(tuple(lines), title, numbered=False),) if lines else ()


def _line(row: Row) -> str:
    return f"{row.reference}: {row.title}. {row.label}."


def _buttons(page: Page, sign: Sign) -> tuple[Button, ...]:
    """First what waits, then what is unfinished, then what can be started."""
    waiting = tuple(
        Button(f"Show {r.reference}", r.token, "primary" if n == 0 else "plain")
        for n, r in enumerate(page.waiting[:MOST])
    )
    carry = tuple(Button(f"Carry on: {titled(page, c)}", sign("carry_on", c.id)) for c in page.unfinished[:MOST])
    starts = tuple(Button(f.title, sign("start", f.name)) for f in page.offered)
    shown = {r.token for r in page.waiting[:MOST]}
    asked = tuple(Button(f"Show {r.reference}", r.token) for r in page.asked if r.token not in shown)
    return (*waiting, *carry, *starts, *asked, *lists(page, sign), Button("Help", sign("page", "help")))
