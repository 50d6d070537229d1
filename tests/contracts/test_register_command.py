"""`commsdesk register` as somebody types it, on every database."""

import asyncio
import csv
import io
import json
from pathlib import Path

import pytest

from bot.cli import main
from bot.cli.exits import Exit
from bot.registers.book import COLUMNS
from bot.settings import Settings
from bot.storage.database import opened
from tests.contracts.shelves import HOSTILE, filled


@pytest.fixture(autouse=True)
def _settings(tables_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMSDESK_DATABASE_URL", tables_url)
    monkeypatch.setenv("COMMSDESK_DATA_DIR", str(tmp_path))


@pytest.fixture
def kept(tables_url: str, tmp_path: Path) -> None:
    """Both registers of two councils, with something in them."""

    async def fill() -> None:
        async with opened(Settings(database_url=tables_url, data_dir=tmp_path)):
            await filled()

    asyncio.run(fill())


@pytest.mark.parametrize("kind", ["accounts", "agreements"])
def test_an_empty_register_says_so_and_is_a_head_or_an_empty_list_for_machines(
    kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["register", kind, "--council", "suffolk"]) == Exit.DONE
    assert "yet" in capsys.readouterr().out
    assert main(["register", kind, "--council", "suffolk", "--json"]) == Exit.DONE
    assert json.loads(capsys.readouterr().out) == []
    assert main(["register", kind, "--council", "suffolk", "--csv"]) == Exit.DONE
    assert next(csv.reader(io.StringIO(capsys.readouterr().out))) == list(COLUMNS[kind])


@pytest.mark.usefixtures("kept")
def test_the_accounts_of_one_council_have_names_instead_of_ids(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["register", "accounts", "--council", "Suffolk", "--json"]) == Exit.DONE
    [row] = json.loads(capsys.readouterr().out)
    assert list(row) == list(COLUMNS["accounts"])
    assert (row["owner"], row["case"], row["state"]) == ("Nadia", "K7QX-M4TD", "approved")
    assert (row["two_factor"], row["hours_in_profile"], row["last_post"]) == (True, False, "")


@pytest.mark.usefixtures("kept")
def test_who_agreed_is_listed_with_the_version_of_the_policy(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["register", "agreements", "--council", "cannock", "--json"]) == Exit.DONE
    [row] = json.loads(capsys.readouterr().out)
    assert (row["person"], row["state"], row["policy"]) == ("Nadia", "asked", "p" * 64)
    assert (row["account"], row["review"], row["signed_at"]) == (HOSTILE, "2027-11-23", "")
    assert main(["register", "agreements", "--council", "cannock"]) == Exit.DONE
    assert "Nadia" in capsys.readouterr().out


@pytest.mark.usefixtures("kept")
def test_no_cell_of_the_csv_is_a_formula(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["register", "accounts", "--council", "suffolk", "--csv"]) == Exit.DONE
    [row] = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert (row["name"], row["purpose"]) == (f"'{HOSTILE}", "'+44 and more")
    assert (row["platform"], row["two_factor"], row["registered"]) == ("Facebook", "yes", "no")


def test_two_forms_at_once_and_an_unknown_council_are_bad_calls(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["register", "accounts", "--json", "--csv"]) == Exit.BAD_CALL
    assert "one form" in capsys.readouterr().out
    assert main(["register", "accounts", "--council", "atlantis"]) == Exit.BAD_CALL
    assert "atlantis" in capsys.readouterr().err
