"""Files of people's drives: fetched and put only where Microsoft keeps them, and never more than fits."""

import pytest

from bot.channels.teams.answering.drive import Drive, of_microsoft
from bot.errors import ChannelError
from bot.files import LARGEST
from bot.messages import SentFile
from tests.unit.channels.teams.desks import Desk, account


@pytest.mark.parametrize(
    "url",
    [
        "https://council-my.sharepoint.com/personal/a/_layouts/15/download.aspx?UniqueId=1&tempauth=2",
        "https://council.sharepoint.com:443/x", "https://api.onedrive.com/x", "https://SHAREPOINT.com/x",
    ],
)  # fmt: skip
def test_addresses_of_drives_are_let_through(url: str) -> None:
    assert of_microsoft(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://council.sharepoint.com/x", "https://sharepoint.com.evil.example/x", "https://evilsharepoint.com/x",
        "https://user@council.sharepoint.com/x", "https://council.sharepoint.com:8443/x", "https://127.0.0.1/x",
        "https://evil.example/?council.sharepoint.com", "https://[council.sharepoint.com/x", "file:///etc/passwd", "",
        "https://evil.example\\.sharepoint.com/", "https://@council.sharepoint.com/", "https://council..sharepoint.com/x",
        f"https://{'a' * 64}.sharepoint.com/x", "https://\0.sharepoint.com/x", "https://council.sharepoint.com/\x0b",
        "https://council.sharepoint.com/a b\r\nHost: evil.example", "https://evil.example\uff0f.sharepoint.com/",
    ],
)  # fmt: skip
async def test_no_other_address_is(url: str) -> None:
    drive = Drive()
    with pytest.raises(ChannelError) as refused:
        await drive.fetch(url)
    assert refused.value.permanent
    with pytest.raises(ChannelError):
        await drive.put(url, b"x")


async def sent(desk: Desk, body: bytes) -> SentFile:
    """A file that somebody sent, as the application was told of it."""
    amira = desk.person()
    await amira.say("here", files={"form.pdf": body})
    await desk.settled()
    return desk.told[-1].files[0]


@pytest.mark.parametrize(
    ("status", "code", "permanent"), [(404, "file_gone", True), (403, "file_gone", True), (302, "file_gone", True),
                                      (429, "drive_429", False), (503, "drive_503", False)]
)  # fmt: skip
async def test_a_refusal_says_whether_to_try_again(desk: Desk, status: int, code: str, permanent: bool) -> None:
    file = await sent(desk, b"%PDF")
    desk.teams.faults.arm("file", status=status)
    with pytest.raises(ChannelError) as refused:
        await desk.channel.fetch(account(desk.person()), file)
    assert (refused.value.code, refused.value.permanent) == (code, permanent)


async def test_a_file_that_is_too_large_is_not_read_to_its_end(desk: Desk) -> None:
    file = await sent(desk, b"x" * (LARGEST + 1))
    with pytest.raises(ChannelError) as refused:
        await desk.channel.fetch(account(desk.person()), file)
    assert refused.value.code == "too_large"


async def test_a_file_that_has_just_room_is_read(desk: Desk) -> None:
    file = await sent(desk, b"x" * LARGEST)
    assert len(await desk.channel.fetch(account(desk.person()), file)) == LARGEST
