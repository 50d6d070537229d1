"""The fake's people press what stands on cards as Teams' own client does, and see what comes of it."""

from typing import Any

import pytest

from tests.fakes.teams import FakeTeams
from tests.fakes.teams.filling import NotOffered
from tests.fakes.teams.person import Person
from tests.fakes.teams.refreshing import refreshed
from tests.fakes.teams.state import Json, Message
from tests.unit.channels.teams.stall import (
    NAME,
    PLAIN,
    Stall,
    act,
    card,
    field_,
    message,
    older,
    says,
    shows,
    text,
    toggles,
    unfolds,
)

PLACES = [{"title": "Front", "value": "F"}, {"title": "Back", "value": "B"}]
PLACE = field_("place", "Where", "Input.ChoiceSet", choices=PLACES, isMultiSelect=False, style="expanded")
WHY = field_("why", "Why not (optional)", isMultiline=True)
TICKET = card(text("A ticket?"), NAME, PLACE, actions=(act("Buy"), unfolds("Decline", WHY, actions=(act("Decline"),))))


def data(activity: Json) -> Any:
    return activity["value"]["action"]["data"]


async def test_a_press_brings_the_fields_that_hold_something_and_its_answer_replaces_the_card(
    stall: Stall, nadia: Person
) -> None:
    sent = await stall.send(nadia.direct, message(TICKET))
    assert nadia.buttons() == ["Buy", "Decline"]
    stall.answers["adaptiveCard/action"] = lambda _: shows(card(text("Thank you.")))
    await nadia.press("Buy", {"Your name": "Nadia"})
    (pressed,) = stall.of("adaptiveCard/action")
    assert data(pressed) == {"commsdesk": {"token": "buy", "key": "k", "version": 1}, "in.name": "Nadia"}
    assert (pressed["value"]["action"]["verb"], pressed["value"]["trigger"]) == ("press", "manual")
    assert pressed["replyToId"] == sent
    assert nadia.cards() == ["Thank you."]


async def test_the_card_of_an_answer_is_seen_by_whoever_pressed_until_the_message_is_edited(
    stall: Stall, teams: FakeTeams, nadia: Person, tobias: Person
) -> None:
    group = teams.group("All", nadia, tobias)
    sent = await stall.send(group, message(TICKET))
    stall.answers["adaptiveCard/action"] = lambda _: shows(card(text("Yours.")))
    await nadia.press("Buy", name="Nadia", chat=group)
    assert (nadia.cards(group), tobias.cards(group)[0].splitlines()[0]) == (["Yours."], "A ticket?")
    await stall.edit(group, sent, message(card(text("Sold."))))
    assert nadia.cards(group) == tobias.cards(group) == ["Sold."]


async def test_teams_own_client_does_not_send_a_form_with_gaps(stall: Stall, nadia: Person) -> None:
    await stall.send(nadia.direct, message(TICKET))
    with pytest.raises(AssertionError, match="Say your name"):
        await nadia.press("Buy", {"Where": "Front"})
    assert "Say your name." in nadia.cards()[0]
    with pytest.raises(NotOffered, match="no option 'Middle'"):
        await nadia.fill("Where", "Middle")
    with pytest.raises(NotOffered, match="takes one choice"):
        await nadia.fill("Where", ["Front", "Back"])
    with pytest.raises(AssertionError, match="takes 20 characters"):
        await nadia.fill("Your name", "N" * 21)
    with pytest.raises(NotOffered, match="no field 'Age'"):
        await nadia.press("Buy", {"Age": "4"})
    assert stall.of("adaptiveCard/action") == []


async def test_a_card_within_the_card_is_opened_and_its_fields_go_along_with_those_around_it(
    stall: Stall, nadia: Person
) -> None:
    await stall.send(nadia.direct, message(TICKET))
    assert "Why not" not in nadia.cards()[0]
    stall.answers["adaptiveCard/action"] = lambda _: says("A pity.")
    await nadia.press("Decline", {"Your name": "Nadia", "why": "Too\ndear"})
    (pressed,) = stall.of("adaptiveCard/action")
    assert {k: v for k, v in data(pressed).items() if k != "commsdesk"} == {"in.name": "Nadia", "in.why": "Too\ndear"}
    assert "Why not" in nadia.cards()[0]
    assert nadia.told == ["A pity."]
    await nadia.press("Buy", {"Your name": "Nadia"})
    assert "in.why" not in data(stall.of("adaptiveCard/action")[1])


