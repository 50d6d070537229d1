"""The fake's people do what people do in Teams, and it reaches a bot as Microsoft's documentation has it."""

import asyncio

import pytest

from tests.fakes.teams import HOME, FakeTeams
from tests.fakes.teams.person import Person
from tests.fakes.teams.wire import NotAnswered
from tests.unit.channels.teams.stall import (
    PLAIN,
    Stall,
    act,
    card,
    message,
    says,
    text,
)


async def test_a_message_says_who_where_and_in_which_tenant(stall: Stall, nadia: Person) -> None:
    await nadia.say("hello <at>Comms Desk</at> & all")
    (heard,) = stall.of("message")
    assert heard["text"] == "hello &lt;at&gt;Comms Desk&lt;/at&gt; &amp; all"
    assert heard["from"]["aadObjectId"] == nadia.account.object_id
    assert heard["conversation"] == {"id": nadia.direct.id, "conversationType": "personal", "tenantId": HOME}
    assert heard["channelData"]["tenant"] == {"id": HOME}
    assert heard["recipient"]["id"] == stall.teams.bot_id
    assert [e["type"] for e in heard["entities"]] == ["clientInfo"]
    assert nadia.lines() == ["hello <at>Comms Desk</at> & all"]


async def test_in_a_channel_a_bot_hears_only_what_mentions_it_with_the_thread(
    stall: Stall, teams: FakeTeams, nadia: Person, tobias: Person
) -> None:
    channel = teams.channel("News", nadia, tobias)
    root = await tobias.post("Look at this", channel)
    await nadia.mention("may I?", channel, root=root.id)
    (heard,) = stall.of("message")
    assert (heard["text"], nadia.lines(channel)[-1]) == ("<at>Comms Desk</at> may I?", "may I?")
    assert heard["conversation"]["id"] == f"{channel.id};messageid={root.id}"
    assert (heard["conversation"]["conversationType"], heard["conversation"]["isGroup"]) == ("channel", True)
    assert heard["channelData"]["team"]["id"] == channel.team
    assert heard["entities"][0]["mentioned"]["id"] == teams.bot_id
    with pytest.raises(AssertionError, match="only its mentions"):
        await nadia.say("may I?", channel)


async def test_somebody_waits_for_what_is_yet_to_come(stall: Stall, nadia: Person) -> None:
    seeing = asyncio.ensure_future(nadia.sees("Welcome"))
    pressing = asyncio.ensure_future(nadia.press("Go"))
    await stall.send(nadia.direct, {**PLAIN, "text": "Welcome, Nadia"})
    assert await seeing == "Welcome, Nadia"
    stall.answers["adaptiveCard/action"] = lambda _: says("Gone.")
    await stall.send(nadia.direct, message(card(text("x"), actions=(act("Go"),))))
    await pressing
    assert nadia.told == ["Gone."]


async def test_the_app_is_installed_told_again_and_removed(stall: Stall, teams: FakeTeams) -> None:
    new = teams.person("new", "New Person", has_app=False)
    with pytest.raises(AssertionError, match="has no chat with the bot"):
        await new.say("hello")
    await new.install()
    await new.open_chat()
    assert [a["action"] for a in stall.of("installationUpdate")] == ["add", "add"]
    assert [a["membersAdded"][1]["id"] for a in stall.of("conversationUpdate")] == [teams.bot_id] * 2
    assert ["name" in a["from"] for a in stall.heard] == [False] * 4
    await stall.send(new.direct, {**PLAIN, "text": "Welcome"})
    await new.uninstall()
    assert stall.of("installationUpdate")[-1]["action"] == "remove"
    with pytest.raises(AssertionError, match="not installed"):
        await new.say("hello")


async def test_people_and_the_bot_come_into_a_channel_and_the_bot_goes(
    stall: Stall, teams: FakeTeams, nadia: Person, tobias: Person
) -> None:
    channel = teams.channel("News", nadia, installed=False)
    await nadia.install(channel)
    await tobias.joins(channel)
    added, joined = stall.of("conversationUpdate")
    assert (added["membersAdded"][0]["id"], joined["membersAdded"][0]["id"]) == (teams.bot_id, tobias.id)
    assert joined["channelData"]["eventType"] == "teamMemberAdded"
    await tobias.leaves(channel)
    assert stall.of("conversationUpdate")[-1]["membersRemoved"][0]["aadObjectId"] == tobias.account.object_id
    await nadia.uninstall(channel)
    assert stall.of("conversationUpdate")[-1]["membersRemoved"] == [{"id": teams.bot_id}]


async def test_what_somebody_wrote_can_be_edited(stall: Stall, nadia: Person) -> None:
    await nadia.say("helo")
    await nadia.edit(nadia.direct.messages[0], "hello")
    (edited,) = stall.of("messageUpdate")
    assert (edited["text"], edited["channelData"]["eventType"]) == ("hello", "editMessage")


async def test_a_bot_hears_of_reactions_and_of_what_teams_may_tell_some_day(stall: Stall, nadia: Person) -> None:
    await nadia.say("hello")
    await nadia.react(nadia.direct.messages[0])
    await nadia.does("somethingNew", nadia.direct.messages[0], value={"a": 1})
    reaction, new = stall.heard[1:]
    assert (reaction["reactionsAdded"], reaction["replyToId"]) == ([{"type": "like"}], nadia.direct.messages[0].id)
    assert (new["type"], new["value"]) == ("somethingNew", {"a": 1})


async def test_a_bot_that_takes_too_long_did_not_answer(stall: Stall, teams: FakeTeams, nadia: Person) -> None:
    gate = asyncio.Event()
    teams.faults.arm("keys", held=gate)
    teams.wire.patience = 0.2
    with pytest.raises(NotAnswered):
        await nadia.say("hello")
    gate.set()
