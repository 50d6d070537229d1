"""PURE: whether a file may be kept: by its name and size before it is fetched, by what is in it afterwards."""

import re
import unicodedata
from collections.abc import Mapping

from bot.files import ENDINGS, LARGEST, OFFICE, SentFile

NAMELESS = "file"
LONGEST = 120
KIND, TOO_LARGE, EMPTY, TOO_MANY, CONTENT, MACROS = "kind", "too_large", "empty", "too_many", "content", "macros"
WHY: Mapping[str, str] = {
    KIND: "I keep pictures, PDF files, short videos, office documents, plain text and saved emails, and no other kind.",
    TOO_LARGE: f"It is larger than {LARGEST // (1024 * 1024)} MB.",
    EMPTY: "There is nothing in it.",
    TOO_MANY: "There are ten files already, and I keep no more than that.",
    CONTENT: "What is in it is not what its name says.",
    MACROS: "It has a program in it (a macro). Save it without.",
}
GONE = "I could not get it from where you sent it."
# Signs that nobody sees, or that make a name read otherwise than it is; and what a name on a disk may not hold.
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
RESERVED = re.compile(r'[<>:"|?*]')
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MACRO_PARTS = (b"vbaProject.bin", "_VBA_PROJECT".encode("utf-16-le"))
BOMS = (b"\xff\xfe", b"\xfe\xff")
OPEN = "application/vnd.oasis"
# A PDF file may have a few lines of something else before it begins.
PLACES: Mapping[str, range] = {"application/pdf": range(1024)}
BEGINNINGS: Mapping[str, tuple[bytes, ...]] = {
    "application/pdf": (b"%PDF-",),
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/gif": (b"GIF87a", b"GIF89a"),
    "image/tiff": (b"II*\0", b"MM\0*"),
    "video/webm": (b"\x1a\x45\xdf\xa3",),
    "application/msword": (OLE,),
    "application/vnd.ms-excel": (OLE,),
    "application/vnd.ms-powerpoint": (OLE,),
    "application/vnd.ms-outlook": (OLE,),
}
# How the second four bytes of these begin: their first four say how long that part is.
PARTS: Mapping[str, tuple[bytes, ...]] = {
    "image/heic": (b"ftyp",),
    "image/heif": (b"ftyp",),
    "video/mp4": (b"ftyp",),
    "video/quicktime": (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"),
}


def plain_name(name: str) -> str:
    """The name alone, without folders and without signs that nobody sees; with the ending of the name where cut."""
    last = re.split(r"[/\\]", UNSEEN.sub("", unicodedata.normalize("NFC", name)))[-1]
    clean = " ".join(RESERVED.sub("_", last).split()).strip(". ")
    stem, dot, ending = clean.rpartition(".")
    if len(clean) > LONGEST and dot and len(ending) <= len("webm"):
        clean = f"{stem[: LONGEST - len(ending) - 1]}.{ending}"
    return clean[:LONGEST] or NAMELESS


def kind_of(name: str, media: str) -> str:
    """The media type by the ending of the name; by what the platform says only where the name has no ending."""
    _, dot, ending = name.rpartition(".")
    if dot:
        return ENDINGS.get(ending.lower(), "")
    said = media.partition(";")[0].strip().lower()
    return said if said in ENDINGS.values() else ""


def before(sent: SentFile) -> str:
    """Why it is not to be fetched at all, as a key of WHY; empty where it is."""
    if not kind_of(plain_name(sent.name), sent.media):
        return KIND
    return TOO_LARGE if sent.size > LARGEST else ""


def within(media: str, body: bytes) -> str:
    """Why what was fetched is not kept, as a key of WHY; empty where it is."""
    if not body:
        return EMPTY
    if len(body) > LARGEST:
        return TOO_LARGE
    if not _is(media, body):
        return CONTENT
    return MACROS if media != "application/vnd.ms-outlook" and _has_macros(body) else ""


def _is(media: str, body: bytes) -> bool:
    """Whether it begins as its kind does. What is locked with a password in an office stands in an older kind."""
    if media.startswith("text/") or media == "message/rfc822":
        return body.startswith(BOMS) or b"\0" not in body
    if media in PARTS:
        return body[4:8] in PARTS[media]
    if media.startswith((OFFICE, OPEN)):
        inside = b"[Content_Types].xml" in body if media.startswith(OFFICE) else media.encode() in body[:200]
        return body.startswith(OLE) or (body.startswith(ZIP) and inside)
    if media == "image/webp":
        return body.startswith(b"RIFF") and body[8:12] == b"WEBP"
    return any(body[:1024].find(first) in PLACES.get(media, (0,)) for first in BEGINNINGS[media])


def _has_macros(body: bytes) -> bool:
    return body.startswith((ZIP, OLE)) and any(part in body for part in MACRO_PARTS)
