"""PURE: which command of the team's somebody means, and the nearest one where there is none of that name."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from bot.ids import GROUP, REFERENCE_LETTERS

NAMES: Mapping[str, tuple[str, ...]] = {
    "queue": ("queue", "list", "waiting", "backlog"),
    "case": ("case", "show", "find"),
    "mine": ("mine",),
    "reassign": ("reassign", "handover", "assign"),
    "accounts": ("accounts", "account", "register"),
    "agreements": ("agreements", "agreement"),
    "people": ("people", "person", "staff", "who"),
    "state": ("state", "states", "status"),
    "export": ("export", "download", "csv"),
    "parked": ("parked", "undelivered", "stuck"),
    "here": ("here",),
    "not": ("not", "nothere"),
    "help": ("help", "hello", "hi", "commands", "menu"),
}
"""Each command, first by its own name."""
KNOWN = {alias: name for name, aliases in NAMES.items() for alias in aliases}
LONGEST = 1000
REFERENCE = re.compile(rf"[{REFERENCE_LETTERS}]{{{GROUP}}}[-\s]?[{REFERENCE_LETTERS}]{{{GROUP}}}", re.IGNORECASE)
# What can be typed in the chat without the name before it, because it can mean nothing else there.
PLAIN = re.compile(
    rf"(?:queue\b.{{0,60}}|case\s+{REFERENCE.pattern}|reassign\s+\S+[\s-]\S.*|states?|state\s+(?:set|end)\b.*"
    r"|export(?:\s+(?:queue|cases|accounts|agreements)\b.*)?|parked)",
    re.IGNORECASE | re.DOTALL,
)
PREFIX = re.compile(r"^/?comms\b\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Named:
    """A command and the words after its name; `name` is empty where it is none, and `nearest` what may be meant."""

    name: str
    rest: str = ""
    nearest: str = ""


def named(text: str) -> Named:
    """The command that these words begin with, with «comms» before it or not; a reference alone asks for the case."""
    said = PREFIX.sub("", " ".join(text[:LONGEST].split()), count=1)
    if REFERENCE.fullmatch(said):
        return Named("case", said)
    first, _, rest = said.partition(" ")
    word = first.lower().strip(".,!?:“”\"'")
    if not word:
        return Named("help")
    if word in KNOWN:
        return Named(KNOWN[word], rest)
    near = get_close_matches(word, KNOWN, n=1, cutoff=0.6)
    return Named("", rest, f"{KNOWN[near[0]]} {rest}".strip() if near else "")


def typed(text: str) -> str | None:
    """The team's command in a message of the chat: what follows «comms», or what can mean nothing else; else None."""
    said = text.strip()
    if before := PREFIX.match(said):
        return said[before.end() :]
    return said if PLAIN.fullmatch(said) else None


def reference_of(text: str) -> str:
    """A reference as it is stored, whatever its capitals, blanks and dashes; of what is too long, the beginning."""
    letters = re.sub(r"[^0-9A-Z]", "", text.upper())[: 3 * GROUP]
    return f"{letters[:GROUP]}-{letters[GROUP:]}"
