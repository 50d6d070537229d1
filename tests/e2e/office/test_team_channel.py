"""A team's channel: one card a request that waits for the team, that only those who are asked can decide."""

from collections.abc import Mapping, Sequence

import pytest

from bot.ids import system_ids
from bot.messages import Account, Facts, History, Incoming, Progress, Reply, Screen, Text
from bot.storage import models
from tests.office import Actor, Office, asks_for_a_boost

CHANNEL = "T1/C-comms"
DECIDING = ["Approve", "Ask for changes", "Decline", "Comment", "Pass on"]


async def names(office: Office, address: str = CHANNEL) -> None:
    """The team names a channel on the platform of its accounts."""
    await office.app.drawing.desk.teams.name(office.council, "communications", ("browser", address))


async def cards(office: Office, address: str = CHANNEL) -> Sequence[Screen]:
    """Every card in the channel, as it would be drawn now."""
    rows = await models.Card.filter(address=address).order_by("id")
    drawn = [await office.app.drawing.posting(row.id) for row in rows]
    assert all(p and p.address == address for p in drawn)
    return [p.screen for p in drawn if p]


async def card(office: Office) -> Screen:
    (only,) = await cards(office)
    return only


def labels(screen: Screen) -> Sequence[str]:
    return [b.label for b in screen.buttons]


async def press(who: Actor, label: str, fields: Mapping[str, str] | None = None) -> Reply:
    """Press a button of the channel's card."""
    return await send(who, next(b.token for b in (await card(who.office)).buttons if b.label == label), fields)


async def send(who: Actor, token: str, fields: Mapping[str, str] | None = None) -> Reply:
    account = Account("browser", who.office.council, who.user)
    return await who.office.app.front.handle(
        Incoming(system_ids.delivery(), account, who.user, token=token, fields=fields or {})
    )


@pytest.fixture
async def waiting(office: Office) -> Office:
    """The team has named its channel, and a boost of Nadia's waits for it."""
    await names(office)
    await asks_for_a_boost(office.nadia)
    await office.tobias.press("Approve")
    return office


async def test_no_card_comes_to_a_channel_before_the_team_has_named_one(office: Office) -> None:
    await asks_for_a_boost(office.nadia)
    await office.tobias.press("Approve")
    assert not [row for row in await models.Card.all() if row.person_id == "*"]


async def test_a_step_of_another_role_brings_no_card_to_the_channel(office: Office) -> None:
    await names(office)
    await asks_for_a_boost(office.nadia)
    assert not await cards(office)


async def test_the_channel_gets_one_card_with_the_request_in_full(waiting: Office) -> None:
    shown = await card(waiting)
    assert {Facts, Progress, History} <= {type(b) for b in shown.blocks}
    assert labels(shown) == DECIDING
    said = "\n".join(b.text for b in shown.blocks if isinstance(b, Text))
    assert "Mei-Lin Hughes" in said
    assert "Callum Fraser" in said
    for member in (waiting.mei_lin, waiting.callum):
        assert labels(await member.card("case")) == DECIDING


async def test_whoever_of_the_team_presses_decides_and_every_copy_shows_it(waiting: Office) -> None:
    versions = {c.id: c.wanted for c in await models.Card.filter(about="case")}
    assert (await press(waiting.callum, "Approve")).tone == "good"
    assert (await models.Case.get()).state == "approved"
    after = await models.Card.filter(about="case")
    assert all(c.wanted > versions[c.id] for c in after)
    assert not labels(await card(waiting))
    assert "Callum Fraser approved" in str(await card(waiting))


async def test_a_reason_is_asked_for_in_the_channel_as_in_messages(waiting: Office) -> None:
    no = next(b for b in (await card(waiting)).buttons if b.label == "Decline")
    assert [i.id for i in no.inputs] == ["reason"]
    assert (await send(waiting.mei_lin, no.token, {"reason": ""})).tone == "warn"
    assert (await send(waiting.mei_lin, no.token, {"reason": "Not now."})).tone == "good"
    assert (await models.Case.get()).state == "declined"


@pytest.mark.parametrize("who", ["darius", "tobias", "nadia"])
async def test_anybody_else_in_the_channel_is_refused_politely_and_nothing_changes(waiting: Office, who: str) -> None:
    for label, fields in (("Approve", {}), ("Decline", {"reason": "x"}), ("Pass on", {"email": WHO})):
        refused = await press(Actor(waiting, who), label, fields)
        assert refused.tone in ("bad", "info")
        assert refused.text
    assert (await models.Case.get()).state == "in_review"
    assert labels(await card(waiting)) == DECIDING


WHO = "gwen.prosser@council.example"


