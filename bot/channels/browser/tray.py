"""What the practice room has in place of a platform's files: what was put into a form, and copies handed over."""

from collections import OrderedDict
from dataclasses import dataclass, field

from bot.errors import ChannelError
from bot.files import LARGEST
from bot.messages import File

# All of them together: it is one computer's memory.
ROOM = 10 * LARGEST
MOST_COPIES = 200
GONE = "The practice room no longer has this file. Send it again."
TOO_LARGE = "This file is larger than the practice room takes."


@dataclass(frozen=True)
class Posted:
    """A file as a browser posts it; `body` has one byte more than the largest file where there was too much of it."""

    name: str
    media: str
    body: bytes


@dataclass
class Tray:
    """Files for as long as the process lives, the oldest let go first."""

    posted: OrderedDict[str, Posted] = field(default_factory=OrderedDict)
    copies: OrderedDict[str, File] = field(default_factory=OrderedDict)

    def put(self, key: str, file: Posted) -> None:
        """Hold a file that somebody sent, until it is fetched."""
        self.posted[key] = file
        while len(self.posted) > 1 and sum(len(f.body) for f in self.posted.values()) > ROOM:
            self.posted.popitem(last=False)

    def take(self, key: str) -> bytes:
        """The bytes of a file that somebody sent; ChannelError, for good, where there are none, or too many."""
        found = self.posted.get(key)
        if found is None:
            raise ChannelError("file_not_found", GONE, permanent=True)
        if len(found.body) > LARGEST:
            raise ChannelError("too_large", TOO_LARGE, permanent=True)
        return found.body

    def offer(self, key: str, file: File) -> None:
        """Let a file be fetched by whoever knows the key, which stands in one person's chat alone."""
        self.copies[key] = file
        if len(self.copies) > MOST_COPIES:
            self.copies.popitem(last=False)
