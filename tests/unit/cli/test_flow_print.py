"""`commsdesk flow print`: the sheet that the owner of a policy signs."""

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from bot.cli.councils import councils
from bot.policy.review.conditions import holds, when
from bot.policy.review.facts import known
from bot.policy.review.ways import Scope, ways
from flows import find
from tests.unit.cli.typed import Typed

DAY = ("--as-of", "2026-06-01")


def printed(typed: Typed, name: str, *more: str, council: str = "suffolk") -> Any:
    """What `flow print --json` gives of one flow."""
    (found,) = typed("flow", "print", name, "--council", council, *DAY, *more, "--json").data["flows"]
    return found


class Tags(HTMLParser):
    """Counts the tags of a page and keeps the addresses that they name."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags, self.links, self.ids = list[str](), list[str](), list[str]()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for key, value in attrs if key in ("src", "href", "srcset")]
        self.ids += [value or "" for key, value in attrs if key == "id"]


def test_print_gives_every_question_and_every_end_with_sections(typed: Typed) -> None:
    found = printed(typed, "photo_consent")
    assert [q["id"] for q in found["questions"]][:2] == ["fire_service", "taken_at"]
    assert all(q["sections"] and q["why"] for q in found["questions"])
    assert all(any(p["sections"] for p in e["parts"]) for e in found["ends"])
    assert "withdrawn" in {e["id"] for e in found["ends"]}


def test_print_covers_every_service_and_state_unless_it_is_narrowed(typed: Typed) -> None:
    whole = typed("flow", "print", "boost", "--council", "suffolk", "--json").data
    week = typed("flow", "print", "boost", "--council", "suffolk", "--ordinary", "--json").data
    (pause,) = typed("flow", "print", "boost", "--council", "suffolk", "--state", "mourning", "--json").data["flows"]
    assert (whole["whole"], week["whole"]) == (True, False)
    assert "wait_for_pause" in {e["id"] for e in whole["flows"][0]["ends"]}
    assert "wait_for_pause" not in {e["id"] for e in week["flows"][0]["ends"]}
    assert [e["id"] for e in pause["ends"]] == ["wait_for_pause"]


def test_several_states_at_once_are_one_situation(typed: Typed) -> None:
    both = ("--state", "emergency", "--state", "pre_election")
    head = typed("flow", "print", "boost", "--council", "knowsley", *both, "--json").data
    assert head["states"] == ["an emergency and the pre-election period"]


def test_a_part_that_one_service_alone_sees_says_so(typed: Typed) -> None:
    ends = printed(typed, "boost")["ends"]
    said = [term for e in ends for p in e["parts"] for term in p["when"]]
    assert "for Suffolk Fire and Rescue Service" in said
    narrowed = printed(typed, "boost", "--service", "fire")["ends"]
    assert not [t for e in narrowed for p in e["parts"] for t in p["when"] if "Fire and Rescue" in t]


@pytest.mark.parametrize(
    ("council", "name"), [("suffolk", "boost"), ("suffolk", "photo_consent"), ("knowsley", "report_colleague")]
)
def test_each_condition_holds_on_just_the_ways_that_have_the_part(council: str, name: str) -> None:
    packs = councils()
    policy = packs.policy(council, "2026-06-01")
    every = ways(find()[name], lambda s: packs.policy(council, "2026-06-01", s or ""), Scope((None, *policy.services)))
    found = known(every)
    steps = {(d.outcome.end.id, s) for d in every for s in (*d.outcome.steps, *d.outcome.rows, d.outcome.end.id)}
    for end, step in sorted(steps):
        here = [f for f, d in zip(found.facts, every, strict=True) if d.outcome.end.id == end]
        has = [step in (*d.outcome.steps, *d.outcome.rows, d.outcome.end.id) for d in every if d.outcome.end.id == end]
        yes = [f for f, h in zip(here, has, strict=True) if h]
        no = [f for f, h in zip(here, has, strict=True) if not h]
        terms = when(yes, no, found.keys)
        assert [holds(terms, f) for f in here] == has


def test_the_first_part_of_an_end_is_for_all_and_no_part_twice(typed: Typed) -> None:
    for end in printed(typed, "report_colleague", "--service", "fire")["ends"]:
        always = [p["always"] for p in end["parts"]]
        assert always == [True] + [False] * (len(always) - 1)
        conditions = [str(p["when"]) for p in end["parts"] if p["when"]]
        assert len(conditions) == len(set(conditions))


def test_the_page_is_whole_in_itself_and_runs_nothing(typed: Typed, tmp_path: Path) -> None:
    file = tmp_path / "sheet.html"
    ran = typed("flow", "print", "boost", "--council", "suffolk", *DAY, "--html", str(file))
    page = Tags(file.read_text())
    assert (ran.code, str(file) in ran.out) == (0, True)
    assert not {"script", "img", "iframe", "link", "object", "form"} & set(page.tags)
    assert {link.partition("#")[0] for link in page.links} == {""}
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)


def test_the_page_has_what_a_signature_needs(typed: Typed) -> None:
    page = typed("flow", "print", "boost", "--council", "suffolk", *DAY, "--html", "-").out
    head = typed("flow", "print", "boost", "--council", "suffolk", *DAY, "--json").data
    for wanted in (head["rules_hash"], head["wording_hash"], "1 June 2026", "Signature", "counter(page)", "(overdue)"):
        assert wanted in page
    items = re.findall(r'class="decide"><b>([^<]+)</b>', page)
    (flow,) = head["flows"]
    assert items == [f"1.{i['number']}" for i in (*flow["questions"], *(p for e in flow["ends"] for p in e["parts"]))]


def test_the_policys_words_cannot_break_the_page(typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.policy.review.document import html  # noqa: PLC0415

    head = typed("flow", "print", "boost", "--council", "suffolk", *DAY, "--json").data
    evil = '</style><script>alert("1")</script>'
    head |= {"council": evil, "owner": evil}
    head["flows"][0]["ends"][0]["text"] = evil
    assert "script" not in Tags(html(head)).tags


def test_a_flow_that_is_not_covered_is_printed_as_that(typed: Typed) -> None:
    ran = typed("flow", "print", "boost", "--council", "knowsley", "--html", "-")
    assert "The policy does not cover this" in ran.out
    assert printed(typed, "boost", council="knowsley")["ends"][0]["parts"][0]["searched"]


def test_law_is_printed_with_its_mark(typed: Typed) -> None:
    ran = typed("flow", "print", "political_restriction", "--council", "cannock", "--html", "-")
    assert '<span class="mark">confirmed</span>' in ran.out


def test_a_contradiction_is_printed_with_its_code_for_people(typed: Typed) -> None:
    ran = typed("flow", "print", "photo_consent", "--council", "suffolk", "--service", "fire", "--ordinary")
    assert "X-SU-4" in ran.out


def test_a_file_that_cannot_be_written_is_a_bad_call(typed: Typed, tmp_path: Path) -> None:
    for command in (["print", "boost", "--html"], ["diagram", "boost", "--output"]):
        ran = typed("flow", *command, str(tmp_path / "none" / "x"), "--council", "suffolk")
        assert (ran.code, "cannot be written" in ran.err) == (2, True)
