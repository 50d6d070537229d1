"""The project itself: what it pins, what it lets in, how its tests are run, and that they clear up after themselves."""

import ast
import io
import re
import subprocess
import sys
import tokenize
import tomllib
from pathlib import Path

import pytest

from tests.__main__ import counts, missing, plan

ROOT = Path(__file__).parents[1]
PINS = (ROOT / "constraints.txt").read_text().splitlines()
LONGEST = 250


def project() -> dict[str, object]:
    """The table [project] of pyproject.toml."""
    return dict(tomllib.loads((ROOT / "pyproject.toml").read_text())["project"])


def plain(name: str) -> str:
    """A package's name as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def sources(*folders: str) -> list[Path]:
    """The Python files below these folders."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def test_a_pin_is_a_name_and_a_version_and_nothing_else() -> None:
    assert [pin for pin in PINS if not re.fullmatch(r"[A-Za-z0-9_.-]+==[0-9][0-9A-Za-z.]*", pin)] == []


def test_every_dependency_is_pinned() -> None:
    text = repr([project()["dependencies"], project()["optional-dependencies"]])
    wanted = {plain(name) for name in re.findall(r"'([A-Za-z][\w.-]*)[><=]", text)}
    assert len(wanted) > 20
    assert wanted - {plain(pin.partition("==")[0]) for pin in PINS} == set()


@pytest.mark.parametrize("path", sources("flows"), ids=lambda p: p.name)
def test_flows_use_the_standard_library_and_themselves_alone(path: Path) -> None:
    tree = ast.walk(ast.parse(path.read_text()))
    imported = [alias.name for node in tree if isinstance(node, ast.Import) for alias in node.names]
    tree = ast.walk(ast.parse(path.read_text()))
    imported += [node.module or "" for node in tree if isinstance(node, ast.ImportFrom)]
    allowed = sys.stdlib_module_names | {"flows"}
    assert [name for name in imported if name.partition(".")[0] not in allowed] == []


def test_no_file_grows_too_long() -> None:
    # Migrations are written by a program, a line for each column.
    written = [path for path in sources("bot", "flows") if path.parent.name != "migrations"]
    lengths = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in written}
    assert {path: length for path, length in lengths.items() if length > LONGEST} == {}


def code_lines(path: Path) -> int:
    """The lines of a file that hold code: no docstring, comment or blank line."""
    source = path.read_text()
    said = {
        line
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node) is not None
        for line in range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1)
    }
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    code = (t for t in tokens if t.string.strip() and t.type not in (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE))
    return len({line for t in code for line in range(t.start[0], t.end[0] + 1)} - said)


def test_the_flow_engine_stays_under_800_lines_of_code() -> None:
    assert sum(code_lines(path) for path in (ROOT / "flows/engine").glob("*.py")) < 800


def test_sqlite_is_always_tested_and_postgresql_where_it_is_found() -> None:
    assert [run.database for run in plan(soak=False, postgres=False, chromium=False)] == ["sqlite"] * 2
    assert [run.database for run in plan(soak=False, postgres=True, chromium=True)] == ["sqlite", "sqlite", "postgres"]


def test_browser_tests_run_only_where_there_is_a_browser() -> None:
    with_it, without = ([r.marks for r in plan(soak=False, postgres=True, chromium=c)] for c in (True, False))
    assert with_it == ["browser or not database", *["database and not browser"] * 2]
    assert without == ["not browser and not database", *["database and not browser"] * 2]


def test_what_is_left_out_is_named() -> None:
    assert missing(postgres=True, chromium=True, npm=True) == []
    assert len(missing(postgres=False, chromium=False, npm=False)) == 3


def test_a_fault_in_clearing_up_counts_as_a_failure(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    cases = "<testcase/><testcase><error/></testcase><testcase><failure/></testcase><testcase><skipped/></testcase>"
    report.write_text(f"<testsuites><testsuite>{cases}</testsuite></testsuites>")
    assert counts(report) == {"passed": 1, "failed": 2, "skipped": 1}


@pytest.mark.parametrize(
    ("body", "verdict"),
    [
        ("async def test_it():\n    global t\n    t = asyncio.create_task(asyncio.sleep(60))", "left tasks behind"),
        ("def test_it():\n    threading.Thread(target=time.sleep, args=(4,)).start()", "left threads behind"),
        ("async def test_it():\n    await asyncio.to_thread(time.sleep, 0)", "1 passed"),
        ("def test_it():\n    import warnings; warnings.warn('old')", "UserWarning"),
    ],
)
def test_a_test_that_leaves_something_behind_fails(body: str, verdict: str, tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(f"import asyncio, threading, time\n{body}\n")
    call = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "tests.conftest",
        "-c",
        str(ROOT / "pyproject.toml"),
        str(tmp_path),
    ]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False)
    assert verdict in done.stdout
    assert done.returncode == (0 if "passed" in verdict else 1)


@pytest.mark.parametrize(("demanded", "verdict"), [("", "1 skipped"), ("1", "1 failed")])
def test_what_npm_brings_is_left_out_where_it_cannot_be_had_unless_all_is_demanded(
    demanded: str, verdict: str, tmp_path: Path
) -> None:
    (tmp_path / "test_it.py").write_text("def test_it(npm):\n    npm('left-pad@1.3.0')\n")
    options = ["-q", "-p", "tests.conftest", "-c", str(ROOT / "pyproject.toml")]
    call = [sys.executable, "-m", "pytest", *options, str(tmp_path)]
    without = {"PATH": str(tmp_path), "COMMSDESK_TEST_DEMAND": demanded}
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False, env=without)
    assert verdict in done.stdout
    assert "npm is not installed" in done.stdout
