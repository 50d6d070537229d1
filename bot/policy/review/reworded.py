"""What a change of a pack changes in its rows, roles and documents, and which words alone are others now."""

from collections.abc import Container, Iterable, Iterator, Mapping
from itertools import product
from typing import Any

from flows.engine import Flow, Policy, Row

Change = dict[str, str]


def facts(old: Policy, new: Policy) -> list[Change]:
    """Rows, roles, documents, services, law and contradictions that came, went, or stand elsewhere."""
    return list(_facts(old, new))


def words(old: Policy, new: Policy, flows: Mapping[str, Flow]) -> list[Change]:
    """What is only worded otherwise: what sections say, prompts, titles, contact points and contradictions."""
    return list(_words(old, new, flows))


def _facts(old: Policy, new: Policy) -> Iterator[Change]:
    for what, name in _NAMES.items():
        yield from _here_or_not(name, getattr(old, what), getattr(new, what))
    for key in _both({**old.rows, **old.law}, {**new.rows, **new.law}):
        yield from _other(f"row {key}", _place(old, key), _place(new, key))
    for key, part in product(_both(old.documents, new.documents), _PARTS):
        was, now = (getattr(p.documents[key], part) for p in (old, new))
        yield from _other(f"{_PARTS[part]} of {new.documents[key].title}", str(was or ""), str(now or ""))
    yield from _other("owner of the policy", old.owner, new.owner)


def _here_or_not(name: str, was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Change]:
    yield from ({"what": f"{name} {k}", "was": _named(was[k]), "now": ""} for k in was if k not in now)
    yield from ({"what": f"{name} {k}", "was": "", "now": _named(now[k])} for k in now if k not in was)


def _other(what: str, was: str, now: str) -> Iterator[Change]:
    if was != now:
        yield {"what": what, "was": was, "now": now}


def _both(was: Iterable[str], now: Container[str]) -> list[str]:
    return [key for key in was if key in now]


_NAMES = {
    "rows": "row", "law": "row of law", "roles": "role", "documents": "document", "services": "service",
    "conflicts": "contradiction",
}  # fmt: skip
_PARTS = {"version": "version", "dated": "date", "review_due": "review date"}


def _named(found: Any) -> str:
    if isinstance(found, Row):
        return f"{found.section}: {found.says}"
    return str(getattr(found, "title", getattr(found, "note", found or "")))


def _place(policy: Policy, key: str) -> str:
    row = policy.rows.get(key) or policy.law[key]
    parts = (row.document, row.section, row.kind, row.binds, row.status, " ".join(row.nations))
    return ", ".join(p for p in parts if p)


def _words(old: Policy, new: Policy, flows: Mapping[str, Flow]) -> Iterator[Change]:
    yield from _other("name of the council", old.name, new.name)
    was, now = {**old.rows, **old.law}, {**new.rows, **new.law}
    for key in _both(was, now):
        yield from _other(f"{now[key].section} ({key}) says", was[key].says, now[key].says)
    for name, default in ((f"{f.name}.{key}", text) for f in flows.values() for key, text in f.words().items()):
        yield from _other(name, old.word(name, default), new.word(name, default))
    for what, part in (("roles", "title"), ("roles", "contact"), ("documents", "title"), *_DISAGREES):
        yield from _parts(getattr(old, what), getattr(new, what), part)


_DISAGREES = (("conflicts", "note"), ("conflicts", "follow"))


def _parts(was: Mapping[str, Any], now: Mapping[str, Any], part: str) -> Iterator[Change]:
    for key in _both(was, now):
        yield from _other(f"{part} of {key}", getattr(was[key], part), getattr(now[key], part))
