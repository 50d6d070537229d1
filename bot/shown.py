"""Screens that were shown to one person alone: no card stands for them, and still their buttons may ask for more."""

import base64
import hashlib
import json
from collections import OrderedDict
from typing import Protocol

from bot.messages import Account, Incoming, Posting, Screen

ASKED, KEPT = "asked-", "kept-"
# Slack's id of a block has 255 characters, of which the place within the drawing takes some.
LONGEST = 200
MOST = 1000
# What a channel tells of where something was done: asked from elsewhere, the same is answered the same way.
WHERE = frozenset({"home", "channel", "fits"})


class Reached(Protocol):
    """Whoever is shown something, and where they are reached."""

    @property
    def account(self) -> Account: ...
    @property
    def address(self) -> str: ...


class Shown:
    """Finds such a screen by the key of its drawing.

    The key itself says what was asked, and the same is asked again, so that any replica finds it, after a restart too,
    with the buttons of now. What is too long for a key, or was filled in, this process remembers for a while.
    """

    def __init__(self) -> None:
        self._screens: OrderedDict[tuple[Account, str], Posting] = OrderedDict()

    def keep(self, place: Reached, incoming: Incoming, screen: Screen) -> Posting:
        """The screen under a key by which its buttons find it again."""
        key = key_of(incoming)
        posting = Posting(place.address, key or f"{KEPT}{_digest(incoming.id)}", 0, screen)
        if not key:
            self._screens[place.account, posting.key] = posting
            if len(self._screens) > MOST:
                self._screens.popitem(last=False)
        return posting

    def find(self, key: str, account: Account) -> Posting | None:
        """What this process remembers under that key, if that account was shown it: others may have come by the key."""
        return self._screens.get((account, key))


def is_shown(key: str) -> bool:
    """Whether it is the key of such a screen, and not of a card."""
    return key.startswith((ASKED, KEPT))


def asked_again(key: str, place: Reached, name: str) -> Incoming | None:
    """The question whose answer was the screen, asked by whoever presses now; None for a key that says none.

    `name` is the id of asking. It only looks: the same words may mean something else by now, such as the answer to
    what waits for them.
    """
    asked = _read(key)
    if not any(asked):
        return None
    command, text, token, page = asked
    return Incoming(
        name, place.account, place.address, text=text, token=token, command=command, page=page, looks=True
    )  # fmt: skip


def key_of(incoming: Incoming) -> str:
    """What was asked, as a key; empty where it does not fit, or where something was filled in or brought along."""
    if incoming.fields or incoming.start or incoming.files or set(incoming.given) - WHERE:
        return ""
    asked = [incoming.command, incoming.text, incoming.token, incoming.page]
    key = ASKED + base64.urlsafe_b64encode(json.dumps(asked).encode()).decode()
    return key if len(key) <= LONGEST else ""


def _read(key: str) -> tuple[str, str, str, str]:
    """Command, words, token and page; all empty for a key that was not made here."""
    try:
        command, text, token, page = map(_storable, json.loads(base64.urlsafe_b64decode(key.removeprefix(ASKED))))
    except (ValueError, TypeError, RecursionError):
        return "", "", "", ""
    return command, text, token, page


def _storable(part: object) -> str:
    if not isinstance(part, str) or "\0" in part:
        raise ValueError("no key that was made here holds this")
    part.encode()
    return part


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:32]
