"""Answers from Slack's buttons beside a bolt app that does nothing; and how long Slack waits when all else is slow."""

import asyncio
import statistics
from collections.abc import Mapping, Sequence
from datetime import datetime

from benchmarks.rig.beside import aside, load_on
from benchmarks.rig.crowd import PEOPLE, SECRET, Crowd, crowd, turns
from benchmarks.rig.figures import Figure
from benchmarks.rig.finding import Place
from benchmarks.rig.load import Load
from benchmarks.rig.processes import printing_its_port, serving, working
from benchmarks.rig.slack_people import IN_A_MODAL, ON_CARDS, SlackPeople, SlackPress
from benchmarks.rig.slow_postgres import slowed
from benchmarks.rig.timing import percentile, settle
from bot.clock import system_clock
from bot.settings import Settings
from bot.storage.migrating import migrate
from tests.fakes.slack import Slack, fake_slack
from tests.fakes.slack.workspace import Called

DATABASES = ("postgres",)
People = Crowd[SlackPress]
LEAST = 0.25
BATCHES, EACH = 8, 200
A_SECOND, SECONDS, MODALS = 50, 24, 10
MOST_MS, OPEN_WITHIN = 300.0, 1.0
DATABASE_SLOWER, SLACK_TAKES, AFTERWARDS = 0.05, 0.4, 2.0


def measure(place: Place) -> Sequence[Figure]:
    """Both with real HTTP and signed requests; each server is a process of its own, and so is what sends."""
    return asyncio.run(_measured(place))


async def _measured(place: Place) -> list[Figure]:
    settings = Settings(database_url=place.url, data_dir=place.folder, policy_path=())
    await migrate(settings)
    async with fake_slack(system_clock) as slack, crowd(settings, SlackPeople(slack)) as people:
        return [await _throughput(place, people, slack), *await _patience(place, people, slack)]


async def _throughput(place: Place, people: People, slack: Slack) -> Figure:
    """Batches in turn: as many presses for the bolt app as answers for ours; the first batch is left out."""
    told = _told(place.url, place, slack)
    async with aside(working(told)):
        pass  # the delivery engine has its tables by now
    bolt = printing_its_port("benchmarks.rig.plain_bolt", slack.url, slack.token(), slack.signing_secret)
    async with load_on(bolt) as theirs, load_on(serving("serve --no-work", told)) as ours:
        rates = [await _batch(people, theirs, ours) for _ in range(place.rounds(BATCHES) + 1)]
    ratio = statistics.median(us / them for them, us in rates[1:])
    seen = {"bolt a second": statistics.median(r for r, _ in rates[1:])}
    seen |= {"answers a second": statistics.median(r for _, r in rates[1:])}
    return Figure("Answers from Slack, against a bolt app that does nothing", ratio, LEAST, at_least=True, seen=seen)


async def _batch(people: People, theirs: Load, ours: Load) -> tuple[float, float]:
    presses = await people.presses([ON_CARDS[n % len(ON_CARDS)] for n in range(EACH)])
    idle = [press.request() for press in presses]
    settle()
    them = await theirs.rate(idle)
    before = await turns()
    us = await ours.rate([press.request() for press in presses])
    kept = await turns() - before
    assert kept == len(presses), f"{kept} of {len(presses)} answers were kept"
    return them, us


async def _patience(place: Place, people: People, slack: Slack) -> list[Figure]:
    """Presses at a steady rate whatever becomes of them, while the database and Slack are slow."""
    async with (
        slowed(place.url, DATABASE_SLOWER) as url,
        aside(working(_told(url, place, slack))),
        load_on(serving("serve --no-work", _told(url, place, slack))) as ours,
    ):
        first = await people.presses([0] * PEOPLE)  # everybody has pressed once: where they are reached is known
        await ours.steadily([press.request for press in first], A_SECOND)
        await asyncio.sleep(2)
        slack.faults.arm("*", delay=SLACK_TAKES, times=10**9)
        presses = await people.presses(_mixed(place.rounds(SECONDS) * A_SECOND))
        settle()
        slack.calls = calls = Noted()
        waits = await ours.steadily([press.request for press in presses], A_SECOND)
        await asyncio.sleep(AFTERWARDS)
        return [_acknowledged(waits), _opened(slack, calls, sum(press.opens for press in presses))]


class Noted(list[Called]):
    """The calls that Slack was sent, and when it had carried out each."""

    def __init__(self) -> None:
        super().__init__()
        self.at: list[datetime] = []

    def append(self, call: Called) -> None:
        super().append(call)
        self.at.append(system_clock.now())


def _acknowledged(waits: list[float]) -> Figure:
    what = f"p99 of what Slack waits, at {A_SECOND} presses a second, all else being slow"
    seen = {"median ms": statistics.median(waits) * 1000, "slowest ms": max(waits) * 1000, "presses": len(waits)}
    return Figure(what, percentile(waits, 99) * 1000, MOST_MS, "ms", seen=seen)


def _opened(slack: Slack, calls: Noted, wanted: int) -> Figure:
    """From the press until Slack has the modal and has taken its time over it."""
    opened = [(c.args["trigger_id"], at) for c, at in zip(calls, calls.at, strict=True) if _opens(c)]
    took = [(at - slack.state.triggers[trigger].at).total_seconds() for trigger, at in opened]
    assert len(took) == wanted, f"{len(took)} of {wanted} modals opened"
    seen = {"median s": statistics.median(took), "modals": len(took)}
    return Figure("The slowest modal to open then", max(took), OPEN_WITHIN, "s", seen=seen)


def _opens(call: Called) -> bool:
    return call.method == "views.open" and not call.error


def _told(url: str, place: Place, slack: Slack) -> Mapping[str, str]:
    """The settings of the server."""
    return {
        "COMMSDESK_DATABASE_URL": url,
        "COMMSDESK_DATA_DIR": str(place.folder),
        "COMMSDESK_SECRET": SECRET,
        "COMMSDESK_SLACK_API_URL": slack.url,
        "COMMSDESK_LOG_LEVEL": "error",
        "SLACK_BOT_TOKEN": slack.token(),
        "SLACK_SIGNING_SECRET": slack.signing_secret,
    }


def _mixed(count: int) -> list[int]:
    """One press in `MODALS` opens a modal; the others answer."""
    return [IN_A_MODAL if n % MODALS == MODALS - 1 else ON_CARDS[n % len(ON_CARDS)] for n in range(count)]
