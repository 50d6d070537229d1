"""The packs of St Helens, Knowsley and Knowsley Town hold their whole registers, as printed, and are never confused."""

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
    "knowsley": {
        "approval": 5,
        "contact-role": 7,
        "deadline": 1,
        "definition": 7,
        "may": 8,
        "must": 19,
        "must-not": 7,
        "record": 6,
        "route": 4,
        "should": 10,
    },
    "sthelens": {
        "approval": 6,
        "contact-role": 4,
        "deadline": 1,
        "definition": 14,
        "may": 3,
        "must": 30,
        "must-not": 20,
        "record": 2,
        "route": 7,
        "should": 3,
    },
    "ktc": {
        "contact-role": 2,
        "definition": 12,
        "may": 2,
        "must": 14,
        "must-not": 11,
        "record": 2,
        "route": 3,
        "should": 1,
    },
}
CONFLICTS = {"knowsley": ("X-KN", 8), "sthelens": ("X-SH", 12), "ktc": ("X-KT", 8)}
HEADINGS = {
    "Introduction": 2,
    "Management of Social Media Accounts": 9,
    "Appropriate Online Conduct": 6,
    "Use of Social Media during Working Hours": 6,
    "Administration Responsibilities": 10,
    "Responding to Social Media Messages": 11,
    "Moderating Comments": 10,
    "Political Considerations": 6,
    "Legal Considerations": 4,
    "Children and Young People": 4,
    "Social Media and Covert Surveillance": 5,
    "Further Advice and Guidance": 1,
}

each_council = pytest.mark.parametrize("council", KINDS)


@cache
def packs() -> Packs:
    return Packs()


def policy(council: str) -> Policy:
    return packs().policy(council, Situation(TODAY))


def pack(council: str) -> Pack:
    return packs().pack(council)


@each_council
def test_every_row_of_the_register_is_there_once(council: str) -> None:
    assert Counter(r.kind for r in policy(council).rows.values()) == KINDS[council]


@each_council
def test_a_rows_id_names_its_section(council: str) -> None:
    for row in policy(council).rows.values():
        printed = re.sub(r"[^a-z0-9.]+", "-", row.section.lower()).strip("-")
        assert re.fullmatch(rf"{council}-{re.escape(printed)}-[a-z]", row.id), row


def test_the_headings_of_a_document_without_numbers_are_as_printed() -> None:
    assert Counter(r.section for r in policy("knowsley").rows.values()) == HEADINGS


@pytest.mark.parametrize(
    ("row", "section", "kind", "process"),
    [
        ("knowsley-administration-responsibilities-c", "Administration Responsibilities", "approval", "new_account"),
        ("knowsley-children-and-young-people-b", "Children and Young People", "must", "photo_consent"),
        ("knowsley-moderating-comments-g", "Moderating Comments", "must-not", "moderation"),
        ("sthelens-5.7-a", "5.7", "must-not", "political_restriction"),
        ("sthelens-6.2-a", "6.2", "must", "new_account"),
        ("sthelens-7.8-a", "7.8", "route", "report_colleague"),
        ("sthelens-9.11-b", "9.11", "approval", "new_account"),
        ("ktc-3-responsiveness-a", "3 Responsiveness", "must", "reply_triage"),
        ("ktc-5-e", "5", "route", "reply_triage"),
        ("ktc-6-f", "6", "must-not", "political_content"),
    ],
)
def test_a_row_stands_where_the_document_has_it(row: str, section: str, kind: str, process: str) -> None:
    found = policy(row.split("-", maxsplit=1)[0]).rows[row]
    assert (found.section, found.kind, found.process) == (section, kind, process)


