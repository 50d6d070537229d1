"""Files in the practice room: put beside words and into cards, fetched, and handed out to be saved."""

import io
from urllib.parse import urlsplit

import pytest
from aiohttp import ClientResponse, FormData
from yarl import URL

from bot.channels import Fetching
from bot.errors import ChannelError
from bot.files import LARGEST, MOST
from bot.messages import Account, Button, File, Input, Reply, Screen, SentFile
from tests.unit.channels.browser.desks import Desk
from tests.unit.channels.browser.tree import Node

AMIRA = Account("browser", "suffolk", "amira")
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
FORM = Screen(
    "Report", "Report a post", buttons=(Button("Send", "send", "primary"),),
    inputs=(Input("what", "What is it?"), Input("sent_files", "Files", "files", required=False)),
)  # fmt: skip
Files = tuple[tuple[str, str, bytes], ...]


async def sends(desk: Desk, files: Files, what: str = "say", stamp: str = "", **values: str) -> ClientResponse:
    """Post a form as a browser does that has a field for files."""
    form = FormData()
    given = {"person": "amira", "show": "amira", "stamp": stamp or await desk.stamp(), "text": "", **values}
    for name, value in given.items():
        form.add_field(name, value)
    for place, name, body in files:
        form.add_field(place, io.BytesIO(body), filename=name, content_type="image/png")
    if not files:
        form.add_field("files", b"", filename="", content_type="application/octet-stream")
    return await desk.client.post(f"/practice/{what}", data=form, allow_redirects=False)


async def fetched(desk: Desk, file: SentFile) -> bytes:
    assert isinstance(desk.channel, Fetching)
    return await desk.channel.fetch(AMIRA, file)


def links(page: Node) -> list[str]:
    found = [a.attrs["href"] for a in page.all("a") if "/practice/files/" in a.attrs.get("href", "")]
    return [urlsplit(link).path for link in found]


async def opened(desk: Desk, link: str, **headers: str) -> ClientResponse:
    return await desk.client.get(URL(link, encoded=True), headers=headers)


async def test_a_file_beside_words_reaches_the_application_and_can_be_fetched(desk: Desk) -> None:
    assert (await sends(desk, (("files", "post.png", PNG),), text="here")).status == 303
    [told] = desk.told
    assert told.text == "here"
    [file] = told.files
    assert (file.name, file.media, file.size) == ("post.png", "image/png", len(PNG))
    assert await fetched(desk, file) == PNG
    assert "post.png" in (await desk.page()).one("section", id="chat-amira").one(cls="bubble").text


async def test_a_file_alone_is_enough_and_nothing_at_all_is_not(desk: Desk) -> None:
    assert (await sends(desk, (("files", "post.png", PNG),))).status == 303
    assert (await sends(desk, ())).status == 422
    assert len(desk.told) == 1


async def test_a_file_put_into_a_card_comes_with_what_is_filled_in(desk: Desk) -> None:
    message = await desk.card(FORM)
    fields = {"message": message, "token": "send", "f.what": "A post"}
    await sends(desk, (("f.sent_files", "post.png", PNG),), "press", **fields)
    [told] = desk.told
    assert told.fields == {"what": "A post"}
    assert [(f.name, f.field) for f in told.files] == [("post.png", "sent_files")]


async def test_the_same_form_sent_twice_is_one_delivery_and_one_file(desk: Desk) -> None:
    stamp = await desk.stamp()
    for _ in range(2):
        await sends(desk, (("files", "post.png", PNG),), stamp=stamp)
    assert desk.told[0] == desk.told[1]


async def test_a_file_that_is_too_large_is_seen_to_be_and_not_held(desk: Desk) -> None:
    await sends(desk, (("files", "post.png", b"x" * (LARGEST + 9_000_000)),))
    [file] = desk.told[0].files
    assert file.size == LARGEST + 1
    with pytest.raises(ChannelError) as caught:
        await fetched(desk, file)
    assert (caught.value.code, caught.value.permanent) == ("too_large", True)


async def test_a_file_that_the_room_no_longer_has_is_gone_for_good(desk: Desk) -> None:
    with pytest.raises(ChannelError) as caught:
        await fetched(desk, SentFile("nothing", "post.png"))
    assert caught.value.permanent


async def test_too_many_files_and_malformed_forms_are_refused(desk: Desk) -> None:
    many = tuple(("files", f"{n}.png", PNG) for n in range(MOST + 1))
    assert (await sends(desk, many)).status == 413
    kinds = ("multipart/form-data", "multipart/form-data; boundary=x", "multipart/form-data; boundary=" + "y" * 100)
    for kind in kinds:
        for body in (
            b"",
            b"--x",
            b"--x\r\n\r\n--x--",
            b"--x\r\nContent-Disposition: form-data\r\n\r\nhi\r\n--x--",
            b"\xff" * 99,
        ):
            answer = await desk.client.post("/practice/say", data=body, headers={"Content-Type": kind})
            assert answer.status == 400, (kind, body)
    assert (await sends(desk, (), text="a\0b")).status == 400
    assert desk.told == []


async def handed(desk: Desk, name: str, media: str, body: bytes) -> str:
    """Let the application hand a file over; where its link leads."""

    async def read() -> bytes:
        return body

    desk.reply = Reply("Here.", files=(File(name, media=media, read=read),))
    await desk.say("files", await desk.stamp())
    [link] = links((await desk.page()).one("section", id="chat-amira"))
    assert links((await desk.page()).one("section", id="chat-grace")) == []
    return link


async def test_a_copy_is_saved_and_never_shown(desk: Desk) -> None:
    body = b"<script>alert(1)</script>"
    link = await handed(desk, 'a "post" é.png', "image/png", body)
    answer = await opened(desk, link)
    assert await answer.read() == body
    assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''a%20%22post%22%20%C3%A9.png"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["Cache-Control"] == "no-store"


async def test_a_copy_is_for_whoever_has_its_link_and_for_no_other_site(desk: Desk) -> None:
    link = await handed(desk, "post.png", "image/png", PNG)
    key = link.split("/")[-2]
    assert len(key) == 64
    assert (await opened(desk, link)).status == 200
    assert (await opened(desk, link.replace(key, "0" * 64))).status == 404
    assert (await opened(desk, link, **{"Sec-Fetch-Site": "cross-site"})).status == 403
    assert (await opened(desk, link, Host="evil.example")).status == 403


async def test_a_copy_that_cannot_be_had_says_why(desk: Desk) -> None:
    async def read() -> bytes:
        raise ChannelError("gone", "The file is no longer here.", permanent=True)

    desk.reply = Reply(files=(File("post.png", media="image/png", read=read),))
    await desk.say("files", await desk.stamp())
    [link] = links(await desk.page())
    answer = await opened(desk, link)
    assert answer.status == 404
    assert "no longer here" in await answer.text()
