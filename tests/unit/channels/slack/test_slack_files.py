"""Files by Slack: fetched with the bot's token from Slack's own hosts alone, put into forms, and handed over."""

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.channels import Fetching
from bot.errors import ChannelError
from bot.files import LARGEST
from bot.messages import Account, Button, File, Input, Reply, Screen, SentFile
from tests.unit.channels.slack.desks import Desk

AMIRA = Account("slack", "T1", "U1")
NOTES = Input("text", "Say more", "long_text")
PUT = Input("sent_files", "Files, if you have any", "files", required=False)
FORM = Screen("Report", "Report a post", inputs=(NOTES, PUT), buttons=(Button("Send", "send", "primary"),))


async def fetched(desk: Desk, file: str) -> bytes:
    assert isinstance(desk.channel, Fetching)
    return await desk.channel.fetch(AMIRA, SentFile(file, "post.jpg"))


async def refused(desk: Desk, file: str) -> ChannelError:
    with pytest.raises(ChannelError) as caught:
        await fetched(desk, file)
    return caught.value


def put(desk: Desk, body: bytes = b"\xff\xd8\xff a post") -> str:
    desk.person()
    return str(desk.slack.put("U1", "post.jpg", body)["id"])


async def test_a_file_is_fetched_as_it_was_sent(desk: Desk) -> None:
    body = b"\xff\xd8\xff" + bytes(range(256)) * 1000
    assert await fetched(desk, put(desk, body)) == body


async def test_without_the_scope_nothing_is_fetched_and_it_is_said_for_good(desk: Desk) -> None:
    file = put(desk)
    desk.slack.state.tokens[desk.slack.token()].scopes.discard("files:read")
    refusal = await refused(desk, file)
    assert (refusal.code, refusal.permanent) == ("missing_scope", True)


@pytest.mark.parametrize("standing", ["deleted", "tombstone", "hidden_by_limit", "external"])
async def test_a_file_that_is_gone_is_said_to_be_gone_for_good(desk: Desk, standing: str) -> None:
    file = put(desk)
    desk.slack.state.uploads[file].standing = standing
    assert (await refused(desk, file)).permanent
    assert (await refused(desk, "F0NOWHERE")).permanent
    assert not desk.slack.made("files-pri")


@pytest.mark.parametrize("method", ["files.info", "files-pri"])
async def test_where_slack_asks_to_wait_it_is_said_how_long(desk: Desk, method: str) -> None:
    file = put(desk)
    desk.slack.faults.arm(method, retry_after=30)
    refusal = await refused(desk, file)
    assert (refusal.permanent, refusal.retry_after) == (False, 30)
    assert await fetched(desk, file)


@pytest.mark.parametrize("method", ["files.info", "files-pri"])
async def test_while_slack_is_broken_it_is_for_now(desk: Desk, method: str) -> None:
    file = put(desk)
    desk.slack.faults.arm(method, status=503)
    assert not (await refused(desk, file)).permanent


@pytest.mark.parametrize("size", [LARGEST + 1, LARGEST + 5_000_000])
async def test_no_more_than_the_largest_is_read(desk: Desk, size: int) -> None:
    assert (await refused(desk, put(desk, b"x" * size))).code == "too_large"


async def test_the_token_goes_to_no_other_host(desk: Desk) -> None:
    asked: list[str] = []

    async def elsewhere(request: web.Request) -> web.Response:
        asked.append(request.headers.get("Authorization", ""))
        return web.Response(body=b"secret")

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", elsewhere)
    file = put(desk)
    async with TestServer(app, host="127.0.0.1") as server:
        port = desk.slack.root.rpartition(":")[2]
        for url in (
            str(server.make_url("/files-pri/x")), f"http://files.slack.com@127.0.0.1:{server.port}/x",
            f"http://user@127.0.0.1:{port}/x", f"https://127.0.0.1:{port}/x", "http://files.slack.com/x", "file:///x",
            "https://files.slack.com.example.org/x", "https://files.slack.com:8443/x", "//files.slack.com/x", "https://[",
        ):  # fmt: skip
            desk.slack.state.uploads[file].elsewhere = url
            assert (await refused(desk, file)).code == "file_elsewhere", url
    assert asked == []


async def test_a_redirect_is_not_followed(desk: Desk) -> None:
    file = put(desk)
    desk.slack.state.uploads[file].team = "T1"
    desk.slack.state.uploads[file].elsewhere = f"{desk.slack.root}/files-pri/T9-{file}/post.jpg"
    refusal = await refused(desk, file)
    assert (refusal.code, refusal.permanent) == ("missing_scope", True)


async def test_of_a_workspace_without_the_app_nothing_is_fetched(desk: Desk) -> None:
    with pytest.raises(ChannelError) as caught:
        await desk.channel.fetch(Account("slack", "T9", "U1"), SentFile(put(desk), "post.jpg"))
    assert caught.value.permanent


async def test_files_are_put_into_a_form(desk: Desk) -> None:
    amira = desk.person()
    await desk.card(amira, FORM)
    await amira.press("Fill in")
    told = desk.slack.put("U1", "post.jpg")
    await amira.submit({"Say more": "Look at this.", PUT.label: [told]})
    sent = desk.told[-1]
    assert sent.fields == {"text": "Look at this."}
    link = told["permalink"]
    assert sent.files == (SentFile(told["id"], "post.jpg", "image/jpeg", told["size"], link, PUT.id),)


async def test_a_form_is_sent_without_files_too(desk: Desk) -> None:
    amira = desk.person()
    await desk.card(amira, FORM)
    await amira.press("Fill in")
    await amira.submit({"Say more": "No picture."})
    assert desk.told[-1].files == ()


async def test_copies_come_into_the_direct_messages_of_whoever_pressed(desk: Desk) -> None:
    amira = desk.person()

    async def read() -> bytes:
        return b"\0\1\2" * 1000

    desk.reply = Reply("Here.", files=(File("a.png", media="image/png", read=read), File("b.txt", "words")))
    await desk.card(amira, Screen("Card", "A card", buttons=(Button("Send me the files", "files"),)))
    await amira.press("Send me the files")
    await desk.settled()
    sent = [desk.slack.state.uploads[f["id"]].body for m in amira.direct.messages for f in m.files]
    assert sent == [b"\0\1\2" * 1000, b"words"]


async def test_whoever_gets_no_copy_is_told_why(desk: Desk) -> None:
    amira = desk.person()

    async def read() -> bytes:
        raise ChannelError("not_yet", "The file is still on its way.", permanent=False)

    desk.reply = Reply(files=(File("a.png", media="image/png", read=read),))
    await amira.says("files")
    assert "still on its way" in await amira.sees("on its way")
