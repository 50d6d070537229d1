"""The fake's Web API keeps Slack's rules, seen through Slack's own SDK."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.clock import FixedClock
from tests.fakes.slack import Slack, User, fake_slack

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "Hello *there*"}}
LONG = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3_000}}
BUTTON = {"type": "button", "text": {"type": "plain_text", "text": "x"}, "action_id": "a"}
MODAL = {"type": "modal", "callback_id": "form", "title": {"type": "plain_text", "text": "A form"}, "blocks": [SECTION]}
HOME = {"type": "home", "blocks": [SECTION]}


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    async with fake_slack() as slack:
        slack.add(User("U1", "T1", "nadia", "Nadia Rahman", "nadia@council.example"))
        yield slack


@pytest.fixture
def client(slack: Slack) -> AsyncWebClient:
    return AsyncWebClient(slack.token(), base_url=slack.url)


def moved(slack: Slack, **by: float) -> None:
    assert isinstance(slack.clock, FixedClock)
    slack.clock.move(timedelta(**by))


async def refusal(calling: Any) -> str:
    with pytest.raises(SlackApiError) as refused:
        await calling
    return str(refused.value.response["error"])


async def test_a_token_knows_who_it_is_and_what_it_may_do(slack: Slack, client: AsyncWebClient) -> None:
    answer = await client.auth_test()
    assert (answer["team_id"], answer["user_id"], answer["bot_id"]) == ("T1", slack.bot(), "B0T1")
    assert "chat:write" in answer.headers["X-OAuth-Scopes"].split(",")


@pytest.mark.parametrize(
    ("token", "error"),
    [("", "not_authed"), ("xoxb-nobody", "invalid_auth"), ("xapp-1-commsdesk", "not_allowed_token_type")],
)
async def test_a_wrong_token_is_refused(slack: Slack, token: str, error: str) -> None:
    assert await refusal(AsyncWebClient(token, base_url=slack.url).auth_test()) == error


async def test_a_token_that_was_taken_back_says_so(slack: Slack, client: AsyncWebClient) -> None:
    await client.auth_revoke(test=True)
    await client.auth_test()
    slack.revoke()
    assert await refusal(client.chat_postMessage(channel="U1", text="x")) == "token_revoked"
    slack.state.tokens[slack.token()].standing = "inactive"
    assert await refusal(client.auth_test()) == "account_inactive"


async def test_a_scope_that_is_not_there_is_named_with_those_that_are(slack: Slack, client: AsyncWebClient) -> None:
    slack.state.tokens[slack.token()].scopes = {"commands"}
    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(channel="U1", text="x")
    told = refused.value.response
    assert (told["error"], told["needed"], told["provided"]) == ("missing_scope", "chat:write", "commands")


async def test_an_address_is_told_only_with_its_scope(slack: Slack, client: AsyncWebClient) -> None:
    assert (await client.users_info(user="U1"))["user"]["profile"]["email"] == "nadia@council.example"
    slack.state.tokens[slack.token()].scopes.remove("users:read.email")
    assert "email" not in (await client.users_info(user="U1"))["user"]["profile"]


async def test_people_are_told_with_their_zone_and_their_standing(slack: Slack, client: AsyncWebClient) -> None:
    slack.add(User("U2", "T1", "gast", guest=True))
    slack.add(User("U3", "T9", "other"))
    user = (await client.users_info(user="U1"))["user"]
    assert (user["tz"], user["tz_offset"], user["team_id"], user["is_restricted"]) == ("Europe/London", 0, "T1", False)
    assert (await client.users_info(user="U2"))["user"]["is_restricted"]
    assert (await client.users_info(user="U3"))["user"]["is_stranger"]
    assert await refusal(client.users_info(user="U9")) == "user_not_found"
    assert (await client.users_lookupByEmail(email="NADIA@council.example"))["user"]["id"] == "U1"
    assert await refusal(client.users_lookupByEmail(email="x@y.example")) == "users_not_found"


async def test_a_message_has_a_timestamp_of_its_own_and_is_edited_and_deleted_by_it(
    slack: Slack, client: AsyncWebClient
) -> None:
    channel = (await client.conversations_open(users="U1"))["channel"]["id"]
    first, second = [(await client.chat_postMessage(channel=channel, text=t))["ts"] for t in ("one", "two")]
    assert first != second
    assert (await client.chat_update(channel=channel, ts=first, text="three"))["ts"] == first
    assert slack.user("U1").texts() == ["three", "two"]
    link = (await client.chat_getPermalink(channel=channel, message_ts=first))["permalink"]
    assert link.endswith(f"/archives/{channel}/p{first.replace('.', '')}")
    await client.chat_delete(channel=channel, ts=first)
    assert await refusal(client.chat_update(channel=channel, ts=first, text="four")) == "message_not_found"


async def test_only_the_bots_own_messages_are_edited(slack: Slack, client: AsyncWebClient) -> None:
    message = await slack.user("U1").posts("mine", slack.user("U1").direct.id)
    assert await refusal(client.chat_update(channel=message.channel, ts=message.ts, text="x")) == "cant_update_message"


async def test_where_the_bot_may_not_write_it_is_told_why(slack: Slack, client: AsyncWebClient) -> None:
    slack.channel("C1").members.clear()
    slack.channel("C2").archived = True
    slack.channel("C3").restricted = True
    slack.channel("G1", private=True).members.clear()
    slack.team("T2", "Other", install=False)
    slack.channel("C4", team="T2")
    slack.add(User("U2", "T1", "gone", deleted=True))
    slack.user("U1").direct.closed = True
    told = {
        c: await refusal(client.chat_postMessage(channel=c, text="x"))
        for c in ("C1", "C2", "C3", "C4", "G1", "C9", "U1", "U2")
    }
    assert told == {
        "C1": "not_in_channel", "C2": "is_archived", "C3": "restricted_action", "C4": "channel_not_found",
        "G1": "channel_not_found", "C9": "channel_not_found", "U1": "channel_not_found", "U2": "user_disabled",
    }  # fmt: skip


async def test_a_direct_message_opens_once_and_not_with_a_bot_or_somebody_gone(
    slack: Slack, client: AsyncWebClient
) -> None:
    slack.add(User("U2", "T1", "gone", deleted=True))
    slack.add(User("U3", "T1", "robot", bot=True))
    first = await client.conversations_open(users="U1")
    again = await client.conversations_open(users="U1")
    assert (first["channel"]["id"], again["already_open"]) == (again["channel"]["id"], True)
    assert await refusal(client.conversations_open(users="U2")) == "user_disabled"
    assert await refusal(client.conversations_open(users="U3")) == "cannot_dm_bot"
    assert await refusal(client.conversations_open(users="U9")) == "user_not_found"


async def test_conversations_are_listed_in_pages_without_those_that_are_hidden(
    slack: Slack, client: AsyncWebClient
) -> None:
    for channel in ("C1", "C2", "C3"):
        slack.channel(channel, "U1")
    slack.channel("G1", private=True).members.clear()
    listed = await client.conversations_list(limit=2, types="public_channel,private_channel")
    assert [[c["id"] for c in page["channels"]] async for page in listed] == [["C1", "C2"], ["C3"]]
    assert (await client.conversations_members(channel="C1"))["members"] == ["U1", slack.bot()]
    assert (await client.conversations_info(channel="C1"))["channel"]["is_member"]


async def test_a_message_needs_words_and_not_too_many(slack: Slack, client: AsyncWebClient) -> None:
    channel = slack.user("U1").direct.id
    assert await refusal(client.api_call("chat.postMessage", json={"channel": channel})) == "no_text"
    assert await refusal(client.chat_postMessage(channel=channel, text="x" * 40_001)) == "msg_too_long"
    ts = (await client.chat_postMessage(channel=channel, text="x"))["ts"]
    assert await refusal(client.chat_update(channel=channel, ts=ts, text="x" * 4_001)) == "msg_too_long"
    assert len(slack.breaches) == 2
    slack.breaches.clear()


@pytest.mark.parametrize(
    "block",
    [
        {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3_001}},
        {"type": "section", "text": {"type": "mrkdwn", "text": " "}},
        {"type": "invented"},
        {"type": "header", "text": {"type": "plain_text", "text": "x" * 151}},
        {"type": "image", "image_url": "https://a.example/x.png"},
        {"type": "actions", "elements": [BUTTON, BUTTON]},
    ],
)  # fmt: skip
async def test_a_block_that_slack_would_refuse_is_refused_and_remembered(
    slack: Slack, client: AsyncWebClient, block: dict[str, Any]
) -> None:
    assert await refusal(client.chat_postMessage(channel="U1", text="x", blocks=[block])) == "invalid_blocks"
    assert slack.breaches
    slack.breaches.clear()


async def test_what_slack_would_refuse_fails_the_test_at_its_end() -> None:
    with pytest.raises(AssertionError, match="more than a message may have"):
        await _sends_too_many_blocks()


async def _sends_too_many_blocks() -> None:
    async with fake_slack() as slack:
        slack.add(User("U1", "T1", "nadia"))
        client = AsyncWebClient(slack.token(), base_url=slack.url)
        await refusal(client.chat_postMessage(channel="U1", text="x", blocks=[SECTION] * 51))


async def test_blocks_come_back_with_ids_and_defaults(slack: Slack, client: AsyncWebClient) -> None:
    answer = await client.chat_postMessage(channel="U1", text="Hello", blocks=[SECTION])
    (block,) = answer["message"]["blocks"]
    assert block["block_id"]
    assert block["text"]["verbatim"] is False
    kept = await client.chat_update(channel=answer["channel"], ts=answer["ts"], text="Hello again")
    assert kept["message"]["blocks"] == [block]


async def test_an_ephemeral_is_seen_by_one_person_and_cannot_be_edited(slack: Slack, client: AsyncWebClient) -> None:
    slack.add(User("U2", "T1", "tobias"))
    slack.channel("C1", "U1", "U2")
    ts = (await client.chat_postEphemeral(channel="C1", user="U1", text="Psst"))["message_ts"]
    assert (slack.user("U1").texts("C1"), slack.user("U2").texts("C1")) == (["Psst"], [])
    assert await refusal(client.chat_update(channel="C1", ts=ts, text="x")) == "message_not_found"
    slack.add(User("U3", "T1", "gwen"))
    assert await refusal(client.chat_postEphemeral(channel="C1", user="U3", text="x")) == "user_not_in_channel"


async def test_a_trigger_opens_one_modal_within_three_seconds(slack: Slack, client: AsyncWebClient) -> None:
    trigger = slack.mint.trigger("U1", "T1")
    view = (await client.views_open(trigger_id=trigger, view=MODAL))["view"]
    assert view["root_view_id"] == view["id"]
    assert slack.user("U1").modal() == "A form\nHello there"
    assert await refusal(client.views_open(trigger_id=trigger, view=MODAL)) == "exchanged_trigger_id"
    late = slack.mint.trigger("U1", "T1")
    moved(slack, seconds=3.1)
    assert await refusal(client.views_open(trigger_id=late, view=MODAL)) == "expired_trigger_id"
    assert await refusal(client.views_open(trigger_id="1.2.x", view=MODAL)) == "invalid_trigger_id"


async def test_three_modals_stand_on_each_other_and_no_fourth(slack: Slack, client: AsyncWebClient) -> None:
    opened = (await client.views_open(trigger_id=slack.mint.trigger("U1", "T1"), view=MODAL))["view"]
    for _ in range(2):
        pushed = (await client.views_push(trigger_id=slack.mint.trigger("U1", "T1", opened["id"]), view=MODAL))["view"]
        assert pushed["root_view_id"] == opened["id"]
    fourth = client.views_push(trigger_id=slack.mint.trigger("U1", "T1", opened["id"]), view=MODAL)
    assert await refusal(fourth) == "push_limit_reached"


async def test_a_view_is_updated_under_its_hash(slack: Slack, client: AsyncWebClient) -> None:
    view = (await client.views_open(trigger_id=slack.mint.trigger("U1", "T1"), view=MODAL))["view"]
    newer = (await client.views_update(view_id=view["id"], hash=view["hash"], view=MODAL))["view"]
    assert newer["hash"] != view["hash"]
    assert await refusal(client.views_update(view_id=view["id"], hash=view["hash"], view=MODAL)) == "hash_conflict"
    assert await refusal(client.views_update(view_id="V9", view=MODAL)) == "not_found"


async def test_a_home_is_published_again_and_again_under_its_hash(slack: Slack, client: AsyncWebClient) -> None:
    first = (await client.views_publish(user_id="U1", view=HOME))["view"]
    await client.views_publish(user_id="U1", view=HOME, hash=first["hash"])
    assert await refusal(client.views_publish(user_id="U1", view=HOME, hash=first["hash"])) == "hash_conflict"
    assert slack.user("U1").home() == "Hello there"


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"title": {"type": "plain_text", "text": "x" * 25}}, "invalid_arguments"),
        ({"private_metadata": "x" * 3_001}, "invalid_arguments"),
        ({"blocks": [{"type": "input", "label": {"type": "plain_text", "text": "x"},
                      "element": {"type": "plain_text_input", "action_id": "a"}}]}, "invalid_arguments"),
        ({"blocks": [LONG for _ in range(90)]}, "view_too_large"),
        ({"type": "home"}, "invalid_arguments"),
    ],
)  # fmt: skip
async def test_a_view_that_slack_would_refuse_is_refused_and_remembered(
    slack: Slack, client: AsyncWebClient, change: dict[str, Any], error: str
) -> None:
    opening = client.views_open(trigger_id=slack.mint.trigger("U1", "T1"), view={**MODAL, **change})
    assert await refusal(opening) == error
    assert slack.breaches
    slack.breaches.clear()


async def test_a_response_url_works_five_times_for_half_an_hour(slack: Slack) -> None:
    where = slack.user("U1").direct
    hook = AsyncWebhookClient(f"{slack.root}/hooks/{slack.mint.hook('U1', where.id, '')}")
    for number in range(5):
        assert (await hook.send(text=f"line {number}")).status_code == 200
    used = await hook.send(text="one more")
    assert (used.status_code, "used_url" in used.body) == (404, True)
    late = AsyncWebhookClient(f"{slack.root}/hooks/{slack.mint.hook('U1', where.id, '')}")
    moved(slack, minutes=31)
    assert "expired_url" in (await late.send(text="late")).body
    assert [m.ephemeral for m in slack.user("U1").seen()] == [True] * 5


async def test_a_response_url_can_replace_or_delete_what_it_came_from(slack: Slack, client: AsyncWebClient) -> None:
    answer = await client.chat_postMessage(channel="U1", text="before")
    hook = AsyncWebhookClient(f"{slack.root}/hooks/{slack.mint.hook('U1', answer['channel'], answer['ts'])}")
    await hook.send(text="after", replace_original=True)
    assert slack.user("U1").texts() == ["after"]
    await hook.send(delete_original=True)
    assert slack.user("U1").texts() == []


async def test_a_file_goes_up_in_three_steps(slack: Slack, client: AsyncWebClient) -> None:
    where = slack.user("U1").direct
    await client.files_upload_v2(channel=where.id, filename="queue.csv", content="a,b\n", initial_comment="Here")
    (upload,) = slack.state.uploads.values()
    assert (upload.name, upload.body, upload.channels) == ("queue.csv", b"a,b\n", (where.id,))
    assert slack.user("U1").texts() == ["Here"]
    empty = client.files_completeUploadExternal(files=[{"id": "F9"}], channel_id=where.id)
    assert await refusal(empty) == "file_not_found"


async def test_a_code_becomes_a_token_once_for_whoever_has_the_secret(slack: Slack) -> None:
    slack.team("T2", "Cannock", install=False)
    client, code = AsyncWebClient(base_url=slack.url), slack.code("T2")
    known = {"client_id": slack.client_id, "client_secret": slack.client_secret, "code": code}
    wrong = client.api_call("oauth.v2.access", data={**known, "client_secret": "guess"})
    assert await refusal(wrong) == "bad_client_secret"
    told = await client.api_call("oauth.v2.access", data=known)
    assert (told["team"]["id"], told["bot_user_id"]) == ("T2", slack.bot("T2"))
    assert (await AsyncWebClient(told["access_token"], base_url=slack.url).auth_test())["team_id"] == "T2"
    basic = aiohttp.encode_basic_auth(slack.client_id, slack.client_secret)
    again = client.api_call("oauth.v2.access", data={"code": code}, headers={"Authorization": basic})
    assert await refusal(again) == "invalid_code"


async def test_above_the_limits_there_is_429_with_the_time_to_wait(slack: Slack, client: AsyncWebClient) -> None:
    slack.add(User("U2", "T1", "tobias"))
    slack.rates.on = True
    for _ in range(3):
        await client.chat_postMessage(channel="U1", text="x")
    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(channel="U1", text="x")
    assert (refused.value.response.status_code, refused.value.response.headers["Retry-After"]) == (429, "3")
    await client.chat_postMessage(channel="U2", text="another conversation")
    moved(slack, seconds=3)
    await client.chat_postMessage(channel="U1", text="x")
    for _ in range(20):
        await client.conversations_list()
    assert await refusal(client.conversations_list()) == "ratelimited"


async def test_a_fault_meets_the_next_call_of_its_method_alone(slack: Slack, client: AsyncWebClient) -> None:
    slack.faults.arm("chat.postMessage", error="fatal_error")
    await client.auth_test()
    assert await refusal(client.chat_postMessage(channel="U1", text="x")) == "fatal_error"
    slack.faults.arm("chat.postMessage", retry_after=7, times=2)
    for _ in range(2):
        assert await refusal(client.chat_postMessage(channel="U1", text="x")) == "ratelimited"
    slack.faults.arm("auth.test", status=503)
    with pytest.raises(SlackApiError) as broken:
        await client.auth_test()
    assert broken.value.response.status_code == 503
    await client.chat_postMessage(channel="U1", text="x")
    assert slack.user("U1").texts() == ["x"]


async def test_a_late_answer_is_as_late_as_it_was_told_to_be(slack: Slack) -> None:
    slack.faults.arm("auth.test", delay=0.3)
    client = AsyncWebClient(slack.token(), base_url=slack.url, timeout=0.1, retry_handlers=[])  # type: ignore[arg-type]
    with pytest.raises(TimeoutError):
        await client.auth_test()
    await asyncio.sleep(0.3)  # until the fake has found out that nobody waits for it any more
    await AsyncWebClient(slack.token(), base_url=slack.url, retry_handlers=[]).auth_test()


async def test_a_lost_answer_has_had_its_effect(slack: Slack) -> None:
    slack.faults.arm("chat.postMessage", lost=True)
    client = AsyncWebClient(slack.token(), base_url=slack.url, retry_handlers=[])
    with pytest.raises(aiohttp.ClientError):
        await client.chat_postMessage(channel="U1", text="x")
    assert slack.user("U1").texts() == ["x"]


async def test_a_method_that_does_not_exist_is_a_breach(slack: Slack, client: AsyncWebClient) -> None:
    assert await refusal(client.api_call("chat.invented")) == "unknown_method"
    assert slack.breaches == ["the method chat.invented does not exist in the fake"]
    slack.breaches.clear()
