"""`commsdesk ask` at the command line: text for people, JSON for machines, a line each for many questions."""

import json

from tests.unit.cli.typed import Typed

ASK = ("ask", "--council", "suffolk", "--as-of", "2026-06-01")


def test_a_question_is_answered_in_words_with_section_date_and_what_to_start(typed: Typed) -> None:
    ran = typed(*ASK, "Can I boost a post?")
    assert ran.code == 0
    assert "2.7 (Social Media Policy, 1.3/1.4, 14 May 2024, review overdue)." in ran.out
    assert "Start: Boost a Facebook post (commsdesk flow run boost)" in ran.out
    assert "was due for review by 1 May 2025" in ran.out


def test_as_json_it_holds_what_the_design_promises(typed: Typed) -> None:
    found = typed(*ASK, "Can I boost a post?", "--json").data
    assert {"answered", "sections", "law", "flows", "refer_to"} <= set(found)
    assert found["answered"]
    assert {"section", "says", "document"} <= set(found["sections"][0])


def test_a_dash_reads_a_question_a_line_and_writes_a_line_each(typed: Typed) -> None:
    lines = typed(*ASK, "-", answers="Can I boost a post?\n\nwho won the cup?\r\n😀".encode()).out.splitlines()
    assert [json.loads(line)["answered"] for line in lines] == [True, False, False, False]


def test_bytes_that_are_no_text_cost_no_other_line_its_answer(typed: Typed) -> None:
    ran = typed(*ASK, "-", answers=b"\xef\xbb\xbfCan I boost a post?\n\xff\xfe\x00\nCan I boost a post\xa0?\n")
    assert ran.code == 0
    assert [json.loads(line)["answered"] for line in ran.out.splitlines()] == [True, False, True]


def test_nothing_found_names_what_was_searched_and_whom_to_ask(typed: Typed) -> None:
    ran = typed(*ASK, "can we run a giveaway with a prize?")
    assert ran.code == 0
    assert "doesn't cover this. Ask the Communications Team (communications.team@suffolk.gov.uk)." in ran.out
    assert "Searched, and found nothing" in ran.out


def test_an_unknown_council_or_service_is_a_bad_call_with_the_nearest_one(typed: Typed) -> None:
    assert "Did you mean `suffolk`?" in typed("ask", "--council", "sufolk", "photos?").err
    ran = typed(*ASK, "--service", "fyre", "photos?")
    assert ran.code == 2
    assert "Did you mean `fire`?" in ran.err
