"""Who Teams says that somebody is: an address only of those who belong to the tenant."""

from typing import Any

import pytest

from bot.channels import Knowing
from bot.channels.teams.answering.identity import profile
from bot.errors import ChannelError
from bot.messages import Account
from tests.unit.channels.teams.desks import Desk, account

TENANT = "11111111-1111-4111-8111-111111111111"
AMIRA = {"name": "Amira Khan", "email": "amira@council.example", "userPrincipalName": "akhan@council.example",
         "tenantId": TENANT, "userRole": "user"}  # fmt: skip


@pytest.mark.parametrize(
    ("told", "email", "standing"),
    [
        ({}, "amira@council.example", "member"),
        ({"email": None}, "akhan@council.example", "member"),
        ({"email": "", "userPrincipalName": "akhan"}, "", "member"),
        ({"tenantId": None, "userRole": None}, "amira@council.example", "member"),
        ({"tenantId": TENANT.upper()}, "amira@council.example", "member"),
        ({"userRole": "guest"}, "", "guest"),
        ({"userRole": "Guest"}, "", "guest"),
        ({"userRole": "anonymous", "email": None, "userPrincipalName": None}, "", "guest"),
        ({"userRole": "something new"}, "", "guest"),
        ({"userRole": ["user"]}, "", "guest"),
        ({"userPrincipalName": "a_b.example#EXT#@council.onmicrosoft.com"}, "", "guest"),
        ({"userPrincipalName": "a_b.example#ext#@council.onmicrosoft.com"}, "", "guest"),
        ({"tenantId": "99999999-9999-4999-8999-999999999999"}, "", "outsider"),
        ({"email": 5, "userPrincipalName": ["x@y"]}, "", "member"),
    ],
)
def test_what_is_believed_of_whom(told: dict[str, Any], email: str, standing: str) -> None:
    known = profile("suffolk", TENANT, {**AMIRA, **told})
    assert (known.council, known.name, known.email, known.standing) == ("suffolk", "Amira Khan", email, standing)


async def test_teams_says_at_any_time_who_an_account_is(desk: Desk) -> None:
    amira, guest = desk.person(), desk.person("guest", "A Guest", guest=True)
    assert isinstance(desk.channel, Knowing)
    assert (await desk.channel.who(account(amira))).standing == "member"
    assert (await desk.channel.who(account(guest))).standing == "guest"


async def test_whoever_is_not_there_any_more_is_gone(desk: Desk) -> None:
    amira = desk.person()
    amira.account.gone = True
    assert (await desk.channel.who(account(amira))).standing == "gone"


async def test_nothing_is_said_of_an_account_that_teams_does_not_tell_of(desk: Desk) -> None:
    amira = desk.person()
    desk.teams.faults.arm("member", status=502)
    with pytest.raises(ChannelError) as away:
        await desk.channel.who(account(amira))
    assert not away.value.permanent
    with pytest.raises(ChannelError) as unknown:
        await desk.channel.who(Account("teams", TENANT, "nobody"))
    assert unknown.value.permanent