async def test_a_button_that_takes_no_fields_along_takes_none(stall: Stall, nadia: Person) -> None:
    await stall.send(nadia.direct, message(card(NAME, actions=(act("Stop", associatedInputs="none"),))))
    stall.answers["adaptiveCard/action"] = lambda _: says("Stopped.")
    await nadia.press("Stop")
    assert set(data(stall.of("adaptiveCard/action")[0])) == {"commsdesk"}


async def test_what_is_folded_away_is_seen_and_pressed_once_it_is_shown(stall: Stall, nadia: Person) -> None:
    more = {"type": "Container", "id": "more", "isVisible": False, "items": [
        text("The small print"), {"type": "ActionSet", "actions": [act("Agree")]}]}  # fmt: skip
    await stall.send(nadia.direct, message(card(text("x"), more, actions=(toggles("More", "more"),))))
    assert (nadia.buttons(), "small print" in nadia.cards()[0]) == (["More"], False)
    assert await nadia.press("More") is None
    assert (nadia.buttons(), "small print" in nadia.cards()[0]) == (["Agree", "More"], True)


async def test_a_client_that_is_old_sends_a_message_with_the_same_data(
    stall: Stall, teams: FakeTeams, nadia: Person
) -> None:
    teams.state.old_clients.add(nadia.id)
    sent = await stall.send(nadia.direct, message(TICKET))
    await nadia.press("Buy", {"Your name": "Nadia"})
    (heard,) = stall.of("message")
    assert heard["value"] == {**older("press", token="buy", key="k", version=1), "in.name": "Nadia"}
    assert (heard["replyToId"], "text" in heard) == (sent, False)
    assert stall.of("invoke") == []


async def test_two_quick_presses_are_two_invokes_of_one_card(stall: Stall, nadia: Person) -> None:
    await stall.send(nadia.direct, message(card(text("x"), actions=(act("Go"),))))
    stall.answers["adaptiveCard/action"] = lambda _: shows(card(text("Gone.")))
    await nadia.press_twice("Go")
    first, second = stall.of("adaptiveCard/action")
    assert data(first) == data(second)
    assert first["id"] != second["id"]


async def test_a_button_is_found_by_its_card_and_its_row(stall: Stall, nadia: Person) -> None:
    def row(words: str) -> Json:
        change = act("Change", "change", token=words)
        parts = [text(words), {"type": "ActionSet", "actions": [change]}]
        return {"type": "ColumnSet", "columns": [{"type": "Column", "items": [part]} for part in parts]}

    stall.answers["adaptiveCard/action"] = lambda _: says("Fine.")
    await stall.send(nadia.direct, message(card(text("First"), row("Kind"), row("Cost"))))
    await stall.send(nadia.direct, message(card(text("Second"), row("Kind"))))
    await nadia.press("Change", about="First", beside="Cost")
    assert data(stall.of("invoke")[0])["commsdesk"]["token"] == "Cost"


async def test_a_card_refreshes_itself_for_those_whom_it_names_each_time_it_is_edited(
    stall: Stall, teams: FakeTeams, nadia: Person, tobias: Person
) -> None:
    group, far = teams.group("All", nadia, tobias), teams.person("far")
    named = {"action": act("Refresh", "refresh"), "userIds": [nadia.id, far.id]}
    stall.answers["adaptiveCard/action"] = lambda _: shows(card(text("For you."), actions=(act("Approve"),)))
    sent = await stall.send(group, message(card(text("For all."), refresh=named)))
    await teams.settled()
    (asked,) = stall.of("adaptiveCard/action")
    assert (asked["from"]["id"], asked["value"]["trigger"]) == (nadia.id, "automatic")
    assert (nadia.buttons(group), tobias.buttons(group)) == (["Approve"], [])
    await stall.edit(group, sent, message(card(text("For all, again."), refresh={**named, "userIds": []})))
    await teams.settled()
    assert len(stall.of("adaptiveCard/action")) == 1
    assert nadia.cards(group) == ["For all, again."]


