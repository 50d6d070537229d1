"""What the practice room of each council tells a newcomer: only what that council's policy has an answer for."""

from datetime import date
from pathlib import Path

import pytest

from bot.conversations.typed import meaning, starts
from bot.people.sample_people import FOLLOWS, cast, sample
from bot.policy import Packs
from bot.policy.faults import PackFaults
from bot.policy.packs import OWN
from bot.policy.practice import Practice, read_practice
from bot.policy.search import Search
from bot.welcome import CODES, guide, titles
from flows import find
from flows.engine import Situation

TODAY = date(2026, 11, 20)
PACKS = Packs()
COUNCILS = PACKS.councils()


def situation(council: str) -> Situation:
    return Situation(TODAY, PACKS.pack(council).council.nation)


@pytest.mark.parametrize("council", COUNCILS)
def test_everybody_who_sits_in_the_room_is_introduced(council: str) -> None:
    known = PACKS.pack(council).council
    sitting = cast(frozenset(known.services), titles(known))
    told = guide(PACKS, council, find(), TODAY)
    assert set(told.tips) == {s.user for s in sitting}
    assert all(tip.lead and tip.text for tip in told.tips.values())
    assert told.council == known.name
    assert council not in told.others


@pytest.mark.parametrize("council", COUNCILS)
def test_every_guide_that_is_offered_starts_by_its_message_and_is_covered_there(council: str) -> None:
    for tip in guide(PACKS, council, find(), TODAY).tips.values():
        for title, message in tip.starters:
            found = meaning(message, find().values())
            assert starts(message)
            assert found.sure
            assert find()[found.flow].title == title


def test_no_council_is_offered_what_its_policy_does_not_cover() -> None:
    offered = {c: {title for title, _ in guide(PACKS, c, find(), TODAY).tips["nadia"].starters} for c in COUNCILS}
    assert [c for c in COUNCILS if find()["boost"].title in offered[c]] == ["suffolk"]
    assert [c for c in COUNCILS if find()["new_account"].title not in offered[c]] == ["ktc"]
    assert all(find()["incident_photo"].title not in titles for titles in offered.values())


def test_a_firefighter_is_offered_the_check_for_pictures_of_an_incident() -> None:
    bryony = guide(PACKS, "suffolk", find(), TODAY).tips["bryony"]
    assert find()["incident_photo"].title in {title for title, _ in bryony.starters}


@pytest.mark.parametrize("council", COUNCILS)
def test_the_policy_answers_the_questions_that_are_offered_but_the_last(council: str) -> None:
    policy, search, offered = PACKS.policy(council, situation(council)), Search(find()), read_practice(OWN / council)
    assert offered.asks
    assert [q for q in offered.asks if not search.answer(q, policy)["answered"]] == []
    assert offered.silent
    assert not search.answer(offered.silent, policy)["answered"]


def test_the_budget_codes_are_those_of_the_sample_people_and_only_where_there_are_budgets() -> None:
    assert {code for code, _ in CODES} == {code.code for code in sample().codes}
    assert [c for c in COUNCILS if guide(PACKS, c, find(), TODAY).codes] == ["suffolk"]


def test_without_a_file_there_is_nothing_to_ask(tmp_path: Path) -> None:
    assert read_practice(tmp_path) == Practice()


def test_a_mistake_in_the_file_is_named_with_its_key(tmp_path: Path) -> None:
    (tmp_path / "practice.yaml").write_text("question: May I?", encoding="utf-8")
    with pytest.raises(PackFaults, match="question"):
        read_practice(tmp_path)


@pytest.mark.parametrize("council", COUNCILS)
def test_every_part_that_a_council_names_is_played_by_somebody_with_a_chat(council: str) -> None:
    known = PACKS.pack(council).council
    sitting = cast(frozenset(known.services), titles(known))
    assert set(known.roles) - FOLLOWS == {role for s in sitting for role, _ in s.member.roles}
    assert len({s.user for s in sitting}) == len(sitting)
    there = {s.member.email for s in sitting}
    assert {s.member.manager for s in sitting if s.member.manager} <= there


def test_a_part_that_no_sample_person_knows_gets_a_person_of_its_own() -> None:
    (found,) = (s for s in cast(frozenset(), {"harbour_master": "the harbour master"}) if s.member.roles)
    assert (found.user, found.member.name, found.member.roles) == (
        "harbour-master", "Harbour master", (("harbour_master", ""),)
    )  # fmt: skip


def test_nobody_decides_in_the_chat_of_the_outsider() -> None:
    for council in COUNCILS:
        known = PACKS.pack(council).council
        darius = next(s for s in cast(frozenset(known.services), titles(known)) if s.user == "darius")
        assert darius.member.roles == ()
