"""Activities that Teams never sends: each is answered, none with an error of ours, and nobody sees another's card."""

import pytest
from structlog.testing import capture_logs

from bot.channels.teams.listening.extension import REPORT
from bot.messages import Button, File, Input, Reply, Screen
from tests.contracts.office_cards import APPROVAL
from tests.fakes.teams.mutations import mutants, own
from tests.unit.channels.teams.desks import Desk, account

FORM = Screen("A form", "A form.", inputs=(Input("answer", "How much?"),), buttons=(Button("Continue", "go"),))
# Two thirds of them are mutated; the rest are what Teams sent, once more: nobody is asked for a token here.
MANY = 3000
BUGS = {"request_failed", "teams_edge_failed", "teams_task_failed"}


async def recorded(desk: Desk) -> None:
    """One of each kind of thing that people do in Teams."""
    amira, darius = desk.person(), desk.person("darius", "Darius Doe")
    square = desk.teams.channel("Square", amira, darius)
    await amira.install(square)
    await desk.card(amira, FORM)
    await desk.post(f"{square.tenant}/{square.id}", APPROVAL, "card-2", deciders=(account(amira),))
    await desk.settled()
    desk.answers = {"comms export queue": Reply(files=(File("queue.csv", "a,b", "text/csv"),))}
    await amira.say("hello", files={"form.pdf": b"%PDF"})
    await amira.mention("hello", square)
    await amira.press("Continue", answer="80", chat=amira.direct)
    await amira.press("Approve", chat=square)
    await amira.extension(REPORT, await darius.post("Oops.", square))
    await amira.close_dialog()
    await amira.say("comms export queue")
    await desk.settled()
    await amira.decline("queue.csv")
    await darius.uninstall()
    await darius.install()
    desk.teams.state.old_clients.add(amira.id)
    await amira.press("Continue", answer="80", chat=amira.direct)
    await desk.settled()


@pytest.mark.parametrize("seed", ["one", "two", "three"])
async def test_no_mutated_activity_breaks_anything(desk: Desk, seed: str) -> None:
    await recorded(desk)
    wire = desk.teams.wire
    assert {"message", "installationUpdate", "conversationUpdate", "invoke adaptiveCard/action",
            "invoke composeExtension/fetchTask", "invoke fileConsent/invoke"} <= own(wire.sent)  # fmt: skip
    desk.reply = Reply("Fine.")
    with capture_logs() as logs:
        for mutant in mutants(list(wire.sent), MANY, seed, wire):
            answer = await wire.post(mutant.body, mutant.headers)
            assert answer.status < 500, (mutant.name, answer)
        await desk.settled()
    assert [entry for entry in logs if entry["event"] in BUGS] == []
    await desk.person("grace", "Grace Okafor").say("still there?")
    assert desk.told[-1].text == "still there?"
    await desk.settled()
