"""Values that change on a day: `{dated: [{from: …, until: …, value: …}, …]}`, `from` included and `until` not."""

from datetime import date
from itertools import pairwise
from typing import Any

from bot.policy.reading import Page, Path

_ENTRY = "Write each entry as `{from: 2024-05-14, until: 2025-06-01, value: …, rows: […]}`; the last has no `until`."


def days(node: Any) -> set[date]:
    """Every day on which some value below `node` starts to hold."""
    if isinstance(node, dict):
        here = {e["from"] for e in _entries(node)}
        return here.union(*(days(v) for v in node.values()))
    return set().union(*(days(v) for v in node)) if isinstance(node, list) else set()


def on(node: Any, day: date, path: Path, uncovered: list[Path]) -> Any:
    """`node` as it stands on `day`; a path is added to `uncovered` where no entry holds (the first is then given)."""
    if isinstance(node, list):
        return [on(v, day, (*path, n), uncovered) for n, v in enumerate(node)]
    if not isinstance(node, dict):
        return node
    if "dated" in node:
        return on(_chosen(node, day, path, uncovered), day, path, uncovered)
    return {k: on(v, day, (*path, k), uncovered) for k, v in node.items()}


def _chosen(node: dict[str, Any], day: date, path: Path, uncovered: list[Path]) -> dict[str, Any]:
    entries = _entries(node)
    held = [e for e in entries if e["from"] <= day and (e.get("until") is None or day < e["until"])]
    if not held:
        uncovered.append(path)
    chosen = (held or entries or [{}])[-1 if held else 0]
    return {k: v for k, v in chosen.items() if k not in ("from", "until")}


def _entries(node: dict[str, Any]) -> list[dict[str, Any]]:
    """The well-formed entries of a dated value, earliest first; none where `node` is no dated value."""
    listed = node.get("dated")
    return sorted((e for e in listed if _sound(e)), key=lambda e: e["from"]) if isinstance(listed, list) else []


def _sound(entry: Any) -> bool:
    return (
        isinstance(entry, dict)
        and isinstance(entry.get("from"), date)
        and isinstance(entry.get("until"), date | None)
        and (entry.get("until") is None or entry["from"] < entry["until"])
    )


def check(page: Page, node: Any, path: Path) -> None:
    """Record every fault of the dates below `node`: a malformed entry, an overlap, a gap, an end with nothing after."""
    if isinstance(node, dict) and "dated" in node:
        _check_one(page, node, path)
    children = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, child in children:
        check(page, child, (*path, key))


def _check_one(page: Page, node: dict[str, Any], path: Path) -> None:
    entries = _entries(node)
    listed = node["dated"] if isinstance(node["dated"], list) else []
    if len(node) > 1 or not listed or len(entries) < len(listed):
        page.blame(path, "A dated value is not well formed.", _ENTRY)
    for one, after in pairwise(entries):
        _check_pair(page, path, one, after)
    if entries and entries[-1].get("until"):
        problem = f"No value is given from {entries[-1]['until']} on."
        page.blame(path, problem, "Leave `until` out of the last entry, or add one that says what holds afterwards.")


def _check_pair(page: Page, path: Path, one: dict[str, Any], after: dict[str, Any]) -> None:
    until = one.get("until") or after["from"]
    if until > after["from"] or one["from"] == after["from"]:
        problem = f"Two values hold at once from {after['from']}: the one from {one['from']} has not ended."
        page.blame(path, problem, f"End the earlier one with `until: {after['from']}`.")
    elif until < after["from"]:
        problem = f"No value is given from {until} until {after['from']}."
        page.blame(path, problem, f"Write `until: {after['from']}` in the earlier entry, or add one for those days.")
