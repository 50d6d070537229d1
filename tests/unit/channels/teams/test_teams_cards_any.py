"""No card whatever, however long or odd, is one that Teams would not show; and so is every card that there is."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from bot.channels.teams.drawing import Json, card, dialog, line, message, reading
from bot.channels.teams.limits import faults
from bot.messages import Screen
from flows.engine import Flow
from tests.contracts.any_screen import SCREENS as ANY
from tests.contracts.every_screen import FOUND, KEY, PACKS, screens_of
from tests.contracts.gallery import SCREENS
from tests.unit.channels.teams.cards import tokens

USERS = [f"29:{'1' * 90}{n:02}" for n in range(60)]


def drawings(screen: Screen) -> Iterator[Json]:
    """Every way in which Teams is given a screen."""
    yield message(card(screen, KEY, 7, refresh=USERS), screen.summary)
    yield card(screen, KEY, 7, still=True)
    yield dialog(screen, KEY, 7)
    yield reading(screen)
    yield line(screen.title, screen.tone)


def wrong_with(screen: Screen) -> list[str]:
    """What Teams would not take of a screen."""
    return [f"{screen.title}: {fault}" for drawing in drawings(screen) for fault in faults(drawing)]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(ANY)
def test_any_card_can_be_drawn_and_sent(screen: Screen) -> None:
    assert wrong_with(screen) == []


def modest(screen: Screen) -> Screen:
    """With few buttons that ask for few things, as on every card that a person could use."""
    return replace(screen, buttons=tuple(replace(b, inputs=b.inputs[:1]) for b in screen.buttons[:3]))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(ANY.map(modest))
def test_no_button_is_lost_however_long_the_rest_of_a_card_is(screen: Screen) -> None:
    assert {b.token for b in screen.buttons} <= set(tokens(card(screen, KEY, 7)))


@pytest.mark.parametrize("council", PACKS.councils())
@pytest.mark.parametrize("flow", FOUND.values(), ids=list(FOUND))
def test_every_screen_of_every_flow_is_taken_by_teams(flow: Flow, council: str) -> None:
    found = screens_of(flow, council)
    assert found
    assert [fault for screen in found for fault in wrong_with(screen)] == []


@pytest.mark.parametrize("name", SCREENS)
def test_every_screen_of_the_gallery_is_taken_by_teams(name: str) -> None:
    assert wrong_with(SCREENS[name]) == []
