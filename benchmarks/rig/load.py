"""Sends prepared requests over HTTP: as fast as they are answered, or at a rate that waits for no answer."""

import asyncio
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

CONNECTIONS = 16
OK = b"200"
Request = bytes
Made = Callable[[], Request]


def request(route: str, headers: dict[str, str], body: bytes) -> Request:
    """A POST as it goes over the wire."""
    lines = [f"POST {route} HTTP/1.1", "Host: 127.0.0.1", *(f"{k}: {v}" for k, v in headers.items())]
    return "\r\n".join([*lines, f"Content-Length: {len(body)}", "", ""]).encode() + body


@dataclass
class Load:
    """What sends to one port. Connections are kept and used again."""

    port: int
    _free: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = field(default_factory=list)

    async def rate(self, requests: Sequence[Request]) -> float:
        """How many a second are answered when `CONNECTIONS` clients each send the next as soon as one is answered."""
        left = list(reversed(requests))

        async def client() -> None:
            while left:
                await self.send(left.pop())

        began = time.perf_counter()
        await asyncio.gather(*(client() for _ in range(CONNECTIONS)))
        return len(requests) / (time.perf_counter() - began)

    async def steadily(self, made: Sequence[Made], a_second: float) -> list[float]:
        """The seconds from when each request was due until it was answered, though those before it may still wait.

        A request that the sender itself is late with has waited too, so that no slow moment hides behind another.
        """
        began = time.perf_counter() + 0.1

        async def due(at: float, make: Made) -> float:
            await asyncio.sleep(max(0.0, at - time.perf_counter()))
            await self.send(make())
            return time.perf_counter() - at

        return list(await asyncio.gather(*(due(began + n / a_second, make) for n, make in enumerate(made))))

    async def send(self, whole: Request) -> None:
        """Send one and wait for its answer; AssertionError for any but 200."""
        reader, writer = self._free.pop() if self._free else await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(whole)
        head = await reader.readuntil(b"\r\n\r\n")
        first, *lines = head.lower().split(b"\r\n")
        length = next(int(line.split(b":")[1]) for line in lines if line.startswith(b"content-length:"))
        await reader.readexactly(length)
        if b"connection: close" in lines:
            writer.close()
        else:
            self._free.append((reader, writer))
        assert first.split()[1] == OK, head

    async def close(self) -> None:
        """Close every connection."""
        for _, writer in self._free:
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()
