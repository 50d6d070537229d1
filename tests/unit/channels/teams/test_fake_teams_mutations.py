"""What the fuzz tests throw is the same in each run, comes of every kind of activity, and is what it says it is."""

import json
from collections import Counter
from collections.abc import AsyncIterator

import pytest

from tests.fakes.teams import FakeTeams, fake_teams
from tests.fakes.teams.mutations import Mutant, mutants, own
from tests.fakes.teams.state import CONSENT
from tests.unit.channels.teams.stall import Stall, act, card, dialog, message, says, stall_in, submit, text

COUNT = 900


@pytest.fixture
async def stall() -> AsyncIterator[Stall]:
    async with fake_teams() as teams, stall_in(teams) as stall:
        await everything(stall)
        yield stall


async def everything(stall: Stall) -> None:
    """One of each of the things that people do."""
    teams = stall.teams
    nadia = teams.person("nadia")
    group = teams.group("All", nadia)
    await nadia.install()
    await nadia.say("hello", files={"a.jpg": b"x"})
    await nadia.mention("hello", group)
    stall.answers["adaptiveCard/action"] = lambda _: says("Fine.")
    stall.answers["composeExtension/fetchTask"] = lambda _: dialog(card(text("x"), actions=(submit("Go"),)))
    await stall.send(nadia.direct, message(card(text("x"), actions=(act("Press"),))))
    await nadia.press("Press")
    await nadia.extension("report", await nadia.post("x", group))
    await nadia.press("Go")
    offer = {"contentType": CONSENT, "name": "a.csv", "content": {"sizeInBytes": 1}}
    await stall.send(nadia.direct, {"type": "message", "attachments": [offer]})
    await nadia.decline("a.csv")


def made(teams: FakeTeams, seed: str = "seed") -> list[Mutant]:
    return mutants(teams.wire.sent, COUNT, seed, teams.wire)


def readable(mutant: Mutant) -> bool:
    try:
        return isinstance(json.loads(mutant.body), dict)
    except (ValueError, RecursionError):
        return False


async def test_every_kind_of_activity_is_recorded_and_mutated_the_same_in_each_run(stall: Stall) -> None:
    assert own(stall.teams.wire.sent) == {
        "message", "installationUpdate", "conversationUpdate", "invoke adaptiveCard/action",
        "invoke composeExtension/fetchTask", "invoke composeExtension/submitAction", "invoke fileConsent/invoke",
    }  # fmt: skip
    first, again, other = made(stall.teams), made(stall.teams), made(stall.teams, "other")
    assert [m.body for m in first] == [m.body for m in again]
    assert [m.body for m in first] != [m.body for m in other]


async def test_two_thirds_are_well_signed_and_the_rest_is_not(stall: Stall) -> None:
    thrown = made(stall.teams)
    assert Counter(m.signed for m in thrown) == {True: COUNT * 2 // 3, False: COUNT // 3}
    heard = len(stall.heard)
    assert {(await stall.teams.wire.post(m.body, m.headers)).status for m in thrown if not m.signed} == {401}
    assert len(stall.heard) == heard


async def test_most_are_still_activities_and_some_are_no_json_at_all(stall: Stall) -> None:
    signed = [m for m in made(stall.teams) if m.signed]
    whole = [m for m in signed if readable(m)]
    assert len(signed) * 0.7 < len(whole) < len(signed) * 0.98
    recorded = {sent.body for sent in stall.teams.wire.sent}
    assert sum(m.body in recorded for m in whole) < len(whole) * 0.05
    assert max(len(m.body) for m in signed) > 20_000
