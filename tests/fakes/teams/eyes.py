"""What somebody in Teams sees: messages, cards as they are for them alone, dialogs, and what can be pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.fakes.teams.dialogs import Dialog
from tests.fakes.teams.hands import Seen, labels, surfaces
from tests.fakes.teams.reading import markdown, read
from tests.fakes.teams.state import CONSENT, INFO, Conversation, Message, User, attachments
from tests.fakes.teams.surfaces import Surface

if TYPE_CHECKING:
    from tests.fakes.teams.service import FakeTeams


class Eyes:
    """One person's own view of their chats."""

    def __init__(self, teams: FakeTeams, account: User) -> None:
        self.teams = teams
        self.account = account

    @property
    def id(self) -> str:
        """Their id in Teams, 29:…"""
        return self.account.id

    @property
    def direct(self) -> Conversation:
        """Their personal chat with the bot; an error where the app was never installed for them."""
        where = self.teams.personal(self.account)
        assert where, f"{self.account.name} has no chat with the bot"
        return where

    @property
    def told(self) -> list[str]:
        """The lines that a press was answered with, which pass by and are gone."""
        return self.teams.state.told.setdefault(self.id, [])

    # What they see.

    def seen(self, chat: Conversation | None = None) -> list[Seen]:
        """The messages of a chat, oldest first."""
        where = chat or self.direct
        return [self._seen(where, m) for m in where.messages if not m.deleted]

    def lines(self, chat: Conversation | None = None) -> list[str]:
        """As `seen`, only the words, those of cards among them."""
        return [message.text for message in self.seen(chat)]

    def cards(self, chat: Conversation | None = None) -> list[str]:
        """The words of every card of a chat, as they see it, oldest first."""
        return [message.text for message in self.seen(chat) if message.cards]

    def buttons(self, chat: Conversation | None = None) -> list[str]:
        """The labels of everything that they could press now: in an open dialog alone, else newest message first."""
        return labels(self._surfaces(chat), old=self.old)

    def dialog(self) -> str:
        """The dialog in front of them: title, then its card; empty without one."""
        shown: Dialog | None = self.teams.state.dialogs.get(self.id)
        return f"{shown.title}\n{read(shown.surface)}" if shown and shown.surface else ""

    async def sees(self, text: str, chat: Conversation | None = None) -> str:
        """Wait until some message holds these words, and give the newest that does."""
        await self.teams.until(lambda: self._holding(text, chat), f"{self.account.name} sees {text!r}")
        return self._holding(text, chat)[-1]

    @property
    def old(self) -> bool:
        """Whether their client is one that knows no Action.Execute."""
        return self.id in self.teams.state.old_clients

    def _surfaces(self, chat: Conversation | None) -> list[Surface]:
        return surfaces(self.teams, self.account, chat)

    def _seen(self, where: Conversation, message: Message) -> Seen:
        shown = surfaces(self.teams, self.account, where, only=message)
        written = message.text if message.activity.get("textFormat") == "plain" else markdown(message.text)
        words = [message.text if message.author in self.teams.state.users else written, *map(read, shown)]
        words += self._offers(message)
        return Seen(message.id, message.author, "\n".join(filter(None, words)), [s.card for s in shown])

    def _offers(self, message: Message) -> list[str]:
        offers = [f"{a['name']}\n[Accept]\n[Decline]" for a in attachments(message.activity, CONSENT)]
        return [*offers, *(f"{a['name']}\n[Open]" for a in attachments(message.activity, INFO))]

    def _holding(self, text: str, chat: Conversation | None) -> list[str]:
        return [shown for shown in self.lines(chat) if text in shown]
