"""The headers that keep the page closed, its own files, and colours that can be read."""

import re
from importlib.resources import files

import pytest

from tests.unit.channels.browser.desks import Desk

FOLDER = files("bot.channels.browser") / "static"
STYLES = {f.name: f.read_text() for f in FOLDER.iterdir() if f.name.endswith(".css")}
GROUNDS = {
    "ink": ("paper", "surface", "sunken", "info-soft", "good-soft", "warn-soft", "bad-soft", "accent-soft"),
    "muted": ("paper", "surface", "sunken"),
    "accent": ("paper", "surface", "accent-soft"),
    "accent-deep": ("surface", "paper"),
    "on-accent": ("accent", "accent-deep"),
    "info": ("info-soft", "surface"),
    "good": ("good-soft", "surface"),
    "warn": ("warn-soft", "surface"),
    "bad": ("bad-soft", "surface", "paper"),
    "on-bad": ("bad",),
    "on-hue": tuple(f"hue-{n}" for n in range(6)),
}


def colours(scheme: str) -> dict[str, str]:
    parts = STYLES["base.css"].split("@media (prefers-color-scheme: dark)")
    light = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", parts[0]))
    return light if scheme == "light" else light | dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", parts[1]))


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_ink_can_be_read_on_the_grounds_that_it_stands_on(scheme: str) -> None:
    known = colours(scheme)
    weak = [f"{i} on {g}" for i, on in GROUNDS.items() for g in on if contrast(known[i], known[g]) < 4.5]
    assert weak == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_edges_of_fields_and_the_focus_ring_stand_out(scheme: str) -> None:
    known = colours(scheme)
    pairs = [("edge", "surface"), ("edge", "paper"), ("focus", "paper"), ("focus", "surface")]
    assert [pair for pair in pairs if contrast(known[pair[0]], known[pair[1]]) < 3] == []


@pytest.mark.parametrize("name", STYLES)
def test_no_style_sheet_fetches_anything(name: str) -> None:
    assert "url(" not in STYLES[name]
    assert "@import" not in STYLES[name]


def test_people_who_want_less_motion_get_none() -> None:
    assert "prefers-reduced-motion" in STYLES["base.css"]


async def test_every_file_of_the_page_is_its_own_and_is_there(desk: Desk) -> None:
    page = await desk.page()
    links = [n.attrs.get("src") or n.attrs["href"] for n in [*page.all("link"), *page.all("script"), *page.all("img")]]
    assert len(set(links)) == 6
    for link in links:
        answer = await desk.client.get(link)
        assert answer.status == 200
        assert "immutable" in answer.headers["Cache-Control"]


async def test_a_file_that_has_not_changed_is_not_sent_again(desk: Desk) -> None:
    url = (await desk.page()).one("script").attrs["src"]
    tag = (await desk.client.get(url)).headers["ETag"]
    assert (await desk.client.get(url, headers={"If-None-Match": tag})).status == 304
    assert (await desk.client.get(url, headers={"If-None-Match": '"other"'})).status == 200


async def test_a_file_under_an_old_address_is_not_kept_for_ever(desk: Desk) -> None:
    answer = await desk.client.get("/practice/assets/old/room.css")
    assert answer.status == 200
    assert answer.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("name", ["nothing.css", "__init__.py", "..%2Fchannel.py", "page.html"])
async def test_no_other_file_can_be_fetched(desk: Desk, name: str) -> None:
    assert (await desk.client.get(f"/practice/assets/x/{name}")).status == 404


@pytest.mark.parametrize("path", ["/practice", "/practice/assets/x/room.css", "/practice/assets/x/none"])
async def test_every_answer_forbids_foreign_content_and_framing(desk: Desk, path: str) -> None:
    headers = (await desk.client.get(path)).headers
    rules = dict(rule.split(" ", 1) for rule in headers["Content-Security-Policy"].split("; "))
    assert rules["default-src"] == rules["frame-ancestors"] == rules["base-uri"] == "'none'"
    assert {rules[f"{kind}-src"] for kind in ("script", "style", "img", "connect")} == {"'self'"}
    assert rules["form-action"] == "'self'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


async def test_nothing_that_somebody_wrote_is_kept_by_the_browser(desk: Desk) -> None:
    assert (await desk.client.get("/practice")).headers["Cache-Control"] == "no-store"
    assert (await desk.say("boost", await desk.stamp())).headers["Cache-Control"] == "no-store"
