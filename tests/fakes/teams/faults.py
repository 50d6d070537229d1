"""What can be made to go wrong with the next call of the connector: codes, 429, 5xx, delays, lost answers."""

import asyncio
from dataclasses import dataclass, field

from aiohttp import web


@dataclass
class Fault:
    """One armed fault. `lost` lets the call have its effect and then breaks the connection before the answer.

    A call waits `delay` seconds, or until `held` is set. One without `status` and without `lost` only waits.
    """

    call: str
    status: int = 0
    code: str = ""
    retry_after: float | None = None
    delay: float = 0
    held: asyncio.Event | None = None
    lost: bool = False
    dropped: bool = False
    times: int = 1
    conversation: str = ""

    async def answer(self, request: web.Request) -> web.Response | None:
        """What is answered in place of the call; None where the call is to be carried out after all."""
        await asyncio.sleep(self.delay)
        if self.held:
            await self.held.wait()
        if self.dropped:
            break_off(request)
            return web.Response(status=502)
        if self.status in {502, 503, 504} and not self.code:
            return web.Response(
                status=self.status, text="<html>upstream connect error</html>", content_type="text/html"
            )
        return self._refusal() if self.status else None

    def _refusal(self) -> web.Response:
        code = self.code or {429: "Throttled", 412: "PreconditionFailed"}.get(self.status, "ServiceError")
        headers = {} if self.retry_after is None else {"Retry-After": f"{self.retry_after:g}"}
        error = {"error": {"code": code, "message": "Try again."}}
        return web.json_response(error, status=self.status, headers=headers)


@dataclass
class Faults:
    """The armed faults, in the order in which they were armed."""

    armed: list[Fault] = field(default_factory=list)

    def arm(self, call: str, **what: object) -> Fault:
        """Let the next such call go wrong (`times`, only in `conversation` where one is named); see Fault.

        The calls are `create`, `send`, `update`, `delete`, `member`, `members`, `picture`, `token`, `keys`, `file`,
        `upload`, or `*`.
        """
        fault = Fault(call, **what)  # type: ignore[arg-type]  # the keywords are those of Fault
        self.armed.append(fault)
        return fault

    def take(self, call: str, conversation: str = "") -> Fault | None:
        """The fault that this call meets."""
        for fault in self.armed:
            if fault.call in {call, "*"} and fault.conversation in {"", conversation}:
                fault.times -= 1
                if fault.times <= 0:
                    self.armed.remove(fault)
                return fault
        return None


def break_off(request: web.Request) -> None:
    """Close the connection without an answer."""
    if request.transport:
        request.transport.abort()
