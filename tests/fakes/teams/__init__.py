"""Teams, as far as the bot can tell: a strict, stateful fake of its service, its tokens, and the people in it."""

from tests.fakes.teams.service import HOME, FakeTeams, fake_teams
from tests.fakes.teams.state import TeamsError

__all__ = ["HOME", "FakeTeams", "TeamsError", "fake_teams"]