@pytest.mark.parametrize(
    ("row", "word"),
    [
        ("knowsley-administration-responsibilities-j", "line manager"),
        ("knowsley-children-and-young-people-b", "does not say up to what age"),
        ("knowsley-further-advice-and-guidance-a", "communications@knowsley.gov.uk"),
        ("knowsley-responding-to-social-media-messages-d", "same working day"),
        ("sthelens-6.1-b", "Service Delivery Customer Services Section"),
        ("sthelens-6.15-a", "Internal Audit"),
        ("sthelens-6.16-a", "Contact Centre"),
        ("sthelens-6.18-a", "Press Office"),
        ("sthelens-7.8-a", "your manager"),
        ("ktc-3-l", "Chairperson"),
        ("ktc-5-e", "Town Manager"),
        ("ktc-cover-a", "2 March 2025"),
    ],
)
def test_a_row_keeps_what_decides(row: str, word: str) -> None:
    assert word in policy(row.split("-", maxsplit=1)[0]).rows[row].says


@each_council
def test_every_contradiction_is_there_with_its_rows(council: str) -> None:
    code, count = CONFLICTS[council]
    conflicts = policy(council).conflicts
    assert set(conflicts) == {f"{code}-{n}" for n in range(1, count + 1)}
    assert all(set(c.rows) <= set(policy(council).rows) for c in conflicts.values())


@each_council
def test_what_a_row_says_is_a_whole_sentence_of_its_own(council: str) -> None:
    for row in policy(council).rows.values():
        assert row.says[0].isupper(), row
        assert row.says.endswith("."), row
        assert len(row.says) <= 300, row


@each_council
def test_a_row_in_words_weaker_than_its_effect_shows_the_words_printed(council: str) -> None:
    assert not any(r.printed for r in policy(council).rows.values() if r.kind in ("may", "should", "definition"))


def test_the_two_councils_called_knowsley_are_told_apart() -> None:
    borough, town = (policy(c) for c in ("knowsley", "ktc"))
    assert (borough.name, town.name) == ("Knowsley Council", "Knowsley Town Council")
    assert not set(borough.documents) & set(town.documents)
    assert borough.roles[borough.owner].title != town.roles[town.owner].title
    assert not any("Town Manager" in r.says for r in borough.rows.values())
    assert not any("Communications team" in r.says for r in town.rows.values())


@pytest.mark.parametrize("name", ["sections.yaml", "search.yaml"])
def test_an_address_is_only_given_by_the_council_that_prints_one(name: str) -> None:
    texts = {c: (OWN / c / name).read_text(encoding="utf-8") for c in KINDS}
    found = {c: set(re.findall(r"[\w.]+@[\w.]+\w", text)) for c, text in texts.items()}
    printed = {"communications@knowsley.gov.uk"} if name == "sections.yaml" else set()
    assert found == {"knowsley": printed, "sthelens": set(), "ktc": set()}


@pytest.mark.parametrize(("council", "due"), [("sthelens", "31 May 2019"), ("ktc", "2 March 2025")])
def test_the_review_that_has_passed_is_told(council: str, due: str) -> None:
    (notice,) = policy(council).notices(policy(council).documents)
    assert f"was due for review by {due}" in notice


def test_a_document_without_a_date_is_not_given_one() -> None:
    (document,) = policy("knowsley").documents.values()
    assert (document.version, document.dated, document.review_due) == ("undated", None, None)
    assert policy("knowsley").notices(["social-media-protocol"]) == []


@each_council
def test_what_the_document_does_not_say_is_marked_as_the_products_choice(council: str) -> None:
    kept = pack(council).council.retention
    assert {k.basis for k in (kept.receipts, kept.drafts, kept.cases)} == {"product default"}


def test_a_heading_above_others_leads_to_the_sections_below_it() -> None:
    below = pack("knowsley").council.section_aliases["Moderation of Council Sites and Accounts"]
    assert below == ("Administration Responsibilities", "Responding to Social Media Messages", "Moderating Comments")


def test_the_town_councils_approval_is_dated_by_its_cover() -> None:
    (document,) = policy("ktc").documents.values()
    assert (document.dated, document.review_due) == (date(2023, 3, 2), date(2025, 3, 2))
