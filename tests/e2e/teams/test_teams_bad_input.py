"""What no honest client sends, on the whole application: it is refused or told in a sentence, and nothing is lost."""

import copy
from collections.abc import Callable
from typing import Any

import pytest
from aiohttp import ClientError
from structlog.testing import capture_logs

from bot.approvals.examine import examine
from bot.channels.teams.answering.invokes import SAID
from bot.storage import models
from bot.storage.audit import TortoiseAudit
from tests.e2e.teams.office import TeamsOffice
from tests.e2e.teams.walking import asks_for_a_boost
from tests.fakes.teams import payloads
from tests.fakes.teams.mutations import mutants
from tests.fakes.teams.person import Person
from tests.fakes.teams.state import Json

BAD = (
    "expired", "unsigned", "another audience", "another issuer", "another tenant's", "another service URL",
    "an unknown key",
)  # fmt: skip
TABLES = (models.Conversation, models.Case, models.Entry, models.Receipt, models.Outbox, models.Account)
BUGS = {"request_failed", "teams_edge_failed", "teams_task_failed", "delivery_failed"}
Tampering = Callable[[Json], None]


async def rows() -> list[int]:
    """How much the database holds, by table."""
    return [await table.all().count() for table in TABLES]


async def approvals() -> int:
    return await models.Entry.filter(kind="approved").count()


def last(office: TeamsOffice, who: Person, name: str) -> Json:
    """The newest activity of that name which somebody sent, to be tampered with."""
    mine = [s.activity for s in office.teams.wire.sent if s.activity["from"]["id"] == who.id]
    return copy.deepcopy(next(a for a in reversed(mine) if a.get("name", a["type"]) == name))


async def pressed(office: TeamsOffice) -> Json:
    """Tobias has approved a boost of Nadia's; what his client sent for that."""
    await asks_for_a_boost(office)
    await office.tobias.press("Approve")
    await office.settled()
    return last(office, office.tobias, "adaptiveCard/action")


async def answered(office: TeamsOffice, activity: Json) -> Json:
    """What an invoke is answered: always something that Teams can show."""
    answer = await office.teams.wire.deliver(activity)
    assert answer.status == 200, answer
    await office.settled()
    return answer.json


def action(activity: Json) -> Any:
    return activity["value"]["action"]


@pytest.mark.parametrize("forged", BAD)
async def test_a_press_with_a_bad_token_decides_nothing(teams_office: TeamsOffice, forged: str) -> None:
    await asks_for_a_boost(teams_office)
    wire, tobias = teams_office.teams.wire, teams_office.tobias
    finger = await tobias.hold("Approve")
    before = await rows()
    value = {"action": {"type": "Action.Execute", "verb": "press", "data": finger.data}, "trigger": "manual"}
    message = finger.surface.message
    whole = payloads.invoked(teams_office.teams, tobias.account, tobias.direct, ("adaptiveCard/action", value), message)
    wire.sent.clear()
    await wire.deliver({**whole, "type": "event"})  # known to Teams, and nothing to us
    answer = await wire.post(wire.sent[-1].body.replace(b'"event"', b'"invoke"'), wire.headers(whole, forged))
    assert (answer.status, await rows()) == (401, before)
    await tobias.let_go(finger)
    assert await approvals() == 1


@pytest.mark.parametrize("lost", ["conversation", "from", "recipient", "serviceUrl", "type", "channelId"])
async def test_a_press_without_a_part_that_every_activity_has_is_refused(teams_office: TeamsOffice, lost: str) -> None:
    activity = await pressed(teams_office)
    before = await rows()
    del activity[lost]
    wire = teams_office.teams.wire
    honest = wire.headers({**activity, "serviceUrl": teams_office.teams.service_url})
    wire.sent.append(type(wire.sent[0])(activity))
    answer = await wire.post(wire.sent[-1].body, honest)
    assert answer.status == 400
    assert answer.text.endswith(".")
    assert await rows() == before


@pytest.mark.parametrize(
    ("part", "status"),
    [
        ({"channelData": {}}, 403), ({"channelData": {"tenant": None}}, 403), ({"channelData": {"tenant": []}}, 400),
        ({"from": {"id": "29:x"}}, 400), ({"from": {}}, 400), ({"conversation": {}}, 400), ({"conversation": []}, 400),
        ({"from": {"id": "29:x", "aadObjectId": "no id"}}, 400),
    ],
)  # fmt: skip
async def test_a_press_of_nobody_or_nowhere_is_refused(teams_office: TeamsOffice, part: Json, status: int) -> None:
    activity = await pressed(teams_office)
    before = await rows()
    activity["conversation"].pop("tenantId")
    assert (await teams_office.teams.wire.deliver({**activity, **part})).status == status
    assert await rows() == before


def _token(activity: Json) -> None:
    drawn = action(activity)["data"]["commsdesk"]
    drawn["token"] = drawn["token"][:-2] + ("AA" if drawn["token"][-2:] != "AA" else "BB")


def _no_token(activity: Json) -> None:
    action(activity)["data"]["commsdesk"]["token"] = ""


def _no_data(activity: Json) -> None:
    action(activity)["data"] = None


def _verb(activity: Json) -> None:
    action(activity)["verb"] = "approve everything"


def _value(activity: Json) -> None:
    activity["value"] = "approve"


def _name(activity: Json) -> None:
    activity["name"] = "adaptiveCard/approve"


