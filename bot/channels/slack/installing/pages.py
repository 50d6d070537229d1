"""PURE: the few pages that somebody sees who installs the app, in plain words; all text in them is escaped."""

import base64
import hashlib
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

STYLE = """
:root { color-scheme: light dark; --ink: #1b2230; --paper: #f5f3ee; --accent: #0f5c63; --on-accent: #ffffff; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e7ebef; --paper: #11161b; --accent: #7fd0cb; --on-accent: #05282b; }
}
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.125rem/1.5 system-ui, Arial, sans-serif; }
main { max-width: 34rem; margin: 0 auto; padding: 3rem 1.25rem; }
h1 { font-size: 1.75rem; line-height: 1.25; }
p { overflow-wrap: anywhere; }
.button { display: inline-block; padding: 0.75rem 1.25rem; border-radius: 0.5rem; background: var(--accent);
  color: var(--on-accent); font-weight: 600; text-decoration: none; }
.button:focus-visible { outline: 3px solid var(--ink); outline-offset: 3px; }
"""
_DIGEST = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
HEADERS = {
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'none'",
            f"style-src 'sha256-{_DIGEST}'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    ),
    "X-Content-Type-Options": "nosniff",
    # The address of the page that Slack sends people back to holds a code.
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True)
class Page:
    """A heading, a few sentences and, where there is something to do, one button."""

    heading: str
    sentences: tuple[str, ...]
    button: str = ""
    link: str = ""


ASK = "Ask whoever looks after Comms Desk at your council."
AGAIN = "Try again"
CANCELLED = Page(
    "Comms Desk was not installed", ("You stopped before the end, so nothing was changed.",), AGAIN, "install"
)
EXPIRED = Page(
    "This took too long, or was begun elsewhere",
    ("Nothing was changed. Start again here, and finish in this browser within ten minutes.",),
    "Start again",
    "install",
)
NOT_CONFIRMED = Page(
    "Slack did not confirm this",
    ("So the app was not installed. Start again in a minute.", f"If it happens again: {ASK}"),
    "Start again",
    "install",
)
NOT_KEPT = Page(
    "The app was not installed",
    ("Our records cannot be reached just now, so nothing was kept. Try again in a minute.",),
    AGAIN,
    "install",
)
WHOLE_ORGANISATION = Page(
    "Choose one workspace",
    (
        "The app was put into a whole organisation, and it works in single workspaces alone. We took it out again.",
        "Start again, and pick your council's own workspace.",
    ),
    "Start again",
    "install",
)


def start(link: str) -> Page:
    """The page on which installing begins; `link` leads to Slack."""
    sentences = (
        "Comms Desk tells your council's staff what its social media policy says, and brings requests to those who "
        "decide. You need the right to add apps to your council's Slack workspace.",
        "Slack will show you what the app may do there. It reads only what people write to it.",
    )
    return Page("Add Comms Desk to Slack", sentences, "Go on to Slack", link)


def installed(workspace: str, council: str) -> Page:
    """The page at the end."""
    return Page(
        "Comms Desk is installed",
        (
            f"It now works in the workspace “{workspace}”, with the policy of {council}.",
            "In Slack, find Comms Desk under “Apps” and open its page “Home”. You can close this page.",
        ),
    )


def not_allowed(workspace: str, team: str, *, removed: bool) -> Page:
    """The page for a workspace that nobody has allowed; `removed` where the app was taken out of it again."""
    out = (
        "We took it out of Slack again, and kept nothing." if removed else "We kept nothing. Take it out of Slack too."
    )
    return Page(
        "This workspace is not on the list",
        (
            f"“{workspace}” may not use Comms Desk yet, so the app was not installed there. {out}",
            f"{ASK} They need this id of the workspace: {team}",
        ),
    )


def html(page: Page) -> str:
    """The page as HTML."""
    style = Markup(STYLE)  # noqa: S704 - our own text
    return _template().render(
        heading=page.heading, sentences=page.sentences, button=page.button, link=page.link, style=style
    )


@cache
def _template() -> Template:
    loader = PackageLoader("bot.channels.slack.installing")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined).get_template("page.html")
