"""The whole examination, one finding after the other, from the settings to the public address."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass

from bot.channels.teams.doctor import address, entra, microsoft
from bot.channels.teams.doctor.tenants import Heard, tenants
from bot.channels.teams.edge.allowed import Allowed
from bot.channels.teams.settings import TeamsSettings
from bot.clock import Clock
from bot.findings import Finding

OPEN = "COMMSDESK_TEAMS_UNSAFE_LOCAL is set: nobody is asked who they are, and nothing of Microsoft's is used."
CLOSE = "That is for trying things out on one machine. Take it away before anybody else uses the bot."


@dataclass(frozen=True)
class Examination:
    """What is examined: the settings, the tenants with their councils, what the database knows of them, and the
    public address where one is named. `heard` is None where the database could not be read.
    """

    given: TeamsSettings
    councils: Mapping[str, str]
    heard: Sequence[Heard] | None
    clock: Clock
    url: str = ""

    async def findings(self) -> AsyncIterator[Finding]:
        """Everything that is found, in an order in which it can be put right."""
        if self.given.teams_unsafe_local:
            yield Finding("Settings", False, OPEN, CLOSE)
            return
        yield Finding("Settings", True, "They belong together.")
        yield await entra.secret(self.given)
        async for finding in self._of_microsoft():
            yield finding
        for finding in self._of_the_tenants():
            yield finding
        if self.url:
            yield await address.public(self.url)

    async def _of_microsoft(self) -> AsyncIterator[Finding]:
        async for finding in microsoft.keys(self.given.teams_openid_metadata_url, self.clock.now()):
            yield finding
        async for finding in microsoft.services(self.given.teams_service_urls):
            yield finding

    def _of_the_tenants(self) -> Sequence[Finding]:
        if self.heard is None:
            return []
        return list(tenants(self.councils, self.heard, Allowed(self.given).service_url))
