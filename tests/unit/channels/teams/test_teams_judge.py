"""Microsoft's own package for Adaptive Cards takes every card that we draw, and refuses nothing that we let pass."""

import copy
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels.teams.drawing import Json, card, dialog, reading
from bot.channels.teams.limits import faults
from bot.messages import Screen
from flows.engine import Flow
from tests.contracts.any_screen import SCREENS as ANY
from tests.contracts.every_screen import FOUND, KEY, PACKS, screens_of
from tests.contracts.gallery import SCREENS
from tests.fakes.teams.judge import PACKAGE, Judge, judging
from tests.unit.channels.teams.broken_cards import PARTS
from tests.unit.channels.teams.broken_cards import card as made_of


@pytest.fixture(scope="module")
def judge(npm: Callable[[str], Path]) -> Iterator[Judge]:
    with judging(npm(PACKAGE)) as found:
        yield found


def drawings(screen: Screen) -> list[Json]:
    """Every way in which Teams is given a card."""
    seen = card(screen, KEY, 7, refresh=["29:1"])
    return [seen, card(screen, KEY, 7, still=True), dialog(screen, KEY, 7), reading(screen)]


def refused(judge: Judge, screen: Screen) -> list[str]:
    """What the package finds wrong with a screen."""
    return [f"{screen.title}: {fault}" for drawing in drawings(screen) for fault in judge.faults(drawing)]


def test_the_judge_knows_a_good_card_from_a_bad_one(judge: Judge) -> None:
    assert judge.faults(made_of(*PARTS.values())) == []
    assert judge.faults(made_of({"type": "Words"}))
    assert judge.faults(made_of(PARTS["text"], PARTS["text"]))
    assert judge.faults(made_of({**PARTS["choice"], "choices": []}))


@pytest.mark.parametrize("council", PACKS.councils())
@pytest.mark.parametrize("flow", FOUND.values(), ids=list(FOUND))
def test_every_screen_of_every_flow_is_a_card(judge: Judge, flow: Flow, council: str) -> None:
    found = screens_of(flow, council)
    assert found
    assert [fault for screen in found for fault in refused(judge, screen)] == []


@pytest.mark.parametrize("name", SCREENS)
def test_every_screen_of_the_gallery_is_a_card(judge: Judge, name: str) -> None:
    assert refused(judge, SCREENS[name]) == []


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(screen=ANY)
def test_any_screen_is_a_card(judge: Judge, screen: Screen) -> None:
    assert refused(judge, screen) == []


DRAWN = [card(SCREENS[n], KEY, 1) for n in ("approval", "errors", "choice", "receipt", "decided", "kind many")]
GOOD = [*DRAWN, made_of(*PARTS.values())]
ODD = st.sampled_from(["", "x", "1.6", "small", None, 7, True, [], {}, [{"type": "TextBlock"}], {"type": "TextRun"}])


def places(part: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to everything within."""
    inner = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    return [*([here] if here else []), *(way for name, value in inner for way in places(value, (*here, name)))]


@st.composite
def mutated(draw: st.DrawFn) -> Any:
    """A card in which something is taken away, doubled, or put in place of something else."""
    payload = copy.deepcopy(draw(st.sampled_from(GOOD)))
    found = places(payload)
    *way, last = found[draw(st.integers(0, len(found) - 1))]  # not sampled_from, which would print them all
    holder = payload
    for name in way:
        holder = holder[name]
    match draw(st.sampled_from(["drop", "many", "odd"])):
        case "drop" if isinstance(holder, dict):
            del holder[last]
        case "many" if isinstance(holder, list):
            holder.extend(copy.deepcopy(holder[last]) for _ in range(draw(st.sampled_from([1, 7]))))
        case _:
            holder[last] = copy.deepcopy(draw(ODD))
    return payload


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(payload=mutated())
def test_whatever_the_package_refuses_is_refused_here(judge: Judge, payload: Any) -> None:
    if found := judge.faults(payload):
        assert faults(payload), found
