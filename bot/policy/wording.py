"""wording.yaml: a council's own prompts and texts, by the key of what they stand in for."""

from collections.abc import Mapping

from bot.policy.faults import meant
from bot.policy.reading import Page
from flows.engine.flow import Flow


def check_wording(page: Page, flows: Mapping[str, Flow]) -> None:
    """Record each key of the page that stands in for nothing, and each text that is none."""
    known = {f"{flow.name}.{key}" for flow in flows.values() for key in (*flow.words(), *_optional(flow))}
    for key, text in page.data.items():
        if key not in known:
            write = "Use a key such as `boost.cost.prompt` (flow, question, part) or `boost.needs_approval.text`."
            page.blame((key,), f"No flow has a text under `{key}`.{meant(key, known)}", write)
        if not isinstance(text, str) or not text.strip():
            page.blame((key,), "This is not a text.", f"Write the words to show: `{key}: Your own words.`")


def _optional(flow: Flow) -> list[str]:
    """What a flow may leave empty and a council may still word."""
    return [f"{q.id}.{part}" for q in flow.asks for part in ("why", "hint")]
