"""What is in front of somebody and can be pressed or filled in; the newest comes first, a modal hides the rest."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tests.fakes.slack.checking import elements
from tests.fakes.slack.filling import Given, label, stateful, value
from tests.fakes.slack.interactions import Surface
from tests.fakes.slack.reading import Reader
from tests.fakes.slack.stack import top
from tests.fakes.slack.state import Conversation, Json, User

if TYPE_CHECKING:
    from tests.fakes.slack.workspace import Slack


@dataclass(frozen=True)
class Seen:
    """A message as somebody sees it."""

    ts: str
    author: str
    text: str
    ephemeral: bool


@dataclass(frozen=True)
class Held:
    """A button or a menu with a finger on it, on the surface as it stood then."""

    surface: Surface
    block: Json
    element: Json
    chosen: Json = field(default_factory=dict)

    @property
    def place(self) -> tuple[str, str]:
        """Where its value stands in `state`."""
        return self.block["block_id"], self.element["action_id"]

    def choosing(self, given: Given) -> Held:
        """The menu with that option chosen, or the field with that typed."""
        return replace(self, chosen=value(self.element, given))

    def action(self) -> Json:
        """The entry in `actions`."""
        kept = {
            k: v for k, v in self.element.items() if k in {"type", "action_id", "value", "text", "style", "placeholder"}
        }
        return {**kept, "block_id": self.block["block_id"], **self.chosen}


def surfaces(slack: Slack, user: User, channel: str = "", *, home: bool = False, behind: bool = False) -> list[Surface]:
    """What they could press now: the modal alone where one is open, App Home where they look at it, else messages.

    `behind` gives the messages behind a modal, which can be read but not pressed.
    """
    if (view := top(slack, user.id)) and not behind:
        return [Surface(view.body["blocks"], view.typed, view=view)]
    if home:
        shown = slack.state.homes.get(user.id)
        return [Surface(shown.body["blocks"], shown.typed, view=shown)] if shown else []
    found = [s for where in _conversations(slack, user, channel) for s in _messages(where, user)]
    return sorted(found, key=lambda s: s.message.ts if s.message else "", reverse=True)


def _conversations(slack: Slack, user: User, channel: str) -> Iterable[Conversation]:
    if channel:
        return [slack.state.conversation(channel)]
    return [c for c in slack.state.conversations.values() if user.id in c.members]


def _messages(where: Conversation, user: User) -> list[Surface]:
    mine = [m for m in where.messages if m.only_for in {"", user.id} and m.blocks]
    return [Surface(m.blocks, m.typed.setdefault(user.id, {}), where, m) for m in mine]


def find(there: Iterable[Surface], name: str, about: str, beside: str, reader: Reader) -> Held | None:
    """The first button or menu of that name, on a surface that holds `about` and in a row that holds `beside`."""
    for surface in there:
        if about and about not in reader.blocks(surface.blocks):
            continue
        for block in surface.blocks:
            for element in elements(block) if beside in reader.blocks([block]) else ():
                if _named(block, element) == name and block["type"] != "input":
                    frozen = replace(surface, blocks=copy.deepcopy(surface.blocks), typed=dict(surface.typed))
                    return Held(frozen, block, copy.deepcopy(element))
    return None


def findable(there: Iterable[Surface]) -> list[str]:
    """The names of everything that can be pressed."""
    found = [(b, e) for surface in there for b in surface.blocks if b["type"] != "input" for e in elements(b)]
    return [_named(block, element) for block, element in found]


def field_of(there: Iterable[Surface], name: str) -> Held | None:
    """The first field of that label, or of the input whose id stands at the end of its block's."""
    for surface in there:
        for block, element in stateful(surface.blocks):
            if block["type"] == "input" and (
                label(block, element) == name or block["block_id"].endswith(f":in.{name}")
            ):
                return Held(surface, block, element)
    return None


def _named(block: Json, element: Json) -> str:
    text = element.get("text") or {}
    return str(text.get("text") or label(block, element))
