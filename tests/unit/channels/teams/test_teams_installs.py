"""The bot is added to conversations and taken out of them: people are welcomed once, teams are told nothing."""

from bot.messages import Reply
from tests.fakes.teams import HOME
from tests.unit.channels.teams.desks import Desk, account, another_replica


async def test_whoever_adds_the_bot_is_welcomed_once_however_often_teams_says_so(desk: Desk) -> None:
    amira = desk.person(has_app=False)
    desk.reply = Reply("Welcome.")
    await amira.install()
    await amira.open_chat()
    async with another_replica(desk):
        await amira.open_chat()
        await desk.settled()
    assert amira.lines() == ["Welcome."]
    (told,) = desk.told
    assert (told.page, told.account, told.address) == ("help", account(amira), f"{HOME}/{amira.direct.id}")


async def test_whoever_takes_it_out_is_forgotten_and_welcomed_anew_when_they_add_it_again(desk: Desk) -> None:
    amira = desk.person(has_app=False)
    await amira.install()
    await amira.uninstall()
    assert desk.ports.references.kept == {}
    await amira.install()
    assert len(desk.told) == 2
    assert (HOME, amira.direct.id) in desk.ports.references.kept
    await desk.settled()


async def test_whoever_writes_after_it_was_taken_out_is_known_again_though_teams_does_not_say_it_is_back(
    desk: Desk,
) -> None:
    amira = desk.person()
    await amira.say("hello")
    await amira.uninstall()
    assert desk.ports.references.kept == {}
    amira.direct.installed = True
    await amira.say("hello again")
    await desk.settled()
    assert (HOME, amira.direct.id) in desk.ports.references.kept


async def test_a_team_is_told_nothing_and_known_from_then_on(desk: Desk) -> None:
    amira = desk.person()
    square = desk.teams.channel("Square", amira)
    await amira.install(square)
    await desk.settled()
    assert desk.told == []
    assert square.messages == []
    assert desk.ports.references.kept[HOME, square.id].kind == "channel"
    await amira.uninstall(square)
    assert (HOME, square.id) not in desk.ports.references.kept


async def test_somebody_else_who_comes_or_goes_is_nothing_to_us(desk: Desk) -> None:
    amira, darius = desk.person(), desk.person("darius", "Darius Doe")
    group = desk.teams.group("Group", amira)
    await darius.joins(group)
    await desk.settled()
    assert desk.told == []
    assert (HOME, group.id) not in desk.ports.references.kept


async def test_nobody_is_welcomed_while_the_database_is_away_and_nothing_fails(desk: Desk) -> None:
    amira = desk.person(has_app=False)
    desk.ports.references.away = True
    await amira.install()
    assert desk.told == []
    desk.ports.references.away = False
    await amira.open_chat()
    assert len(desk.told) == 1
    await desk.settled()
