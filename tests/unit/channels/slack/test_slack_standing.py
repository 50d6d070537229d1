"""What Slack tells of accounts by itself, and what it says of one when it is asked."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.channels import Knowing
from bot.channels.slack.calling.identity import profile
from bot.errors import ChannelError
from bot.messages import Account, Profile, Reply
from tests.fakes.slack.interactions import event
from tests.unit.channels.slack.desks import Desk
from tests.unit.channels.slack.test_slack_identity import WHO, WORKSPACE


async def test_a_change_is_handed_in_as_told_by_slack_itself(desk: Desk) -> None:
    amira = desk.person(email="amira@council.example")
    await amira.becomes(guest=True)
    (told,) = desk.told
    assert (told.told, told.account, told.text) == (True, Account("slack", "T1", "U1"), "")
    as_of = datetime.fromtimestamp(amira.account.updated, UTC)
    assert told.profile == Profile("suffolk", "amira@council.example", "Amira Khan", "guest", as_of)
    await desk.settled()
    assert amira.texts() == []


@pytest.mark.parametrize(
    ("what", "standing"),
    [({"deleted": True}, "gone"), ({"single_channel_guest": True}, "guest"), ({"guest": False}, "member")],
)
async def test_a_change_tells_how_the_account_stands(desk: Desk, what: dict[str, bool], standing: str) -> None:
    await desk.person().becomes(**what)
    told = desk.told[0].profile
    assert told
    assert told.standing == standing


async def test_a_change_that_could_not_be_kept_is_told_again_by_slack(desk: Desk) -> None:
    amira = desk.person()
    desk.reply = Reply("That was not saved.", "bad")
    await amira.becomes(guest=True, expect=503)
    desk.reply = Reply()
    desk.seen.clear()
    assert (await desk.slack.wire.retried(desk.slack.wire.sent[-1], 1)).status == 200
    assert len({told.id for told in desk.told}) == 1


@pytest.mark.parametrize(
    "user", [None, "U1", {}, {"id": 1}, {"id": "U1", "deleted": "yes"}, {"id": "U1", "updated": -1},
             {"id": "U1", "updated": 10**30}, {"id": "U1", "profile": []},
             {"id": "U1", "enterprise_user": {"teams": 1}}]
)  # fmt: skip
async def test_a_change_of_nobody_or_in_no_form_of_slacks_changes_nothing(desk: Desk, user: Any) -> None:
    payload = event(desk.slack, "T1", {"type": "user_change", "user": user})
    assert (await desk.slack.wire.deliver("events_api", payload)).status in {200, 400}
    assert desk.told == []


async def test_a_change_of_which_slack_says_least_is_enough(desk: Desk) -> None:
    payload = event(desk.slack, "T1", {"type": "user_change", "user": {"id": "U1", "deleted": True}})
    assert (await desk.slack.wire.deliver("events_api", payload)).status == 200
    assert desk.told[0].profile == Profile("suffolk", standing="gone")


def test_when_slack_changed_an_account_is_read_to_the_second() -> None:
    assert profile(WORKSPACE, {**WHO, "updated": 1_700_000_000}).as_of == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
    assert profile(WORKSPACE, WHO).as_of is None


async def test_slack_says_who_an_account_is_whenever_it_is_asked(desk: Desk) -> None:
    desk.person(guest=True)
    assert isinstance(desk.channel, Knowing)
    assert (await desk.channel.who(Account("slack", "T1", "U1"))).standing == "guest"


@pytest.mark.parametrize(("account", "permanent"), [("T9/U1", True), ("T1/U404", True)])
async def test_slack_does_not_say_who_somebody_elsewhere_or_unknown_is(
    desk: Desk, account: str, permanent: bool
) -> None:
    desk.person()
    team, _, user = account.partition("/")
    with pytest.raises(ChannelError) as refusal:
        await desk.channel.who(Account("slack", team, user))
    assert refusal.value.permanent is permanent


async def test_a_slack_that_asks_to_wait_is_not_waited_for_where_nobody_is_there(desk: Desk) -> None:
    desk.person()
    desk.slack.faults.arm("users.info", retry_after=60)
    with pytest.raises(ChannelError) as refusal:
        await desk.channel.who(Account("slack", "T1", "U1"))
    assert refusal.value.retry_after == 60
