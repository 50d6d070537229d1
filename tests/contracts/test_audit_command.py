"""`commsdesk audit` on a real database: what it says, and how it ends."""

import asyncio
import json
import shutil
from pathlib import Path

import pytest

from bot import cli
from bot.approvals.anchors import write_anchor
from bot.cli.exits import Exit
from bot.policy.packs import OWN
from bot.settings import Settings
from bot.storage import models
from bot.storage.audit import TortoiseAudit
from bot.storage.database import opened
from tests.contracts.audits import COUNCIL, seed
from tests.databases import empty
from tests.unit.approvals.cast import BELLA, CARA, MALLORY, play
from tests.unit.approvals.chains import MORNING, day, whole

REFERENCE = "K7QX-M4TD"
STORY = whole(play("any", "any").opens(BELLA).approves(BELLA).opens(CARA).declines(CARA).events, "case-1", REFERENCE)


@pytest.fixture(scope="module")
def seeded(database_of_the_session: str | None, tmp_path_factory: pytest.TempPathFactory) -> str:
    if database_of_the_session:
        empty(database_of_the_session)
    url = database_of_the_session or f"sqlite:///{tmp_path_factory.mktemp('audit') / 'app.db'}"
    seed(url, STORY)
    asyncio.run(_anchored(url))
    return url


@pytest.fixture(autouse=True)
def _database(seeded: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMSDESK_DATABASE_URL", seeded)


async def _anchored(url: str) -> None:
    async with opened(Settings(database_url=url), alone=False):
        await write_anchor(TortoiseAudit(), COUNCIL, MORNING, day(2))


async def _write(url: str, actor: str) -> None:
    async with opened(Settings(database_url=url), alone=False):
        await models.Entry.filter(case_id="case-1", seq=3).update(actor=actor)


def test_a_record_that_nobody_touched_is_said_to_be_whole(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["audit", "verify", "--council", COUNCIL]) == Exit.DONE
    assert "1 case, 5 entries, 1 anchor" in capsys.readouterr().out


def test_a_machine_gets_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["audit", "verify", "--json"]) == Exit.DONE
    found = json.loads(capsys.readouterr().out)
    assert found.pop("newest_anchor") != ""
    assert found == {"whole": True, "cases": 1, "entries": 5, "anchors": 1, "faults": []}


def test_an_edited_entry_is_named_and_ends_with_one(seeded: str, capsys: pytest.CaptureFixture[str]) -> None:
    asyncio.run(_write(seeded, MALLORY))
    try:
        assert cli.main(["audit", "verify", "--case", REFERENCE.lower()]) == Exit.FOUND
        assert f"{REFERENCE}, entry 3" in capsys.readouterr().out
        assert cli.main(["audit", "verify", "--json"]) == Exit.FOUND
        assert json.loads(capsys.readouterr().out)["whole"] is False
        assert cli.main(["audit", "show", REFERENCE]) == Exit.FOUND
        assert "Mallory" not in capsys.readouterr().out
    finally:
        asyncio.run(_write(seeded, BELLA))


def test_a_council_without_a_case_has_nothing_to_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(OWN / "suffolk", tmp_path / "anglia")
    monkeypatch.setenv("COMMSDESK_POLICY_PATH", str(tmp_path))
    assert cli.main(["audit", "verify", "--council", "anglia"]) == Exit.DONE
    assert "no case on record yet" in capsys.readouterr().out


def test_a_council_with_a_capital_is_the_same_council(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["audit", "verify", "--council", COUNCIL.title()]) == Exit.DONE
    with_capital = capsys.readouterr().out
    assert cli.main(["audit", "verify", "--council", COUNCIL]) == Exit.DONE
    assert capsys.readouterr().out == with_capital
    assert "All is as it was written" in with_capital


def test_a_misspelt_council_does_not_pass_for_a_clean_record(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["audit", "verify", "--council", "sufolk"]) == Exit.BAD_CALL
    assert "Did you mean `suffolk`?" in capsys.readouterr().err


@pytest.mark.parametrize("call", [["verify", "--case", "none"], ["show", "none"], ["show", ""]])
def test_a_case_that_is_not_there_is_a_bad_call(call: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["audit", *call]) == Exit.BAD_CALL
    out, err = capsys.readouterr()
    assert (out, "has no case" in err) == ("", True)


def test_an_anchor_that_was_noted_and_is_gone_is_a_fault(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["audit", "verify", "--anchor", "f" * 64]) == Exit.FOUND
    newest = capsys.readouterr().out.rsplit(" ", 1)[-1].strip()
    assert cli.main(["audit", "verify", "--anchor", newest.upper()]) == Exit.DONE


def test_the_record_of_a_case_is_shown_line_by_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["audit", "show", REFERENCE]) == Exit.DONE
    shown = " ".join(capsys.readouterr().out.split())
    for word in (REFERENCE, "1 May 2026 at 10:05", "Olivia", "Bella", "Cara", "declined", "because of 5"):
        assert word in shown


def test_the_record_of_a_case_for_a_machine(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["audit", "show", REFERENCE, "--json"]) == Exit.DONE
    found = json.loads(capsys.readouterr().out)
    assert [line["seq"] for line in found["lines"]] == [1, 2, 3, 4, 5]
    assert found["faults"] == []


def test_a_database_that_is_not_there_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COMMSDESK_DATABASE_URL", f"sqlite:///{tmp_path / 'none.db'}")
    assert cli.main(["audit", "verify"]) == Exit.NOT_STARTED
    assert "commsdesk migrate" in capsys.readouterr().err
