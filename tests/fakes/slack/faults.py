"""What can be made to go wrong with the next call of a method: errors, 429, 5xx, delays, lost answers."""

import asyncio
from dataclasses import dataclass, field

from aiohttp import web

from tests.fakes.slack.state import Json


@dataclass
class Fault:
    """One armed fault. `lost` lets the call have its effect and then breaks the connection before the answer.

    A call waits `delay` seconds, or until `held` is set.
    """

    method: str
    error: str = ""
    status: int = 200
    retry_after: float = 0
    delay: float = 0
    held: asyncio.Event | None = None
    lost: bool = False
    times: int = 1
    channel: str = ""

    async def answer(self, request: web.Request) -> web.Response | None:
        """What is answered in place of the call; None where the call is to be carried out after all."""
        await asyncio.sleep(self.delay)
        if self.held:
            await self.held.wait()
        if self.retry_after:
            headers = {"Retry-After": str(self.retry_after)}
            return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers=headers)
        if self.status >= 500:
            return web.Response(status=self.status, text="upstream connect error")
        if self.error:
            return web.json_response({"ok": False, "error": self.error})
        return None


@dataclass
class Faults:
    """The armed faults, in the order in which they were armed."""

    armed: list[Fault] = field(default_factory=list)

    def arm(self, method: str, **what: object) -> Fault:
        """Let the next call of the method go wrong (`times`, only in `channel` where one is named); see Fault."""
        fault = Fault(method, **what)  # type: ignore[arg-type]  # the keywords are those of Fault
        self.armed.append(fault)
        return fault

    def take(self, method: str, args: Json) -> Fault | None:
        """The fault that this call meets."""
        for fault in self.armed:
            if fault.method in {method, "*"} and fault.channel in {"", args.get("channel")}:
                fault.times -= 1
                if fault.times <= 0:
                    self.armed.remove(fault)
                return fault
        return None


def break_off(request: web.Request) -> None:
    """Close the connection without an answer."""
    if request.transport:
        request.transport.abort()
