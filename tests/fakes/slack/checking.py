"""Whether Slack would take a message or a view: by its own SDK's models, by the bot's table of limits, and by hand."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.channels.slack import limits
from tests.fakes.slack.state import Json

MOST_BLOCKS = {"message": 50, "view": 100}
LARGEST_VIEW = 250_000


def message_faults(text: str, blocks: list[Json]) -> list[str]:
    """What is wrong with a message, in words; nothing where Slack would take it and everybody can read it."""
    parts = {"blocks": blocks} if blocks else {}
    found = [*_by_models(blocks), *_by_hand(blocks, "message"), *limits.faults({"text": text, **parts})]
    silent = ["a message with blocks has no text, so a notification says nothing"] if blocks and not text else []
    return [*found, *silent]


def view_faults(view: Json) -> list[str]:
    """What is wrong with a view, in words."""
    blocks = view.get("blocks")
    if view.get("type") not in {"modal", "home"} or not isinstance(blocks, list):
        return ["a view has a type, modal or home, and a list of blocks"]
    return [*_by_view_model(view), *_by_models(blocks), *_by_hand(blocks, "view"), *limits.faults(view)]


def too_large(view: Json) -> bool:
    """Whether a view is over 250 KB."""
    return len(json.dumps(view)) > LARGEST_VIEW


def _by_models(blocks: list[Json]) -> Iterator[str]:
    for place, block in enumerate(blocks):
        try:
            parsed = Block.parse(block)
            if parsed is None:
                yield f"block {place}: Slack's SDK knows no block {block.get('type')!r}"
            else:
                parsed.to_dict()
        except (SlackObjectFormationError, TypeError, AttributeError, ValueError) as wrong:
            yield f"block {place}: {wrong}"


def _by_view_model(view: Json) -> Iterator[str]:
    try:
        View(**view).to_dict()
    except (SlackObjectFormationError, TypeError, AttributeError, ValueError) as wrong:
        yield f"view: {wrong}"
    needed = {"title": view.get("type") == "modal", "submit": any(b.get("type") == "input" for b in view["blocks"])}
    yield from (f"view: {k} is missing" for k, wanted in needed.items() if wanted and k not in view and _modal(view))


def _modal(view: Json) -> bool:
    return view.get("type") == "modal"


def _by_hand(blocks: list[Json], surface: str) -> Iterator[str]:
    if len(blocks) > MOST_BLOCKS[surface]:
        yield f"{len(blocks)} blocks are more than a {surface} may have"
    ids = Counter(b["block_id"] for b in blocks if b.get("block_id"))
    yield from (f"block_id {name!r} stands {count} times" for name, count in ids.items() if count > 1)
    for place, block in enumerate(blocks):
        actions = Counter(e.get("action_id") for e in elements(block) if e.get("action_id"))
        yield from (f"block {place}: action_id {a!r} stands {n} times" for a, n in actions.items() if n > 1)
        yield from (f"block {place}: a text is empty" for text in texts(block) if not text.get("text", "").strip())


def elements(block: Json) -> list[Json]:
    """What can be pressed or filled in within a block."""
    found = [*block.get("elements", ()), block.get("accessory"), block.get("element")]
    return [e for e in found if isinstance(e, dict) and "action_id" in e]


def texts(part: Any) -> Iterator[Json]:
    """Every text object within a block."""
    if isinstance(part, dict) and part.get("type") in {"mrkdwn", "plain_text"}:
        yield part
    elif isinstance(part, dict):
        for inner in part.values():
            yield from texts(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from texts(inner)
