"""What is particular to a database server: it may restart, refuse, stand by or not be there."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import asyncpg
import pytest
from tortoise.connection import get_connection

from bot.approvals.ports import Conflict
from bot.errors import StartError
from bot.settings import Settings
from bot.storage.away import DatabaseAway
from bot.storage.database import opened, reading, transaction
from bot.storage.migrating import migrate
from bot.storage.models import Timer
from bot.storage.store import TortoiseStore
from tests.contracts.test_storage import note, notes
from tests.databases import KIND, SERVER

pytestmark = [pytest.mark.database, pytest.mark.skipif(KIND != "postgres", reason="this is about PostgreSQL alone")]


class Server:
    """The administrator of the database server, who can end connections and let nobody in."""

    def __init__(self, connection: "asyncpg.Connection[asyncpg.Record]", database: str) -> None:
        self._connection = connection
        self._database = database

    async def end_connections(self) -> None:
        """End every connection of the test's database, as a restart does."""
        await self._connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", self._database
        )

    async def let_in(self, allowed: bool) -> None:
        await self._connection.execute(f'ALTER DATABASE "{self._database}" ALLOW_CONNECTIONS {allowed}')

    async def read_only(self, wanted: bool) -> None:
        await self._connection.execute(
            f'ALTER DATABASE "{self._database}" SET default_transaction_read_only = {wanted}'
        )


@pytest.fixture
async def server(tables_url: str) -> AsyncIterator[Server]:
    connection = await asyncpg.connect(SERVER)
    server = Server(connection, urlsplit(tables_url).path.lstrip("/"))
    yield server
    await server.let_in(True)
    await server.read_only(False)
    await connection.close()


async def fill_pool() -> None:
    """Have every connection of the pool open and idle."""

    async def briefly() -> None:
        async with transaction(patience=None):
            await asyncio.sleep(0.05)

    await asyncio.gather(*(briefly() for _ in range(5)))


async def test_after_a_restart_of_the_server_nobody_notices(storage: Settings, server: Server) -> None:
    await fill_pool()
    await server.end_connections()
    for turn in range(8):
        async with transaction():
            await note(f"turn {turn}")
    await server.end_connections()
    assert len(await notes()) == 8


async def test_a_transaction_that_cannot_begin_leaves_its_task_able_to_begin_another(
    storage: Settings, server: Server
) -> None:
    await fill_pool()
    await server.let_in(False)
    await server.end_connections()
    for _ in range(7):
        with pytest.raises(DatabaseAway):
            async with transaction():
                await note("lost")
    await server.let_in(True)
    for turn in range(7):
        async with transaction():
            await note(f"turn {turn}")
    assert len(await notes()) == 7


async def test_a_server_that_goes_away_in_a_transaction_says_that_nothing_was_saved(
    storage: Settings, server: Server
) -> None:
    for _ in range(6):
        with pytest.raises(DatabaseAway):
            await note_while_it_ends(server, "lost", "lost too")
    async with transaction():
        await note("kept")
    assert await notes() == {"kept"}


async def test_a_server_that_goes_away_before_the_commit_says_that_nothing_was_saved(
    storage: Settings, server: Server
) -> None:
    with pytest.raises(DatabaseAway):
        await note_while_it_ends(server, "lost")
    assert await notes() == set()


async def connection_of() -> int:
    """Which connection of the server a statement goes over."""
    (found,) = await get_connection("default").execute_query_dict("SELECT pg_backend_pid() AS pid")
    return int(found["pid"])


async def test_what_is_read_in_one_go_is_read_over_one_connection(storage: Settings) -> None:
    async def read() -> set[int]:
        async with reading():
            pids = {await connection_of()}
            await asyncio.sleep(0.05)
            return pids | {await connection_of()}

    first, second = await asyncio.gather(read(), read())
    assert (len(first), len(second), len(first | second)) == (1, 1, 2)


