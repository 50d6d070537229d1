"""The whole examination, one finding after the other, from the settings to the public address."""

import re
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass

from bot.channels.slack.calling.calls import Calls
from bot.channels.slack.doctor import address, tokens
from bot.channels.slack.doctor.patients import Patient
from bot.channels.slack.settings import SlackSettings
from bot.clock import Clock
from bot.findings import Finding
from bot.ids import Ids

SECRET = re.compile(r"[0-9a-f]{32}")
COPY = "Copy “Signing Secret” from “Basic Information”: 32 letters and figures. The client secret is another one."


@dataclass(frozen=True)
class Examination:
    """What is examined: the settings, the workspaces, and the public address where one is named."""

    given: SlackSettings
    patients: Sequence[Patient]
    clock: Clock
    ids: Ids
    url: str = ""

    async def findings(self) -> AsyncIterator[Finding]:
        """Everything that is found, in an order in which it can be put right."""
        for finding in self._of_the_settings():
            yield finding
        calls = Calls(self.given.slack_api_url)
        try:
            async for finding in self._of_slack(calls):
                yield finding
        finally:
            await calls.close()
        if self.url:
            secret = self.given.signing_secret.get_secret_value() if self.given.signing_secret else ""
            yield await address.public(self.url, secret, self.clock, self.ids)

    def _of_the_settings(self) -> Iterator[Finding]:
        yield Finding("Settings", True, "They belong together.")
        if self.given.signing_secret:
            well = bool(SECRET.fullmatch(self.given.signing_secret.get_secret_value()))
            yield Finding(
                "Signing secret",
                well,
                "It has the right form." if well else "It has not the right form.",
                "" if well else COPY,
            )
        if self.given.client_id:
            yield from tokens.listed(self.given.workspaces, [p.team for p in self.patients])

    async def _of_slack(self, calls: Calls) -> AsyncIterator[Finding]:
        for patient in self.patients:
            async for finding in tokens.Workspace(calls, self.clock, patient).findings():
                yield finding
        if self.given.app_token:
            yield await tokens.app_token(calls, self.given.app_token.get_secret_value())
