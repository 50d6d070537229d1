"""`commsdesk check` names whatever is taken away from a pack or a flow, and is silent otherwise."""

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from bot.cli.examine import Examiner, Report
from bot.policy import Packs
from bot.policy.packs import OWN
from flows.engine import Cited, End, Flow
from tests.unit.cli.typed import Ran, Typed
from tests.unit.flows.advice import BOOST, FLOWS, PHOTO, TODAY

COUNCIL = "suffolk"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A second council with Suffolk's pack, to be edited."""
    return Path(shutil.copytree(OWN / COUNCIL, tmp_path / "further" / "anglia"))


@pytest.fixture
def checked(typed: Typed, copy: Path, monkeypatch: pytest.MonkeyPatch) -> "Checked":
    monkeypatch.setenv("COMMSDESK_POLICY_PATH", str(copy.parent))
    return Checked(typed, copy)


class Checked:
    """Checks the copy after a change to one of its files."""

    def __init__(self, typed: Typed, copy: Path) -> None:
        self._typed, self._copy = typed, copy

    def __call__(self, file: str, old: str, new: str, flow: str = "boost") -> Ran:
        path = self._copy / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return self._typed("check", "--council", self._copy.name, "--flow", flow, "--json")


def examined(changed: str, flow: Flow, council: str = COUNCIL) -> Report:
    """The report on Suffolk with one flow changed."""
    flows = {**FLOWS, changed: flow}
    examiner = Examiner(Packs(flows=flows), flows, {council: OWN / council}, TODAY, changed)
    return examiner.report([council], dead_too=True)


def with_end(flow: Flow, old: End, new: End) -> Flow:
    """The flow where one end reads otherwise."""

    def run(ask: object, rules: object, policy: object) -> object:
        outcome = flow.run(ask, rules, policy)  # type: ignore[arg-type]  # passed on as they came
        return replace(outcome, end=new) if outcome.end == old else outcome

    ends = tuple(new if e == old else e for e in flow.ends)
    return replace(flow, ends=ends, run=run)  # type: ignore[arg-type]  # the engine's own types, passed on


def end_of(flow: Flow, name: str) -> End:
    return next(e for e in flow.ends if e.id == name)


def test_the_packs_of_the_product_are_clean(typed: Typed) -> None:
    ran = typed("check", "--json")
    assert (ran.code, ran.data["findings"]) == (0, [])
    assert ran.data["clean"]
    assert ran.data["cases"][COUNCIL] >= 25


def test_people_read_what_each_council_reaches(typed: Typed) -> None:
    ran = typed("check", "--council", COUNCIL, "--flow", "boost")
    assert ran.code == 0
    assert "needs_approval" in ran.out
    assert "Nothing to put right." in ran.out


def test_one_council_and_one_flow_can_be_checked_alone(typed: Typed) -> None:
    ran = typed("check", "--council", COUNCIL, "--flow", "photo_consent", "--json")
    assert {(r["council"], r["flow"]) for r in ran.data["reaches"]} == {(COUNCIL, "photo_consent")}


def test_an_unknown_flow_is_a_bad_call(typed: Typed) -> None:
    ran = typed("check", "--flow", "bost")
    assert (ran.code, "`boost`" in ran.err) == (2, True)


def test_an_unknown_council_is_a_bad_call(typed: Typed) -> None:
    ran = typed("check", "--council", "sufolk")
    assert (ran.code, "`suffolk`" in ran.err) == (2, True)


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        ("holder: {value: budget_holder, rows: [suffolk-2.7-c]}", "holder: {value: budget_holder}", "boost.holder"),
        ("holder: {value: budget_holder, rows: [suffolk-2.7-c]}", "holder: budget_holder", "boost.holder"),
        ("  holder: {value: budget_holder, rows: [suffolk-2.7-c]}\n", "", "`holder` is missing"),
        ("rows: [suffolk-2.7-d]", "rows: [suffolk-2.7-z]", "suffolk-2.7-z"),
        ("value: budget_holder", "value: budget_keeper", "budget_keeper"),
        ("rows: [suffolk-8.2-4.2-h]", "rows: []", "incident_photo.doubt"),
        ("conflicts: [X-SU-4]}\n      # Permission", "conflicts: [X-SU-99]}\n      # Permission", "X-SU-99"),
        ("rows: [suffolk-2.7-e]", "rows: [suffolk-2.7-e], says: x", "says"),
    ],
)
def test_what_is_taken_from_the_rules_is_named(checked: Checked, old: str, new: str, names: str) -> None:
    ran = checked("rules.yaml", old, new)
    assert ran.code == 1
    assert any("anglia/rules.yaml" in f and names in f for f in ran.data["findings"]), ran.data["findings"]


def test_a_dead_tier_of_a_council_is_named(checked: Checked) -> None:
    tier = "{up_to: {value: '50', rows: [suffolk-2.7-c]}, role: {value: line_manager, rows: [suffolk-2.7-c]}}"
    top = "{up_to: null, role: {value: communications, rows: [suffolk-2.7-c]}}"
    ran = checked("rules.yaml", "  fit: ", f"  tiers: [{tier}, {tier}, {top}]\n  fit: ")
    assert [f for f in ran.data["findings"] if "tiers" in f] == [
        "anglia: boost: tiers[1].up_to can never apply",
        "anglia: boost: tiers[1].role can never apply",
    ]


def test_tiers_with_a_gap_at_the_top_are_named(checked: Checked) -> None:
    tier = "{up_to: {value: '50', rows: [suffolk-2.7-c]}, role: {value: line_manager, rows: [suffolk-2.7-c]}}"
    ran = checked("rules.yaml", "  fit: ", f"  tiers: [{tier}]\n  fit: ")
    assert ran.code == 1
    assert any("larger amount" in f for f in ran.data["findings"]), ran.data["findings"]


