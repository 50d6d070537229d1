"""The search as a server makes it ready: faults are told first, and who asks too soon waits for it."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.policy import PackFaults, Packs
from bot.policy.packs import OWN
from bot.policy.search import Search
from flows import find
from flows.engine import Policy, Situation
from tests.unit.policy.sample import TODAY

QUESTION = "can I delete a negative comment"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The product's policies with one council, where nothing of them has been read yet."""
    left_out = [p.name for p in OWN.iterdir() if p.is_dir() and p.name not in ("ktc", "national")]
    return Path(shutil.copytree(OWN, tmp_path / "policies", ignore=lambda *_: left_out))


def policy() -> Policy:
    return Packs(only="ktc").policy("ktc", Situation(TODAY))


@pytest.mark.parametrize("file", ["ktc/search.yaml", "national/search.yaml", "concepts.yaml", "names.yaml"])
def test_a_fault_in_any_file_of_the_search_is_told_before_anything_is_asked(folder: Path, file: str) -> None:
    (folder / file).write_text("rows: [", encoding="utf-8")
    with pytest.raises(PackFaults) as caught:
        Search(find(), own=folder).check(policy())
    assert [f.file for f in caught.value.found] == [file]


def test_files_without_a_fault_pass_the_check(folder: Path) -> None:
    Search(find(), own=folder).check(policy())


def test_a_question_that_comes_while_the_search_is_made_ready_is_answered_as_any_other(folder: Path) -> None:
    search, asked = Search(find(), own=folder), policy()
    with ThreadPoolExecutor() as threads:
        ready = threads.submit(search.prepare, asked)
        early = [threads.submit(search.answer, QUESTION, asked) for _ in range(3)]
        found = [one.result(timeout=60) for one in early]
    assert ready.result(timeout=60) is None
    assert found == [Search(find()).answer(QUESTION, asked)] * 3
    assert found[0]["sections"]
