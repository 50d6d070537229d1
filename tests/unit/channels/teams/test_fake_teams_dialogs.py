"""The fake's people open dialogs and message extensions, and send and accept files."""

import pytest

from tests.fakes.teams import FakeTeams
from tests.fakes.teams.filling import NotOffered
from tests.fakes.teams.person import Person
from tests.fakes.teams.state import CONSENT, DOWNLOAD, INFO, Json, Message
from tests.unit.channels.teams.stall import (
    NAME,
    PLAIN,
    Stall,
    act,
    activities,
    card,
    dialog,
    message,
    submit,
    text,
)


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


async def test_a_dialog_that_fails_or_is_answered_with_something_else_is_remembered(
    stall: Stall, teams: FakeTeams, nadia: Person
) -> None:
    post = await nadia.post("x", teams.group("All", nadia))
    stall.answers["composeExtension/fetchTask"] = lambda _: dialog(card(text("x"), actions=(submit("Go"),)))
    stall.answers["composeExtension/submitAction"] = lambda _: {"statusCode": 200}
    await nadia.extension("report_post", post)
    await nadia.press("Go")
    assert "a dialog was answered with" in teams.breaches.pop()
    stall.status = 500
    await nadia.extension("report_post", post)
    assert teams.breaches.pop() == "composeExtension/fetchTask was answered with 500"
    assert nadia.told == ["Unable to reach app. Please try again."]


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
    assert (await stall.call("GET", "attachments/none/views/original"))[0] == 404
    teams.faults.arm("file", status=503)
    async with stall.session.get(file["content"]["downloadUrl"]) as answer:
        assert answer.status == 503


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
    await nadia.accept("queue.csv")
    again = stall.of("fileConsent/invoke")[-1]["value"]["uploadInfo"]["uploadUrl"]
    teams.faults.arm("upload", status=503)
    for headers, status in (({}, 503), ({"Authorization": "Bearer x"}, 401)):
        async with stall.session.put(again, data=b"x", headers={"Content-Range": "bytes 0-0/1", **headers}) as answer:
            assert answer.status == status
    assert teams.breaches.pop() == "the bot's token was sent to the host of files"
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
