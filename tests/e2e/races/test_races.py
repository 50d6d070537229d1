"""Races: many click on one step at the same moment, and what is stored is what one after another could have made."""

from collections.abc import Sequence

import pytest

from tests.e2e.races.judging import decided_twice, faults
from tests.e2e.races.naive import VARIANTS
from tests.e2e.races.plan import SHAPES, Race, Shape
from tests.e2e.races.preparing import people_of, races_on
from tests.e2e.races.racing import Ran, front_desk, run_in_processes, run_in_tasks
from tests.e2e.races.record import records
from tests.office import Office

# Five shapes at forty rounds make the thousand races.
RACES_A_ROUND = 5
AT_ONCE = 40


async def run(office: Office, races: Sequence[Race], variant: str = "ours") -> list[Ran]:
    """Run the races as this database allows: SQLite has one writer by design, so one process."""
    settings = office.app.settings
    if settings.sqlite_file:
        return await run_in_tasks(front_desk(settings, variant), races)
    return await run_in_processes(settings, races, variant)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
async def test_whoever_clicks_at_once_no_step_is_decided_twice_and_nobody_is_told_what_is_not_so(
    office: Office, shape: Shape, rounds: int
) -> None:
    races = await races_on(office, shape, RACES_A_ROUND * rounds, seed=SHAPES.index(shape))
    ran = await run(office, races)
    people, stored = await people_of(office), await records()
    wrong = {r.race.case: found for r in ran if (found := faults(r, stored[r.race.case], people))}
    assert not wrong, f"{len(wrong)} of {len(ran)} races, such as {next(iter(wrong.values()))}"


@pytest.mark.parametrize("variant", [name for name in VARIANTS if name != "ours"])
async def test_the_same_races_find_the_double_decision_of_a_naive_variant(
    office: Office, variant: str, database_kind: str, rounds: int
) -> None:
    if database_kind == "sqlite" and variant == "forgets the version":
        pytest.skip("SQLite lets one transaction in at a time, so that this alone does no harm there")
    for seed in range(RACES_A_ROUND * rounds * len(SHAPES) // AT_ONCE):
        ran = await run(office, await races_on(office, SHAPES[2], AT_ONCE, seed), variant)
        stored = await records()
        if any(list(decided_twice(stored[r.race.case].chain.entries)) for r in ran):
            return
    pytest.fail("a thousand races did not find what is wrong there")
