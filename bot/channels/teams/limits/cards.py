"""PURE: what Teams takes of a card as a whole, of its elements, and of its fields."""

from collections.abc import Iterator
from typing import Any

from bot.channels.teams.limits.actions import action, row, selected
from bot.channels.teams.limits.tables import ELEMENTS, PLACED, Kind
from bot.channels.teams.limits.values import known, literal, tamed, text, twice
from bot.texts import size

CARD = ("$schema", "type", "version", "fallbackText", "speak", "msteams", "refresh", "body", "actions")
NEEDED = ("$schema", "version", "fallbackText", "body")
VERSION, USERS = "1.5", 60
FIELD = "in."


def card(value: dict[str, Any]) -> Iterator[str]:
    """A whole card."""
    yield from known(value, "card", CARD, NEEDED)
    if value.get("version") != VERSION:
        yield f"version is {value.get('version')!r}, and Teams shows {VERSION}"
    for name in ("fallbackText", "speak"):
        if name in value:
            yield from literal(value[name], name)
    if value.get("msteams", {"width": "Full"}) != {"width": "Full"}:
        yield "msteams says more than its width"
    if "refresh" in value:
        yield from _refresh(value["refresh"])
    yield from _inside(value, "card")
    ids = list(_ids(value))
    yield from twice(ids, "id")
    yield from (f"{target!r} is to be folded, and is not there" for target in _targets(value) if target not in ids)


def _inside(value: dict[str, Any], where: str) -> Iterator[str]:
    yield from _elements(value.get("body"), f"{where}.body")
    if "actions" in value:
        yield from row(value["actions"], f"{where}.actions", unfolded)


def unfolded(value: Any, where: str) -> Iterator[str]:
    """The card that a button unfolds."""
    if not isinstance(value, dict) or value.get("type") != "AdaptiveCard":
        yield f"{where} is no card"
        return
    yield from known(value, where, ("type", "body", "actions"), ("body", "actions"))
    yield from _inside(value, where)


def _refresh(value: Any) -> Iterator[str]:
    if not isinstance(value, dict) or set(value) != {"action", "userIds"}:
        yield "refresh has not an action and userIds alone"
        return
    users, again = value["userIds"], value["action"]
    if not isinstance(users, list) or len(users) > USERS or not all(isinstance(u, str) and u for u in users):
        yield f"refresh.userIds is not a list of at most {USERS} ids"
    if not isinstance(again, dict) or again.get("type") != "Action.Execute":
        yield "refresh.action is no Action.Execute"
        return
    yield from action(again, "refresh.action", unfolded)


def _elements(value: Any, where: str, only: str = "") -> Iterator[str]:
    if not isinstance(value, list) or not value:
        yield f"{where} is not a list with something in it"
        return
    for n, one in enumerate(value):
        yield from _element(one, f"{where}[{n}]", only)


def _element(value: Any, where: str, only: str) -> Iterator[str]:
    name = value.get("type") if isinstance(value, dict) else None
    if not isinstance(name, str) or name not in ELEMENTS or (name != only and (only or name in PLACED.values())):
        yield f"{where} is {name!r}, which may not stand there"
        return
    where, kind = f"{where} ({name})", ELEMENTS[name]
    more = {"type", "choices"} if name == "Input.ChoiceSet" else {"type"}
    pressed = set() if name.startswith("Input.") else {"selectAction"}
    yield from known(value, where, {*kind.plain, *kind.holds, *more, *pressed}, kind.needed)
    yield from _held(value, kind, where)
    if name.startswith("Input."):
        yield from _field(value, where)


def _held(value: dict[str, Any], kind: Kind, where: str) -> Iterator[str]:
    for key, check in kind.plain.items():
        if key in value:
            yield from check(value[key], f"{where}.{key}")
    for key in kind.holds:
        if key == "actions":
            yield from row(value.get(key), f"{where}.{key}", unfolded)
        else:
            yield from _elements(value.get(key), f"{where}.{key}", PLACED.get(key, ""))
    if "selectAction" in value:
        yield from selected(value["selectAction"], f"{where}.selectAction")


def _field(value: dict[str, Any], where: str) -> Iterator[str]:
    if not str(value.get("id", "")).startswith(FIELD):
        yield f"{where}.id does not begin with {FIELD}"
    if value.get("isRequired") and not value.get("errorMessage"):
        yield f"{where} is required, and says nothing where it is empty"
    most = value.get("maxLength")
    if isinstance(most, int) and size(str(value.get("value", ""))) > most:
        yield f"{where}.value is longer than its maxLength"
    if value["type"] == "Input.ChoiceSet":
        yield from _choices(value, where)


def _choices(value: dict[str, Any], where: str) -> Iterator[str]:
    choices = value.get("choices")
    if not isinstance(choices, list) or not choices or not all(isinstance(c, dict) for c in choices):
        yield f"{where}.choices is not a list with something in it"
        return
    many = value.get("isMultiSelect") is True
    # What is seen at a glance, old clients read as Markdown; what stands in a list that opens, none does.
    title = tamed if many or value.get("style") == "expanded" else literal
    for n, choice in enumerate(choices):
        yield from known(choice, f"{where}.choices[{n}]", ("title", "value"))
        yield from title(choice.get("title"), f"{where}.choices[{n}].title")
        yield from text(choice.get("value"), f"{where}.choices[{n}].value")
    values = [str(c.get("value")) for c in choices]
    yield from twice(values, f"choice of {where}")
    if many and any("," in v for v in values):
        yield f"{where} has a choice with a comma, and several come back with commas between them"
    picked = str(value.get("value", "")).split(",") if many else [str(value.get("value", ""))]
    if "value" in value and not set(picked) <= set(values):
        yield f"{where}.value is none of its choices"


def _ids(value: Any) -> Iterator[str]:
    """The ids of all elements, those of cards that unfold as well."""
    for part in _parts(value):
        if isinstance(part.get("id"), str):
            yield part["id"]


def _targets(value: Any) -> Iterator[str]:
    for part in _parts(value):
        found = part.get("targetElements")
        yield from (t for t in (found if isinstance(found, list) else []) if isinstance(t, str))


def _parts(value: Any) -> Iterator[dict[str, Any]]:
    """Each object of the card but what presses bring back."""
    if isinstance(value, list):
        yield from (found for one in value for found in _parts(one))
    elif isinstance(value, dict):
        yield value
        yield from (found for key, one in value.items() if key != "data" for found in _parts(one))
