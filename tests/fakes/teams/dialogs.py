"""A dialog in front of somebody: one that a message extension opened, or one that a card did."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tests.fakes.teams.state import Conversation, Json, Message
from tests.fakes.teams.surfaces import Surface


@dataclass(frozen=True)
class Dialog:
    """`asked` is the invoke that it was last asked for with, `base` what goes with each invoke of it."""

    asked: str
    where: Conversation
    about: Message | None
    base: Json
    title: str = ""
    surface: Surface | None = None

    def showing(self, title: str, surface: Surface) -> Dialog:
        """The same with a card in it."""
        return replace(self, title=title, surface=surface)

    def submitting(self) -> Dialog:
        """The same, about to be submitted."""
        submits = {"composeExtension/fetchTask": "composeExtension/submitAction", "task/fetch": "task/submit"}
        return replace(self, asked=submits.get(self.asked, self.asked))
