"""The app package: valid under Microsoft's own schema, the same bytes each time, and what it offers is understood."""

import json
import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from jsonschema import Draft4Validator

import flows
from bot.channels.teams.listening import extension
from bot.channels.teams.packaging import bundle
from bot.channels.teams.packaging.bundle import bundled
from bot.channels.teams.packaging.manifest import (
    COLOR,
    LONGEST_DEVELOPER,
    LONGEST_SHORT,
    OUTLINE,
    SCHEMA,
    Details,
    faults,
    manifest,
)
from bot.channels.teams.packaging.menu import MOST, PERSONAL, TOGETHER
from bot.conversations.commands.naming import named, typed
from bot.conversations.typed import COMMANDS, meaning
from tests.office import packs

SCHEMAS = "@microsoft/app-manifest@1.1.2"
DETAILS = Details(
    app_id="11111111-2222-3333-4444-555555555555",
    council="Suffolk County Council",
    developer="Suffolk County Council",
    website="https://www.suffolk.gov.uk/",
    privacy="https://www.suffolk.gov.uk/privacy?for=staff",
    terms="https://www.suffolk.gov.uk/policies/social-media",
    version="0.1.0",
)
# What is said about the guide or the card before somebody, and stands there as a button.
ON_CARDS = {"back", "restart", "why", "decide", "thanks"}


def schema(npm: Callable[[str], Path], version: str) -> dict[str, Any]:
    """Microsoft's schema of that version."""
    file = npm(SCHEMAS) / f"build/json-schemas/teams/v{version}/MicrosoftTeams.schema.json"
    return dict(json.loads(file.read_text(encoding="utf-8-sig")))


def broken(npm: Callable[[str], Path], made: dict[str, Any], version: str = SCHEMA) -> list[str]:
    """What Microsoft's schema says against a manifest."""
    held = Draft4Validator(schema(npm, version))
    return [f"{'/'.join(map(str, e.absolute_path))}: {e.message}" for e in held.iter_errors(made)]


def understood(title: str) -> str:
    """What a typed command does, by its own name; nothing where the bot would not know it."""
    if (team := typed(title)) is not None:
        return f"comms {named(team).name}" if named(team).name else ""
    means = meaning(title, flows.find().values())
    return means.command if means.sure else ""


