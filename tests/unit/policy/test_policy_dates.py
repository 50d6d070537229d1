"""Values that change on a day, and services with rules of their own."""

from datetime import date
from typing import Any

import pytest

from bot.policy import PackFaults, UnknownService
from tests.unit.policy.sample import RULES, a_pack, faults_of, on, read, the_fault, with_change

AGE = "{value: 18, rows: [t-1-a]}"
MAY_24 = date(2024, 5, 14)
JUNE_25 = date(2025, 6, 1)


def dated(*entries: str) -> dict[str, str]:
    """The pack, with the age given by dated entries."""
    listed = "".join(f"\n      - {{{e}, rows: [t-1-a]}}" for e in entries)
    return a_pack(rules=with_change(RULES, f"age: {AGE}", f"age:\n    dated:{listed}"))


TWO = dated("from: 2024-05-14, until: 2025-06-01, value: 18", "from: 2025-06-01, value: 16")


@pytest.mark.parametrize(("day", "age"), [(MAY_24, 18), (date(2025, 5, 31), 18), (JUNE_25, 16), (date(2030, 1, 1), 16)])
def test_a_value_holds_from_its_first_day_until_the_day_before_the_next(day: date, age: int) -> None:
    assert read(TWO).policy(on(day)).rules["photo"].age.value == age


def test_a_value_without_an_end_holds_until_the_next_one_starts() -> None:
    pack = read(dated("from: 2025-06-01, value: 16", "from: 2024-05-14, value: 18"))
    assert [pack.policy(on(day)).rules["photo"].age.value for day in (MAY_24, JUNE_25)] == [18, 16]


def test_a_whole_group_of_values_may_change_on_a_day() -> None:
    group = "photo:\n  dated:\n    - {from: 2020-01-01, age: {value: 18, rows: [t-1-a]}}\n"
    pack = read(a_pack(rules=RULES[: RULES.index("photo:")] + group))
    assert pack.policy(on()).rules["photo"].age.value == 18


def test_two_values_for_one_day_are_a_fault() -> None:
    fault = the_fault(dated("from: 2024-05-14, until: 2025-07-01, value: 18", "from: 2025-06-01, value: 16"))
    assert (fault.file, fault.key, fault.line) == ("testshire/rules.yaml", "photo.age", 12)
    assert fault.problem == "Two values hold at once from 2025-06-01: the one from 2024-05-14 has not ended."
    assert fault.write == "End the earlier one with `until: 2025-06-01`."


def test_two_values_from_the_same_day_are_a_fault() -> None:
    assert "hold at once" in the_fault(dated("from: 2024-05-14, value: 18", "from: 2024-05-14, value: 16")).problem


def test_days_between_two_values_are_a_fault() -> None:
    fault = the_fault(dated("from: 2024-05-14, until: 2025-05-01, value: 18", "from: 2025-06-01, value: 16"))
    assert (fault.key, fault.problem) == ("photo.age", "No value is given from 2025-05-01 until 2025-06-01.")
    assert "`until: 2025-06-01`" in fault.write


def test_a_value_that_ends_with_nothing_after_it_is_a_fault() -> None:
    fault = the_fault(dated("from: 2024-05-14, until: 2025-06-01, value: 18"))
    assert (fault.key, fault.problem) == ("photo.age", "No value is given from 2025-06-01 on.")
    assert "Leave `until` out of the last entry" in fault.write


@pytest.mark.parametrize(
    "entry",
    ["value: 18", "from: May, value: 18", "from: 2024-05-14, until: 2024-05-14, value: 18", "from: 1, value: 2"],
)
def test_an_entry_without_a_sound_first_day_is_a_fault(entry: str) -> None:
    fault = faults_of(dated(entry))[0]
    assert (fault.key, fault.problem) == ("photo.age", "A dated value is not well formed.")
    assert "from: 2024-05-14" in fault.write


def test_a_day_before_the_first_value_is_told_when_it_is_asked_for() -> None:
    with pytest.raises(PackFaults) as told:
        read(TWO).policy(on(date(2020, 1, 1)))
    (fault,) = told.value.found
    assert (fault.file, fault.key, fault.problem) == (
        "testshire/rules.yaml",
        "photo.age",
        "No value is given for 2020-01-01.",
    )


def test_a_wrong_value_that_holds_only_later_is_found_at_once() -> None:
    found = faults_of(dated("from: 2024-05-14, value: 18", "from: 2090-01-01, value: old"))
    assert [(f.key, f.problem) for f in found] == [
        ("photo.age.value", "This is the text `old`, and a whole number is wanted.")
    ]


FIRE = "services:\n  fire:\n    photo:\n      age: {value: 16, rows: [t-2.10-a]}\n"


def age(pack_files: dict[str, str], service: str | None) -> Any:
    return read(pack_files).policy(on(service=service)).rules["photo"].age


def test_a_services_own_value_stands_before_the_councils_for_that_service_alone() -> None:
    files = a_pack(rules=RULES + FIRE)
    assert (age(files, None).value, age(files, "fire").value, age(files, "fire").rows) == (18, 16, ("t-2.10-a",))


def test_a_service_keeps_the_councils_values_where_it_has_none() -> None:
    own = "services:\n  fire:\n    paid:\n      days: {value: 9, rows: [t-1-a]}\n"
    rules = read(a_pack(rules=RULES + own)).policy(on(service="fire")).rules["paid"]
    assert (rules.days.value, rules.holder.value) == (9, "budget_holder")


def test_a_flow_may_be_covered_for_one_service_alone() -> None:
    pack = read(a_pack(rules=RULES[: RULES.index("photo:")] + FIRE))
    assert [set(pack.policy(on(service=s)).rules) for s in (None, "fire")] == [{"paid"}, {"paid", "photo"}]


def test_a_flow_without_rules_is_not_covered() -> None:
    assert set(read(a_pack(rules="")).policy(on()).rules) == set()


def test_an_unknown_service_is_answered_with_those_there_are() -> None:
    with pytest.raises(UnknownService) as told:
        read(a_pack()).policy(on(service="fier"))
    assert told.value.sentence == (
        "testshire has no service named 'fier'. Did you mean `fire`? Its services are: fire."
    )