def test_a_worked_case_that_comes_out_otherwise_is_named(checked: Checked) -> None:
    ran = checked("cases.yaml", "outcome: no_code", "outcome: other_network")
    assert ran.code == 1
    (finding,) = ran.data["findings"]
    assert "Approval without a code is not enough" in finding
    assert "outcome should be other_network and is no_code" in finding


def test_a_rule_that_a_council_may_leave_out_is_missed_by_the_worked_cases(checked: Checked) -> None:
    ran = checked("rules.yaml", "  doubt: {value: line_manager, rows: [suffolk-4.2-a, suffolk-4.2-b]}\n", "")
    assert ran.code == 1
    (finding,) = ran.data["findings"]
    assert "rows should be suffolk-2.7-" in finding
    assert "suffolk-4.2-a" in finding


def test_a_case_that_cannot_be_read_is_named(checked: Checked) -> None:
    ran = checked("cases.yaml", "network: not_ours", "netwrk: not_ours")
    assert ran.code == 1
    (finding,) = ran.data["findings"]
    assert "anglia/cases.yaml" in finding
    assert "Did you mean `network`?" in finding


def test_a_worked_question_that_cannot_be_read_is_named(checked: Checked) -> None:
    ran = checked("questions.yaml", "rows: [suffolk-cover-a, ", "rows: [suffolk-cover-b, ")
    assert ran.code == 1
    (finding,) = ran.data["findings"]
    assert "anglia/questions.yaml" in finding
    assert "There is no row `suffolk-cover-b`." in finding


def test_a_row_that_search_yaml_asks_for_and_no_pack_has_is_named(checked: Checked) -> None:
    ran = checked("search.yaml", "  suffolk-cover-a:", "  suffolk-cover-z:")
    assert ran.code == 1
    (finding,) = ran.data["findings"]
    assert "anglia/search.yaml" in finding
    assert "There is no row `suffolk-cover-z`." in finding


@pytest.mark.parametrize("file", ["cases.yaml", "practice.yaml", "questions.yaml", "search.yaml", "unused.yaml"])
def test_a_file_beside_a_pack_that_is_no_text_is_named(typed: Typed, checked: Checked, copy: Path, file: str) -> None:
    (copy / file).write_bytes(b"caf\xe9: 1")
    ran = typed("check", "--council", copy.name, "--flow", "boost", "--json")
    assert ran.code == 1
    (finding,) = ran.data["findings"]
    assert f"anglia/{file}" in finding
    assert "not UTF-8" in finding


def test_words_that_are_taken_from_an_outcome_are_named() -> None:
    end = end_of(BOOST, "needs_approval")
    without = with_end(BOOST, end, replace(end, steps={k: v for k, v in end.steps.items() if k != "fit"}))
    findings = examined("boost", without).findings
    assert "suffolk: boost: end needs_approval has no words for fit" in findings


def test_a_prompt_that_is_emptied_is_named() -> None:
    asks = tuple(replace(q, prompt=" ") if q.id == "cost" else q for q in BOOST.asks)
    findings = examined("boost", with_asks(BOOST, asks)).findings
    assert any("cost.prompt has no words" in f for f in findings)


def with_asks(flow: Flow, asks: tuple[object, ...]) -> Flow:
    """The flow that declares other words for its questions, while its function still asks the old ones."""

    def run(ask: object, rules: object, policy: object) -> object:
        ask.flow = flow  # type: ignore[attr-defined]  # so that the function's own questions are known
        return flow.run(ask, rules, policy)  # type: ignore[arg-type]  # passed on as they came

    return replace(flow, asks=asks, run=run)  # type: ignore[arg-type]  # the engine's own types, passed on


def test_an_outcome_that_cites_nothing_is_named() -> None:
    def uncited(ask: object, rules: object, policy: object) -> object:
        found = PHOTO.run(ask, rules, policy)  # type: ignore[arg-type]  # passed on as they came
        return replace(found, because=()) if found.end.id == "withdrawn" else found

    changed = replace(PHOTO, run=uncited)  # type: ignore[arg-type]  # the engine's own types, passed on
    findings = examined("photo_consent", changed).findings
    assert any("end withdrawn rests on no section" in f for f in findings)


def test_a_question_that_cites_nothing_is_named() -> None:
    def uncited(ask: object, rules: object, policy: object) -> object:
        bare = replace(rules, fit=Cited(rules.fit.value, ()))  # type: ignore[type-var,attr-defined]  # BoostRules
        return BOOST.run(ask, bare, policy)  # type: ignore[arg-type]  # passed on as they came

    changed = replace(BOOST, run=uncited)  # type: ignore[arg-type]  # the engine's own types, passed on
    assert any("question aim rests on no section" in f for f in examined("boost", changed).findings)


def test_an_end_that_nobody_reaches_is_named() -> None:
    dead = replace(BOOST, ends=(*BOOST.ends, End("never", "finding", "Nobody comes here.")))
    assert "boost: end never is never reached by any council" in examined("boost", dead).findings


def test_a_council_whose_policy_is_silent_on_a_flow_is_listed(checked: Checked) -> None:
    text = (OWN / COUNCIL / "rules.yaml").read_text(encoding="utf-8")
    part = re.search(r"^photo_consent:.*?(?=^\w+:)", text, re.MULTILINE | re.DOTALL)
    assert part
    ran = checked("rules.yaml", part[0], "", "photo_consent")
    assert ran.data["not_covered"] == {"anglia": ["photo_consent"]}
