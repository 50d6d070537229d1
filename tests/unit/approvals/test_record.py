"""A stored case comes back exactly as it was."""

import json

import pytest

from bot.approvals.audit import canonical
from bot.approvals.model import Case
from bot.approvals.record import record_from_json, record_to_json
from tests.unit.approvals.cast import CARA, CARL, CLEO, CONNOR, HARI, OLIVIA, SAM, play

CASES = [
    play("any", 2, "all", barred=[SAM, CONNOR]).case,
    play("any", 2, barred=[SAM]).opens(CARA).approves(CARA).opens(CARL).seats(HARI, CLEO).case,
    play("any").opens(CARA).hands_on(CARA, CARL).loses(CARL).case,
    play("any").opens(CARA).asks_for_changes(CARA).resubmits(OLIVIA, "any").opens(CARL).declines(CARL).case,
]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.state)
def test_a_case_comes_back_from_json_as_it_was(case: Case) -> None:
    assert record_from_json(json.loads(json.dumps(record_to_json(case)))) == case


def test_the_same_case_always_gives_the_same_text() -> None:
    for barred in ([SAM, CONNOR], [CONNOR, SAM]):
        case = play("any", barred=barred).case
        assert canonical(record_to_json(case)) == canonical(record_to_json(play("any", barred=[SAM, CONNOR]).case))


@pytest.mark.parametrize("broken", [{}, {"steps": []}, {**record_to_json(CASES[0]), "state": "odd"}])
def test_a_record_that_is_not_ours_is_refused(broken: dict[str, object]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        record_from_json(broken)
