"""The crowd in Teams: what a card becomes there, and what Teams sends for a press, for words, and for a report."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.rig.crowd import PEOPLE, Asked, Member
from benchmarks.rig.load import Request, request
from bot.channels.teams.channel import ROUTE
from bot.channels.teams.drawing import card, message
from bot.channels.teams.ports import Reference
from bot.messages import Account
from tests.fakes.teams import HOME, FakeTeams, payloads
from tests.fakes.teams.filling import filled
from tests.fakes.teams.person import Person
from tests.fakes.teams.state import Conversation, Json, Message, adaptive
from tests.fakes.teams.surfaces import Spot, Surface, merged, spots

# So many more report something, each once.
REPORTERS = 150
PRESSED, REPORTED = "adaptiveCard/action", "composeExtension/fetchTask"
# The questions that are answered: three by a button, three by what is typed on the card.
QUESTIONS = (0, 1, 2, 3, 4, 5)


@dataclass(frozen=True)
class TeamsPress:
    """A press in Teams."""

    person: Person
    shown: Message
    action: Json
    data: Json

    @property
    def message(self) -> str:
        """The message with the card."""
        return self.shown.id

    def request(self) -> Request:
        """The request that Teams sends for it, signed now."""
        value = {"action": {**self.action, "data": self.data}, "trigger": "manual"}
        return invoke(self.person, (PRESSED, value), self.shown)


class TeamsPeople:
    """Everybody in one tenant of the fake Teams, each with a chat with the bot."""

    def __init__(self, teams: FakeTeams) -> None:
        self.teams = teams
        names = [f"person{n}" for n in range(PEOPLE + REPORTERS)]
        self.people = {name: teams.person(name, f"User {name}") for name in names}
        self.members: Sequence[Member] = [_member(name, person) for name, person in self.people.items()]
        self._reporters = iter([self.people[name] for name in names[PEOPLE:]])
        self._square = teams.group("Everybody", *self.people.values(), installed=False)

    def press(self, member: Member, asked: Asked) -> TeamsPress:
        """As `Platform.press`; the card stands in the person's chat from then on."""
        person, posting = self.people[member.id], asked.posting
        drawn = message(card(posting.screen, posting.key, posting.version), posting.screen.summary)
        shown = Message(self.teams.mint.message(), person.direct.id, self.teams.bot_id, drawn)
        person.direct.messages.append(shown)
        surface = Surface(adaptive(drawn)[0], person.direct, shown)
        spot = next(s for s in spots(surface) if s.sends and _token(s) == asked.token)
        typed = {field["id"]: filled(field, asked.answer) for field in spot.inputs()}
        kept = {name: part for name, part in spot.action.items() if name in {"type", "title", "verb"}}
        return TeamsPress(person, shown, kept, merged(spot, typed))

    def report(self) -> Request:
        """As `reported`, by somebody who has not reported anything, nor pressed."""
        return reported(next(self._reporters), self._square)

    def references(self) -> Iterable[Reference]:
        """The chats, as the bot has kept them after whatever people wrote there."""
        for person in self.people.values():
            own = (person.id, person.account.object_id)
            yield Reference(HOME, person.direct.id, self.teams.service_url, self.teams.bot_id, "personal", *own)


def said(person: Person, words: str) -> Request:
    """The request that Teams sends for words in the person's chat."""
    teams, where = person.teams, person.direct
    written = Message(teams.mint.message(), where.id, person.id, {"text": words})
    return signed(teams, payloads.said(teams, person.account, where, written))


def reported(person: Person, where: Conversation) -> Request:
    """The request that Teams sends when the person opens “Report this post” on what somebody has just written there."""
    teams, author = person.teams, person.teams.state.users[min(where.members - {person.id})]
    post = Message(teams.mint.message(), where.id, author.id, {"text": "A post."})
    value = {
        "commandId": "report", "commandContext": "message", "messagePayload": payloads.payload(teams, where, post),
        "context": {"theme": "default"},
    }  # fmt: skip
    return signed(teams, payloads.invoked(teams, person.account, where, (REPORTED, value), None))


def invoke(person: Person, what: tuple[str, Json], about: Message) -> Request:
    """The request that Teams sends for something that waits for its answer."""
    return signed(person.teams, payloads.invoked(person.teams, person.account, person.direct, what, about))


def signed(teams: FakeTeams, activity: Json) -> Request:
    """An activity as it goes over the wire, with a token of this moment."""
    return request(ROUTE, teams.wire.headers(activity), json.dumps(activity).encode())


def _member(name: str, person: Person) -> Member:
    who = Account("teams", HOME, person.account.object_id)
    return Member(name, who, f"{HOME}/{person.direct.id}")


def _token(spot: Spot) -> str:
    return str((spot.action.get("data") or {}).get("commsdesk", {}).get("token", ""))
