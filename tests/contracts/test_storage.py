"""What every database must do: keep all or nothing, and recover from whatever goes wrong at the beginning."""

import asyncio
import contextlib
import contextvars
from collections.abc import Awaitable
from datetime import UTC, datetime, timedelta

import pytest
from tortoise.connection import get_connection

from bot.errors import StartError
from bot.settings import Settings
from bot.storage import drafting
from bot.storage.away import DatabaseAway
from bot.storage.database import connect, open_database, opened, reading, transaction
from bot.storage.migrating import migrate
from bot.storage.models import Timer
from tests.contracts.processes import ended, start

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


class Changed(Exception):
    """Somebody changed their mind."""


async def note(ref: str) -> Timer:
    return await Timer.create(council="suffolk", kind="note", ref=ref, due=NOON)


async def script(text: str) -> None:
    await get_connection("default").execute_script(text)


async def change_mind_after(work: Awaitable[object]) -> None:
    async with transaction():
        await work
        raise Changed


async def notes() -> set[str]:
    return {row.ref for row in await Timer.all()}


async def test_what_is_committed_stays_and_what_fails_leaves_nothing(storage: Settings) -> None:
    async with transaction():
        await note("kept")
    with pytest.raises(Changed):
        await change_mind_after(note("lost"))
    assert await notes() == {"kept"}


async def test_a_failure_inside_an_inner_transaction_spoils_only_that(storage: Settings) -> None:
    async with transaction():
        await note("outer")
        with pytest.raises(Changed):
            await change_mind_after(note("inner"))
    assert await notes() == {"outer"}


async def test_what_is_read_in_one_go_is_no_transaction_and_may_hold_one(storage: Settings) -> None:
    async with reading():
        await note("kept at once")
        with contextlib.suppress(Changed):
            async with transaction():
                await note("given up")
                raise Changed
        async with transaction():
            await note("committed")
    with contextlib.suppress(Changed):
        async with reading():
            await note("kept, too")
            raise Changed
    assert await notes() == {"kept at once", "committed", "kept, too"}


async def test_what_is_read_in_one_go_in_a_transaction_is_a_part_of_it(storage: Settings) -> None:
    with contextlib.suppress(Changed):
        async with transaction():
            await note("given up")
            async with reading():
                assert await notes() == {"given up"}
            raise Changed
    assert await notes() == set()


async def test_a_script_in_a_transaction_is_rolled_back_with_it(storage: Settings) -> None:
    with pytest.raises(Changed):
        await change_mind_after(script("CREATE TABLE made_up (id INT); INSERT INTO made_up VALUES (1);"))
    async with transaction() as connection:
        await connection.execute_script("CREATE TABLE made_up (id INT);")
        await connection.execute_script("DROP TABLE made_up;")


async def test_a_moment_comes_back_as_it_was_stored(storage: Settings) -> None:
    await note("moment")
    assert (await Timer.get(ref="moment")).due == NOON
    assert await Timer.filter(due__lte=NOON + timedelta(seconds=1), due__gte=NOON).count() == 1


async def test_a_task_that_was_not_born_from_the_one_that_opened_the_database_can_use_it(storage: Settings) -> None:
    await asyncio.create_task(note("elsewhere"), context=contextvars.Context())
    assert await notes() == {"elsewhere"}


async def test_of_eight_who_change_a_row_at_once_one_succeeds(storage: Settings) -> None:
    row = await note("open")

    async def take(who: int) -> int:
        async with transaction(patience=None):
            return await Timer.filter(id=row.id, done=False).update(done=True, ref=str(who))

    assert sorted(await asyncio.gather(*map(take, range(8)))) == [0] * 7 + [1]


async def test_cancelling_while_a_transaction_begins_leaves_nothing_held(storage: Settings) -> None:
    for moment in range(60):
        task = asyncio.create_task(note_in_transaction(f"cancelled {moment}"))
        for _ in range(moment % 12):
            await asyncio.sleep(0)
        await asyncio.sleep(0.0001 * (moment % 20))
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
    async with asyncio.timeout(60):
        await asyncio.gather(*(note_in_transaction(f"after {n}") for n in range(12)))
    assert {f"after {n}" for n in range(12)} <= await notes()


