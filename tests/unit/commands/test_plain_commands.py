"""What commands say is plain English: easy to read, and short where it heads a screen."""

import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType

import pytest

from bot.approvals.rules import No
from bot.conversations import commands, talk, today, turn
from bot.registers import states, stating
from tests.reading_age import grade

HARDEST = 7
FEWEST_WORDS = 30
NAMES = frozenset({"emergency", "pre-election period", "communications"})
FOUND = [importlib.import_module(f"{commands.__name__}.{m.name}") for m in pkgutil.iter_modules(commands.__path__)]
MODULES = [*FOUND, talk, today, turn, states, stating]


def sentences(module: ModuleType) -> Iterator[str]:
    """Whatever a module keeps for people to read: texts of more than a few words, by their constants."""
    for name, value in vars(module).items():
        if name.isupper():
            yield from (text for text in texts(value) if len(text.split()) > 2)


def texts(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value.replace("{}", "Ann")
        case dict():
            yield from (text for each in value.values() for text in texts(each))
        case tuple():
            yield from (text for each in value for text in texts(each))
        case No():
            yield value.sentence
        case _:
            return


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.__name__)
def test_a_child_of_twelve_can_read_it(module: ModuleType) -> None:
    said = list(sentences(module))
    assert len(" ".join(said).split()) < FEWEST_WORDS or grade("\n".join(said), NAMES) <= HARDEST, said


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.__name__)
def test_no_sentence_is_long(module: ModuleType) -> None:
    assert [s for text in sentences(module) for s in text.split(". ") if len(s.split()) > 25] == []
