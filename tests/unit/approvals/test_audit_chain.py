"""A chain of entries shows whatever is done to it afterwards, and says in words what and where."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from bot.approvals.audit import GENESIS, Entry, Private, canonical, commit, commitments, digest, moment, seal, verify
from bot.approvals.model import Event, Kind
from tests.unit.approvals.cast import CARA, CARL, MALLORY, OLIVIA, play
from tests.unit.approvals.chains import SALT, sealed

NAMES = {"case-1": "K7QX-M4TD"}


@pytest.fixture
def chain() -> list[Entry]:
    return sealed(play("any", "any").opens(CARA).approves(CARA).opens(CARL).approves(CARL).events)


def test_a_chain_that_nobody_touched_has_no_fault(chain: list[Entry]) -> None:
    assert verify(chain) == []


def test_no_entries_at_all_have_no_fault() -> None:
    assert verify([]) == []


def test_entries_may_be_read_in_any_order(chain: list[Entry]) -> None:
    assert verify(reversed(chain)) == []


def test_the_first_entry_follows_nothing(chain: list[Entry]) -> None:
    assert (chain[0].seq, chain[0].prev_hash) == (1, GENESIS)


@pytest.mark.parametrize(
    "edit",
    [
        {"actor": MALLORY},
        {"kind": "declined"},
        {"facts": {"step": 1, "revision": 2}},
        {"at": "2026-05-01T09:03:00.000002+00:00"},
        {"hash": "f" * 64},
        {"facts": []},
        {"facts": {"step": 1, "private": [1]}},
        {"facts": {"cost": float("nan")}},
    ],
    ids=lambda e: str(*e),
)
def test_an_edited_entry_is_named_by_case_and_number(chain: list[Entry], edit: dict[str, Any]) -> None:
    chain[2] = replace(chain[2], **edit)
    assert "K7QX-M4TD, entry 3: it has been changed since it was written." in verify(chain, names=NAMES)


def test_an_edited_entry_shows_even_when_its_own_hash_is_made_to_fit(chain: list[Entry]) -> None:
    forged = seal("case-1", 3, chain[2].prev_hash, Event(Kind.APPROVED, MALLORY, chain[2].facts), chain[2].at)
    chain[2] = forged
    assert verify(chain, names=NAMES) == ["K7QX-M4TD, entry 4: it does not follow the entry before it."]


def test_a_deleted_entry_is_said_to_be_missing(chain: list[Entry]) -> None:
    del chain[1]
    assert verify(chain, names=NAMES) == ["K7QX-M4TD, entry 2: it is missing."]


def test_several_deleted_entries_are_said_to_be_missing(chain: list[Entry]) -> None:
    assert verify(chain[3:], names=NAMES) == ["K7QX-M4TD, entries 1 to 3: they are missing."]


def test_an_inserted_entry_shows(chain: list[Entry]) -> None:
    forged = seal("case-1", 3, chain[1].hash, Event(Kind.ATTEMPT_REFUSED, MALLORY), chain[2].at)
    assert verify([*chain, forged])


def test_swapped_entries_show(chain: list[Entry]) -> None:
    chain[1], chain[2] = replace(chain[2], seq=2), replace(chain[1], seq=3)
    assert verify(chain)


def test_an_entry_of_another_case_does_not_fit(chain: list[Entry]) -> None:
    other = [replace(e, case="case-2") for e in chain]
    assert len(verify([*chain, *other])) == len(chain)


def test_a_fault_in_one_case_is_not_laid_to_another(chain: list[Entry]) -> None:
    other = sealed(play("any").opens(CARA).events, "case-2")
    other[0] = replace(other[0], actor=MALLORY)
    assert verify([*chain, *other], names={**NAMES, "case-2": "Q3WX-AAAA"}) == [
        "Q3WX-AAAA, entry 1: it has been changed since it was written."
    ]


def test_an_erased_value_leaves_the_chain_whole_and_a_changed_one_shows() -> None:
    reason = Private("case-1", 1, "reason", "too dear", SALT)
    chain = [seal("case-1", 1, GENESIS, Event(Kind.DECLINED, CARA, commitments([reason])), "t")]
    assert verify(chain, [reason]) == []
    assert verify(chain, []) == []
    for changed in ({"value": "fine"}, {"salt": "0" * 64}, {"name": "title"}, {"seq": 2}, {"case": "case-2"}):
        assert len(verify(chain, [replace(reason, **changed)])) == 1


def test_a_commitment_does_not_give_its_value_away() -> None:
    assert commit(SALT, "too dear") == commit(SALT, "too dear")
    assert commit(SALT, "too dear") != commit("0" * 64, "too dear")
    chain = [
        seal("c", 1, GENESIS, Event(Kind.DECLINED, CARA, commitments([Private("c", 1, "r", "too dear", SALT)])), "t")
    ]
    assert "too dear" not in canonical(vars(chain[0]))


def test_fields_cannot_be_shifted_into_each_other() -> None:
    assert len({digest("ab", "c"), digest("a", "bc"), digest("abc"), digest("abc", ""), digest("", "abc")}) == 5
    assert digest("1:a") != digest("a")
    assert digest("a:b") != digest("a", "b")


def test_the_order_in_which_facts_were_written_does_not_matter() -> None:
    assert canonical({"step": 1, "to": CARA}) == canonical({"to": CARA, "step": 1})


@pytest.mark.parametrize("facts", [{"cost": 1.5}, {"cost": float("nan")}, {"cost": float("inf")}, {"who": {OLIVIA}}])
def test_facts_that_a_database_might_give_back_otherwise_are_refused(facts: dict[str, Any]) -> None:
    with pytest.raises((ValueError, TypeError)):
        seal("case-1", 1, GENESIS, Event(Kind.SUBMITTED, OLIVIA, facts), "t")


def test_a_sealed_entry_holds_plain_json_and_gives_back_its_event() -> None:
    entry = seal("case-1", 1, GENESIS, Event(Kind.STEP_OPENED, "", {"step": 1, "seats": (CARA, CARL)}), "t")
    assert entry.facts == {"step": 1, "seats": [CARA, CARL]}
    assert entry.event == Event(Kind.STEP_OPENED, "", {"step": 1, "seats": [CARA, CARL]})


def test_a_moment_is_the_same_text_wherever_it_was_taken() -> None:
    at = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)
    assert moment(at) == moment(at.astimezone(timezone(timedelta(hours=1)))) == "2026-05-01T09:00:00.000000+00:00"


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        moment(datetime(2026, 5, 1, 9, 0))  # noqa: DTZ001
