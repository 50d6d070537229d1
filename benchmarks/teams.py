"""Answers from Teams' buttons beside botbuilder's echo bot; how long Teams waits while all else is slow, and stalls."""

import asyncio
import statistics
from collections.abc import Mapping, Sequence

from benchmarks.rig import held_up
from benchmarks.rig.beside import aside, load_on
from benchmarks.rig.crowd import PEOPLE, SECRET, Crowd, begun, crowd, turns
from benchmarks.rig.figures import Figure
from benchmarks.rig.finding import Place
from benchmarks.rig.held_up import Said
from benchmarks.rig.load import Load, Made
from benchmarks.rig.processes import printing_its_port, serving, working
from benchmarks.rig.teams_people import QUESTIONS, TeamsPeople, TeamsPress, said
from benchmarks.rig.timing import percentile, settle
from bot.channels.teams.listening.extension import REPORTING
from bot.channels.teams.ports import Reference
from bot.clock import system_clock
from bot.settings import Settings
from bot.storage.migrating import migrate
from bot.storage.references import StoredReferences
from tests.fakes.teams import FakeTeams, fake_teams

DATABASES = ("postgres",)
LEAST = 0.4
BATCHES, EACH = 8, 200
A_SECOND, SECONDS, REPORTS = 20, 60, 10
MOST_MS, MOST_STALL_MS = 500.0, 100.0
TEAMS_TAKES, AFTERWARDS = 0.2, 3.0
Rates = tuple[float, float, float]


def measure(place: Place) -> Sequence[Figure]:
    """Both with real HTTP and signed tokens; each server is a process of its own, and so is what sends."""
    return asyncio.run(_measured(place))


async def _measured(place: Place) -> list[Figure]:
    settings = Settings(database_url=place.url, data_dir=place.folder, policy_path=())
    await migrate(settings)
    async with fake_teams(system_clock) as teams:
        people = TeamsPeople(teams)
        async with crowd(settings, people) as everybody:
            references = StoredReferences(Reference, system_clock)
            for reference in people.references():
                await references.keep(reference)
            return [await _throughput(place, people, everybody), *await _patience(place, people, everybody)]


async def _throughput(place: Place, people: TeamsPeople, everybody: Crowd[TeamsPress]) -> Figure:
    """Batches in turn: as many words for the echo bot as answers for ours; the first batch is left out."""
    told = _told(place, people.teams)
    async with aside(working(told)):
        pass  # the delivery engine has its tables by now
    echo = printing_its_port("benchmarks.rig.plain_teams", told=told)
    async with load_on(echo) as theirs, load_on(serving("serve --no-work", told)) as ours:
        rates = [await _batch(people, everybody, theirs, ours) for _ in range(place.rounds(BATCHES) + 1)]
    ratio = statistics.median(us / echoed for echoed, _, us in rates[1:])
    names = ("echoes a second", "presses a second that do nothing", "answers a second")
    seen = {name: statistics.median(each) for name, each in zip(names, zip(*rates[1:], strict=True), strict=True)}
    return Figure(
        "Answers from Teams, against botbuilder's echo bot on the same edge", ratio, LEAST, at_least=True, seen=seen
    )


async def _batch(people: TeamsPeople, everybody: Crowd[TeamsPress], theirs: Load, ours: Load) -> Rates:
    presses = await everybody.presses(_questions(EACH))
    words = [said(press.person, "An answer.") for press in presses]
    idle, real = ([press.request() for press in presses] for _ in range(2))
    settle()
    sent = len(people.teams.made("send"))
    echoed = await theirs.rate(words)
    assert len(people.teams.made("send")) - sent == len(words), "not everybody heard an echo"
    nothing = await theirs.rate(idle)
    before = await turns()
    us = await ours.rate(real)
    kept = await turns() - before
    assert kept == len(presses), f"{kept} of {len(presses)} answers were kept"
    return echoed, nothing, us


async def _patience(place: Place, people: TeamsPeople, everybody: Crowd[TeamsPress]) -> list[Figure]:
    """Presses and reports at a steady rate whatever becomes of them, while Teams takes its time for every call."""
    told = _told(place, people.teams)
    async with aside(working(told)), load_on(serving("serve --no-work", told)) as ours:
        await ours.steadily(await _mixed(people, everybody, PEOPLE), A_SECOND)
        people.teams.faults.arm("*", delay=TEAMS_TAKES, times=10**9)
        made = await _mixed(people, everybody, place.rounds(SECONDS) * A_SECOND)
        settle()
        looks, calls, before = await held_up.looks(ours.port), len(people.teams.calls), await _kept()
        waits = await ours.steadily(made, A_SECOND)
        await asyncio.sleep(AFTERWARDS)
        kept, later = await _kept() - before, await held_up.looks(ours.port)
        assert kept == len(made), f"{kept} of {len(made)} answers and reports were kept"
        return [_answered(waits, people.teams, calls), _stalled(looks, later)]


async def _kept() -> int:
    return await turns() + await begun(REPORTING)


async def _mixed(people: TeamsPeople, everybody: Crowd[TeamsPress], count: int) -> list[Made]:
    """One in `REPORTS` opens “Report this post”, the others answer; nobody who reports presses anything."""
    reports = count // REPORTS
    made: list[Made] = [press.request for press in await everybody.presses(_questions(count - reports))]
    for n in range(reports):
        made.insert(n * REPORTS, people.report)
    return made


def _answered(waits: list[float], teams: FakeTeams, calls: int) -> Figure:
    what = f"p99 of what Teams waits for an answer, at {A_SECOND} a second, its own service taking 200 ms"
    sent = [call for call in teams.calls[calls:] if not call.error]
    seen = {"median ms": statistics.median(waits) * 1000, "slowest ms": max(waits) * 1000}
    seen |= {"invokes": len(waits), "calls that Teams took": len(sent)}
    return Figure(what, percentile(waits, 99) * 1000, MOST_MS, "ms", seen=seen)


def _stalled(before: Said, after: Said) -> Figure:
    seen = {f"over {ms} ms": held_up.over(ms / 1000, before.wall, after.wall) for ms in (20, 30, 50)}
    seen["ms by the processor's clock"] = held_up.longest(before.processor, after.processor) * 1000
    value = held_up.longest(before.wall, after.wall) * 1000
    return Figure("The longest stall of the event loop then, at most", value, MOST_STALL_MS, "ms", seen=seen)


def _told(place: Place, teams: FakeTeams) -> Mapping[str, str]:
    """The settings of both bots."""
    return {
        **teams.settings_for(),
        "COMMSDESK_TEAMS_CHECK": "false",
        "COMMSDESK_DATABASE_URL": place.url,
        "COMMSDESK_DATA_DIR": str(place.folder),
        "COMMSDESK_SECRET": SECRET,
        "COMMSDESK_LOG_LEVEL": "error",
    }


def _questions(count: int) -> list[int]:
    return [QUESTIONS[n % len(QUESTIONS)] for n in range(count)]
