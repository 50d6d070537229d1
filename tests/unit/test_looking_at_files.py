"""Whether a file may be kept: by its name and size before it is fetched, by what is in it afterwards."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evidence.looking import CONTENT, EMPTY, KIND, LONGEST, MACROS, TOO_LARGE, before, kind_of, plain_name, within
from bot.files import ENDINGS, LARGEST, SentFile

BEGIN = {
    "png": b"\x89PNG\r\n\x1a\n",
    "jpg": b"\xff\xd8\xff\xe0",
    "gif": b"GIF89a",
    "webp": b"RIFF\0\0\0\0WEBP",
    "heic": b"\0\0\0\x18ftypheic",
    "tif": b"II*\0",
    "pdf": b"\n%PDF-1.7",
    "mp4": b"\0\0\0\x18ftypisom",
    "mov": b"\0\0\0\x08wide",
    "webm": b"\x1a\x45\xdf\xa3",
    "docx": b"PK\x03\x04 [Content_Types].xml",
    "odt": b"PK\x03\x04 mimetypeapplication/vnd.oasis.opendocument.text",
    "doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "xlsx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",  # one with a password
    "msg": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "txt": b"Hello",
    "csv": "\ufeffname;côté".encode(),
    "eml": b"From: nadia@example.org\n",
}


@pytest.mark.parametrize("ending", BEGIN)
def test_what_is_what_its_name_says_is_kept(ending: str) -> None:
    assert within(ENDINGS[ending], BEGIN[ending]) == ""


@pytest.mark.parametrize("ending", sorted(ENDINGS))
@pytest.mark.parametrize("body", [b"MZ\x90\0\x03\0\0\0" + b"\0" * 60, b"\x7fELF\0\0\0\0", b"PK\x03\x04 setup.exe\0"])
def test_a_program_is_kept_under_no_name(ending: str, body: bytes) -> None:
    assert within(ENDINGS[ending], body) == CONTENT


@pytest.mark.parametrize("name", ["run.exe", "a.png.scr", "go.sh", "page.html", "logo.svg", "macro.docm", "all.zip"])
def test_any_other_kind_is_refused_by_its_name_whatever_the_platform_says_that_it_is(name: str) -> None:
    assert before(SentFile("F1", name, "image/png", 10)) == KIND


def test_a_name_without_an_ending_is_of_the_kind_that_the_platform_says() -> None:
    assert kind_of("picture", "image/png") == "image/png"
    assert kind_of("picture", "Text/Plain; charset=utf-8") == "text/plain"
    assert kind_of("picture", "application/x-msdownload") == ""
    assert kind_of("PICTURE.PNG", "") == "image/png"


def test_what_is_known_to_be_too_large_is_not_even_fetched() -> None:
    assert before(SentFile("F1", "a.png", size=LARGEST + 1)) == TOO_LARGE
    assert before(SentFile("F1", "a.png", size=LARGEST)) == ""


def test_nothing_and_too_much_are_not_kept() -> None:
    assert within("text/plain", b"") == EMPTY
    assert within("text/plain", b"x" * (LARGEST + 1)) == TOO_LARGE


def test_a_document_with_a_macro_is_not_kept() -> None:
    assert within(ENDINGS["docx"], b"PK\x03\x04 [Content_Types].xml word/vbaProject.bin") == MACROS
    assert within(ENDINGS["doc"], BEGIN["doc"] + "_VBA_PROJECT".encode("utf-16-le")) == MACROS


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\nadia\\post.png", "post.png"),
        ("a\r\nSet-Cookie: x.png", "aSet-Cookie_ x.png"),
        ("safe\u202egnp.exe", "safegnp.exe"),
        ('my "post" <1>.png', "my _post_ _1_.png"),
        ("...", "file"),
        ("", "file"),
        ("  two   words .png ", "two words .png"),
    ],
)
def test_a_name_is_a_name_alone(name: str, plain: str) -> None:
    assert plain_name(name) == plain


@given(st.text(max_size=300))
def test_any_name_is_short_printed_and_in_no_folder(name: str) -> None:
    plain = plain_name(name)
    assert 0 < len(plain) <= LONGEST
    assert not set(plain) & set('/\\\r\n\0"<>')
    assert plain_name(plain) == plain


def test_a_long_name_keeps_its_ending() -> None:
    assert plain_name("x" * 400 + ".png").endswith("x.png")


@given(st.sampled_from(sorted(set(ENDINGS.values()))), st.binary(max_size=60))
def test_no_bytes_whatever_make_the_look_itself_fail(media: str, body: bytes) -> None:
    assert within(media, body) in {"", EMPTY, CONTENT, MACROS}
