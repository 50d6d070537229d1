"""Suffolk's pack holds its whole register, as printed, in words of our own and without anybody's name."""

import hashlib
import re
from collections import Counter
from functools import cache

import pytest

from bot.policy import Pack, Packs
from bot.policy.packs import OWN
from flows.engine.policy import Policy, Situation
from tests.unit.policy.sample import TODAY

KINDS = {
    "approval": 12,
    "contact-role": 11,
    "deadline": 4,
    "definition": 38,
    "may": 19,
    "must": 49,
    "must-not": 27,
    "record": 14,
    "route": 28,
    "should": 45,
}
BY_PART = {"Cover": 1, "Document Control": 1, "1": 11, "2": 36, "3": 47, "4": 31, "5": 12, "6": 7, "8.1": 10}
# The people whom the policy names, first and last names alike, as the start of the SHA-256 of each in small letters.
NAMES = {
    "026ad9b14a7453b7",
    "06df90ccef78b500",
    "4f31fa50e5bd5ff4",
    "92e9dff4ab04f402",
    "ac104ff596d79b3a",
    "ce1d801d152db837",
    "dbde4f8ade3c12b8",
    "e7774406aaba11ad",
    "f5be4b62e1c45f61",
    "fa7c171ac94aac19",
}


@cache
def packs() -> Packs:
    return Packs()


def suffolk() -> Policy:
    return packs().policy("suffolk", Situation(TODAY))


def pack() -> Pack:
    return packs().pack("suffolk")


def test_every_row_of_the_register_is_there_once() -> None:
    assert len(suffolk().rows) == 247
    assert Counter(r.kind for r in suffolk().rows.values()) == KINDS


def test_the_rows_are_spread_over_the_parts_of_the_document_as_printed() -> None:
    rows = suffolk().rows.values()
    found = Counter(r.section if r.section.startswith("8.1") else r.section.split(".")[0] for r in rows)
    assert {part: found[part] for part in BY_PART} == BY_PART
    assert sum(r.section.startswith("8.2/") for r in rows) == 55
    assert sum(r.section.startswith("8.3 ") for r in rows) == 36


def test_a_rows_id_names_its_section() -> None:
    for row in suffolk().rows.values():
        printed = re.sub(r"[^a-z0-9.]+", "-", row.section.lower()).strip("-")
        assert re.fullmatch(rf"suffolk-{re.escape(printed)}-[a-z]", row.id), row


@pytest.mark.parametrize(
    ("row", "section", "kind", "process"),
    [
        ("suffolk-document-control-a", "Document Control", "record", "policy_admin"),
        ("suffolk-1.3-b", "1.3", "definition", "policy_qa"),
        ("suffolk-2.7-c", "2.7", "approval", "boost"),
        ("suffolk-2.7-d", "2.7", "record", "boost"),
        ("suffolk-2.9-d", "2.9", "may", "photo_consent"),
        ("suffolk-2.10-a", "2.10", "route", "breach_conduct"),
        ("suffolk-3.9-d", "3.9", "may", "abuse_of_me"),
        ("suffolk-4.4-b", "4.4", "contact-role", "royal_pause"),
        ("suffolk-8.1-d", "8.1", "deadline", "foi"),
        ("suffolk-8.2-4.2-f", "8.2/4.2", "must", "incident_photo"),
        ("suffolk-8.3-some-don-ts-d", "8.3 Some don'ts", "must-not", "members"),
    ],
)
def test_a_row_stands_where_the_document_has_it(row: str, section: str, kind: str, process: str) -> None:
    found = suffolk().rows[row]
    assert (found.section, found.kind, found.process) == (section, kind, process)


@pytest.mark.parametrize(
    ("row", "word"),
    [
        ("suffolk-2.7-c", "budget holder"),
        ("suffolk-2.7-d", "budget code"),
        ("suffolk-2.9-b", "under 18"),
        ("suffolk-2.11-b", "Head of Trading Standards"),
        ("suffolk-3.4-c", "bank or card"),
        ("suffolk-4.4-a", "ten days"),
        ("suffolk-8.1-d", "20 working days"),
        ("suffolk-8.2-4.2-h", "Station Manager"),
    ],
)
def test_a_row_keeps_what_decides(row: str, word: str) -> None:
    assert word in suffolk().rows[row].says


def test_a_row_in_words_weaker_than_its_effect_shows_the_words_printed() -> None:
    weaker = {r.id: r.printed for r in suffolk().rows.values() if r.printed}
    assert weaker["suffolk-8.2-4.2-a"] == "should only be taken after"
    assert weaker["suffolk-4.3-j"] == "it is helpful to"
    assert not any(r.printed for r in suffolk().rows.values() if r.kind in ("may", "should", "definition"))


def test_all_twenty_four_contradictions_are_there_with_their_rows() -> None:
    conflicts = suffolk().conflicts
    assert set(conflicts) == {f"X-SU-{n}" for n in range(1, 25)}
    assert all(set(c.rows) <= set(suffolk().rows) for c in conflicts.values())
    assert {suffolk().rows[r].section for r in conflicts["X-SU-4"].rows} == {"2.9", "8.2/4.2", "8.2/4.3"}


def test_what_a_row_says_is_a_whole_sentence_of_its_own() -> None:
    for row in suffolk().rows.values():
        assert row.says[0].isupper(), row
        assert row.says.endswith((".", ".)")), row
        assert len(row.says) <= 300, row


def test_nobody_is_named_in_any_file_of_the_pack() -> None:
    text = " ".join(path.read_text(encoding="utf-8") for path in (OWN / "suffolk").glob("*.yaml"))
    words = set(re.findall(r"[a-z]+", text.lower()))
    named = {w for w in words if hashlib.sha256(w.encode()).hexdigest()[:16] in NAMES}
    assert not named
    assert not re.search(r"\b(Mr|Mrs|Ms|Miss|Cllr)\b", text)


def test_the_names_that_must_not_appear_would_be_noticed() -> None:
    assert len(NAMES) == 10
    assert not any(hashlib.sha256(w.encode()).hexdigest()[:16] in NAMES for w in ("head", "governance"))


def test_only_mailboxes_of_teams_are_given() -> None:
    text = " ".join(path.read_text(encoding="utf-8") for path in (OWN / "suffolk").glob("*.yaml"))
    assert set(re.findall(r"[\w.]+@suffolk\.gov\.uk", text)) == {
        "communications.team@suffolk.gov.uk",
        "Information.Management@suffolk.gov.uk",
    }


def test_the_review_that_has_passed_is_told() -> None:
    (notice,) = suffolk().notices(["social-media-policy"])
    assert "was due for review by 1 May 2025" in notice


def test_what_the_document_does_not_say_is_marked_as_the_products_choice() -> None:
    kept = pack().council.retention
    assert {k.basis for k in (kept.receipts, kept.drafts, kept.cases)} == {"product default"}


def test_both_services_of_the_council_have_a_policy() -> None:
    for service in (None, "corporate", "fire"):
        assert {"boost", "photo_consent"} <= set(packs().policy("suffolk", Situation(TODAY, service=service)).rules)


def test_a_number_from_the_contents_page_leads_to_the_sections_it_may_mean() -> None:
    assert pack().council.section_aliases["2.10"] == ("2.10", "2.11")
