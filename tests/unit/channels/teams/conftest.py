"""What the tests of the Teams channel share."""

from collections.abc import AsyncIterator

import pytest

from tests.fakes.teams import FakeTeams, fake_teams
from tests.fakes.teams.person import Person
from tests.unit.channels.teams.desks import Desk, open_desk
from tests.unit.channels.teams.stall import Stall, stall_in


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    async with open_desk() as opened:
        yield opened


@pytest.fixture
async def teams() -> AsyncIterator[FakeTeams]:
    async with fake_teams() as teams:
        yield teams


@pytest.fixture
async def stall(teams: FakeTeams) -> AsyncIterator[Stall]:
    async with stall_in(teams) as stall:
        yield stall


@pytest.fixture
def nadia(teams: FakeTeams) -> Person:
    return teams.person("nadia", "Nadia Rahman")


@pytest.fixture
def tobias(teams: FakeTeams) -> Person:
    return teams.person("tobias", "Tobias Okafor")
