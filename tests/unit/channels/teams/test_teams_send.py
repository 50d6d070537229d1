"""Cards that delivery sends to Teams: where they go, what stands there, and what Teams refuses."""

from dataclasses import replace

import pytest

from bot.channels.teams import rates
from bot.channels.teams.answering.send import Sender
from bot.channels.teams.answering.sharing import Sharing
from bot.channels.teams.edge.connector import Connector
from bot.channels.teams.edge.credentials import Credentials
from bot.channels.teams.limits import faults
from bot.delivery.ports import MESSAGE_GONE, PERSON_GONE
from bot.errors import ChannelError
from bot.messages import Posting
from tests.contracts.office_cards import APPROVAL, DECIDED
from tests.fakes.teams import HOME
from tests.unit.channels.teams.desks import Desk
from tests.unit.channels.teams.edges import OTHER, settings_of


def to(address: str, message: str = "") -> Posting:
    return Posting(address, "card-1", 1, APPROVAL, message)


async def refusal(desk: Desk, posting: Posting) -> ChannelError:
    """What Teams, or the channel before it, refuses it with."""
    with pytest.raises(ChannelError) as refused:
        await desk.channel.send(posting)
    return refused.value


async def test_a_card_for_somebody_whose_chat_nobody_knows_begins_it(desk: Desk) -> None:
    amira, known = desk.person(unheard=True), desk.person("known", "Known One")
    assert await desk.channel.send(to(f"{HOME}/{amira.id}"))
    assert APPROVAL.title in amira.cards()[0]
    assert known.cards() == []


async def test_where_a_tenant_was_never_heard_from_no_chat_can_be_begun(desk: Desk) -> None:
    amira = desk.person(unheard=True)
    refused = await refusal(desk, to(f"{HOME}/{amira.id}"))
    assert refused.permanent


@pytest.mark.parametrize("how", ["never", "uninstalled", "blocked"])
async def test_somebody_who_cannot_be_written_to_is_said_to_be_gone(desk: Desk, how: str) -> None:
    heard = desk.person("heard", "Heard One")
    amira = desk.person(has_app=how != "never")
    address = f"{HOME}/{amira.id}" if how == "never" else f"{HOME}/{amira.direct.id}"
    if how == "uninstalled":
        await amira.uninstall()
    if how == "blocked":
        amira.block()
    refused = await refusal(desk, to(address))
    assert refused.permanent
    assert refused.code in PERSON_GONE
    assert heard.cards() == []


async def test_a_message_that_is_gone_is_posted_again_by_delivery(desk: Desk) -> None:
    amira = desk.person()
    message = await desk.card(amira, APPROVAL)
    amira.direct.messages.clear()
    refused = await refusal(desk, to(f"{HOME}/{amira.direct.id}", message))
    assert (refused.code, refused.permanent) == (MESSAGE_GONE, True)


@pytest.mark.parametrize("status", [429, 412, 502, 504])
async def test_what_is_refused_for_now_may_be_tried_again(desk: Desk, status: int) -> None:
    amira = desk.person()
    desk.teams.faults.arm("send", status=status)
    refused = await refusal(desk, to(f"{HOME}/{amira.direct.id}"))
    assert not refused.permanent
    assert await desk.channel.send(to(f"{HOME}/{amira.direct.id}"))


@pytest.mark.parametrize("address", ["", HOME, f"{HOME}/", "nonsense", f"{HOME}/a:nobody"])
async def test_an_address_of_nothing_is_refused_for_good(desk: Desk, address: str) -> None:
    assert (await refusal(desk, to(address))).permanent


async def test_nothing_goes_to_a_tenant_that_may_not_use_the_bot(desk: Desk) -> None:
    amira, settings = desk.person(), settings_of(desk.teams, app_tenant_id=OTHER)
    connector = Connector(settings, Credentials(settings))
    sender = Sender(settings, desk.ports.references, connector, Sharing(connector), "suffolk")
    with pytest.raises(ChannelError) as refused:
        await sender.send(to(f"{HOME}/{amira.direct.id}"))
    assert (refused.value.code, refused.value.permanent) == ("other_tenant", True)


async def test_a_database_that_is_away_is_no_refusal_for_good(desk: Desk) -> None:
    amira = desk.person()
    desk.ports.references.away = True
    assert not (await refusal(desk, to(f"{HOME}/{amira.direct.id}"))).permanent


async def test_an_edit_stands_where_the_card_stood(desk: Desk) -> None:
    amira = desk.person()
    message = await desk.card(amira, APPROVAL)
    edited = replace(to(f"{HOME}/{amira.direct.id}", message), screen=DECIDED, version=2)
    assert await desk.channel.send(edited) == message
    (card,) = amira.cards()
    assert DECIDED.title in card
    assert faults(amira.direct.messages[0].activity["attachments"][0]["content"]) == []


def test_teams_limits_are_kept_for_each_conversation_and_each_tenant() -> None:
    kept = [(limit.count, limit.seconds, limit.whole) for limit in rates.SEND.limits]
    assert kept == [(7, 1, False), (8, 2, False), (60, 30, False), (1800, 3600, False), (30, 1, True)]
