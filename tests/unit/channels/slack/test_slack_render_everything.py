"""Whatever any flow can show in any council stands within Slack's limits, as a message, a window and a home page."""

from collections.abc import Iterator

import pytest
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.channels.slack.drawing import render
from bot.channels.slack.limits import faults
from bot.messages import Screen
from flows.engine import Flow
from tests.contracts.every_screen import FOUND, KEY, PACKS, screens_of
from tests.contracts.gallery import SCREENS
from tests.unit.channels.slack.reading import Json


def drawings(screen: Screen) -> Iterator[Json]:
    """Every way in which Slack is given a screen."""
    drawn = render.message(screen, KEY, 7)
    yield {"text": drawn.text, "blocks": drawn.blocks}
    yield render.home(screen, KEY, 7)
    yield render.modal(screen, KEY, 7, button=None)
    asking = [b for n, b in enumerate(screen.buttons) if b.inputs or (n == 0 and screen.inputs)]
    yield from (render.modal(screen, KEY, 7, button=b, metadata="m" * 3_000) for b in asking)


def wrong_with(screen: Screen) -> list[str]:
    """What Slack, by our own limits or its own models, would not take of a screen."""
    return [
        f"{screen.title}: {fault}" for drawing in drawings(screen) for fault in (*faults(drawing), *_by_sdk(drawing))
    ]


def _by_sdk(drawing: Json) -> Iterator[str]:
    try:
        if "type" in drawing:
            View(**drawing).to_dict()
        else:
            list(map(_taken, drawing["blocks"]))
    except Exception as refused:  # the models raise what they happen to come across
        yield f"Slack's own models refuse it: {refused!r}"


def _taken(block: Json) -> Json:
    parsed = Block.parse(block)
    assert parsed is not None
    return parsed.to_dict()


@pytest.mark.parametrize("council", PACKS.councils())
@pytest.mark.parametrize("flow", FOUND.values(), ids=list(FOUND))
def test_every_screen_of_every_flow_is_taken_by_slack(flow: Flow, council: str) -> None:
    found = screens_of(flow, council)
    assert found
    assert [fault for screen in found for fault in wrong_with(screen)] == []


@pytest.mark.parametrize("name", SCREENS)
def test_every_screen_of_the_gallery_is_taken_by_slack(name: str) -> None:
    assert wrong_with(SCREENS[name]) == []
