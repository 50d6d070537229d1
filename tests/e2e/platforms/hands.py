"""What a person can do and see on either platform, in the same words: the tests tell no difference."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

from flows.engine import Given
from tests.e2e.slack import walking as in_slack
from tests.e2e.slack.office import SlackOffice
from tests.e2e.teams import walking as in_teams
from tests.e2e.teams.office import TeamsOffice
from tests.fakes.slack.hands import Held
from tests.fakes.slack.person import Person as SlackPerson
from tests.fakes.teams.hands import Finger, surfaces
from tests.fakes.teams.person import Person as TeamsPerson
from tests.fakes.teams.reading import read
from tests.fakes.teams.surfaces import Surface, walked


class Hands(Protocol):
    """Somebody on one platform. Whatever they do has come to rest everywhere before it returns."""

    async def says(self, words: str) -> None:
        """Write to the bot in their own chat with it."""

    async def walks(self, words: str, answers: Mapping[str, Given]) -> str:
        """Begin a guide by words, answer what is asked, and press the button that ends it; gives its label."""

    async def presses(self, label: str, *, about: str = "", beside: str = "", **fields: str) -> None:
        """Press the newest button of that label, its fields filled in; on a card with words `about`, in such a row."""

    async def holds(self, label: str) -> "Pressing":
        """Lay a finger on that button, to press it later as it stands now."""

    def buttons(self) -> list[str]:
        """The labels of all that they could press in their own chat."""

    def reads(self) -> str:
        """Everything that stands in their own chat, with what folds away unfolded."""


class Pressing(Protocol):
    """A finger on a button."""

    async def let_go(self) -> None:
        """Press it, as it stood then; what follows is not waited for."""


@dataclass(frozen=True)
class SlackHands:
    """In Slack: what a button asks for first is filled in in a window."""

    office: SlackOffice
    user: str

    @property
    def person(self) -> SlackPerson:
        """Them, in Slack."""
        found: SlackPerson = getattr(self.office, self.user)
        return found

    async def says(self, words: str) -> None:
        await self.person.says(words)
        await self.office.settled()

    async def walks(self, words: str, answers: Mapping[str, Given]) -> str:
        return await in_slack.walk(self.office, self.person, words, answers)

    async def presses(self, label: str, *, about: str = "", beside: str = "", **fields: str) -> None:
        held = await self.person.hold(label, about=about, beside=beside)
        await self.person.let_go(held)
        if fields:
            await self.person.submit(fields)
        await self.office.settled()

    async def holds(self, label: str) -> Pressing:
        return _InSlack(self.person, await self.person.hold(label))

    def buttons(self) -> list[str]:
        return self.person.buttons(self.person.direct.id)

    def reads(self) -> str:
        return "\n".join([*self.person.texts(), self.person.modal()])


@dataclass(frozen=True)
class _InSlack:
    person: SlackPerson
    held: Held

    async def let_go(self) -> None:
        await self.person.let_go(self.held)


@dataclass(frozen=True)
class TeamsHands:
    """In Teams: what a button asks for unfolds on the card itself."""

    office: TeamsOffice
    user: str

    @property
    def person(self) -> TeamsPerson:
        """Them, in Teams."""
        return self.office.cast[self.user]

    async def says(self, words: str) -> None:
        await self.person.say(words)
        await self.office.settled()

    async def walks(self, words: str, answers: Mapping[str, Given]) -> str:
        return await in_teams.walk(self.office, self.person, words, answers)

    async def presses(self, label: str, *, about: str = "", beside: str = "", **fields: str) -> None:
        await self.person.press(label, dict(fields), about=about, beside=beside)
        await self.office.settled()

    async def holds(self, label: str) -> Pressing:
        return _InTeams(self.person, await self.person.hold(label))

    def buttons(self) -> list[str]:
        return self.person.buttons(self.person.direct)

    def reads(self) -> str:
        cards = surfaces(self.office.teams, self.person.account, self.person.direct)
        return "\n".join([*self.person.lines(), *self.person.told, *(read(_unfolded(card)) for card in cards)])


def _unfolded(card: Surface) -> Surface:
    parts = [part for part, _ in walked(card.card)]
    shown = [a for part in parts for a in part.get("actions", ()) if a["type"] == "Action.ShowCard"]
    return replace(card, opened=set(map(id, shown)), visible={str(p["id"]): True for p in parts if "id" in p})


@dataclass(frozen=True)
class _InTeams:
    person: TeamsPerson
    held: Finger

    async def let_go(self) -> Any:
        await self.person.let_go(self.held)
