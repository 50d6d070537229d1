"""The fake's people do what people do in Teams, and what they do reaches a bot as Teams' documentation has it."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.fakes.teams import HOME, FakeTeams, fake_teams
from tests.fakes.teams.filling import NotOffered
from tests.fakes.teams.person import Person
from tests.fakes.teams.state import CONSENT, DOWNLOAD, INFO, Json, Message
from tests.fakes.teams.wire import NotAnswered
from tests.unit.channels.teams.stall import (
    Stall,
    act,
    activities,
    card,
    dialog,
    field_,
    message,
    older,
    says,
    shows,
    stall_in,
    submit,
    text,
    toggles,
    unfolds,
)

PLACES = [{"title": "Front", "value": "F"}, {"title": "Back", "value": "B"}]
NAME = field_("name", "Your name", isRequired=True, errorMessage="Say your name.", maxLength=20)
PLACE = field_("place", "Where", "Input.ChoiceSet", choices=PLACES, isMultiSelect=False, style="expanded")
WHY = field_("why", "Why not (optional)", isMultiline=True)
TICKET = card(text("A ticket?"), NAME, PLACE, actions=(act("Buy"), unfolds("Decline", WHY, actions=(act("Decline"),))))
PLAIN: Json = {"type": "message", "textFormat": "plain"}


@pytest.fixture
async def teams() -> AsyncIterator[FakeTeams]:
    async with fake_teams() as teams:
        yield teams


@pytest.fixture
async def stall(teams: FakeTeams) -> AsyncIterator[Stall]:
    async with stall_in(teams) as stall:
        yield stall


@pytest.fixture
def nadia(teams: FakeTeams) -> Person:
    return teams.person("nadia", "Nadia Rahman")


@pytest.fixture
def tobias(teams: FakeTeams) -> Person:
    return teams.person("tobias", "Tobias Okafor")


def data(activity: Json) -> Any:
    return activity["value"]["action"]["data"]


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


async def test_a_message_extension_opens_a_dialog_on_a_message_and_submits_it(
    stall: Stall, teams: FakeTeams, nadia: Person, tobias: Person
) -> None:
    channel = teams.channel("News", nadia, tobias)
    post = await tobias.post("Look at <this>", channel)
    form = card(NAME, actions=(submit("Report"),))
    stall.answers["composeExtension/fetchTask"] = lambda _: dialog(form, "Report this post")
    await nadia.extension("report_post", post)
    (fetched,) = stall.of("composeExtension/fetchTask")
    assert (fetched["value"]["commandId"], fetched["value"]["commandContext"]) == ("report_post", "message")
    payload = fetched["value"]["messagePayload"]
    assert (payload["id"], payload["body"]["content"]) == (post.id, "<div>Look at &lt;this&gt;</div>")
    assert payload["from"]["user"]["id"] == tobias.account.object_id
    assert nadia.dialog().startswith("Report this post\nYour name")
    assert nadia.buttons() == ["Report"]
    stall.answers["composeExtension/submitAction"] = lambda _: dialog(card(text("Sure?"), actions=(submit("Yes"),)))
    await nadia.press("Report", {"Your name": "Nadia"})
    (submitted,) = stall.of("composeExtension/submitAction")
    assert submitted["value"]["data"]["in.name"] == "Nadia"
    assert submitted["value"]["messagePayload"]["id"] == post.id
    assert "Sure?" in nadia.dialog()
    stall.answers["composeExtension/submitAction"] = lambda _: {"task": {"type": "message", "value": "Thank you."}}
    await nadia.press("Yes")
    assert (nadia.dialog(), nadia.told) == ("", ["Thank you."])


async def test_a_dialog_is_closed_by_an_empty_answer_or_by_hand(stall: Stall, teams: FakeTeams, nadia: Person) -> None:
    post = await nadia.post("x", teams.group("All", nadia))
    stall.answers["composeExtension/fetchTask"] = lambda _: dialog(card(text("x"), actions=(submit("Go"),)))
    await nadia.extension("report_post", post)
    await nadia.press("Go")
    assert nadia.dialog() == ""
    await nadia.extension("report_post", post)
    await nadia.close_dialog()
    assert (nadia.dialog(), len(stall.of("composeExtension/submitAction"))) == ("", 1)


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (None, "answered with nothing to show"),
        ({"task": {"type": "continue", "value": {"title": "x"}}}, "without an Adaptive Card"),
        ({"task": {"type": "open", "value": {}}}, "a task of type 'open'"),
        ({"task": {"type": "message", "value": ""}}, "a task of type 'message'"),
        (dialog(card(text("x")), ""), "without a title"),
        (dialog(card(text("x"), actions=(act("Go"),))), "which a dialog does not send"),
        (dialog(card(text("x"), refresh={"action": act("R"), "userIds": []})), "never refreshed"),
    ],
)
async def test_an_answer_that_shows_no_dialog_is_remembered(
    stall: Stall, teams: FakeTeams, nadia: Person, told: Json | None, why: str
) -> None:
    post = await nadia.post("x", teams.group("All", nadia))
    stall.answers["composeExtension/fetchTask"] = lambda _: told
    await nadia.extension("report_post", post)
    assert why in " ".join(teams.breaches)
    teams.breaches.clear()


async def test_a_card_can_open_a_dialog(stall: Stall, nadia: Person) -> None:
    opens = submit("Fill in", "page")
    opens["data"]["msteams"] = {"type": "task/fetch"}
    nadia.direct.messages.append(Message("1", nadia.direct.id, stall.teams.bot_id, message(card(actions=(opens,)))))
    stall.answers["task/fetch"] = lambda _: dialog(card(NAME, actions=(submit("Send"),)))
    stall.answers["task/submit"] = lambda _: {"task": {"type": "message", "value": "Sent."}}
    await nadia.press("Fill in")
    await nadia.press("Send", {"name": "Nadia"})
    assert stall.of("task/fetch")[0]["value"]["data"]["commsdesk"]["verb"] == "page"
    assert stall.of("task/submit")[0]["value"]["data"]["in.name"] == "Nadia"
    assert nadia.told == ["Sent."]


async def test_a_file_is_sent_with_where_it_is_fetched_from(stall: Stall, teams: FakeTeams, nadia: Person) -> None:
    await nadia.say("here", files={"photo.jpg": b"JPEG"})
    (file,) = [a for a in stall.of("message")[0]["attachments"] if a["contentType"] == DOWNLOAD]
    assert (file["name"], file["content"]["fileType"]) == ("photo.jpg", "jpg")
    async with stall.session.get(file["content"]["downloadUrl"]) as answer:
        assert await answer.read() == b"JPEG"
    async with stall.session.get(file["content"]["downloadUrl"].partition("?")[0]) as answer:
        assert answer.status == 404
    async with stall.session.get(file["content"]["downloadUrl"], headers={"Authorization": "Bearer x"}):
        assert teams.breaches.pop() == "the bot's token was sent to the host of files"
    await nadia.paste(b"PNG")
    (picture,) = [a for a in stall.of("message")[1]["attachments"] if a["contentType"] == "image/*"]
    path = picture["contentUrl"].partition("/v3/")[2]
    assert (await stall.call("GET", path))[1] == b"PNG"
    assert (await stall.call("GET", path, token="none"))[0] == 401


async def test_a_file_that_is_offered_is_accepted_and_uploaded_or_declined(
    stall: Stall, teams: FakeTeams, nadia: Person
) -> None:
    content = {"description": "The queue", "sizeInBytes": 6, "acceptContext": {"a": 1}, "declineContext": {"d": 1}}
    offer = {**PLAIN, "attachments": [{"contentType": CONSENT, "name": "queue.csv", "content": content}]}
    await stall.send(nadia.direct, offer)
    assert nadia.lines() == ["queue.csv\n[Accept]\n[Decline]"]
    await nadia.decline("queue.csv")
    await nadia.accept("queue.csv")
    declined, accepted = (a["value"] for a in stall.of("fileConsent/invoke"))
    assert (declined["action"], declined["context"]) == ("decline", {"d": 1})
    assert (accepted["action"], accepted["context"]) == ("accept", {"a": 1})
    place = accepted["uploadInfo"]["uploadUrl"]
    for piece, stated, status in (
        (b"abc", "bytes 0-2/6", 202), (b"abc", "bytes 0-2/6", 416), (b"de", "", 416), (b"def", "bytes 3-5/6", 201),
        (b"x", "bytes 6-6/6", 404),
    ):  # fmt: skip
        async with stall.session.put(place, data=piece, headers={"Content-Range": stated}) as answer:
            assert answer.status == status
    assert await nadia.uploaded("queue.csv") == b"abcdef"
    shown = {"contentType": INFO, "name": "queue.csv", "content": {"uniqueId": accepted["uploadInfo"]["uniqueId"]}}
    await stall.send(nadia.direct, {**PLAIN, "attachments": [shown]})
    assert nadia.lines()[-1] == "queue.csv\n[Open]"
    other = {**shown, "content": {"uniqueId": "another"}}
    assert (await stall.call("POST", activities(nadia.direct), {**PLAIN, "attachments": [other]}))[0] == 400
    assert teams.breaches.pop() == "a file 'another' is shown that was never uploaded"
    assert len([b for b in teams.breaches if b.startswith("an upload of")]) == 2
    teams.breaches.clear()
    with pytest.raises(NotOffered):
        await nadia.accept("another.csv")


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


async def test_a_link_in_the_words_is_no_button_but_can_be_followed(stall: Stall, nadia: Person) -> None:
    leads = {"type": "Action.OpenUrl", "title": "there", "url": "https://a.example/x"}
    runs = [{"type": "TextRun", "text": "Look "}, {"type": "TextRun", "text": "there", "selectAction": leads}]
    await stall.send(nadia.direct, message(card({"type": "RichTextBlock", "inlines": runs})))
    assert (nadia.cards(), nadia.buttons()) == (["Look there"], [])
    assert await nadia.press("there") is None
    assert nadia.told == ["https://a.example/x"]


async def test_a_bot_that_takes_too_long_did_not_answer(stall: Stall, teams: FakeTeams, nadia: Person) -> None:
    gate = asyncio.Event()
    teams.faults.arm("keys", held=gate)
    teams.wire.patience = 0.2
    with pytest.raises(NotAnswered):
        await nadia.say("hello")
    gate.set()


async def test_markdown_is_carried_out_where_teams_reads_it_and_nowhere_else(stall: Stall, nadia: Person) -> None:
    runs = {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": "*as it is*"}]}
    stamp = "{{DATE(2026-11-23T09:30:00Z, SHORT)}} {{TIME(2026-06-23T09:30:00Z)}}"
    await stall.send(
        nadia.direct, {**PLAIN, "textFormat": "markdown", "text": "**Now** [here](https://a.example)\n- x"}
    )
    await stall.send(nadia.direct, {**PLAIN, "text": "**Now**"})
    await stall.send(nadia.direct, message(card(text("2\\*3\\*4 is \\_x\\_"), text(stamp), runs)))
    assert nadia.lines() == [
        "Now here\n• x", "**Now**", "2*3*4 is _x_\nMon, 23 Nov 2026 10:30\n*as it is*",
    ]  # fmt: skip
