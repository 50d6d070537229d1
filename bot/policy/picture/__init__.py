"""The picture of a flow, with the answers on its edges: `layout.py` places, `svg.py` draws, `mermaid.py` is text."""

from bot.policy.picture.mermaid import chart
from bot.policy.picture.svg import picture

__all__ = ["chart", "picture"]
