"""What waits in an engine's database can be carried out by any later version of the program."""

import asyncio
from datetime import UTC, datetime

from bot.delivery import engine, runs
from bot.delivery.runs import Runs
from tests.unit.delivery.memory import MemoryRow

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def test_the_names_in_the_engines_database_stay_as_they_are_for_ever() -> None:
    assert (engine.VERSION, engine.NAME, engine.QUEUE, engine.SOLO) == ("1", "commsdesk", "out", "solo")
    options = engine._options(MemoryRow(7, "card", 1, NOW, gen=2))
    assert options["workflow_name"] == "deliver"
    assert options["workflow_id"] == "out-0000000000000007.0002"
    assert options["queue_partition_key"] == "chat:ann"


def test_there_is_one_workflow_and_one_step() -> None:
    made = [
        n for n, f in vars(runs).items() if getattr(f, "__module__", "") == runs.__name__ and hasattr(f, "__wrapped__")
    ]
    assert sorted(made) == ["attempt", "deliver"]


def test_the_names_of_runs_sort_as_their_rows_do() -> None:
    numbers = [9, 10, 99, 100, 10**12]
    names = [engine.workflow_id(MemoryRow(n, "card", 1, NOW)) for n in numbers]
    assert names == sorted(names)


async def nothing(_row: int, _turn: int) -> float:
    return 0.0


async def test_a_run_that_was_begun_again_here_is_stopped_with_the_one_before_it() -> None:
    runs, never = Runs(nothing, turns=1), asyncio.Event()
    tasks = [asyncio.create_task(never.wait()) for _ in range(2)]
    for task in tasks:
        runs._note(task, "out-1")
    assert runs.names() == {"out-1"}
    await runs.stop(patience=0)
    assert all(task.cancelled() for task in tasks)
    await asyncio.sleep(0)
    assert not runs.names()
