"""PURE: the manifest of the Teams app, in Microsoft's own format, for one app registration and one council."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.channels.teams.packaging.menu import PERSONAL, TOGETHER, Menu

# Generally available since May 2025, so every tenant takes it; what came later gives this app nothing.
SCHEMA = "1.22"
COLOR, OUTLINE = "color.png", "outline.png"
ACCENT = "#0f5c63"
REPORT = "report"
LONGEST_DEVELOPER, LONGEST_SHORT, LONGEST_ADDRESS = 32, 80, 2048

GUID = re.compile(r"[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
ADDRESS = re.compile(r"https://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(:\d{1,5})?(/[^\s<>\"]*)?")
VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")

SHORT = "{}’s social media policy: what it says, and who decides."
SHORT_WITHOUT = "What your council's social media policy says, and who decides."
LONG = """\
Ask whether you may post something, and get the answer from the social media policy of {}, with the section it comes \
from. Be guided through what needs a decision: a new account, a paid boost, photos of people. Your request goes to \
those who decide, and all of you see where it stands. Report a post in confidence to whoever has to know.

Comms Desk advises; it never writes or publishes a post. It reads what people write to it, files that they send it, \
posts that they report, and messages in a team or a group chat that name it. It reads nothing else there. It needs no \
account of its own: people are known by their account at work."""


@dataclass(frozen=True)
class Details:
    """What differs from one package to the next. `council` is its name as people read it, `developer` who answers
    for the app there; the addresses are pages of theirs.
    """

    app_id: str
    council: str
    developer: str
    website: str
    privacy: str
    terms: str
    version: str


def faults(details: Details) -> Iterator[str]:
    """What Teams would not take, or what would mislead people: each with what to write."""
    if not GUID.fullmatch(details.app_id):
        yield f"MICROSOFT_APP_ID: {details.app_id} is no id of an app. Copy “Application (client) ID” from Entra."
    if not 0 < len(details.developer) <= LONGEST_DEVELOPER:
        yield f"--developer: write a name of 1 to {LONGEST_DEVELOPER} letters; “{details.developer}” is none."
    for option, address, what in (
        ("--website", details.website, "the council's page about this app, or its website"),
        ("--privacy", details.privacy, "the council's privacy notice for its staff"),
        ("--terms", details.terms, "the rules for using it, such as the council's social media policy"),
    ):
        if not ADDRESS.fullmatch(address) or len(address) > LONGEST_ADDRESS:
            yield f"{option}: {_seen(address)} Write the address of {what}, beginning with https://."
    if not VERSION.fullmatch(details.version):
        yield f"--app-version: {details.version} is no version. Write three numbers, such as 1.0.1."


def manifest(details: Details) -> dict[str, Any]:
    """The manifest, as Teams reads it; for details without faults.

    No valid domains, since no web page is opened inside Teams. No permissions and no link to Microsoft Graph: what the
    bot needs to know of people, Teams tells to any bot that they have installed. No channels shared with other
    organisations, because requests are not for their eyes.
    """
    return {
        "$schema": f"https://developer.microsoft.com/json-schemas/teams/v{SCHEMA}/MicrosoftTeams.schema.json",
        "manifestVersion": SCHEMA,
        "version": details.version,
        "id": details.app_id.lower(),
        "developer": {
            "name": details.developer,
            "websiteUrl": details.website,
            "privacyUrl": details.privacy,
            "termsOfUseUrl": details.terms,
        },
        "localizationInfo": {"defaultLanguageTag": "en-gb"},
        "name": {"short": "Comms Desk", "full": "Comms Desk: may I post this, and who decides?"},
        "description": {"short": _short(details.council), "full": LONG.format(details.council)},
        "icons": {"color": COLOR, "outline": OUTLINE},
        "accentColor": ACCENT,
        "defaultInstallScope": "personal",
        "defaultGroupCapability": {"team": "bot", "groupchat": "bot"},
        "bots": [_bot(details)],
        "composeExtensions": [_extension(details)],
    }


def _bot(details: Details) -> dict[str, Any]:
    return {
        "botId": details.app_id.lower(),
        "scopes": ["personal", "team", "groupChat"],
        "isNotificationOnly": False,
        "supportsFiles": True,
        "supportsCalling": False,
        "supportsVideo": False,
        "commandLists": [_listed(PERSONAL, "personal"), _listed(TOGETHER, "team", "groupChat")],
    }


def _listed(menu: Menu, *scopes: str) -> dict[str, Any]:
    return {"scopes": [*scopes], "commands": [{"title": title, "description": about} for title, about in menu]}


def _extension(details: Details) -> dict[str, Any]:
    command = {
        "id": REPORT,
        "type": "action",
        "context": ["message"],
        "title": "Report this post",
        "description": "Report it in confidence; nobody in the chat or channel is told",
        "fetchTask": True,
    }
    return {"botId": details.app_id.lower(), "commands": [command]}


def _short(council: str) -> str:
    named = SHORT.format(council)
    return named if len(named) <= LONGEST_SHORT else SHORT_WITHOUT


def _seen(address: str) -> str:
    return f"“{address}” is no address that people can open." if address else "it is missing."
