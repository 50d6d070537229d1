"""Mutated requests against the whole application: what gets past the edge is no fault either, and keeps the record."""

import asyncio

from structlog.testing import capture_logs

from bot.approvals.examine import examine
from bot.clock import system_clock
from bot.storage import models
from bot.storage.audit import TortoiseAudit
from tests.e2e.slack.office import SlackOffice
from tests.e2e.slack.walking import asks_for_a_boost
from tests.fakes.slack.mutations import Mutant, mutants

COUNT, AT_ONCE = 360, 8
SEED = "office"
LOGGED = {"request_failed", "slack_task_failed", "delivery_failed"}
TABLES = (models.Conversation, models.Case, models.Entry, models.Receipt, models.Outbox, models.Account)


async def rows() -> list[int]:
    """How much the database holds, by table."""
    return [await table.all().count() for table in TABLES]


async def thrown(office: SlackOffice, at: list[Mutant]) -> list[int]:
    """All of them, some at a time; gives what each was answered."""
    room = asyncio.Semaphore(AT_ONCE)

    async def one(mutant: Mutant) -> int:
        async with room:
            return (await office.slack.wire.post(mutant.body, mutant.headers)).status

    answered = await asyncio.gather(*map(one, at))
    await office.channel.settled()
    return answered


async def test_nonsense_harms_neither_the_application_nor_its_record(slack_office: SlackOffice) -> None:
    await asks_for_a_boost(slack_office)
    await slack_office.tobias.press("Ask for changes")
    await slack_office.tobias.submit({"reason": "Which events?"})
    await slack_office.nadia.command("/commsdesk", "help")
    await slack_office.settled()
    secret, now = slack_office.slack.signing_secret, int(system_clock.now().timestamp())
    made = mutants(slack_office.slack.wire.sent, COUNT, SEED, secret, now)
    with capture_logs() as logs:
        before = await rows()
        refused = await thrown(slack_office, [m for m in made if not m.signed])
        assert await rows() == before
        answered = await thrown(slack_office, [m for m in made if m.signed])
        await slack_office.settled()
    assert {status // 100 for status in refused} == {4}
    assert max(answered) < 500
    assert [entry for entry in logs if entry["event"] in LOGGED] == []
    assert [e async for e in examine(TortoiseAudit(), "suffolk")][-1].faults == []
    await slack_office.callum.says("help")
    await slack_office.settled()
    assert "Comms Desk" in slack_office.callum.texts()[-1]
