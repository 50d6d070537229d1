"""What the desk itself says to people is as easy to read as what its guides say."""

import importlib
import pkgutil
from collections.abc import Iterable, Mapping

import pytest

import bot.approvals
import bot.conversations
import bot.registers
import bot.reports
from bot.messages import Screen, Text
from tests.reading_age import grade

HARDEST = 7
SHORTEST = 6  # words; fewer are a label
FEWEST_WORDS = 30  # fewer say nothing of how hard a text is
PARTS = (bot.approvals, bot.conversations, bot.registers, bot.reports)
MODULES = sorted(m.name for part in PARTS for m in pkgutil.walk_packages(part.__path__, f"{part.__name__}."))
NAMES = frozenset({"Comms Desk"})


def said(module: str) -> list[str]:
    """The sentences among a module's constants: those begin with a capital and end as sentences do."""
    held = vars(importlib.import_module(module))
    return sorted({s for name, value in held.items() if name.isupper() for s in _sentences(value)})


def _sentences(value: object) -> Iterable[str]:
    if isinstance(value, Screen):
        return [b.text for b in value.blocks if isinstance(b, Text)]
    several = value.values() if isinstance(value, Mapping) else value if isinstance(value, tuple | list) else (value,)
    return [v for v in several if isinstance(v, str) and _is_sentence(v)]


def _is_sentence(text: str) -> bool:
    return (
        len(text.split()) >= SHORTEST
        and text[:1].isupper()
        and text.rstrip().endswith((".", "?"))
        and "SELECT" not in text
    )


@pytest.mark.parametrize("module", [m for m in MODULES if len(" ".join(said(m)).split()) >= FEWEST_WORDS])
def test_a_child_of_twelve_can_read_what_the_desk_says(module: str) -> None:
    assert grade("\n".join(said(module)), NAMES) <= HARDEST


def test_sentences_are_found_where_they_stand() -> None:
    assert said("bot.conversations.settings")
    assert said("bot.approvals.team_screens")
