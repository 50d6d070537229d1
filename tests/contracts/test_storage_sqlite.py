"""What is particular to a database in one file: it may be missing, locked, read-only, taken or no database at all."""

import asyncio
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tortoise.connection import get_connection

from bot.errors import StartError
from bot.settings import Settings
from bot.storage.away import DatabaseAway
from bot.storage.database import opened, transaction
from bot.storage.migrating import migrate
from bot.storage.models import Timer
from bot.storage.sqlite_client import statements
from tests.contracts.processes import ended, start
from tests.databases import KIND

pytestmark = [pytest.mark.database, pytest.mark.skipif(KIND != "sqlite", reason="this is about SQLite alone")]

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def file(tables_url: str) -> Path:
    return Path(tables_url.removeprefix("sqlite:///"))


@pytest.fixture
def settings(tables_url: str) -> Settings:
    return Settings(database_url=tables_url)


@pytest.fixture
def other_program(file: Path) -> Iterator[sqlite3.Connection]:
    """A program that holds the file, as a backup or a database browser does."""
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    yield connection
    connection.close()


async def refusal(settings: Settings) -> str:
    with pytest.raises(StartError) as told:
        async with opened(settings):
            pass
    return told.value.sentence


async def test_a_second_process_is_refused_and_told_which_one_is_running(settings: Settings, file: Path) -> None:
    running = start("open_and_wait", settings.database_url)
    assert running.stdout is not None
    assert await asyncio.to_thread(running.stdout.readline) == "open\n"
    sentence = await refusal(settings)
    assert f"already running with {file} (process {running.pid})" in sentence
    assert "COMMSDESK_DATABASE_URL" in sentence
    with pytest.raises(StartError, match="already running"):
        await migrate(settings)
    assert (await asyncio.to_thread(ended, running))[0] == 0
    async with opened(settings):
        pass


async def test_the_lock_of_a_process_that_was_killed_is_free(settings: Settings) -> None:
    running = start("open_and_wait", settings.database_url)
    assert running.stdout is not None
    await asyncio.to_thread(running.stdout.readline)
    running.kill()
    await asyncio.to_thread(ended, running)
    async with opened(settings):
        pass


async def test_a_short_command_may_work_beside_the_process_that_serves(settings: Settings) -> None:
    async with opened(settings):
        assert await asyncio.to_thread(ended, start("count", settings.database_url)) == (0, "0\n")


async def test_reading_then_writing_from_several_processes_loses_nothing(storage: Settings) -> None:
    await Timer.create(council="suffolk", kind="counter", ref="0", due=NOON)
    processes = [start("count_up", storage.database_url) for _ in range(3)]
    assert [await asyncio.to_thread(ended, p, 60) for p in processes] == [(0, "")] * 3
    assert (await Timer.get(kind="counter")).ref == "180"


async def test_a_missing_file_is_not_made_by_opening_it(tmp_path: Path) -> None:
    settings = Settings(database_url=f"sqlite:///{tmp_path / 'none.db'}")
    assert "commsdesk migrate" in await refusal(settings)
    assert list(tmp_path.iterdir()) == []


async def test_a_read_only_file_says_to_give_the_right_to_write(settings: Settings, file: Path) -> None:
    file.chmod(0o444)
    assert f"{file} may be read but not written to" in await refusal(settings)
    with pytest.raises(StartError, match="may be read but not written to"):
        await migrate(settings)


async def test_a_file_that_another_program_holds_says_to_close_that(
    settings: Settings, other_program: sqlite3.Connection
) -> None:
    assert "Another program holds" in await refusal(settings)
    with pytest.raises(StartError, match="Another program holds"):
        await migrate(settings)
    other_program.rollback()
    async with opened(settings):
        pass


async def test_a_file_that_is_taken_while_running_says_that_nothing_was_saved(settings: Settings, file: Path) -> None:
    async with opened(settings):
        other = sqlite3.connect(file, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseAway):
            await one_more()
        other.rollback()
        other.close()
        await one_more()
        assert await Timer.all().count() == 1


async def test_a_file_that_takes_no_more_changes_while_running_says_that_nothing_was_saved(settings: Settings) -> None:
    async with opened(settings):
        await get_connection("default").execute_script("PRAGMA query_only = ON")
        with pytest.raises(DatabaseAway):
            await one_more()
        await get_connection("default").execute_script("PRAGMA query_only = OFF")
        await one_more()


async def test_the_file_is_used_as_it_must_be_for_others_to_read_and_references_to_hold(settings: Settings) -> None:
    async with opened(settings):
        for setting, value in (
            ("journal_mode", "wal"),
            ("foreign_keys", 1),
            ("busy_timeout", 2000),
            ("synchronous", 2),
        ):
            (row,) = await get_connection("default").execute_query_dict(f"PRAGMA {setting}")
            assert list(row.values()) == [value], setting


async def test_what_is_no_database_says_so(settings: Settings, file: Path) -> None:
    file.write_text("Dear diary, this is not a database. " * 100)
    assert "is not a database" in await refusal(settings)


def test_a_script_is_taken_apart_at_its_statements_alone() -> None:
    script = "CREATE TABLE a (b TEXT DEFAULT ';');\n\nINSERT INTO a VALUES ('x;y');\n"
    assert [s.strip() for s in statements(script)] == [
        "CREATE TABLE a (b TEXT DEFAULT ';');",
        "INSERT INTO a VALUES ('x;y');",
    ]


async def one_more() -> None:
    async with transaction():
        await Timer.create(council="suffolk", kind="note", ref="one", due=NOON)