async def test_a_late_press_in_the_channel_is_told_who_decided(waiting: Office) -> None:
    old = next(b.token for b in (await card(waiting)).buttons if b.label == "Approve")
    await waiting.mei_lin.press("Approve")
    version = (await models.Card.get(address=CHANNEL)).wanted
    late = await send(waiting.callum, old)
    assert "Mei-Lin Hughes approved this" in late.text
    assert (await models.Card.get(address=CHANNEL)).wanted > version


async def test_a_comment_from_the_channel_stands_under_the_name_of_who_wrote_it(waiting: Office) -> None:
    await press(waiting.mei_lin, "Comment", {"text": "Which library?"})
    assert "Mei-Lin Hughes wrote: Which library?" in str(await waiting.nadia.card("case"))


async def test_buttons_go_once_the_request_is_withdrawn(waiting: Office) -> None:
    await waiting.nadia.press("Withdraw")
    assert not labels(await card(waiting))


async def test_a_private_request_shows_the_channel_neither_names_nor_answers(waiting: Office) -> None:
    await models.Case.all().update(visibility="private")
    shown = await card(waiting)
    assert not shown.buttons
    case = await models.Case.get()
    assert case.reference in shown.label
    for word in ("Nadia", "Facebook", "LIB-2041", case.title):
        assert word not in str(shown)


async def test_a_report_never_comes_to_a_channel(office: Office) -> None:
    await names(office)
    await office.nadia.says("report a colleague")
    assert not await cards(office)


async def test_a_channel_that_the_team_has_left_keeps_a_card_without_buttons(waiting: Office) -> None:
    await names(waiting, "T1/C-new")
    assert not labels(await card(waiting))
    assert await waiting.app.drawing.desk.teams.forget("suffolk", "communications")
    assert not await waiting.app.drawing.desk.teams.forget("suffolk", "communications")


async def test_a_request_that_is_sent_again_uses_the_card_that_is_there(waiting: Office) -> None:
    await press(waiting.mei_lin, "Ask for changes", {"reason": "Give the dates."})
    await waiting.nadia.press("Change and send again")
    await waiting.nadia.press("Send for approval")
    await waiting.tobias.press("Approve")
    assert labels(await card(waiting)) == DECIDING


async def test_a_role_that_is_no_team_gets_no_channel(office: Office) -> None:
    teams = office.app.drawing.desk.teams
    await teams.name("suffolk", "budget_holder", ("browser", CHANNEL))
    await asks_for_a_boost(office.nadia)
    assert not teams.is_team("suffolk", "budget_holder")
    assert not await cards(office)


async def test_the_cards_in_messages_come_though_the_channel_takes_none(waiting: Office) -> None:
    row = await models.Outbox.get(card_id=(await models.Card.get(address=CHANNEL)).id)
    await models.Outbox.filter(id=row.id).update(failed="is_archived")
    await waiting.mei_lin.press("Approve")
    waits = models.Outbox.filter(lane="browser:mei-lin", failed="", sent_at=None)
    assert await waits.exists()
    assert await waiting.app.drawing.talk.undelivered.count("suffolk") == 0


async def types(who: Actor, words: str, channel: str = CHANNEL) -> Reply:
    """Type a command of the team's in a channel."""
    account, given = Account("browser", who.office.council, who.user), {"channel": channel} if channel else {}
    return await who.office.app.front.handle(
        Incoming(system_ids.delivery(), account, who.user, command="team", text=words, given=given)
    )


async def test_the_team_names_the_channel_in_which_it_says_so_and_takes_it_back(office: Office) -> None:
    assert (await types(office.mei_lin, "here")).tone == "good"
    (welcome,) = await cards(office)
    assert not welcome.buttons
    await asks_for_a_boost(office.nadia)
    await office.tobias.press("Approve")
    assert len(await cards(office)) == 2
    assert (await types(office.callum, "not here", "")).tone == "good"
    assert (await types(office.callum, "not here")).tone == "info"
    await asks_for_a_boost(office.nadia)
    await office.tobias.press("Approve")
    assert len(await cards(office)) == 2


async def test_a_channel_is_named_in_a_channel_and_by_the_team_alone(office: Office) -> None:
    assert (await types(office.mei_lin, "here", "")).tone == "bad"
    assert (await types(office.darius, "here")).tone == "bad"
    assert (await types(office.nadia, "not here")).tone == "bad"
    assert not await models.TeamChannel.exists()
    await types(office.mei_lin, "here")
    assert (await types(office.mei_lin, "not sure what this does")).tone == "bad"
    assert await models.TeamChannel.filter(address=CHANNEL, role="communications").exists()


async def test_the_newest_channel_that_was_named_counts(office: Office) -> None:
    await types(office.mei_lin, "here", "T1/C-old")
    await types(office.mei_lin, "here")
    await asks_for_a_boost(office.nadia)
    await office.tobias.press("Approve")
    assert [c.about for c in await models.Card.filter(address="T1/C-old")] == ["team"]
    assert {c.about for c in await models.Card.filter(address=CHANNEL)} == {"team", "case"}