async def test_a_restart_of_the_server_while_something_is_read_in_one_go_is_not_noticed(
    storage: Settings, server: Server
) -> None:
    await fill_pool()
    for _ in range(6):
        async with reading():
            await connection_of()
            await server.end_connections()
            await connection_of()
    await note("after")
    assert await notes() == {"after"}


async def test_what_is_written_while_something_is_read_in_one_go_is_not_written_twice_over(
    storage: Settings, server: Server
) -> None:
    async with reading():
        await server.end_connections()
        with pytest.raises(DatabaseAway):
            await note("lost")
    assert await notes() == set()


async def test_a_server_that_lets_nobody_in_says_so_to_whoever_reads(storage: Settings, server: Server) -> None:
    await fill_pool()
    await server.let_in(False)
    await server.end_connections()
    for _ in range(7):
        with pytest.raises(DatabaseAway):
            async with reading():
                await connection_of()
    await server.let_in(True)
    for _ in range(7):
        async with reading():
            assert await notes() == set()


async def test_a_statement_that_takes_too_long_is_ended(storage: Settings) -> None:
    with pytest.raises(DatabaseAway):
        async with transaction():
            await get_connection("default").execute_query("SELECT pg_sleep(10)")
    await note("after")
    assert await notes() == {"after"}


async def test_a_standby_is_refused(tables_url: str, server: Server) -> None:
    await server.read_only(True)
    assert "takes no changes" in await refusal(tables_url)


async def test_a_database_that_is_not_on_the_server_is_named_without_its_password() -> None:
    url = urlsplit(SERVER)._replace(path="/commsdesk_no_such").geturl().replace("postgres@", "postgres:hidden@")
    sentence = await refusal(url)
    assert "There is no database" in sentence
    assert "commsdesk_no_such" in sentence
    assert "hidden" not in sentence


async def test_a_server_that_is_not_there_says_so() -> None:
    url = "postgres://postgres:hidden@127.0.0.1:1/commsdesk"
    for sentence in (await refusal(url), await migration_refusal(url)):
        assert "cannot be reached" in sentence
        assert "hidden" not in sentence


async def note_while_it_ends(server: Server, before: str, *after: str) -> None:
    async with transaction():
        await note(before)
        await server.end_connections()
        for ref in after:
            await note(ref)


async def refusal(url: str) -> str:
    with pytest.raises(StartError) as told:
        async with opened(Settings(database_url=url)):
            pass
    return told.value.sentence


async def migration_refusal(url: str) -> str:
    with pytest.raises(StartError) as told:
        await migrate(Settings(database_url=url))
    return told.value.sentence


@dataclass
class Crossing:
    """Two who change the same two rows from either end; each has the first before either asks for the second."""

    have: int = 0
    both_have: asyncio.Event = field(default_factory=asyncio.Event)

    async def change_both(self, first: str, second: str) -> int:
        """Change two rows, beginning again where somebody was first; how often that was."""
        for conflicts in range(3):
            with suppress(Conflict):
                async with TortoiseStore().transaction():
                    await Timer.filter(ref=first).update(done=True)
                    await self.wait_for_the_other()
                    await Timer.filter(ref=second).update(done=True)
                return conflicts
        raise AssertionError("it never got through")

    async def wait_for_the_other(self) -> None:
        self.have += 1
        if self.have == 2:
            self.both_have.set()
        await self.both_have.wait()


async def test_of_two_that_wait_for_each_other_one_begins_again_and_both_get_through(tables_url: str) -> None:
    # The server looks for such a pair after a second at the soonest; no statement is ended before it has.
    async with opened(Settings(database_url=f"{tables_url}?timeout=60&command_timeout=60")):
        await note("left")
        await note("right")
        crossing = Crossing()
        turns = (crossing.change_both("left", "right"), crossing.change_both("right", "left"))
        assert sum(await asyncio.gather(*turns)) == 1
