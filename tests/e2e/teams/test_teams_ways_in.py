"""Every way into the bot in Teams, on the whole application: nobody but the person sees what is theirs."""

import pytest

from bot.channels.teams.answering.privately import ADD_ME
from bot.channels.teams.listening.extension import REPORT
from bot.channels.teams.listening.messages import MOVED
from bot.channels.teams.packaging.menu import PERSONAL
from bot.storage import models
from tests.e2e.teams.office import TeamsOffice
from tests.e2e.teams.walking import asks_for_a_boost, budget_agreed

QUESTION = "Can I put a photo of children on our page?"
SECTION = "2.9"


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("hi", "What waits for me"), ("help", "What waits for me"), ("home", "Carry on"),
        ("settings", "Stop reminders"),
        ("my requests", "You have not sent any request yet"), ("accounts", "accounts"), (QUESTION, SECTION),
        (f"/ask {QUESTION}", SECTION),
    ],
)  # fmt: skip
async def test_what_is_written_in_ones_own_chat_is_answered_there(
    teams_office: TeamsOffice, words: str, shown: str
) -> None:
    await teams_office.nadia.say("boost")
    await teams_office.settled()
    await teams_office.nadia.say(words)
    await teams_office.settled()
    assert shown in teams_office.nadia.lines()[-1]


@pytest.mark.parametrize("where", ["own chat", "group chat"])
@pytest.mark.parametrize(
    ("words", "flow"),
    [
        ("Boost a Facebook post", "boost"), ("reach more people", "boost"), ("photo consent", "photo_consent"),
        ("take a photo down", "photo_consent"), ("new account", "new_account"), ("business case", "new_account"),
        ("political restriction", "political_restriction"), ("list of sensitive posts", "political_restriction"),
        ("report a colleague", "report_colleague"), ("I want to report my manager", "report_colleague"),
        ("incident photo", "incident_photo"),
    ],
)  # fmt: skip
async def test_every_guide_begins_by_its_name_and_by_what_it_is_for(
    teams_office: TeamsOffice, words: str, flow: str, where: str
) -> None:
    nadia, darius = teams_office.nadia, teams_office.darius
    if where == "own chat":
        await nadia.say(words)
    else:
        group = teams_office.teams.group("All", nadia, darius)
        await nadia.install(group)
        await nadia.mention(words, group)
    await teams_office.settled()
    assert flow in {c.flow for c in await models.Conversation.all()} or "Not covered" in nadia.cards()[-1]
    assert darius.lines() == []


@pytest.mark.parametrize(
    ("slip", "meant"), [("hepl", "[Help]"), ("settigns", "Settings"), ("my reqests", "My requests")]
)
async def test_a_word_with_a_slip_in_it_gets_what_was_meant(teams_office: TeamsOffice, slip: str, meant: str) -> None:
    await teams_office.nadia.say(slip)
    await teams_office.settled()
    assert meant in teams_office.nadia.lines()[-1]


@pytest.mark.parametrize("words", [words for words, _ in PERSONAL])
async def test_every_line_of_the_menu_is_understood(teams_office: TeamsOffice, words: str) -> None:
    callum = teams_office.callum
    before = len(callum.lines())
    await callum.say(words)
    await teams_office.settled()
    assert len(callum.lines()) > before + 1
    assert "Not covered" not in callum.lines()[-1]


async def test_the_teams_commands_are_for_the_team(teams_office: TeamsOffice) -> None:
    await asks_for_a_boost(teams_office)
    reference = (await models.Case.get()).reference
    for words in ("queue", f"case {reference}", "comms accounts", "state", "parked"):
        before = len(teams_office.mei_lin.lines())
        await teams_office.mei_lin.say(words)
        await teams_office.settled()
        assert len(teams_office.mei_lin.lines()) > before + 1
        assert "Callum Fraser and Mei-Lin Hughes" not in teams_office.mei_lin.lines()[-1]
    await teams_office.nadia.say("comms queue")
    await teams_office.settled()
    assert reference not in teams_office.nadia.lines()[-1]
    assert "Callum Fraser and Mei-Lin Hughes" in teams_office.nadia.lines()[-1]


async def test_what_is_asked_in_a_channel_is_answered_in_the_persons_own_chat(teams_office: TeamsOffice) -> None:
    nadia, darius = teams_office.nadia, teams_office.darius
    square = await teams_office.team(nadia, darius)
    await nadia.mention(QUESTION, square)
    await teams_office.settled()
    assert SECTION in nadia.lines()[-1]
    assert len(nadia.lines(square)) == 2
    assert MOVED in darius.lines(square)[-1]
    assert darius.lines() == []
    assert SECTION not in "\n".join(darius.lines(square))


