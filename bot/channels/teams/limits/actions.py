"""PURE: what Teams takes of everything that can be pressed, and what a press has to bring back to us."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bot.channels.teams.limits.tables import ACTIONS
from bot.channels.teams.limits.values import known, text

MOST = 6
UNTOLD = ("whole", "refresh")
"""The verbs that are about the card, and carry no token."""
Within = Callable[[Any, str], Iterator[str]]


def row(value: Any, where: str, card: Within) -> Iterator[str]:
    """Buttons in a row; Teams shows no more than six. `card` checks one that unfolds."""
    if not isinstance(value, list) or not 1 <= len(value) <= MOST:
        yield f"{where} is not a list of 1 to {MOST}"
        return
    for n, one in enumerate(value):
        yield from action(one, f"{where}[{n}]", card)


def selected(value: Any, where: str) -> Iterator[str]:
    """What a press on a part of the card itself does: nothing there can unfold."""
    if isinstance(value, dict) and value.get("type") == "Action.ShowCard":
        yield f"{where} is an Action.ShowCard, which has to be a button"
        return
    yield from action(value, where, lambda _, __: iter(()))


def action(value: Any, where: str, card: Within) -> Iterator[str]:
    """One action."""
    name = value.get("type") if isinstance(value, dict) else None
    if not isinstance(name, str) or name not in ACTIONS:
        yield f"{where} is {name!r}, which is no action that we send"
        return
    where, kind = f"{where} ({name})", ACTIONS[name]
    more = ("type", "data", "fallback", "card", "targetElements")
    yield from known(value, where, {*kind.plain, *(k for k in more if k == "type" or k in kind.needed)}, kind.needed)
    for key, check in kind.plain.items():
        if key in value:
            yield from check(value[key], f"{where}.{key}")
    yield from _held(value, name, where, card)


def _held(value: Mapping[str, Any], name: str, where: str, card: Within) -> Iterator[str]:
    match name:
        case "Action.Execute":
            yield from _data(value.get("data"), str(value.get("verb")), f"{where}.data")
            yield from _older(value, where)
        case "Action.Submit":
            told = _ours(value.get("data"))
            yield from _data(value.get("data"), str(told.get("verb")), f"{where}.data")
        case "Action.ShowCard":
            yield from card(value.get("card"), f"{where}.card")
            yield from action(value.get("fallback"), f"{where}.fallback", card)
        case "Action.ToggleVisibility":
            yield from _targets(value.get("targetElements"), f"{where}.targetElements")
        case _:
            pass


def _older(value: Mapping[str, Any], where: str) -> Iterator[str]:
    """An old client sends a message with the same data, and the verb in it."""
    older = value.get("fallback")
    if not isinstance(older, dict) or older.get("type") != "Action.Submit":
        yield f"{where}.fallback is no Action.Submit"
        return
    yield from action(older, f"{where}.fallback", lambda _, __: iter(()))
    if _ours(older.get("data")) != {**_ours(value.get("data")), "verb": value.get("verb")}:
        yield f"{where}.fallback brings back something else"


def _data(value: Any, verb: str, where: str) -> Iterator[str]:
    ours = _ours(value)
    if not isinstance(value, dict) or set(value) != {"commsdesk"} or not ours:
        yield f"{where} is not commsdesk alone"
        return
    yield from known(ours, where, ("verb", "token", "key", "version"), ("key", "version"))
    yield from text(ours.get("key"), f"{where}.key")
    if not isinstance(ours.get("version"), int):
        yield f"{where}.version is no number"
    if verb not in UNTOLD:
        yield from text(ours.get("token"), f"{where}.token")


def _ours(data: Any) -> dict[str, Any]:
    found = data.get("commsdesk") if isinstance(data, dict) else None
    return found if isinstance(found, dict) else {}


def _targets(value: Any, where: str) -> Iterator[str]:
    if not isinstance(value, list) or not value or not all(isinstance(one, str) for one in value):
        yield f"{where} is not a list of ids"
