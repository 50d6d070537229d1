"""Draws a flow as the text of a Mermaid chart, for whoever has a page that shows such charts."""

import re

from flows.engine import Flow, Policy, graph


def chart(flow: Flow, policy: Policy) -> str:
    """The flow for this council as a Mermaid chart; an edge carries the answers that take it on one path or another."""
    nodes, edges = graph(flow, policy)
    boxes = [f'  {i}(["{_safe(t)}"])' if i.startswith("e_") else f'  {i}["{_safe(t)}"]' for i, t in nodes.items()]
    arrows = [f'  {here} -->|"{" / ".join(map(_safe, labels))}"| {to}' for (here, to), labels in edges.items()]
    return "\n".join(["flowchart TD", *boxes, *arrows, ""])


def _safe(text: str) -> str:
    """Plain text inside a Mermaid label, whose escapes are entities of its own."""
    return re.sub(r'[#"<>&|\[\]{}`]', lambda c: f"#{ord(c[0])};", " ".join(text.split()))
