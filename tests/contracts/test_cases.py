"""Every council's worked cases come out as they say, and between them show every end that the council reaches."""

import pytest

from bot.policy import Packs
from bot.policy.cases import Case, differences, read_cases
from bot.policy.packs import OWN
from flows import find
from flows.engine import Situation, reached

FOUND = find()
PACKS = Packs()
CASES = [(council, case) for council in PACKS.councils() for case in read_cases(OWN / council, FOUND)]


@pytest.mark.parametrize(("council", "case"), CASES, ids=[f"{council}: {case.name}" for council, case in CASES])
def test_a_worked_case_comes_out_as_it_says(council: str, case: Case) -> None:
    assert differences(case, FOUND[case.flow], PACKS.policy(council, case.situation)) == ()


@pytest.mark.parametrize("council", PACKS.councils())
def test_every_end_that_a_council_reaches_has_a_worked_case(council: str) -> None:
    day = next((case.as_of for c, case in CASES if c == council), None)
    if day is None:
        pytest.skip(f"{council} has no worked cases")
    policy = PACKS.policy(council, Situation(day))
    shown = {f"{case.flow} {case.expect.outcome}" for c, case in CASES if c == council}
    ends = {
        f"{n} {p[4:]}" for n, f in FOUND.items() if n in policy.rules for p in reached(f, policy) if p[:4] == "end "
    }
    assert sorted(ends - shown) == []


def test_there_are_cases() -> None:
    assert CASES
