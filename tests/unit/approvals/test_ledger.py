"""The record of a case in words: when, who, what, and under which section."""

from dataclasses import replace

from bot.approvals.examine import Chain
from bot.approvals.ledger import DEEDS, ERASED, ledger, people_in
from bot.approvals.model import Event, Kind
from bot.approvals.ports import Content
from tests.unit.approvals.cast import BELLA, CARA, CARL, CLEO, HARI, OLIVIA, play
from tests.unit.approvals.chains import whole

NAMES = {OLIVIA: "Olivia Okoro", BELLA: "Bella Byrne", CARA: "Cara Coombs", CARL: "Carl Chen"}
APPROVALS = [
    {"role": "budget holder", "sections": [{"section": "2.7", "rows": ["s1", "s2"]}]},
    {"role": "communications", "sections": [{"section": "2.7", "rows": ["s1"]}, {"section": "3.1", "rows": ["s9"]}]},
]


def told(*events: Event, contents: tuple[Content, ...] = ()) -> Chain:
    chain = whole(events)
    outcome = {"id": "approval", "approvals": APPROVALS}
    return replace(chain, contents=contents or tuple(replace(c, outcome=outcome) for c in chain.contents))


def test_each_line_says_when_who_and_what() -> None:
    story = play("any", "any").opens(BELLA).approves(BELLA).opens(CARA, CARL).hands_on(CARA, CLEO)
    lines = ledger(told(*story.events), NAMES)
    assert [line.seq for line in lines] == [1, 2, 3, 4, 5]
    assert lines[0].at == "2026-05-01T09:01:00.000001+00:00"
    assert [(line.who, line.what) for line in lines] == [
        ("Olivia Okoro", "sent the request"),
        ("Comms Desk", "asked Bella Byrne to decide as budget holder"),
        ("Bella Byrne", "approved as budget holder"),
        ("Comms Desk", "asked Cara Coombs, Carl Chen to decide as communications"),
        ("Cara Coombs", "passed the decision from Cara Coombs to somebody no longer on record"),
    ]


def test_a_decision_names_the_sections_as_printed() -> None:
    approved = Event(Kind.APPROVED, BELLA, {"step": 1, "revision": 1, "sections": ["s2", "s1"]})
    story = play("any", "any").opens(BELLA)
    assert ledger(told(*story.events, approved), NAMES)[-1].sections == ("2.7",)


def test_a_row_whose_section_is_not_known_is_named_itself() -> None:
    approved = Event(Kind.APPROVED, BELLA, {"step": 1, "revision": 1, "sections": ["s1", "s77"]})
    story = play("any", "any").opens(BELLA)
    assert ledger(told(*story.events, approved), NAMES)[-1].sections == ("2.7", "s77")


def test_a_reason_is_shown_until_it_is_erased() -> None:
    chain = told(*play("any").opens(BELLA).declines(BELLA).events)
    assert ledger(chain, NAMES)[-1].said == {"reason": "because of 3"}
    assert ledger(replace(chain, privates=()), NAMES)[-1].said == {"reason": ERASED}


def test_each_decision_is_told_by_the_revision_that_it_was_about() -> None:
    story = play("any").opens(BELLA).asks_for_changes(BELLA).resubmits(OLIVIA, "any").opens(CARA).approves(CARA)
    first, second = whole(story.events).contents
    contents = (
        replace(first, outcome={"approvals": APPROVALS[:1]}),
        replace(second, outcome={"approvals": APPROVALS[1:]}),
    )
    whats = [line.what for line in ledger(told(*story.events, contents=contents), NAMES)]
    assert whats[2] == "asked for changes as budget holder"
    assert whats[5] == "approved as communications"


def test_everything_that_can_happen_has_its_words() -> None:
    assert set(DEEDS) == set(Kind)


def test_a_step_that_opened_for_nobody_says_so() -> None:
    line = ledger(told(*play("any").opens().events), NAMES)[-1]
    assert line.what == "asked nobody, as nobody can be asked, to decide as budget holder"


def test_everybody_whom_a_record_names_is_looked_up() -> None:
    story = play("any").opens(BELLA, CARL).hands_on(BELLA, CARA).seats(HARI, CLEO).loses(CARL)
    assert people_in(told(*story.events)) == {OLIVIA, BELLA, CARL, CARA, HARI, CLEO}
