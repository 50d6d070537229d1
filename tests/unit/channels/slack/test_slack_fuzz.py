"""Thousands of requests that Slack never sent: none is a fault of ours, and none without a signature does anything."""

import asyncio
from collections.abc import Sequence
from typing import Any

from structlog.testing import capture_logs

from bot.channels.slack.answering.sorry import SAY_AGAIN
from bot.channels.slack.listening.edge import SSL_CHECK
from bot.clock import system_clock
from bot.messages import Button, Facts, File, Input, Reply, Screen
from tests.contracts.office_cards import APPROVAL, RECEIPT
from tests.fakes.slack.mutations import Mutant, envelopes, mutants, own
from tests.fakes.slack.wire import Answer, Sent
from tests.unit.channels.slack.desks import Desk
from tests.unit.channels.slack.test_slack_socket import connected

COUNT, AT_ONCE, ENVELOPES = 5_400, 40, 900
SEED = "slack"
NOT_KEPT = "No."
FORM = Screen(
    "Business case", "Why?", (Facts((("Kind", "A team"),), {"Kind": "change"}),),
    (Input("answer", "Why?", "long_text"), Input("many", "Which?", "many", options=()), Input("day", "When?", "day")),
    (Button("Continue", "go", "primary"), Button("Save for later", "save", "quiet", partial=True)),
)  # fmt: skip
REPLIES = (
    Reply("Done."), Reply(NOT_KEPT, "bad", {"reason": "Say why.", "answer": "Say more."}), Reply(screen=FORM), Reply(),
    Reply(who=True), Reply("Here it is.", files=(File("queue.csv", "a,b"),)), Reply(screen=APPROVAL),
)  # fmt: skip
LOGGED = {"request_failed", "slack_task_failed"}


async def recorded(desk: Desk) -> list[Sent]:
    """One or more of everything that Slack sends, from people who do it."""
    slack = desk.slack
    amira, bryn = desk.person(), desk.person("U2", "Bryn Evans")
    slack.channel("C1", amira.id, bryn.id)
    desk.reply = Reply("Done.")
    await amira.says("help me with a photo <https://example.org|this>")
    await amira.says("here it is", files=("photo.jpg",))
    await amira.says(f"<@{slack.bot()}> may I?", "C1")
    await amira.opens_home()
    await bryn.becomes(guest=True)
    await bryn.becomes(guest=False)
    for command in ("/ask", "/commsdesk", "/comms"):
        await amira.command(command, "may I post a photo?", "C1")
    for shortcut in ("start_guide", "my_requests"):
        await amira.shortcut(shortcut)
    await amira.message_shortcut("report_post", await bryn.posts("Look at this", "C1"))
    await cards(desk)
    await desk.settled()
    return list(slack.wire.sent)


async def cards(desk: Desk) -> None:
    """Presses on cards and modals, of each sort."""
    amira = desk.slack.user("U1")
    await desk.card(amira, RECEIPT, "card-1")
    await amira.press("Send for approval")
    await amira.choose("Change an answer", next(iter(changes(RECEIPT))))
    await desk.card(amira, APPROVAL, "card-2")
    await amira.press("Decline")
    await amira.submit({"reason": "Too dear."})
    await desk.card(amira, FORM, "card-3")
    await amira.press("Fill in")
    await amira.fill("answer", "Because.")
    await amira.close_modal()
    await amira.shortcut("ask_question")
    await amira.submit({"question": "May I?"})


def changes(screen: Screen) -> dict[str, str]:
    return {k: v for block in screen.blocks if isinstance(block, Facts) for k, v in block.changes.items()}


async def thrown(desk: Desk, at: Sequence[Mutant]) -> list[tuple[Mutant, Answer]]:
    """All of them, some at a time; whoever gets no answer fails the test."""
    room = asyncio.Semaphore(AT_ONCE)

    async def one(mutant: Mutant) -> tuple[Mutant, Answer]:
        async with room:
            return mutant, await desk.slack.wire.post(mutant.body, mutant.headers)

    return await asyncio.gather(*map(one, at))


async def test_no_mutated_request_is_a_fault_of_ours_and_none_unsigned_has_an_effect(desk: Desk) -> None:
    seeds = await recorded(desk)
    assert {p.get("type", "command") for p in own(seeds)} == {
        "event_callback", "command", "block_actions", "view_submission", "view_closed", "shortcut", "message_action",
    }  # fmt: skip
    made = mutants(seeds, COUNT, SEED, desk.slack.signing_secret, int(system_clock.now().timestamp()))
    honest, forged = [m for m in made if m.signed], [m for m in made if not m.signed]
    assert len(made) >= 5_000
    with capture_logs() as logs:
        before = len(desk.told), len(desk.slack.calls)
        refused = await thrown(desk, forged)
        await desk.settled()
        assert (len(desk.told), len(desk.slack.calls)) == before
        desk.replies = list(REPLIES * COUNT)
        answered = await thrown(desk, honest)
        await desk.settled()
    _judge(refused, answered, logs)
    assert len(desk.told) > before[0] + 100
    desk.replies = []
    await desk.slack.user("U1").says("still there?")
    await desk.settled()
    assert desk.told[-1].text == "still there?"


def _judge(refused: Sequence[tuple[Mutant, Answer]], answered: Sequence[tuple[Mutant, Answer]], logs: Any) -> None:
    # Slack's look at the certificate is answered whoever sends it, and does nothing.
    assert [m for m, a in refused if not (400 <= a.status < 500 or SSL_CHECK.fullmatch(m.body))] == []
    # Only news of an account that the application could not keep is not acknowledged: Slack is to say it again.
    wrong = [(m, a) for m, a in answered if a.status >= 500 and a != Answer(SAY_AGAIN, NOT_KEPT)]
    assert [*wrong, *((m, a) for m, a in answered if "Traceback" in a.text)] == []
    assert [entry for entry in logs if entry["event"] in LOGGED] == []


async def test_no_mutated_envelope_is_a_fault_of_ours_or_ends_the_connection(desk: Desk) -> None:
    seeds = await recorded(desk)
    async with connected() as other:
        amira = other.person()
        with capture_logs() as logs:
            for envelope in envelopes(seeds, ENVELOPES, SEED):
                await other.slack.sockets.push(envelope)
            await amira.says("still there?")
            await other.settled()
        assert [entry for entry in logs if entry["event"] in LOGGED] == []
        assert len(other.told) > 50
        assert "still there?" in [told.text for told in other.told]
        assert other.slack.sockets.opened == 1
