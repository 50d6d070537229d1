"""PURE: the parts of Adaptive Cards 1.5 that we use, with what each may hold. What is not in here, we do not send."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.channels.teams.limits.values import (
    Check,
    count,
    day,
    filled,
    flag,
    literal,
    markdown,
    one_of,
    text,
    url,
    width,
)


@dataclass(frozen=True)
class Kind:
    """The parts of an element or an action: plain ones with their check, those that hold others, and what it needs."""

    plain: Mapping[str, Check]
    needed: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    """Of these a list stands under each name."""


COLOURS = one_of("default", "dark", "light", "accent", "good", "warning", "attention")
STYLES = one_of("default", "emphasis", "good", "attention", "warning", "accent")
SIDES = one_of("left", "center", "right")
COMMON: Mapping[str, Check] = {
    "id": text,
    "isVisible": flag,
    "separator": flag,
    "spacing": one_of("none", "small", "default", "medium", "large", "extraLarge", "padding"),
}
WORDS: Mapping[str, Check] = {
    "color": COLOURS,
    "isSubtle": flag,
    "size": one_of("small", "default", "medium", "large", "extraLarge"),
    "weight": one_of("lighter", "default", "bolder"),
}
FIELD: Mapping[str, Check] = {
    **COMMON, "label": literal, "isRequired": flag, "errorMessage": literal, "placeholder": literal, "value": filled,
}  # fmt: skip
BOX: Mapping[str, Check] = {
    **COMMON, "style": STYLES, "bleed": flag, "verticalContentAlignment": one_of("top", "center", "bottom"),
}  # fmt: skip
ELEMENTS: Mapping[str, Kind] = {
    "TextBlock": Kind(
        {**COMMON, **WORDS, "text": markdown, "wrap": flag, "style": one_of("default", "heading")}, ("text", "wrap")
    ),
    "RichTextBlock": Kind({**COMMON, "horizontalAlignment": SIDES}, ("inlines",), ("inlines",)),
    "Container": Kind(BOX, ("items",), ("items",)),
    "ColumnSet": Kind(BOX, ("columns",), ("columns",)),
    "Column": Kind({**BOX, "width": width}, ("items",), ("items",)),
    "ActionSet": Kind(COMMON, ("actions",), ("actions",)),
    "TextRun": Kind({**WORDS, "text": literal, "underline": flag}, ("text",)),
    "Input.Text": Kind(
        {
            **FIELD, "isMultiline": flag, "maxLength": count, "regex": text,
            "style": one_of("text", "tel", "url", "email"),
        },
        ("id", "label"),
    ),
    "Input.Date": Kind({**FIELD, "value": day}, ("id", "label")),
    "Input.ChoiceSet": Kind(
        {**FIELD, "isMultiSelect": flag, "wrap": flag, "style": one_of("compact", "expanded", "filtered")},
        ("id", "label", "choices"),
    ),
}  # fmt: skip
PLACED: Mapping[str, str] = {"columns": "Column", "inlines": "TextRun"}
"""What alone may stand there; neither may stand anywhere else."""
SHOWN: Mapping[str, Check] = {
    "id": text,
    "title": literal,
    "tooltip": literal,
    "style": one_of("default", "positive", "destructive"),
    "mode": one_of("primary", "secondary"),
}
SENT: Mapping[str, Check] = {**SHOWN, "associatedInputs": one_of("auto", "none")}
ACTIONS: Mapping[str, Kind] = {
    "Action.Execute": Kind(
        {**SENT, "verb": one_of("press", "change", "whole", "refresh")}, ("title", "verb", "data", "fallback")
    ),
    "Action.Submit": Kind(SENT, ("title", "data")),
    "Action.ShowCard": Kind(SHOWN, ("title", "card", "fallback")),
    "Action.OpenUrl": Kind({**SHOWN, "url": url}, ("title", "url")),
    "Action.ToggleVisibility": Kind(SHOWN, ("title", "targetElements")),
}