async def test_without_a_list_a_card_refreshes_itself_for_everybody_up_to_sixty(teams: FakeTeams) -> None:
    people = [teams.person(f"p{n}") for n in range(61)]
    group = teams.group("All", *people)
    sent = Message("1", group.id, teams.bot_id, message(card(text("x"), refresh={"action": act("R", "refresh")})))
    assert list(refreshed(teams, group, sent)) == []
    group.members.discard(people[0].id)
    assert len(list(refreshed(teams, group, sent))) == 60


async def test_a_bot_that_is_away_refreshes_nothing(stall: Stall, teams: FakeTeams, nadia: Person) -> None:
    teams.wire.bot_url = "http://127.0.0.1:1/"
    await stall.send(
        nadia.direct, message(card(text("For all."), refresh={"action": act("R", "refresh"), "userIds": [nadia.id]}))
    )
    await teams.settled()
    assert nadia.cards() == ["For all."]


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (None, "without statusCode"),
        ({"statusCode": 200, "value": "x"}, "without statusCode, type or value"),
        ({"statusCode": 404, "type": "application/vnd.microsoft.activity.message", "value": "x"}, "with 404"),
        ({"statusCode": 200, "type": "application/vnd.microsoft.card.adaptive", "value": "x"}, "and a str"),
        ({"statusCode": 200, "type": "application/vnd.microsoft.adaptive.card", "value": {}}, "an answer of type"),
        ({"statusCode": 400, "type": "application/vnd.microsoft.error", "value": {}}, "without code and message"),
        (says(" "), "says nothing"),
        (shows(card(text("x"), version="2.0")), "version 2.0"),
    ],
)
async def test_an_answer_that_teams_does_not_know_is_remembered(
    stall: Stall, nadia: Person, told: Json | None, why: str
) -> None:
    await stall.send(nadia.direct, message(card(text("x"), actions=(act("Go"),))))
    stall.answers["adaptiveCard/action"] = lambda _: told
    await nadia.press("Go")
    assert why in " ".join(stall.teams.breaches)
    stall.teams.breaches.clear()
    assert nadia.told == ["Unable to reach app. Please try again."]


async def test_an_error_is_told_to_whoever_pressed(stall: Stall, nadia: Person) -> None:
    await stall.send(nadia.direct, message(card(text("x"), actions=(act("Go"),))))
    value = {"code": "BadRequest", "message": "That is over."}
    told = {"statusCode": 400, "type": "application/vnd.microsoft.error", "value": value}
    stall.answers["adaptiveCard/action"] = lambda _: told
    await nadia.press("Go")
    assert nadia.told == ["That is over."]
    stall.status = 500
    await nadia.press("Go")
    assert stall.teams.breaches.pop() == "an adaptiveCard/action was answered with 500"


async def test_a_link_in_the_words_is_no_button_but_can_be_followed(stall: Stall, nadia: Person) -> None:
    leads = {"type": "Action.OpenUrl", "title": "there", "url": "https://a.example/x"}
    runs = [{"type": "TextRun", "text": "Look "}, {"type": "TextRun", "text": "there", "selectAction": leads}]
    await stall.send(nadia.direct, message(card({"type": "RichTextBlock", "inlines": runs})))
    assert (nadia.cards(), nadia.buttons()) == (["Look there"], [])
    assert await nadia.press("there") is None
    assert nadia.told == ["https://a.example/x"]


async def test_markdown_is_carried_out_where_teams_reads_it_and_nowhere_else(stall: Stall, nadia: Person) -> None:
    runs = {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": "2*3*4 is \\_x\\_"}]}
    stamp = "{{DATE(2026-11-23T09:30:00Z, SHORT)}} {{TIME(2026-06-23T09:30:00Z)}}"
    await stall.send(
        nadia.direct, {**PLAIN, "textFormat": "markdown", "text": "**Now** [here](https://a.example)\n- x"}
    )
    await stall.send(nadia.direct, {**PLAIN, "text": "**Now**"})
    await stall.send(nadia.direct, message(card(text(stamp), runs)))
    assert nadia.lines() == [
        "Now here\n• x", "**Now**", "Mon, 23 Nov 2026 10:30\n2*3*4 is \\_x\\_",
    ]  # fmt: skip
