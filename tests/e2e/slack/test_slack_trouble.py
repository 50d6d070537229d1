"""What becomes of cards when Slack refuses them, for now or for good: nothing is lost, and what is given up shows."""

from typing import Any

import pytest

from bot.storage import models
from tests.e2e.slack.office import SlackOffice
from tests.e2e.slack.walking import asks_for_a_boost

ASKS = "asks you"


async def parked(office: SlackOffice) -> set[str]:
    """Why rows were given up, as the database and whoever watches have it."""
    reasons = {str(r) for (r,) in await models.Outbox.exclude(failed="").values_list("failed")}
    assert (await office.readyz())["parked"] == await models.Outbox.exclude(failed="").count()
    return reasons


@pytest.mark.parametrize(
    "trouble",
    [{"retry_after": 1}, {"status": 503}, {"error": "internal_error"}],
    ids=["too many", "unavailable", "its own error"],
)
async def test_what_slack_refuses_for_now_comes_later_and_once(
    slack_office: SlackOffice, trouble: dict[str, Any]
) -> None:
    slack = slack_office.slack
    slack.faults.arm("chat.postMessage", channel=slack_office.tobias.direct.id, times=99, **trouble)
    await asks_for_a_boost(slack_office)
    assert not [t for t in slack_office.tobias.texts() if "Approve" in t]
    assert (await slack_office.readyz())["waiting"] >= 1
    slack.faults.armed.clear()
    await slack_office.settled()
    assert len([t for t in slack_office.tobias.texts() if "[Approve]" in t]) == 1
    assert await parked(slack_office) == set()


async def test_an_edit_that_is_refused_for_now_shows_the_newest_in_the_end(slack_office: SlackOffice) -> None:
    await asks_for_a_boost(slack_office)
    slack_office.slack.faults.arm("chat.update", retry_after=2, times=4)
    await slack_office.tobias.press("Approve")
    for _ in range(6):
        await slack_office.settled()
    assert "Approve" not in slack_office.tobias.buttons()
    assert "Approve" in slack_office.callum.buttons()


async def test_a_message_that_somebody_deleted_is_posted_again(slack_office: SlackOffice) -> None:
    await asks_for_a_boost(slack_office)
    slack_office.tobias.direct.messages.clear()
    await slack_office.nadia.press("Withdraw")
    await slack_office.settled()
    assert "Withdrawn" in slack_office.tobias.texts()[-1]
    assert await parked(slack_office) == set()


async def test_a_closed_conversation_parks_its_cards_and_nobody_elses(slack_office: SlackOffice) -> None:
    slack_office.tobias.direct.closed = True
    await asks_for_a_boost(slack_office)
    assert await parked(slack_office) == {"channel_not_found"}
    assert "Waiting" in slack_office.nadia.texts()[-1]
    assert (await models.Case.get()).state == "in_review"


async def test_an_archived_channel_parks_what_is_addressed_to_it(slack_office: SlackOffice) -> None:
    where = slack_office.slack.channel("CTEAM", private=True)
    where.archived = True
    await models.Account.filter(channel="slack", user=slack_office.tobias.id).update(address="T1/CTEAM")
    await asks_for_a_boost(slack_office)
    assert await parked(slack_office) == {"is_archived"}


async def test_somebody_who_was_deactivated_parks_their_cards(slack_office: SlackOffice) -> None:
    slack_office.tobias.account.deleted = True
    await asks_for_a_boost(slack_office)
    assert await parked(slack_office) == {"user_disabled"}


@pytest.mark.parametrize("kind", ["app_uninstalled", "tokens_revoked"])
async def test_whoever_takes_the_app_out_is_believed_with_one_token_too(slack_office: SlackOffice, kind: str) -> None:
    slack, told = slack_office.slack, {"type": "event_callback", "team_id": "T1", "event_id": "Ev1"}
    accounts = models.Account.filter(channel="slack", tenant="T1")
    await slack.wire.deliver("events_api", {**told, "event": {"type": kind}})
    assert not await accounts.filter(reachable=False).exists()
    slack.revoke()
    await slack.wire.deliver("events_api", {**told, "event_id": "Ev2", "event": {"type": kind}})
    assert not await accounts.filter(reachable=True).exists()
    assert await models.Person.exists(name="Nadia Rahman")


async def test_with_a_revoked_token_decisions_are_kept_and_cards_are_parked(slack_office: SlackOffice) -> None:
    await asks_for_a_boost(slack_office)
    slack_office.slack.revoke()
    await slack_office.tobias.press("Approve")
    await slack_office.settled()
    assert await models.Entry.filter(kind="approved").count() == 1
    assert await parked(slack_office) == {"token_revoked"}


async def test_a_used_up_response_url_is_no_reason_to_be_silent(slack_office: SlackOffice) -> None:
    slack_office.slack.faults.arm("response_url", status=500, times=9)
    await asks_for_a_boost(slack_office)
    await slack_office.tobias.press("Approve")
    await slack_office.settled()
    assert [t for t in slack_office.tobias.texts() if "The next person has been asked" in t]


async def test_the_engine_waits_as_long_as_slack_asks_and_sends_in_order(delivering: SlackOffice) -> None:
    slack, nadia = delivering.slack, delivering.nadia
    slack.rates.on = True
    slack.faults.arm("chat.postMessage", retry_after=1)
    before = slack.clock.now()
    for words in ("help", "mine", "waiting"):
        await nadia.says(words)
    for title in ("Comms Desk", "My requests", "Waiting for you"):
        await nadia.sees(title)
    assert (slack.clock.now() - before).total_seconds() >= 1
    titles = [t.partition("\n")[0] for t in nadia.texts() if "\n" in t]
    assert titles == ["Comms Desk", "My requests", "Waiting for you"]
    assert slack.rates.refused == 0
