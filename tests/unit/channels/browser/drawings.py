"""Draws cards and pages for tests and reads them back."""

from bot.channels.browser import render
from bot.channels.browser.ports import Message
from bot.channels.browser.tips import Guide
from bot.channels.browser.views import Chat, seat
from bot.messages import Screen
from tests.unit.channels.browser.rooms import AMIRA, GRACE, NOON
from tests.unit.channels.browser.tree import Node, parse

ASSETS = {name: f"/{name}" for name in ("mark.svg", "base.css", "room.css", "card.css", "form.css", "room.js")}
SEAT = seat(0, AMIRA, ("amira", "grace"), [])

NOTHING = Guide()


def card(screen: Screen, text: str = "") -> Message:
    return Message("7", AMIRA.address, NOON, "card", 3, 1, screen, text)


def drawn(screen: Screen, text: str = "") -> Node:
    return parse(render.message(card(screen, text), SEAT, "stamp-1", "amira,grace"))


def page_with(*messages: Message, guide: Guide = NOTHING) -> Node:
    grace = seat(2, GRACE, ("amira", "grace"), [])
    chats = [Chat(SEAT, messages, "stamp-1"), Chat(grace, [], "stamp-2")]
    return parse(render.page(chats, [SEAT, grace], "amira,grace", 9, ASSETS, guide=guide))


def described_by(tree: Node, control: Node) -> str:
    ids = control.attrs["aria-describedby"].split()
    return " ".join(tree.one(id=name).text for name in ids)
