"""A new flow is one file, and a new council is one folder: nothing else is edited, and everything finds them."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
FLOW = '''"""May I put up a poster?"""

from dataclasses import dataclass

from flows.engine import Ask, Cited, End, Outcome, Policy, YesNo, flow


@dataclass(frozen=True)
class PosterRules:
    """What this flow must know from a council."""

    agreed: Cited[bool]


AGREED = YesNo("owner_agreed", prompt="Has the owner of the wall agreed?")
YES = End("yes", "allowed", "You may put it up.")
NO = End("no", "refused", "Ask the owner of the wall first.")


@flow("poster", title="Put up a poster", about="Walls and who owns them.", asks=(AGREED,), ends=(YES, NO))
def poster(ask: Ask, rules: PosterRules, policy: Policy) -> Outcome:
    """One question decides."""
    return Outcome(YES if ask(AGREED, rules.agreed) else NO, (rules.agreed,))
'''
COUNCIL = """
name: Hamlet Council
nation: england
calendar: england-and-wales
owner: clerk
documents:
  walls: {title: Wall Policy, version: "1", dated: 2026-01-01, review_due: 2030-01-01}
roles:
  clerk: {title: Clerk, rows: [hamlet-1-a]}
retention:
  receipts: {days: 90, basis: product default}
  drafts: {days: 30, basis: product default}
  cases: {days: 365, basis: product default}
limits: {}
"""
SECTIONS = """
rows:
  hamlet-1-a: {document: walls, section: "1", kind: must, binds: staff, says: Ask the owner of a wall first.}
"""
RULES = "poster: {agreed: {value: true, rows: [hamlet-1-a]}}\n"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The product in a folder of its own, with one file and one folder more."""
    for name in ("bot", "flows", "policy_data"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "flows" / "poster.py").write_text(FLOW)
    hamlet = tmp_path / "policy_data" / "hamlet"
    hamlet.mkdir()
    for name, text in (("council", COUNCIL), ("sections", SECTIONS), ("rules", RULES)):
        (hamlet / f"{name}.yaml").write_text(text)
    return tmp_path


def run(copy: Path, *arguments: str, given: str = "", code: int = 0) -> Any:
    """What a command of the copy prints as JSON, once it has ended with that exit code."""
    call = [sys.executable, "-c", "import sys; from bot.cli import main; sys.exit(main())", *arguments, "--json"]
    done = subprocess.run(call, cwd=copy, input=given, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stdout + done.stderr
    return json.loads(done.stdout)


def test_a_third_flow_in_one_file_and_a_second_council_in_one_folder_are_found_and_sound(copy: Path) -> None:
    assert run(copy, "check")["findings"] == []
    flows = run(copy, "flow", "list", "--council", "hamlet")
    assert "poster" in {f["name"] for f in flows}


def test_the_new_flow_advises_the_new_council_with_its_section(copy: Path) -> None:
    done = run(copy, "flow", "run", "poster", "--council", "hamlet", "--answers", "-", given='{"owner_agreed": "no"}')
    assert done["outcome"]["id"] == "no"
    assert done["outcome"]["sections"][0]["section"] == "1"


def test_the_law_reaches_a_council_that_does_not_name_the_post_which_it_refers_to(copy: Path) -> None:
    told = run(copy, "flow", "run", "political_restriction", "--council", "hamlet", "--answers", "-", given="{}")
    assert told["status"] == "asking"
    assert told["question"]["law"]


def test_a_flow_that_a_council_says_nothing_about_is_not_covered_there(copy: Path) -> None:
    for flow, council in (("poster", "suffolk"), ("boost", "hamlet")):
        done = run(copy, "flow", "run", flow, "--council", council, "--answers", "-", given="{}")
        assert done["outcome"]["kind"] == "not_covered"
        assert done["outcome"]["searched"]


@pytest.mark.parametrize(
    ("wording", "key"),
    [
        (' prompt="What should the boost achieve?",', "boost: aim.prompt"),
        (
            ' "You can ask for this boost. It goes ahead only when everybody below has agreed.",',
            "boost: needs_approval.t",
        ),
        ('Political.NOT_SURE: "I am not sure"', "boost: political.option.not_sure"),
    ],
)
def test_a_wording_that_is_cut_out_of_a_flows_file_is_named(copy: Path, wording: str, key: str) -> None:
    file = copy / "flows" / "boost.py"
    text = file.read_text()
    assert text.count(wording) == 1
    file.write_text(text.replace(wording, ""))
    findings = run(copy, "check", "--flow", "boost", code=1)["findings"]
    assert [f for f in findings if key in f and "has no words" in f]
