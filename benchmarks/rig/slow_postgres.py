"""A PostgreSQL that takes longer to commit than it does: a proxy in front of it holds every commit up."""

import asyncio
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

# What a client asks before it begins: to speak in private. It is told no, as servers on the same machine often say.
SSL, GSS = 80877103, 80877104
IDLE, READY = b"I", b"Z"
QUERY, PARSE, BIND, EXECUTE = b"Q", b"P", b"B", b"E"
COMMIT, WRITES = b"COMMIT", (b"INSERT", b"UPDATE", b"DELETE", b"WITH")


@asynccontextmanager
async def slowed(url: str, seconds: float) -> AsyncIterator[str]:
    """The URL of the same database by way of the proxy.

    A transaction is held up at its end, with its locks and its connection held, as by a disk that is slow to write. A
    statement that writes outside any transaction is one of its own. What only reads goes through.
    """
    parts = urlsplit(url)
    tasks: set[asyncio.Task[None]] = set()

    async def met(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        tasks.add(task)
        task.add_done_callback(tasks.discard)
        with suppress(OSError, EOFError, asyncio.IncompleteReadError):
            there = await asyncio.open_connection(parts.hostname, parts.port or 5432)
            await _Between((reader, writer), there, seconds).run()

    server = await asyncio.start_server(met, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    user = parts.netloc.rpartition("@")[0]
    try:
        yield parts._replace(netloc=f"{user}@127.0.0.1:{port}").geturl()
    finally:
        server.close()
        for task in tuple(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


Stream = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass
class _Between:
    """One connection, both ways."""

    client: Stream
    server: Stream
    seconds: float
    idle: bool = True
    prepared: dict[bytes, bytes] = field(default_factory=dict)
    bound: bytes = b""

    async def run(self) -> None:
        ways = [asyncio.create_task(self._ask()), asyncio.create_task(self._answer())]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in ways:
                task.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
            for _, writer in (self.client, self.server):
                writer.close()

    async def _ask(self) -> None:
        await self._begin()
        reader, writer = self.client[0], self.server[1]
        while True:
            kind, body = await _message(reader)
            if self._costs(kind, body):
                await asyncio.sleep(self.seconds)
            writer.write(kind + struct.pack("!i", len(body) + 4) + body)
            await writer.drain()

    async def _begin(self) -> None:
        """What comes before the first message: no kind, and perhaps a wish that is refused."""
        reader, writer = self.client
        while True:
            size = await reader.readexactly(4)
            rest = await reader.readexactly(struct.unpack("!i", size)[0] - 4)
            if struct.unpack("!i", rest[:4])[0] not in (SSL, GSS):
                break
            writer.write(b"N")
        self.server[1].write(size + rest)

    async def _answer(self) -> None:
        reader, writer = self.server[0], self.client[1]
        while True:
            kind, body = await _message(reader)
            if kind == READY:
                self.idle = body == IDLE
            writer.write(kind + struct.pack("!i", len(body) + 4) + body)
            await writer.drain()

    def _costs(self, kind: bytes, body: bytes) -> bool:
        """Whether this message commits something; what was prepared under a name is remembered."""
        if kind == QUERY:
            return self._commits(body)
        if kind == PARSE:
            name, said, _ = body.split(b"\0", 2)
            self.prepared[name] = said
        elif kind == BIND:
            self.bound = self.prepared.get(body.split(b"\0", 2)[1], b"")
        return kind == EXECUTE and self._commits(self.bound)

    def _commits(self, said: bytes) -> bool:
        said = said.lstrip().upper()
        return said.startswith(COMMIT) or (self.idle and said.startswith(WRITES))


async def _message(reader: asyncio.StreamReader) -> tuple[bytes, bytes]:
    head = await reader.readexactly(5)
    return head[:1], await reader.readexactly(struct.unpack("!i", head[1:])[0] - 4)
