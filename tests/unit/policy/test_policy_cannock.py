"""Cannock Chase's pack holds its whole register, as printed, and no address, telephone number or name of a person."""

import hashlib
import re
from collections import Counter
from datetime import date
from functools import cache

import pytest

from bot.policy import Pack, Packs
from bot.policy.packs import OWN
from flows.engine.policy import Policy, Situation
from tests.unit.policy.sample import TODAY

KINDS = {
    "approval": 6,
    "contact-role": 3,
    "deadline": 5,
    "definition": 28,
    "may": 22,
    "must": 53,
    "must-not": 40,
    "record": 10,
    "route": 13,
    "should": 23,
}
PARTS = {"Report": 12, "Policy": 13, "Section A": 5, "Section B": 61, "Section C": 25, "Section D": 87}
FIRST = {"Report": "report", "Policy": "policy", **{f"Section {s}": s.lower() for s in "ABCD"}}
# First and last name of the officer whom the report names, as the start of the SHA-256 of each in small letters.
NAMES = {"abd8f7db926f81d6", "c23ad6f184120146"}
FILES = ("council.yaml", "sections.yaml", "rules.yaml", "cases.yaml", "search.yaml")


@cache
def packs() -> Packs:
    return Packs()


def cannock() -> Policy:
    return packs().policy("cannock", Situation(TODAY))


def pack() -> Pack:
    return packs().pack("cannock")


def part(section: str) -> str:
    return next(p for p in PARTS if section.startswith(f"{p} "))


def text() -> str:
    return " ".join((OWN / "cannock" / file).read_text(encoding="utf-8") for file in FILES)


def test_every_row_of_the_register_is_there_once() -> None:
    assert Counter(r.kind for r in cannock().rows.values()) == KINDS


def test_the_rows_are_spread_over_the_parts_of_the_documents_as_printed() -> None:
    assert Counter(part(r.section) for r in cannock().rows.values()) == PARTS


def test_a_rows_id_names_its_section() -> None:
    for row in cannock().rows.values():
        place = FIRST[part(row.section)]
        number = row.section.removeprefix(part(row.section)).strip()
        printed = "wrong" if number.startswith("What happens") else number
        assert re.fullmatch(rf"cannock-{place}-{re.escape(printed)}-[a-z]", row.id), row


def test_what_stands_in_the_report_is_not_taken_for_the_policy() -> None:
    for row in cannock().rows.values():
        assert row.document == ("cabinet-report" if part(row.section) == "Report" else "social-media-policy")


@pytest.mark.parametrize(
    ("row", "section", "kind", "process"),
    [
        ("cannock-report-5.7-a", "Report 5.7", "record", "account_register"),
        ("cannock-policy-2-b", "Policy 2", "must-not", "before_post"),
        ("cannock-b-wrong-b", "Section B What happens if things go wrong?", "route", "posted_mistake"),
        ("cannock-b-3.2-i", "Section B 3.2", "must-not", "worktime_use"),
        ("cannock-b-3.8-c", "Section B 3.8", "must-not", "political_restriction"),
        ("cannock-c-2.15-a", "Section C 2.15", "route", "abuse_of_me"),
        ("cannock-d-2.2-a", "Section D 2.2", "approval", "new_account"),
        ("cannock-d-5.1-b", "Section D 5.1", "deadline", "inactivity"),
        ("cannock-d-10-c", "Section D 10", "must-not", "political_content"),
    ],
)
def test_a_row_stands_where_the_document_has_it(row: str, section: str, kind: str, process: str) -> None:
    found = cannock().rows[row]
    assert (found.section, found.kind, found.process) == (section, kind, process)


@pytest.mark.parametrize(
    ("row", "word"),
    [
        ("cannock-b-wrong-b", "Policy and Communications Team and your line manager"),
        ("cannock-b-wrong-e", "HR"),
        ("cannock-b-3.2-b", "only if your line manager agrees"),
        ("cannock-c-2.15-a", "Monitoring Officer"),
        ("cannock-d-2.10-c", "Legal Services"),
        ("cannock-d-4.1-a", "no content made by a computer"),
        ("cannock-d-5.1-b", "over a month"),
        ("cannock-d-5.6-b", "Information Manager"),
        ("cannock-d-8.3-b", "48 hours"),
        ("cannock-d-9.3-a", "one holding message"),
    ],
)
def test_a_row_keeps_what_decides(row: str, word: str) -> None:
    assert word in cannock().rows[row].says


def test_all_seventeen_contradictions_are_there_with_their_rows() -> None:
    conflicts = cannock().conflicts
    assert set(conflicts) == {f"X-CC-{n}" for n in range(1, 18)}
    assert all(set(c.rows) <= set(cannock().rows) for c in conflicts.values())
    assert {cannock().rows[r].section for r in conflicts["X-CC-4"].rows} == {"Section D 2.5", "Section D 5.1"}


def test_what_a_row_says_is_a_whole_sentence_of_its_own() -> None:
    for row in cannock().rows.values():
        assert row.says[0].isupper(), row
        assert row.says.endswith((".", ".)")), row
        assert len(row.says) <= 300, row


def test_a_row_in_words_weaker_than_its_effect_shows_the_words_printed() -> None:
    weaker = {r.id: r.printed for r in cannock().rows.values() if r.printed}
    assert weaker["cannock-b-3.8-c"] == "should not"
    assert not any(r.printed for r in cannock().rows.values() if r.kind in ("may", "should", "definition"))


def test_the_section_that_the_policy_leaves_out_is_not_there() -> None:
    assert not any(r.section == "Section D 4.7" for r in cannock().rows.values())


def test_either_number_of_the_rule_that_is_printed_twice_leads_to_both() -> None:
    both = ("Section B 2.7", "Section B 2.8")
    assert [pack().council.section_aliases[n] for n in both] == [both, both]


def test_both_documents_are_of_the_day_of_the_meeting_and_print_no_day_for_review() -> None:
    found = {(d.dated, d.review_due) for d in cannock().documents.values()}
    assert found == {(date(2020, 2, 27), None)}
    assert cannock().notices(cannock().documents) == []


def test_the_bot_must_not_write_posts_here_because_the_policy_says_so() -> None:
    limit = pack().council.limits["no_generated_posts"]
    assert (limit.basis, limit.rows) == ("policy", ("cannock-d-4.1-a",))


def test_no_address_and_no_telephone_number_is_given() -> None:
    assert re.findall(r"\w@\w", text()) == []
    assert re.findall(r"\d{5} ?\d{6}", text()) == []


def test_nobody_is_named() -> None:
    words = set(re.findall(r"[a-z]+", text().lower()))
    assert not {w for w in words if hashlib.sha256(w.encode()).hexdigest()[:16] in NAMES}
    assert not re.search(r"\b(Mr|Mrs|Ms|Miss|Cllr)\b", text())
