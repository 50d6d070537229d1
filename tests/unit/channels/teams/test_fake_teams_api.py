"""The fake's connector keeps Teams' rules; each that it has is seen to refuse."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest

from tests.fakes.teams import HOME, FakeTeams, fake_teams
from tests.fakes.teams.person import Person
from tests.fakes.teams.state import ADAPTIVE, CONSENT, Json
from tests.unit.channels.teams.stall import (
    HELLO,
    Stall,
    act,
    activities,
    card,
    field_,
    message,
    stall_in,
    submit,
    text,
    toggles,
    unfolds,
)


async def refusal(stall: Stall, method: str, path: str, body: Json | None = None, **more: Any) -> tuple[int, str]:
    status, told, _ = await stall.call(method, path, body, **more)
    assert status >= 400, told
    return status, told["error"]["code"]


def opening(user: str, tenant: str = HOME) -> Json:
    return {"isGroup": False, "members": [{"id": user}], "channelData": {"tenant": {"id": tenant}}}


async def test_a_message_has_an_id_of_its_own_and_is_edited_and_deleted_by_it(stall: Stall, nadia: Person) -> None:
    first, second = [await stall.send(nadia.direct, {**HELLO, "text": t}) for t in ("one", "two")]
    assert first < second
    await stall.edit(nadia.direct, first, {**HELLO, "text": "three"})
    assert nadia.lines() == ["three", "two"]
    assert (await stall.call("DELETE", activities(nadia.direct, first)))[0] == 200
    gone = await refusal(stall, "PUT", activities(nadia.direct, first), HELLO)
    assert gone == (404, "ActivityNotFoundInConversation")
    assert (await refusal(stall, "DELETE", activities(nadia.direct, first)))[0] == 404
    assert nadia.lines() == ["two"]


async def test_only_the_bots_own_messages_are_edited_and_deleted(stall: Stall, nadia: Person) -> None:
    hers = await nadia.post("mine", nadia.direct)
    assert await refusal(stall, "PUT", activities(nadia.direct, hers.id), HELLO) == (403, "NotEnoughPermissions")
    assert await refusal(stall, "DELETE", activities(nadia.direct, hers.id)) == (403, "NotEnoughPermissions")


@pytest.mark.parametrize("name", ["token", "audience", "app", "tenant", "expired", "none"])
async def test_a_call_without_the_apps_own_good_token_is_refused(stall: Stall, nadia: Person, name: str) -> None:
    issue = stall.teams.entra.issue
    stall.teams.tenant("33333333-3333-4333-8333-333333333333")
    tokens: dict[str, Callable[[], str]] = {
        "token": lambda: "garbage",
        "audience": lambda: issue(audience="https://graph.microsoft.com"),
        "app": lambda: issue(app_id="another"),
        "tenant": lambda: issue("33333333-3333-4333-8333-333333333333"),
        "expired": lambda: issue(lifetime=-1),
        "none": lambda: "",
    }
    status, code = await refusal(stall, "POST", activities(nadia.direct), HELLO, token=tokens[name]())
    assert (status, code) == (401, "BotNotRegistered" if name == "app" else "Unauthorized")
    assert nadia.lines() == []


async def test_where_the_bot_may_not_write_it_is_told_why(stall: Stall, teams: FakeTeams, nadia: Person) -> None:
    gone = teams.person("gone")
    gone.direct.installed = False
    apart = teams.group("apart", nadia, installed=False)
    teams.tenant("33333333-3333-4333-8333-333333333333").disabled = True
    far = teams.person("far", tenant="33333333-3333-4333-8333-333333333333")
    assert [
        await refusal(stall, "POST", activities(where), HELLO)
        for where in ("19:nowhere@thread.v2", gone.direct, apart, far.direct)
    ] == [
        (404, "ConversationNotFound"), (403, "MessageWritesBlocked"), (403, "BotNotInConversationRoster"),
        (403, "BotDisabledByAdmin"),
    ]  # fmt: skip


async def test_a_blocked_write_is_told_without_an_error_around_it(stall: Stall, nadia: Person) -> None:
    nadia.block()
    status, told, _ = await stall.call("POST", activities(nadia.direct), HELLO)
    assert (status, told["errorCode"], "error" in told) == (403, 209, False)
    assert '"subCode": "MessageWritesBlocked"' in told["message"]
    nadia.unblock()
    await stall.send(nadia.direct, HELLO)


async def test_a_personal_chat_is_opened_once_and_only_with_whoever_has_the_app(
    stall: Stall, teams: FakeTeams, nadia: Person
) -> None:
    first, again = [(await stall.call("POST", "conversations", opening(nadia.id)))[1]["id"] for _ in range(2)]
    assert first == again == nadia.direct.id
    without, other = teams.person("without", has_app=False), teams.tenant("33333333-3333-4333-8333-333333333333")
    assert await refusal(stall, "POST", "conversations", opening(without.id)) == (403, "ForbiddenOperationException")
    assert await refusal(stall, "POST", "conversations", opening("29:nobody")) == (400, "BadSyntax")
    assert await refusal(stall, "POST", "conversations", opening(nadia.id, other.id)) == (400, "BadSyntax")
    assert await refusal(stall, "POST", "conversations", opening(nadia.id, "")) == (400, "BadArgument")
    other.disabled = True
    far = teams.person("far", tenant=other.id)
    assert await refusal(stall, "POST", "conversations", opening(far.id, other.id)) == (403, "BotDisabledByAdmin")
    two = {**opening(nadia.id), "members": [{"id": nadia.id}, {"id": without.id}]}
    assert await refusal(stall, "POST", "conversations", two) == (400, "BadSyntax")


async def test_a_channel_has_threads(stall: Stall, teams: FakeTeams, nadia: Person) -> None:
    channel = teams.channel("News", nadia)
    root = await stall.send(channel, HELLO)
    _, answer, _ = await stall.call("POST", activities(channel, root), HELLO)
    below = await stall.send(f"{channel.id};messageid={root}", HELLO)
    begun = {"isGroup": True, "channelData": {"channel": {"id": channel.id}, "tenant": {"id": HOME}}, "activity": HELLO}
    _, thread, _ = await stall.call("POST", "conversations", begun)
    roots = {m.id: m.root for m in channel.messages}
    assert (roots[root], roots[answer["id"]], roots[below], roots[thread["activityId"]]) == ("", root, root, "")
    assert thread["id"] == f"{channel.id};messageid={thread['activityId']}"


async def test_typing_is_no_message(stall: Stall, nadia: Person) -> None:
    await stall.send(nadia.direct, {"type": "typing"})
    assert nadia.lines() == []


async def test_members_are_told_one_by_one_and_in_pages(stall: Stall, teams: FakeTeams, nadia: Person) -> None:
    guest = teams.person("gast", "Gast Freund", "gast@elsewhere.example", guest=True)
    group = teams.group("All", nadia, guest, *(teams.person(f"p{n}") for n in range(3)))
    for named in (nadia.id, nadia.account.object_id, "nadia@council.example"):
        _, told, _ = await stall.call("GET", f"conversations/{quote(group.id)}/members/{quote(named)}")
        assert (told["id"], told["objectId"], told["userRole"]) == (nadia.id, nadia.account.object_id, "user")
    _, told, _ = await stall.call("GET", f"conversations/{quote(group.id)}/members/{guest.id}")
    assert (told["userRole"], told["email"]) == ("guest", "gast@elsewhere.example")
    assert "#EXT#" in told["userPrincipalName"]
    pages = f"conversations/{quote(group.id)}/pagedmembers?pageSize=3"
    _, first, _ = await stall.call("GET", pages)
    _, second, _ = await stall.call("GET", f"{pages}&continuationToken={first['continuationToken']}")
    assert [len(first["members"]), len(second["members"]), "continuationToken" in second] == [3, 2, False]
    assert (await refusal(stall, "GET", f"conversations/{quote(group.id)}/pagedmembers?pageSize=x"))[0] == 400
    guest.account.gone = True
    unknown = await refusal(stall, "GET", f"conversations/{quote(group.id)}/members/{guest.id}")
    assert unknown == (404, "MemberNotFoundInConversation")


async def test_a_message_that_is_too_long_is_refused_by_its_length_in_utf_16(stall: Stall, nadia: Person) -> None:
    rest = len('{"type":"message","text":"","textFormat":"plain"}')
    fits, long = "x" * (51_200 - rest), "x" * (51_201 - rest)
    wide = "\U0001f4a5" * ((51_202 - rest) // 2)
    assert await refusal(stall, "POST", activities(nadia.direct), {**HELLO, "text": long}) == (413, "MessageSizeTooBig")
    assert await refusal(stall, "POST", activities(nadia.direct), {**HELLO, "text": wide}) == (413, "MessageSizeTooBig")
    status, told, _ = await stall.call("POST", activities(nadia.direct), {**HELLO, "text": fits})
    assert status != 413, told
    assert len([b for b in stall.teams.breaches if "over 102400" in b]) == 2
    stall.teams.breaches.clear()


async def test_what_is_no_json_object_and_what_does_not_exist_is_refused(stall: Stall, nadia: Person) -> None:
    url = f"{stall.teams.service_url}v3/{activities(nadia.direct)}"
    headers = {"Authorization": f"Bearer {stall.teams.entra.issue()}", "Content-Type": "application/json"}
    for body in (b"{", b"[]", b"null"):
        async with stall.session.post(url, data=body, headers=headers) as answer:
            assert (answer.status, (await answer.json())["error"]["code"]) == (400, "BadSyntax")
    assert await refusal(stall, "GET", "conversations/x/members") == (404, "NotFound")
    assert stall.teams.breaches == ["GET /teams/v3/conversations/x/members does not exist in the fake"]
    stall.teams.breaches.clear()


def pressing(*actions: Json) -> Json:
    return message(card(text("x"), actions=actions))


def refreshing(action: Json, **more: Any) -> Json:
    return message(card(text("x"), refresh={"action": action, **more}))


OPEN = {"type": "Action.OpenUrl", "title": "Go", "url": "javascript:alert(1)"}
WRONG: dict[str, tuple[Json, str]] = {
    "no words": ({**HELLO, "text": " "}, "without words"),
    "another type": ({"type": "event", "name": "x"}, "is no message"),
    "another attachment": ({**HELLO, "attachments": [{"contentType": "text/html"}]}, "no attachment of type"),
    "no summary": ({**message(card(text("x"))), "summary": ""}, "no summary"),
    "a card as text": ({**message(), "attachments": [{"contentType": ADAPTIVE, "content": "{}"}]}, "is an object"),
    "no card": (message({"type": "Card"}), "a card of type 'Card'"),
    "too new": (message(card(text("x"), version="1.6")), "version 1.6 is newer"),
    "no version": (message(card(text("x"), version="one")), "a version 'one'"),
    "no fallbackText": (message(card(text("x"), fallbackText="")), "without fallbackText"),
    "an unknown element": (message(card({"type": "Carousel"})), "Teams shows no 'Carousel'"),
    "an unknown action": (pressing({"type": "Action.Http", "title": "Go"}), "Teams shows no 'Action.Http'"),
    "an empty text": (message(card(text(" "))), "a TextBlock is empty"),
    "a picture unsaid": (message(card({"type": "Image", "url": "https://a.example/x.png"})), "without url and altText"),
    "a field unsaid": (message(card({"type": "Input.Text", "id": "in.a"})), "has no id or no label"),
    "no error message": (message(card(field_("a", "A", isRequired=True))), "has no errorMessage"),
    "no choices": (message(card(field_("a", "A", "Input.ChoiceSet", choices=[]))), "nothing can be chosen"),
    "an id twice": (message(card(field_("a", "A"), field_("a", "B"))), "the id 'in.a' stands 2 times"),
    "seven actions": (pressing(*(act(f"A{n}") for n in range(7))), "7 actions"),
    "no verb": (pressing(act("Go", "")), "'Go' has no verb"),
    "no title": (pressing(act(" ")), "without a title"),
    "no fallback": (pressing({**act("Go"), "fallback": "drop"}), "no Action.Submit to fall"),
    "another fallback": (pressing({**act("Go"), "fallback": submit("No")}), "something of another title"),
    "data of words": (pressing({**act("Go"), "data": "x"}), "no input can be merged"),
    "a bare submit": (pressing(submit("Go")), "outside a fallback"),
    "a lost target": (pressing(toggles("More", "far")), "'far', does not exist"),
    "no address": (pressing(OPEN), "leads to no address"),
    "nothing to show": (pressing({"type": "Action.ShowCard", "title": "Go"}), "shows no card"),
    "deep within": (pressing(unfolds("Go", text("x"), actions=(act("Deep", ""),))), "'Deep' has no verb"),
    "61 refreshed": (refreshing(act("R"), userIds=[f"29:{n}" for n in range(61)]), "61 people"),
    "refreshed by object id": (refreshing(act("R"), userIds=["1111-22"]), "29:…"),
    "refreshed by submit": (refreshing(submit("R"), userIds=[]), "with a verb"),
    "a file without size": (
        {**HELLO, "attachments": [{"contentType": CONSENT, "name": "a", "content": {}}]},
        "its size",
    ),
}


@pytest.mark.parametrize("name", WRONG)
async def test_what_teams_would_not_show_is_refused_and_remembered(stall: Stall, nadia: Person, name: str) -> None:
    activity, why = WRONG[name]
    status, told, _ = await stall.call("POST", activities(nadia.direct), activity)
    assert (status, told["error"]["code"]) == (400, "BadSyntax")
    assert why in told["error"]["message"]
    assert [b for b in stall.teams.breaches if why in b]
    stall.teams.breaches.clear()
    assert nadia.lines() == []


async def test_a_file_is_offered_in_a_personal_chat_alone(stall: Stall, teams: FakeTeams, nadia: Person) -> None:
    offer = {"contentType": CONSENT, "name": "a.csv", "content": {"sizeInBytes": 3, "acceptContext": {}}}
    await stall.send(nadia.direct, {"type": "message", "attachments": [offer]})
    group = teams.group("All", nadia)
    assert (await refusal(stall, "POST", activities(group), {"type": "message", "attachments": [offer]}))[0] == 400
    assert teams.breaches.pop() == "a file can be offered in a personal chat alone"


async def test_a_breach_that_no_test_looked_at_fails_it() -> None:
    async def unlooked() -> None:
        async with fake_teams() as teams, stall_in(teams) as stall:
            nadia = teams.person("nadia")
            await stall.call("POST", activities(nadia.direct), {**message(card(text("x"))), "summary": ""})

    with pytest.raises(AssertionError, match="no summary"):
        await unlooked()
