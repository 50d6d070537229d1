"""Who is kept out of the practice room, and what a malformed request is answered, over a real local server."""

import io
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientResponse

from bot.channels.browser.multipart import MOST_BYTES, MOST_FIELDS
from tests.unit.channels.browser.desks import FORM, SCRIPT, Desk
from tests.unit.channels.browser.tree import parse


async def sentence(answer: ClientResponse) -> str:
    page = parse(await answer.text())
    return " ".join(p.text for p in page.one("main").all("p"))


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1", "[::1]:9", "127.0.0.2:80"])
async def test_a_name_of_this_machine_is_answered(desk: Desk, host: str) -> None:
    assert (await desk.client.get("/practice", headers={"Host": host})).status == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "192.168.1.20:8000", "0.0.0.0", "[", ""])
@pytest.mark.parametrize("path", ["/practice", "/practice/live", "/practice/assets/x/room.js"])
async def test_any_other_name_is_refused_however_it_leads_here(desk: Desk, host: str, path: str) -> None:
    answer = await desk.client.get(path, headers={"Host": host})
    assert answer.status == 403
    assert "only on this computer" in await sentence(answer)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "https://127.0.0.1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_a_form_from_another_site_does_nothing_even_with_a_stamp(desk: Desk, headers: dict[str, str]) -> None:
    answer = await desk.say("boost", await desk.stamp(), **headers)
    assert answer.status == 403
    assert "another site" in await sentence(answer)
    assert desk.told == []


async def test_a_form_of_the_page_itself_is_taken(desk: Desk) -> None:
    own = {"Origin": f"http://127.0.0.1:{desk.client.port}", "Sec-Fetch-Site": "same-origin"}
    assert (await desk.say("boost", await desk.stamp(), **own)).status == 303


async def test_another_site_cannot_follow_the_changes(desk: Desk) -> None:
    assert (await desk.client.get("/practice/live", headers={"Sec-Fetch-Site": "cross-site"})).status == 403


@pytest.mark.parametrize("stamp", ["", "abc", "abc.amira.AAAA", "é☃", "." * 5000])
async def test_a_stamp_that_the_room_did_not_give_is_refused(desk: Desk, stamp: str) -> None:
    answer = await desk.say("boost", stamp)
    assert answer.status == 403
    assert "Load it again" in await sentence(answer)
    assert desk.told == []


async def test_the_stamp_of_one_chat_does_not_serve_in_another(desk: Desk) -> None:
    assert (await desk.say("boost", await desk.stamp("grace"), user="amira")).status == 403
    assert desk.told == []


@pytest.mark.parametrize("user", ["nobody", "<script>", "AMIRA"])
async def test_a_person_who_does_not_sit_here_is_not_found(desk: Desk, user: str) -> None:
    answer = await desk.say("boost", await desk.stamp(), user=user)
    assert answer.status == 404
    assert "Nobody of that name" in await sentence(answer)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"text=boost",
        b"person=&text=boost",
        b"person=amira&text=%ff%fe",
        b"person=amira&text=%00",
        b"person=amira&text=\xff",
        b"&".join(b"f.%d=1" % n for n in range(MOST_FIELDS + 5)),
    ],
)
async def test_a_malformed_form_is_answered_with_what_to_do(desk: Desk, body: bytes) -> None:
    answer = await desk.client.post("/practice/say", data=body, headers={"Content-Type": FORM})
    assert answer.status == 400
    assert "could not be read" in await sentence(answer)


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/form-data; boundary=x", ""])
async def test_a_body_of_another_type_is_not_read(desk: Desk, kind: str) -> None:
    answer = await desk.client.post("/practice/press", data=b"person=amira", headers={"Content-Type": kind})
    assert answer.status == 400


async def test_a_press_without_a_token_is_malformed(desk: Desk) -> None:
    assert (await desk.press("", "1")).status == 400


async def test_a_body_that_is_too_long_is_refused_whether_or_not_it_says_so(desk: Desk) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(MOST_BYTES // 65_536 + 2):
            yield b"a" * 65_536

    for data in (io.BytesIO(b"a" * (MOST_BYTES + 1)), pieces()):
        answer = await desk.client.post("/practice/say", data=data, headers={"Content-Type": FORM})
        assert answer.status == 413
        assert "too long" in await sentence(answer)


async def test_a_hundred_thousand_characters_of_any_kind_come_through_whole(desk: Desk) -> None:
    text = "👩" * 100_000
    assert (await desk.say(text, await desk.stamp())).status == 303
    assert desk.told[0].text == text


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/practice/say"),
        ("GET", "/practice/press"),
        ("POST", "/practice"),
        ("PUT", "/practice/press"),
        ("POST", "/practice/live"),
    ],
)
async def test_a_wrong_method_is_said_to_be_wrong(desk: Desk, method: str, path: str) -> None:
    assert (await desk.client.request(method, path)).status == 405


async def test_the_script_is_told_the_sentence_without_a_page(desk: Desk) -> None:
    answer = await desk.say("boost", "old", **SCRIPT)
    assert (answer.status, answer.content_type) == (403, "application/json")
    assert "Load it again" in (await answer.json())["sentence"]


@pytest.mark.parametrize("after", ["-1", "x", "1" * 30, "٣", "1.5"])
async def test_changes_since_an_unreadable_moment_are_refused(desk: Desk, after: str) -> None:
    assert (await desk.client.get("/practice/live", params={"after": after})).status == 400
