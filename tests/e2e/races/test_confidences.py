"""Races on confidential reports: of many who press at once, what is kept is what one after another could have made."""

from tests.e2e.races.confidences import confidences, wrong
from tests.e2e.races.preparing import people_of
from tests.e2e.races.test_races import run
from tests.office import Office


async def test_whoever_presses_at_once_no_report_is_taken_twice_and_nobody_is_told_what_is_not_so(
    office: Office, rounds: int
) -> None:
    ran = await run(office, await confidences(office, rounds, seed=1))
    assert await wrong([(r.race, r.answers) for r in ran], await people_of(office)) == []
