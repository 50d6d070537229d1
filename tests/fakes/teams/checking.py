"""Whether Teams would take what the bot sends, and show it: by the bot's own table of limits, and by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, Literal
from urllib.parse import urlsplit

from bot.channels.teams import limits
from tests.fakes.teams.state import ADAPTIVE, CONSENT, INFO, Json, adaptive, attachments

Place = Literal["message", "dialog"]
ELEMENTS = {
    "TextBlock", "RichTextBlock", "Image", "ImageSet", "Media", "Container", "ColumnSet", "Column", "FactSet", "Table",
    "ActionSet", "Input.Text", "Input.Number", "Input.Date", "Input.Time", "Input.Toggle", "Input.ChoiceSet",
}  # fmt: skip
ACTIONS = {"Action.Execute", "Action.Submit", "Action.ShowCard", "Action.ToggleVisibility", "Action.OpenUrl"}
NEWEST = (1, 5)
MOST_REFRESHED = 60
MOST_ACTIONS = 6
KINDS = {ADAPTIVE, CONSENT, INFO}


def activity_faults(activity: Json) -> list[str]:
    """What is wrong with an activity, in words; nothing where Teams would take it and everybody can read it."""
    if activity.get("type") != "message":
        return [f"an activity of type {activity.get('type')!r} is no message"]
    cards = adaptive(activity)
    given = activity.get("attachments") or []
    found = [f"no attachment of type {a.get('contentType')!r}" for a in given if a.get("contentType") not in KINDS]
    if not str(activity.get("text") or "").strip() and not given:
        found.append("a message without words and without attachments")
    if len(attachments(activity, ADAPTIVE)) != len(cards):
        found.append("an Adaptive Card is an object")
    if cards and not str(activity.get("summary") or "").strip():
        found.append("a message with a card has no summary, so a notification says nothing")
    found += _consents(activity)
    found += [f for card in cards for f in _card_faults(card, "message")]
    # The bot's own table knows messages of words and cards; files go by another way.
    whole = len(cards) == len(given)
    return [*found, *(limits.faults(activity) if whole else [f for card in cards for f in limits.faults(card)])]


def card_faults(card: Json, place: Place = "message") -> list[str]:
    """What is wrong with an Adaptive Card; in a dialog it is submitted and never refreshed."""
    return [*_card_faults(card, place), *limits.faults(card)]


def _card_faults(card: Json, place: Place) -> list[str]:
    if card.get("type") != "AdaptiveCard":
        return [f"a card of type {card.get('type')!r}"]
    found = [*_version(card), *_texts(card), *_ids(card), *_kinds(card), *_refresh(card, place)]
    return [*found, *(f for action in actions(card) for f in _action(action, place))]


def parts(part: Any) -> Iterator[Json]:
    """Every element and action of a card, its inner cards and fallbacks left out of nothing."""
    if isinstance(part, dict):
        if isinstance(part.get("type"), str):
            yield part
        for name, inner in part.items():
            if name not in {"data", "fallback", "refresh"}:
                yield from parts(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from parts(inner)


def actions(card: Json) -> list[Json]:
    """Every action of a card and of those within it."""
    return [p for p in parts(card) if str(p["type"]).startswith("Action.")]


def inputs(card: Json) -> list[Json]:
    """Every field of a card and of those within it."""
    return [p for p in parts(card) if str(p["type"]).startswith("Input.")]


def _consents(activity: Json) -> Iterator[str]:
    for offered in attachments(activity, CONSENT):
        content = offered.get("content") or {}
        if not offered.get("name") or not isinstance(content.get("sizeInBytes"), int):
            yield "a file that is offered has a name and its size in bytes"


def _version(card: Json) -> Iterator[str]:
    number = str(card.get("version", "")).split(".")
    if len(number) != 2 or not all(n.isdigit() for n in number):
        yield f"a version {card.get('version')!r}"
    elif tuple(map(int, number)) > NEWEST:
        yield f"version {card['version']} is newer than Teams takes"
    if not str(card.get("fallbackText") or "").strip():
        yield "a card without fallbackText, which is all that an old client shows"


def _texts(card: Json) -> Iterator[str]:
    for part in parts(card):
        if part["type"] == "TextBlock" and not str(part.get("text") or "").strip():
            yield "a TextBlock is empty"
        if part["type"] == "Image" and not (part.get("url") and part.get("altText")):
            yield "a picture without url and altText"
        if part["type"].startswith("Input.") and not (part.get("id") and part.get("label")):
            yield f"the field {part.get('id')!r} has no id or no label"
        if part["type"].startswith("Input.") and part.get("isRequired") and not part.get("errorMessage"):
            yield f"the field {part.get('id')!r} must be filled in, but has no errorMessage"


def _ids(card: Json) -> Iterator[str]:
    ids = Counter(p["id"] for p in parts(card) if p.get("id"))
    yield from (f"the id {name!r} stands {count} times" for name, count in ids.items() if count > 1)
    for action in actions(card):
        targets = action.get("targetElements") or []
        names = [t.get("elementId") if isinstance(t, dict) else t for t in targets]
        yield from (f"what is to be shown or hidden, {name!r}, does not exist" for name in names if name not in ids)


def _kinds(card: Json) -> Iterator[str]:
    inner = {"AdaptiveCard", "TableRow", "TableCell", "TextRun"}
    for part in parts(card):
        if part["type"] not in {*ELEMENTS, *ACTIONS, *inner}:
            yield f"Teams shows no {part['type']!r}"
        if part["type"] == "Input.ChoiceSet" and not part.get("choices"):
            yield f"nothing can be chosen in {part.get('id')!r}"
    for card_or_set in parts(card):
        if len(card_or_set.get("actions") or []) > MOST_ACTIONS:
            yield f"{len(card_or_set['actions'])} actions beside each other"


def _refresh(card: Json, place: Place) -> Iterator[str]:
    refresh = card.get("refresh")
    if refresh is None:
        return
    action, users = refresh.get("action") or {}, refresh.get("userIds")
    if place == "dialog":
        yield "a card in a dialog is never refreshed"
    if action.get("type") != "Action.Execute" or not action.get("verb"):
        yield "a card is refreshed by an Action.Execute with a verb"
    if users is not None and len(users) > MOST_REFRESHED:
        yield f"refreshed for {len(users)} people, more than {MOST_REFRESHED}"
    if users is not None and not all(isinstance(u, str) and u.startswith("29:") for u in users):
        yield "whom a card is refreshed for is named by their ids in Teams, 29:…"


def _action(action: Json, place: Place) -> Iterator[str]:
    kind, title = action["type"], action.get("title")
    if not str(title or "").strip():
        yield f"an {kind} without a title"
    if kind == "Action.Execute":
        yield from _execute(action, place)
    if kind == "Action.Submit" and place == "message" and not _opens_a_dialog(action):
        yield f"{title!r} is an Action.Submit outside a fallback, which changes no card"
    if kind == "Action.OpenUrl" and urlsplit(str(action.get("url"))).scheme not in {"https", "http", "mailto"}:
        yield f"{title!r} leads to no address"
    if kind == "Action.ShowCard" and (action.get("card") or {}).get("type") != "AdaptiveCard":
        yield f"{title!r} shows no card"


def _opens_a_dialog(action: Json) -> bool:
    data = action.get("data")
    return isinstance(data, dict) and (data.get("msteams") or {}).get("type") == "task/fetch"


def _execute(action: Json, place: Place) -> Iterator[str]:
    title, fallback = action.get("title"), action.get("fallback") or {}
    if place == "dialog":
        yield f"{title!r} is an Action.Execute, which a dialog does not send"
    if not action.get("verb"):
        yield f"{title!r} has no verb"
    if not isinstance(fallback, dict) or fallback.get("type") != "Action.Submit":
        yield f"{title!r} has no Action.Submit to fall back to"
    elif fallback.get("title") != title or not isinstance(fallback.get("data"), dict):
        yield f"{title!r} falls back to something of another title, or without data"
    if not isinstance(action.get("data", {}), dict):
        yield f"{title!r} has data that no input can be merged into"