async def test_somebody_in_a_channel_who_has_not_added_the_bot_is_told_how(teams_office: TeamsOffice) -> None:
    new = teams_office.teams.person("newcomer", "New Comer", has_app=False)
    square = await teams_office.team(teams_office.nadia, new)
    await new.mention(QUESTION, square)
    await teams_office.settled()
    assert ADD_ME in new.lines(square)[-1]
    assert SECTION not in "\n".join(new.lines(square))


async def test_a_post_is_reported_from_its_message_and_nobody_there_learns_of_it(teams_office: TeamsOffice) -> None:
    nadia, darius = teams_office.nadia, teams_office.darius
    square = await teams_office.team(nadia, darius)
    post = await darius.post("What a silly policy.", square)
    await nadia.extension(REPORT, post)
    await teams_office.settled()
    kept = await models.Conversation.get(flow="report_colleague")
    assert post.id in kept.view["brought"]["what"]
    assert kept.view["brought"]["author"] == darius.account.email
    assert "Open our chat" in nadia.buttons()
    assert darius.lines() == []
    assert darius.lines(square) == ["What a silly policy."]


async def test_whoever_adds_the_bot_is_welcomed_once_and_again_only_after_they_took_it_out(
    teams_office: TeamsOffice,
) -> None:
    nadia = teams_office.nadia
    await nadia.open_chat()
    await teams_office.settled()
    assert nadia.lines() == []
    for _ in range(2):
        await nadia.uninstall()
        await nadia.install()
        await nadia.open_chat()
        await teams_office.settled()
    assert [line for line in nadia.cards() if "Hello Nadia" in line]
    assert len(nadia.cards()) == 2


async def test_whoever_took_the_bot_out_is_unreachable_until_they_add_it_again(teams_office: TeamsOffice) -> None:
    tobias = teams_office.tobias
    await tobias.uninstall()
    await asks_for_a_boost(teams_office)
    who = await teams_office.person("tobias")
    assert not (await models.Account.get(person=who)).reachable
    assert tobias.lines() == []
    assert await models.Outbox.filter(failed="bot_removed").exists()
    await tobias.install()
    await teams_office.settled()
    assert (await models.Account.get(person=who)).reachable
    await tobias.say("waiting for me")
    await teams_office.settled()
    await tobias.press("Open", beside="Boost a Facebook post")
    await teams_office.settled()
    await tobias.press("Approve")
    assert await models.Entry.filter(kind="approved").count() == 1


async def test_whoever_blocks_the_bot_is_found_to_be_unreachable(teams_office: TeamsOffice) -> None:
    teams_office.tobias.block()
    await asks_for_a_boost(teams_office)
    assert not (await models.Account.get(person=await teams_office.person("tobias"))).reachable
    assert await models.Outbox.filter(failed="MessageWritesBlocked").exists()


async def test_a_request_stands_in_the_teams_channel_and_only_those_who_may_decide_have_buttons(
    teams_office: TeamsOffice,
) -> None:
    mei_lin, callum, darius = teams_office.mei_lin, teams_office.callum, teams_office.darius
    square = await teams_office.team(mei_lin, callum, darius)
    await mei_lin.mention("comms here", square)
    await teams_office.settled()
    case = await budget_agreed(teams_office)
    for who in (mei_lin, callum, darius):
        assert case.reference in who.cards(square)[-1]
    assert "Approve" in mei_lin.buttons(square)
    assert "Approve" in callum.buttons(square)
    assert "Approve" not in darius.buttons(square)
    await callum.press("Approve", chat=square)
    await teams_office.settled()
    assert (await models.Case.get()).state == "approved"
    for who in (mei_lin, callum, darius):
        assert "Approve" not in who.buttons(square)
        assert "Approved" in who.cards(square)[-1]


async def test_a_file_that_was_asked_for_is_offered_and_put_into_the_persons_drive(teams_office: TeamsOffice) -> None:
    await asks_for_a_boost(teams_office)
    mei_lin = teams_office.mei_lin
    for _ in range(2):
        await mei_lin.say("export queue")
        await teams_office.settled()
    (name,) = {line.partition("\n")[0] for line in mei_lin.lines() if "[Accept]" in line}
    await mei_lin.accept(name)
    await teams_office.settled()
    assert (await models.Case.get()).reference.encode() in await mei_lin.uploaded(name)


async def test_a_file_is_made_anew_where_the_process_that_offered_it_is_gone(teams_office: TeamsOffice) -> None:
    await asks_for_a_boost(teams_office)
    mei_lin = teams_office.mei_lin
    await mei_lin.say("export queue")
    await teams_office.settled()
    await teams_office.end()
    await teams_office.begin()
    (name,) = {line.partition("\n")[0] for line in mei_lin.lines() if "[Accept]" in line}
    await mei_lin.accept(name)
    await teams_office.settled()
    assert (await models.Case.get()).reference.encode() in await mei_lin.uploaded(name)