@pytest.mark.parametrize("tampered", [_token, _no_token, _no_data, _verb, _value, _name])
async def test_a_press_that_was_tampered_with_gets_a_sentence_and_decides_nothing(
    teams_office: TeamsOffice, tampered: Tampering
) -> None:
    activity = await pressed(teams_office)
    before, lines = await approvals(), len(teams_office.tobias.lines())
    tampered(activity)
    told = await answered(teams_office, {**activity, "id": "f:another"})
    said = [told["value"]] if told["type"] == SAID else teams_office.tobias.lines()[lines:]
    assert "".join(said).endswith(".")
    assert "Approve" not in str(told["value"])
    assert (await approvals(), (await models.Case.get()).state) == (before, "in_review")


async def test_fields_and_keys_that_were_made_up_show_and_change_nothing(teams_office: TeamsOffice) -> None:
    activity = await pressed(teams_office)
    drawn = action(activity)["data"]["commsdesk"]
    for key in ("x", "0" * 32, "asked-W10=", "page.home", drawn["key"][::-1]):
        action(activity)["data"] = {
            "commsdesk": {**drawn, "key": key, "version": 2**31 - 1},
            "in.reason": "x",
            "in.": "y",
        }
        told = await answered(teams_office, copy.deepcopy(activity))
        assert told["statusCode"] == 200
        assert "Boost" not in str(told)
    assert await approvals() == 1


async def test_the_same_press_three_times_is_one_decision_and_each_is_answered(teams_office: TeamsOffice) -> None:
    activity = await pressed(teams_office)
    for _ in range(2):
        assert (await answered(teams_office, copy.deepcopy(activity)))["statusCode"] == 200
    assert await approvals() == 1


async def test_the_same_message_three_times_is_one_conversation(teams_office: TeamsOffice) -> None:
    await teams_office.nadia.say("boost")
    for _ in range(2):
        assert (await teams_office.teams.wire.again(teams_office.teams.wire.sent[-1])).status == 200
    await teams_office.settled()
    assert await models.Conversation.all().count() == 1


@pytest.mark.parametrize("who", ["darius", "nadia", "mei_lin"])
async def test_a_press_by_whoever_it_was_not_made_for_decides_nothing(teams_office: TeamsOffice, who: str) -> None:
    await asks_for_a_boost(teams_office)
    finger = await teams_office.tobias.hold("Approve")
    other: Person = getattr(teams_office, who)
    value = {"action": {"type": "Action.Execute", "verb": "press", "data": finger.data}, "trigger": "manual"}
    told = await answered(
        teams_office,
        payloads.invoked(teams_office.teams, other.account, other.direct, ("adaptiveCard/action", value), None),
    )
    assert (told["type"], "Approve" in str(told)) == (SAID, False)
    assert await approvals() == 0
    await teams_office.tobias.let_go(finger)
    assert await approvals() == 1


async def test_a_card_forwarded_to_a_group_is_neither_shown_nor_pressed_for_the_others(
    teams_office: TeamsOffice,
) -> None:
    await asks_for_a_boost(teams_office)
    tobias, darius = teams_office.tobias, teams_office.darius
    group = teams_office.teams.group("All", tobias, darius)
    finger = await tobias.hold("Approve")
    forwarded = copy.deepcopy(finger.surface.message)
    assert forwarded
    forwarded.conversation = group.id
    forwarded.surfaces.clear()
    group.messages.append(forwarded)
    await darius.press("Approve", chat=group)
    await teams_office.settled()
    assert darius.told
    assert await approvals() == 0


async def test_a_press_that_nobody_hears_during_a_deploy_counts_once_it_is_made_again(
    teams_office: TeamsOffice,
) -> None:
    await asks_for_a_boost(teams_office)
    finger = await teams_office.tobias.hold("Approve")
    await teams_office.end()
    with pytest.raises(ClientError):
        await teams_office.tobias.let_go(finger)
    await teams_office.begin()
    assert await approvals() == 0
    await teams_office.tobias.let_go(finger)
    await teams_office.settled()
    assert await approvals() == 1


async def test_the_bot_taken_out_in_the_middle_of_a_guide_loses_nothing_that_was_answered(
    teams_office: TeamsOffice,
) -> None:
    nadia = teams_office.nadia
    await nadia.say("boost")
    await teams_office.settled()
    await nadia.press("Facebook")
    await nadia.uninstall()
    await teams_office.settled()
    kept = await models.Conversation.get()
    assert (kept.state, len(kept.answers)) == ("open", 1)
    await nadia.install()
    await teams_office.settled()
    await nadia.say("carry on")
    await teams_office.settled()
    assert "Question 2" in nadia.cards()[-1]


async def test_mutated_activities_harm_neither_the_application_nor_its_record(teams_office: TeamsOffice) -> None:
    await pressed(teams_office)
    await teams_office.mei_lin.say("export queue")
    await teams_office.settled()
    wire = teams_office.teams.wire
    made = mutants(list(wire.sent), 360, "office", wire)
    with capture_logs() as logs:
        before = await rows()
        for mutant in (m for m in made if not m.signed):
            assert (await wire.post(mutant.body, mutant.headers)).status == 401
        assert await rows() == before
        for mutant in (m for m in made if m.signed):
            assert (await wire.post(mutant.body, mutant.headers)).status < 500, mutant
        await teams_office.settled()
    assert [entry for entry in logs if entry["event"] in BUGS] == []
    assert [e async for e in examine(TortoiseAudit(), "suffolk")][-1].faults == []
    await teams_office.callum.say("help")
    await teams_office.settled()
    assert "Comms Desk" in teams_office.callum.lines()[-1]
