"""Who an account of Slack is: asked once the application wants to know, told as Slack tells it, and never guessed."""

from collections.abc import Awaitable, Callable

import pytest

from bot.channels.slack.calling.identity import profile
from bot.channels.slack.ports import Workspace
from bot.messages import Button, Profile, Reply, Screen
from tests.contracts.office_cards import APPROVAL
from tests.fakes.slack.wire import Answer
from tests.unit.channels.slack.desks import Desk

WORKSPACE = Workspace("T1", "suffolk", "xoxb-1")
WHO = {
    "id": "U1",
    "team_id": "T1",
    "is_email_confirmed": True,
    "profile": {"real_name": "Amira", "email": "a@b.example"},
}
MEET = Screen("Is this you?", "Is this you?", buttons=(Button("Yes, this is me", "link", "primary"),))


@pytest.mark.parametrize(
    ("more", "standing"),
    [
        ({}, "member"),
        ({"is_restricted": True}, "guest"),
        ({"is_ultra_restricted": True}, "guest"),
        ({"is_stranger": True}, "outsider"),
        ({"team_id": "T2"}, "outsider"),
        ({"team_id": "T2", "enterprise_user": {"teams": ["T2"]}}, "outsider"),
        ({"team_id": "T2", "enterprise_user": {"teams": ["T1", "T2"]}}, "member"),
        ({"team_id": "T2", "is_restricted": True}, "outsider"),
        ({"deleted": True, "is_restricted": True}, "gone"),
        ({"is_bot": True}, "machine"),
        ({"id": "USLACKBOT"}, "machine"),
    ],
)
def test_an_accounts_standing_is_what_slack_says_of_it(more: dict[str, object], standing: str) -> None:
    told = profile(WORKSPACE, WHO | more)
    assert told == Profile("suffolk", "a@b.example", "Amira", told.standing)
    assert told.standing == standing


@pytest.mark.parametrize(
    "more", [{"is_email_confirmed": False}, {"is_email_confirmed": None}, {"profile": None}, {"profile": {}}]
)
def test_an_address_that_slack_has_not_verified_is_left_out(more: dict[str, object]) -> None:
    assert profile(WORKSPACE, WHO | more).email == ""


async def test_slack_is_asked_who_somebody_is_only_where_the_application_wants_to_know(desk: Desk) -> None:
    amira = desk.person()
    desk.reply = Reply("Hello.")
    await amira.says("hello")
    await amira.sees("Hello.")
    assert desk.slack.made("users.info") == []


@pytest.mark.parametrize("way", ["says", "command", "mention", "press", "home"])
async def test_a_stranger_is_looked_up_and_then_answered_whichever_way_they_came(way: str, desk: Desk) -> None:
    amira = desk.person(email="amira@council.example")
    desk.slack.channel("C1", "U1")
    await desk.card(amira, APPROVAL)
    desk.strangers = True
    desk.reply = Reply("Welcome.", screen=MEET)
    ways: dict[str, Callable[[], Awaitable[Answer]]] = {
        "says": lambda: amira.says("hello"),
        "command": lambda: amira.command("/ask", "hello"),
        "mention": lambda: amira.says(f"<@{desk.slack.bot()}> hello", "C1"),
        "press": lambda: amira.press("Approve"),
        "home": amira.opens_home,
    }
    await ways[way]()
    await desk.settled()
    told = desk.told[-1].profile
    assert told
    assert told == Profile("suffolk", "amira@council.example", "Amira Khan", "member", told.as_of)
    shown = " ".join([*amira.texts(), *amira.texts("C1"), amira.home()])
    assert "Is this you?" in shown


async def test_a_slack_that_does_not_say_who_somebody_is_leaves_them_with_a_sentence(desk: Desk) -> None:
    amira = desk.person()
    desk.strangers = True
    desk.slack.faults.arm("users.info", status=503, times=3)
    await amira.says("hello")
    assert await amira.sees("who you are")
    assert desk.told == []


async def test_slack_is_asked_again_once_where_it_was_asked_too_often(desk: Desk) -> None:
    amira = desk.person()
    desk.strangers = True
    desk.reply = Reply("Welcome.")
    desk.slack.faults.arm("users.info", retry_after=1)
    await amira.says("hello")
    assert await amira.sees("Welcome.")


async def test_somebody_from_another_workspace_in_a_shared_channel_is_told_apart(desk: Desk) -> None:
    desk.slack.team("T2", "Partner", install=False)
    otto = desk.person("U9", "Otto Lind", team="T2")
    desk.slack.channel("C1", "U9")
    desk.strangers = True
    desk.reply = Reply("For staff only.")
    await otto.says(f"<@{desk.slack.bot()}> hello", "C1")
    await desk.settled()
    assert desk.told[-1].profile
    assert desk.told[-1].profile.standing == "outsider"
    assert any("For staff only." in text for text in otto.texts("C1"))
