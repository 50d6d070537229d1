"""Cards in a team's channel in Teams: all read them, and only those who may decide have buttons."""

import pytest

from bot.channels.teams.answering.invokes import SAID
from bot.errors import ChannelError
from bot.messages import Account, Input, Reply, Screen
from tests.contracts.office_cards import APPROVAL, DECIDED
from tests.fakes.teams import HOME, payloads
from tests.fakes.teams.person import Person
from tests.fakes.teams.state import Conversation
from tests.unit.channels.teams.desks import Desk, account

PRESSABLE = {b.label for b in APPROVAL.buttons}
WITH_FIELD = Screen("A request", "A request.", inputs=(Input("reason", "Why?"),), buttons=APPROVAL.buttons[:1])


@pytest.fixture
def people(desk: Desk) -> tuple[Person, Person, Person]:
    return desk.person(), desk.person("grace", "Grace Okafor"), desk.person("darius", "Darius Doe")


@pytest.fixture
def square(desk: Desk, people: tuple[Person, Person, Person]) -> Conversation:
    made = desk.teams.channel("Square", *people)
    desk.know(made)
    return made


async def posted(desk: Desk, square: Conversation, *deciders: Person, screen: Screen = APPROVAL) -> str:
    return await desk.post(f"{HOME}/{square.id}", screen, deciders=tuple(map(account, deciders)))


async def test_only_those_who_may_decide_have_buttons(
    desk: Desk, people: tuple[Person, Person, Person], square: Conversation
) -> None:
    amira, grace, darius = people
    await posted(desk, square, amira, grace)
    await desk.settled()
    for who in people:
        assert APPROVAL.title in who.cards(square)[0]
    assert "Approve" in amira.buttons(square)
    assert "Approve" in grace.buttons(square)
    assert not PRESSABLE & set(darius.buttons(square))


async def test_a_decision_there_is_made_by_whoever_presses_and_shown_to_all(
    desk: Desk, people: tuple[Person, Person, Person], square: Conversation
) -> None:
    amira, grace, darius = people
    message = await posted(desk, square, amira, grace)
    desk.reply = Reply("Approved.", "good")
    await grace.press("Approve", chat=square)
    await desk.post(f"{HOME}/{square.id}", DECIDED, version=2, message=message)
    await desk.settled()
    assert desk.told[0].account == account(grace)
    assert desk.told[0].given["channel"] == f"{HOME}/{square.id}"
    for who in people:
        assert DECIDED.title in who.cards(square)[0]
        assert "Approve" not in who.buttons(square)
    assert "Approved." in "\n".join(grace.lines())
    assert "Approved." not in "\n".join(darius.lines(square))


async def test_what_is_wrong_there_is_seen_by_whoever_typed_it_alone(
    desk: Desk, people: tuple[Person, Person, Person], square: Conversation
) -> None:
    amira, grace, darius = people
    await posted(desk, square, amira, screen=WITH_FIELD)
    desk.reply = Reply("Say why.", "warn", {"reason": "Say why."})
    await amira.press("Approve", chat=square, reason="because")
    await desk.settled()
    assert "Say why." in amira.cards(square)[0]
    for who in (grace, darius):
        assert "Say why." not in "\n".join(who.lines(square))


async def test_nobody_else_gets_buttons_by_asking_for_the_card_anew(
    desk: Desk, people: tuple[Person, Person, Person], square: Conversation
) -> None:
    amira, _, darius = people
    await posted(desk, square, amira)
    await desk.settled()
    message = square.messages[0]
    action = message.activity["attachments"][0]["content"]["refresh"]["action"]
    await darius.refresh(square, message, action)
    assert not PRESSABLE & set(darius.buttons(square))
    assert desk.told == []


@pytest.mark.parametrize("verb", ["refresh", "whole"])
async def test_nobody_reads_a_teams_card_from_elsewhere_by_its_key(
    desk: Desk, people: tuple[Person, Person, Person], square: Conversation, verb: str
) -> None:
    amira, _, _ = people
    outsider = desk.person("outsider", "Olive Outsider")
    await posted(desk, square, amira)
    data = {"commsdesk": {"token": "", "key": "card-1", "version": 1}}
    value = {"action": {"type": "Action.Execute", "verb": verb, "data": data}, "trigger": "manual"}
    for where in (outsider.direct, desk.teams.group("Group", outsider), desk.teams.channel("Another", outsider)):
        activity = payloads.invoked(desk.teams, outsider.account, where, ("adaptiveCard/action", value), None)
        answer = await desk.teams.wire.deliver(activity)
        assert answer.json["type"] == SAID
        await desk.settled()
        assert not any(APPROVAL.title in card for card in (*outsider.cards(), *outsider.cards(where)))


async def test_at_most_sixty_are_named_for_a_view_of_their_own(desk: Desk) -> None:
    many = [desk.person(f"p{n}", f"Person {n}") for n in range(70)]
    square = desk.teams.channel("Square", *many)
    desk.know(square)
    await posted(desk, square, *many)
    await desk.settled()
    assert len(square.messages[0].activity["attachments"][0]["content"]["refresh"]["userIds"]) == 60


async def test_those_on_other_platforms_and_those_never_heard_of_are_not_named(desk: Desk) -> None:
    amira, unheard = desk.person(), desk.person("new", "New Comer", unheard=True)
    square = desk.teams.channel("Square", amira, unheard)
    desk.know(square)
    deciders = (account(unheard), Account("slack", "T1", "U1"), Account("teams", "other", amira.account.object_id))
    await desk.post(f"{HOME}/{square.id}", APPROVAL, deciders=deciders)
    assert "refresh" not in square.messages[0].activity["attachments"][0]["content"]


async def test_no_request_goes_where_guests_read_along(desk: Desk) -> None:
    amira = desk.person()
    guest = desk.person("guest", "A Guest", guest=True)
    square = desk.teams.channel("Square", amira, guest)
    desk.know(square)
    with pytest.raises(ChannelError) as refused:
        await posted(desk, square, amira)
    assert (refused.value.code, refused.value.permanent) == ("shared_channel", True)
    assert square.messages == []


@pytest.mark.parametrize("status", [403, 404, 502])
async def test_no_request_goes_where_teams_does_not_say_who_reads_along(desk: Desk, status: int) -> None:
    amira = desk.person()
    square = desk.teams.channel("Square", amira)
    desk.know(square)
    desk.teams.faults.arm("members", status=status, code="Forbidden")
    with pytest.raises(ChannelError) as refused:
        await posted(desk, square, amira)
    assert refused.value.permanent == (status < 500)
    assert square.messages == []
    await posted(desk, square, amira)
    assert len(square.messages) == 1


@pytest.mark.parametrize(("guest", "fits"), [(False, "yes"), (True, "shared")])
async def test_whether_a_channel_fits_is_asked_where_the_application_wants_to_know(
    desk: Desk, guest: bool, fits: str
) -> None:
    amira, other = desk.person(), desk.person("other", "Other One", guest=guest)
    square = desk.teams.channel("Square", amira, other)
    desk.replies = [Reply(where=True), Reply("Done.", "good")]
    await amira.mention("comms here", square)
    await desk.settled()
    assert [told.given["fits"] for told in desk.told] == ["unknown", fits]
