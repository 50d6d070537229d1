"""No card whatever, however long or odd, is one that Slack would refuse."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings

from bot.channels.slack.drawing import render
from bot.messages import Screen
from tests.contracts.any_screen import SCREENS
from tests.contracts.every_screen import KEY
from tests.unit.channels.slack.reading import pressable
from tests.unit.channels.slack.test_slack_render_everything import wrong_with


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(SCREENS)
def test_any_card_can_be_drawn_and_sent(screen: Screen) -> None:
    assert wrong_with(screen) == []


FEW_BUTTONS = SCREENS.map(lambda screen: replace(screen, buttons=screen.buttons[:5]))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(FEW_BUTTONS)
def test_no_button_is_lost_however_long_the_rest_of_a_card_is(screen: Screen) -> None:
    tokens = {e["value"] for e in pressable(render.message(screen, KEY, 1).blocks) if e["type"] == "button"}
    assert {b.token for b in screen.buttons} <= tokens
