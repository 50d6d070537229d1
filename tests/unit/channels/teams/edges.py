"""An edge in front of the fake Teams, as the channel has it, and what came through it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer
from pydantic import SecretStr

from bot.channels.teams.edge.answers import Answer, Json, Malformed
from bot.channels.teams.edge.endpoint import MOST_BYTES, Edge
from bot.channels.teams.settings import TeamsSettings
from bot.ids import seeded_ids
from tests.fakes.teams import HOME, FakeTeams

OTHER = "99999999-9999-4999-8999-999999999999"
ANSWERED = Answer()


def settings_of(teams: FakeTeams, **changed: Any) -> TeamsSettings:
    """The settings of a bot of that Teams."""
    given = {
        "app_id": teams.app_id, "app_password": SecretStr(teams.app_password), "app_tenant_id": teams.app_tenant,
        "teams_service_urls": (teams.service_url,), "teams_openid_metadata_url": teams.metadata_url,
        "teams_authority": teams.authority,
    }  # fmt: skip
    return TeamsSettings(**{**given, **changed})


@dataclass
class Behind:
    """What stands behind the edge: it keeps what came through, and answers as it is told."""

    teams: FakeTeams
    took: list[Json] = field(default_factory=list)
    answer: Answer = ANSWERED
    failure: Exception | None = None
    unreadable: bool = False

    def read(self, activity: Json) -> Json:
        """The activity as it is."""
        if self.unreadable:
            raise Malformed
        return activity

    async def take(self, activity: Json) -> Answer:
        """The answer, or the failure."""
        self.took.append(activity)
        if self.failure:
            raise self.failure
        return self.answer

    def activity(self, **changed: Any) -> Json:
        """A message from a person of the tenant, some of it changed."""
        return {
            "type": "message", "id": "1", "channelId": "msteams", "serviceUrl": self.teams.service_url, "text": "hi",
            "conversation": {"id": "a:1", "conversationType": "personal", "tenantId": HOME},
            "channelData": {"tenant": {"id": HOME}}, "from": {"id": "29:1"}, "recipient": {"id": self.teams.bot_id},
            **changed,
        }  # fmt: skip


@asynccontextmanager
async def behind(teams: FakeTeams, **changed: Any) -> AsyncIterator[Behind]:
    """An edge on a server of its own; Teams sends there until the end of the block."""
    inner = Behind(teams)
    edge = Edge(settings_of(teams, **changed), inner.read, inner.take, seeded_ids(1))
    app = web.Application(client_max_size=MOST_BYTES)
    app.router.add_post("/api/messages", edge.messages)
    server = TestServer(app)
    await server.start_server()
    teams.wire.bot_url = str(server.make_url("/api/messages"))
    try:
        await edge.start()
        yield inner
    finally:
        await edge.close()
        await server.close()
