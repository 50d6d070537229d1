"""Files as channels carry them: what somebody sent along, and what somebody is handed."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

LARGEST = 20 * 1024 * 1024
"""The most bytes of one file that are kept: a channel that fetches one stops reading there."""
MOST = 10
"""The most files that one request takes."""
OFFICE = "application/vnd.openxmlformats-officedocument."
ENDINGS: Mapping[str, str] = {
    "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "webp": "image/webp",
    "heic": "image/heic", "heif": "image/heif", "tif": "image/tiff", "tiff": "image/tiff",
    "pdf": "application/pdf",
    "mp4": "video/mp4", "m4v": "video/mp4", "mov": "video/quicktime", "webm": "video/webm",
    "docx": f"{OFFICE}wordprocessingml.document", "xlsx": f"{OFFICE}spreadsheetml.sheet",
    "pptx": f"{OFFICE}presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text", "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "doc": "application/msword", "xls": "application/vnd.ms-excel", "ppt": "application/vnd.ms-powerpoint",
    "txt": "text/plain", "csv": "text/csv",
    "eml": "message/rfc822", "msg": "application/vnd.ms-outlook",
}  # fmt: skip
"""The media type of each kind of file that is kept, by the ending of its name. No other kind is."""


@dataclass(frozen=True)
class SentFile:
    """A file that somebody sent along, as the platform tells of it; none of that is believed before it is looked at.

    `id` is what the channel needs to fetch it again (an id, or an address that is good for some minutes), and the same
    for the same file. `size` is in bytes, 0 where the platform does not say. `link` is where its sender finds it on
    the platform, if anywhere. `field` is the input in which it was filled in, empty for one that came with a message.
    """

    id: str
    name: str
    media: str = ""
    size: int = 0
    link: str = ""
    field: str = ""


@dataclass(frozen=True)
class File:
    """A file for the person who asked for it; `name` has its ending, `media` its type.

    It is a `text`, such as an export, or what `read` gives, which is called once the press has been answered.
    """

    name: str
    text: str = ""
    media: str = "text/plain"
    read: Callable[[], Awaitable[bytes]] | None = None

    async def body(self) -> bytes:
        """All of it; ChannelError where it cannot be read now, or any more."""
        return await self.read() if self.read else self.text.encode()