def pixels(png: bytes) -> Iterator[tuple[int, ...]]:
    """The pixels of an 8-bit PNG with transparency, row by row."""
    at, data, width = 8, b"", struct.unpack(">I", png[16:20])[0]
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        data += png[at + 8 : at + 8 + length] if kind == b"IDAT" else b""
        at += 12 + length
    raw, step = zlib.decompress(data), 4
    above = bytearray(width * step)
    for start in range(0, len(raw), width * step + 1):
        row = bytearray(raw[start + 1 : start + 1 + width * step])
        for i in range(len(row)):
            a, b, c = (row[i - step], above[i], above[i - step]) if i >= step else (0, above[i], 0)
            near = min((a, b, c), key=lambda each: abs(a + b - c - each))
            row[i] = (row[i] + (0, a, b, (a + b) // 2, near)[raw[start]]) % 256
        yield from (tuple(row[i : i + step]) for i in range(0, len(row), step))
        above = row


@pytest.mark.parametrize("council", ["Suffolk County Council", "C" * 40])
def test_the_manifest_is_valid_under_microsofts_schema(npm: Callable[[str], Path], council: str) -> None:
    assert broken(npm, manifest(replace(DETAILS, council=council))) == []


def test_the_schema_refuses_what_teams_would_refuse(npm: Callable[[str], Path]) -> None:
    made = manifest(DETAILS)
    assert broken(npm, {**made, "surprise": 1})
    assert broken(npm, {**made, "id": "desk"})
    assert broken(npm, {**made, "name": {"short": "x" * 31}})


def test_newer_schemas_take_it_as_well(npm: Callable[[str], Path]) -> None:
    for version in ("1.25", "1.30"):
        assert broken(npm, {**manifest(DETAILS), "manifestVersion": version}, version) == []


def test_every_council_that_comes_with_the_product_is_named_in_the_descriptions() -> None:
    for council in packs().councils():
        name = packs().pack(council).council.name
        about = manifest(replace(DETAILS, council=name))["description"]
        assert name in about["short"]
        assert name in about["full"]
        assert len(about["short"]) <= LONGEST_SHORT


def test_a_council_with_a_long_name_is_left_out_of_the_short_description_alone() -> None:
    about = manifest(replace(DETAILS, council="C" * 40))["description"]
    assert "C" * 40 not in about["short"]
    assert "C" * 40 in about["full"]


@pytest.mark.parametrize("title", [title for title, _ in (*PERSONAL, *TOGETHER)])
def test_every_command_of_the_menus_is_understood(title: str) -> None:
    assert understood(title)


def test_no_two_commands_of_a_menu_do_the_same() -> None:
    for menu in (PERSONAL, TOGETHER):
        assert len({understood(title) for title, _ in menu}) == len(menu) <= MOST


def test_whatever_staff_can_type_is_in_the_menu_of_their_own_chat() -> None:
    offered = {understood(title) for title, _ in PERSONAL}
    assert set(COMMANDS) - ON_CARDS == {name for name in offered if not name.startswith("comms")}


def test_the_extension_offers_the_one_command_that_is_listened_for() -> None:
    (made,) = manifest(DETAILS)["composeExtensions"]
    assert [(c["id"], c["title"], c["context"]) for c in made["commands"]] == [
        (extension.REPORT, extension.TITLE, ["message"])
    ]
    assert made["commands"][0]["fetchTask"]


def test_it_asks_for_no_permission_and_opens_no_web_page_inside_teams() -> None:
    made = manifest(DETAILS)
    asking = {"permissions", "devicePermissions", "authorization", "webApplicationInfo", "validDomains"}
    assert asking & set(made) == set()
    assert [key for key in made if key.endswith("Tabs")] == []


def test_it_stays_out_of_channels_that_are_shared_with_other_organisations() -> None:
    made = manifest(DETAILS)
    assert "supportedChannelTypes" not in made
    assert "supportsChannelFeatures" not in made


def test_the_same_settings_give_the_same_bytes() -> None:
    assert bundled(DETAILS) == bundled(replace(DETAILS))
    with ZipFile(BytesIO(bundled(DETAILS))) as package:
        assert {entry.date_time for entry in package.infolist()} == {bundle.UNDATED}
    assert bundled(DETAILS) != bundled(replace(DETAILS, version="0.1.1"))


def test_the_package_holds_the_manifest_and_the_icons_that_it_names_and_nothing_else() -> None:
    with ZipFile(BytesIO(bundled(DETAILS))) as package:
        assert package.testzip() is None
        made = json.loads(package.read("manifest.json"))
        assert made == manifest(DETAILS)
        assert set(package.namelist()) == {"manifest.json", *made["icons"].values()}


@pytest.mark.parametrize(("name", "size"), [(COLOR, 192), (OUTLINE, 32)])
def test_the_icons_have_the_size_that_teams_asks_for(name: str, size: int) -> None:
    content = (bundle.HERE / name).read_bytes()
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", content[16:24]) == (size, size)
    assert (bundle.HERE / name).with_suffix(".svg").exists()


def test_the_outline_is_white_on_nothing() -> None:
    drawn = list(pixels((bundle.HERE / OUTLINE).read_bytes()))
    seen = [p for p in drawn if p[3]]
    assert len(drawn) == 32 * 32
    assert {p[:3] for p in seen} == {(255, 255, 255)}
    assert 100 < len(seen) < 500


def test_details_without_fault_have_none() -> None:
    assert list(faults(DETAILS)) == []


@pytest.mark.parametrize(
    ("wrong", "named_in_it"),
    [
        ({"app_id": "desk"}, "MICROSOFT_APP_ID"),
        ({"developer": ""}, "--developer"),
        ({"developer": "x" * (LONGEST_DEVELOPER + 1)}, "--developer"),
        ({"website": ""}, "--website"),
        ({"website": "http://council.gov.uk"}, "--website"),
        ({"privacy": "www.council.gov.uk/privacy"}, "--privacy"),
        ({"privacy": "https://localhost/privacy"}, "--privacy"),
        ({"terms": "https://council.gov.uk/terms of use"}, "--terms"),
        ({"terms": "https://council.gov.uk/" + "x" * 2048}, "--terms"),
        ({"version": "1.0"}, "--app-version"),
        ({"version": "01.0.0"}, "--app-version"),
    ],
)
def test_what_teams_would_not_take_is_named_with_what_to_write(wrong: dict[str, str], named_in_it: str) -> None:
    (fault,) = faults(replace(DETAILS, **wrong))
    assert fault.startswith(named_in_it)
    assert "Write" in fault or "write" in fault or "Copy" in fault


def test_all_faults_are_named_at_once() -> None:
    assert len(list(faults(Details("", "", "", "", "", "", "")))) == 6
