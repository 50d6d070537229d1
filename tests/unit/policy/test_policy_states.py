"""Who may set what is in force in the whole council: council.yaml says it with its sections, or as our own choice."""

import pytest

from bot.policy import Packs
from bot.registers.states import Kind
from tests.unit.policy.sample import COUNCIL, a_pack, council, read

SETS = "limits:"
PACKS = Packs()


def states(text: str) -> str:
    """The line that gives council.yaml these states, before the next key."""
    return f"states: {{{text}}}\n{SETS}"


def test_the_roles_and_the_sections_behind_them_are_read() -> None:
    line = states("mourning: {who: [communications], basis: policy, rows: [t-1-a]}")
    setting = read(a_pack(COUNCIL.replace(SETS, line, 1))).council.states["mourning"]
    assert (setting.who, setting.rows) == (("communications",), ("t-1-a",))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("mourning: {who: [comms], basis: product default}", "states.mourning.who[0]"),
        ("mourning: {who: [communications], basis: policy, rows: [t-9]}", "states.mourning.rows[0]"),
        ("mourning: {who: [communications], basis: policy}", "states.mourning"),
        ("mourning: {who: [], basis: product default}", "states.mourning.who"),
        ("flood: {who: [communications], basis: product default}", "states.flood"),
    ],
)
def test_what_is_wrong_with_it_is_told_by_its_key(text: str, key: str) -> None:
    assert council(SETS, states(text)).key.startswith(key)


def test_what_can_be_in_force_is_the_same_here_as_in_the_record() -> None:
    for name in PACKS.councils():
        assert set(PACKS.pack(name).council.states) <= {kind.value for kind in Kind}