async def note_in_transaction(ref: str) -> None:
    async with transaction(patience=None):
        await note(ref)


async def test_whoever_cannot_begin_soon_is_told_that_nothing_was_saved(storage: Settings) -> None:
    released, inside = asyncio.Event(), asyncio.Semaphore(0)
    holding = [asyncio.create_task(hold(released, inside)) for _ in range(5)]
    for _ in range(1 if storage.sqlite_file else len(holding)):  # SQLite lets one in, PostgreSQL all of the pool
        await inside.acquire()
    with pytest.raises(DatabaseAway) as told:
        async with transaction(patience=0.2):
            await note("too late")
    assert "not saved" in told.value.sentence
    released.set()
    await asyncio.gather(*holding)
    await note_in_transaction("later")
    assert await notes() == {"later"}


async def hold(released: asyncio.Event, inside: asyncio.Semaphore) -> None:
    async with transaction(patience=None):
        inside.release()
        await released.wait()


async def test_closing_twice_is_no_error(tables_url: str) -> None:
    database = await open_database(Settings(database_url=tables_url))
    await database.close()
    await database.close()


async def test_migrating_again_does_nothing(tables_url: str) -> None:
    assert await migrate(Settings(database_url=tables_url)) == ()


async def test_the_migrations_make_what_the_models_describe() -> None:
    missing = await drafting.missing()
    assert [writer.as_string() for writer in missing] == [], "run: python -m bot.storage.drafting"


async def test_several_processes_may_migrate_at_once(database_url: str) -> None:
    processes = [start("migrate", database_url) for _ in range(3)]
    results = [await asyncio.to_thread(ended, p) for p in processes]
    # An SQLite file serves one at a time, so there another may be refused; nobody may fail in another way.
    assert [said for code, said in results if code and "already running" not in said] == []
    assert 0 in [code for code, _ in results]
    async with opened(Settings(database_url=database_url)):
        assert await notes() == set()


async def test_a_process_that_used_the_database_ends(tables_url: str) -> None:
    assert await asyncio.to_thread(ended, start("open", tables_url)) == (0, "")


async def test_a_database_of_a_newer_version_is_left_alone(tables_url: str) -> None:
    settings = Settings(database_url=tables_url)
    async with opened(settings):
        await versions("INSERT INTO tortoise_migrations (app, name, applied_at) VALUES ('commsdesk', '0999_x', '{}')")
    try:
        for act in (migrate(settings), open_and_close(settings)):
            with pytest.raises(StartError) as told:
                await act
            assert "newer Comms Desk" in told.value.sentence
            assert "0999_x" in told.value.sentence
    finally:
        await change_anyway(settings, "DELETE FROM tortoise_migrations WHERE name = '0999_x'")


async def test_a_database_of_an_older_version_says_to_migrate(tables_url: str) -> None:
    settings = Settings(database_url=tables_url)
    await change_anyway(settings, "UPDATE tortoise_migrations SET app = 'kept' WHERE name = '0001_initial'")
    try:
        with pytest.raises(StartError) as told:
            await open_and_close(settings)
    finally:
        await change_anyway(settings, "UPDATE tortoise_migrations SET app = 'commsdesk' WHERE app = 'kept'")
    assert "older version" in told.value.sentence
    assert "commsdesk migrate" in told.value.sentence


async def test_a_database_without_tables_says_to_migrate(database_url: str) -> None:
    settings = Settings(database_url=database_url)
    if settings.sqlite_file:
        settings.sqlite_file.touch()
    with pytest.raises(StartError) as told:
        await open_and_close(settings)
    assert "commsdesk migrate" in told.value.sentence


async def open_and_close(settings: Settings) -> None:
    async with opened(settings):
        pass


async def versions(statement: str) -> None:
    await get_connection("default").execute_script(statement.format(NOON.isoformat()))


async def change_anyway(settings: Settings, statement: str) -> None:
    """Change the note of what was migrated, whatever opening the database would say to it."""
    context = await connect(settings)
    try:
        await versions(statement)
    finally:
        await context.close_connections()
