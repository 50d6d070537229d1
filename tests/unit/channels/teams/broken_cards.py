"""Good parts of cards and messages, and each thing that can be wrong with them."""

import copy
from collections.abc import Callable
from typing import Any

from bot.channels.teams.drawing import Json

CONTENT = "application/vnd.microsoft.card.adaptive"


def ours(**more: Any) -> Json:
    return {"commsdesk": {"token": "t", "key": "k", "version": 1, **more}}


def execute(**more: Any) -> Json:
    older = {"type": "Action.Submit", "title": "Words", "data": ours(verb="press")}
    return {
        "type": "Action.Execute", "title": "Words", "verb": "press", "data": ours(), "fallback": older, **more,
    }  # fmt: skip


def words(text: str = "Words") -> Json:
    return {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": text, "color": "good"}]}


CHOICES = [{"title": "One", "value": "1"}, {"title": "Two", "value": "2"}]
SUBMIT = execute()["fallback"]
UNFOLDS: Json = {
    "type": "Action.ShowCard", "title": "Words", "fallback": SUBMIT,
    "card": {"type": "AdaptiveCard", "body": [words()], "actions": [execute()]},
}  # fmt: skip
PARTS: dict[str, Json] = {
    "heading": {"type": "TextBlock", "text": "Words", "wrap": True, "style": "heading", "size": "large"},
    "moment": {"type": "TextBlock", "text": "{{DATE(2026-11-20T09:12:00Z, SHORT)}}", "wrap": True},
    "words": words(),
    "link": {
        "type": "RichTextBlock",
        "inlines": [{
            "type": "TextRun", "text": "x",
            "selectAction": {"type": "Action.OpenUrl", "title": "x", "url": "https://example.org"},
        }],
    },
    "box": {"type": "Container", "id": "box", "isVisible": False, "style": "warning", "items": [words()]},
    "columns": {
        "type": "ColumnSet",
        "columns": [
            {"type": "Column", "width": "28px", "items": [words()]},
            {"type": "Column", "width": "auto", "items": [words()], "selectAction": execute(verb="press")},
        ],
    },
    "fold": {
        "type": "Container", "id": "fold", "items": [words()],
        "selectAction": {"type": "Action.ToggleVisibility", "title": "Words", "targetElements": ["fold"]},
    },
    "row": {"type": "ActionSet", "actions": [execute(), execute(title="No", fallback={**SUBMIT, "title": "No"})]},
    "unfolds": {"type": "ActionSet", "actions": [UNFOLDS]},
    "text": {
        "type": "Input.Text", "id": "in.text", "label": "Words", "isMultiline": True, "maxLength": 5, "value": "five",
        "isRequired": True, "errorMessage": "Words", "placeholder": "Words", "style": "url",
    },
    "day": {"type": "Input.Date", "id": "in.day", "label": "Words", "value": "2026-05-31"},
    "choice": {
        "type": "Input.ChoiceSet", "id": "in.choice", "label": "Words", "choices": CHOICES, "style": "compact",
        "isMultiSelect": False, "value": "2",
    },
    "many": {
        "type": "Input.ChoiceSet", "id": "in.many", "label": "Words", "choices": CHOICES, "style": "expanded",
        "isMultiSelect": True, "value": "1,2",
    },
}  # fmt: skip


def card(*parts: Json, **more: Any) -> Json:
    """A card of those parts."""
    return {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json", "type": "AdaptiveCard", "version": "1.5",
        "fallbackText": "Words", "speak": "Words", "msteams": {"width": "Full"}, "body": copy.deepcopy(list(parts)),
        **more,
    }  # fmt: skip


def message(**more: Any) -> Json:
    """A message with a card."""
    content = {"contentType": CONTENT, "content": card(words())}
    return {"type": "message", "summary": "Words", "attachments": [content], **more}


def first(part: Json) -> Json:
    """The first action, choice, column or run of a part."""
    held = next(part[name] for name in ("actions", "choices", "columns", "inlines", "items") if name in part)
    found: Json = held[0]
    return found


def inner(part: Json) -> Json:
    """The card that its first action unfolds."""
    found: Json = first(part)["card"]
    return found


Break = Callable[[Json], Any]
BROKEN: dict[str, tuple[str, Break]] = {
    "an element that nobody knows": ("words", lambda p: p.update(type="Words")),
    "an element that is none": ("words", lambda p: p.pop("type")),
    "a part that nobody knows": ("words", lambda p: p.update(spaceing="small")),
    "a heading of a kind that nobody knows": ("heading", lambda p: p.update(style="title")),
    "a heading without text": ("heading", lambda p: p.pop("text")),
    "a heading that would be cut off": ("heading", lambda p: p.pop("wrap")),
    "an empty heading": ("heading", lambda p: p.update(text=" ")),
    "a heading in bold by Markdown": ("heading", lambda p: p.update(text="**Words**")),
    "a heading with a link": ("heading", lambda p: p.update(text="[Words](https://example.org)")),
    "a heading with a mention": ("heading", lambda p: p.update(text="<at>Words</at>")),
    "a heading that is a list": ("heading", lambda p: p.update(text="- Words")),
    "half a macro": ("moment", lambda p: p.update(text="{{DATE(2026-11-20T09:12:00Z, SHORT)}")),
    "a macro of a time that is none": ("moment", lambda p: p.update(text="{{DATE(today, SHORT)}}")),
    "a macro among what people wrote": ("words", lambda p: first(p).update(text="{{TIME(2026-11-20T09:12:00Z)}}")),
    "words of no size": ("words", lambda p: first(p).update(size="huge")),
    "words in a colour of their own": ("words", lambda p: first(p).update(color="#ff0000")),
    "words that are none": ("words", lambda p: first(p).update(text=7)),
    "no words": ("words", lambda p: p["inlines"].clear()),
    "a control character": ("words", lambda p: first(p).update(text="a\x07")),
    "half a character": ("words", lambda p: first(p).update(text="a\ud800")),
    "a link that does something": ("link", lambda p: first(p)["selectAction"].update(url="javascript:alert(1)")),
    "a link to nowhere": ("link", lambda p: first(p)["selectAction"].pop("url")),
    "an empty box": ("box", lambda p: p["items"].clear()),
    "a box in a style of its own": ("box", lambda p: p.update(style="red")),
    "a box that is hardly there": ("box", lambda p: p.update(isVisible="no")),
    "a column outside columns": ("box", lambda p: p.update(items=[{"type": "Column", "items": [words()]}])),
    "something else among columns": ("columns", lambda p: p["columns"].append(words())),
    "a column without a width": ("columns", lambda p: first(p).update(width="wide")),
    "what is folded and is not there": ("fold", lambda p: p["selectAction"].update(targetElements=["nothing"])),
    "nothing to fold": ("fold", lambda p: p["selectAction"].update(targetElements=[])),
    "no buttons": ("row", lambda p: p["actions"].clear()),
    "too many buttons": ("row", lambda p: p["actions"].extend(copy.deepcopy(p["actions"]) * 3)),
    "an action that nobody knows": ("row", lambda p: first(p).update(type="Action.Press")),
    "a part of an action that nobody knows": ("row", lambda p: first(p).update(titel="Words")),
    "a button without a title": ("row", lambda p: first(p).pop("title")),
    "a button in a style of its own": ("row", lambda p: first(p).update(style="primary")),
    "a button of no mode": ("row", lambda p: first(p).update(mode="tertiary")),
    "a verb that we do not know": ("row", lambda p: first(p).update(verb="pres")),
    "a press without a verb": ("row", lambda p: first(p).pop("verb")),
    "a press without a token": ("row", lambda p: first(p)["data"]["commsdesk"].pop("token")),
    "a press without a card": ("row", lambda p: first(p)["data"]["commsdesk"].pop("key")),
    "a press of no version": ("row", lambda p: first(p)["data"]["commsdesk"].update(version="1")),
    "a press that brings more": ("row", lambda p: first(p)["data"]["commsdesk"].update(name="Words")),
    "a press with data beside ours": ("row", lambda p: first(p)["data"].update(more=1)),
    "a press with no data": ("row", lambda p: first(p).update(data="press")),
    "a press that old clients do not have": ("row", lambda p: first(p).pop("fallback")),
    "a press that is left out in old clients": ("row", lambda p: first(p).update(fallback="drop")),
    "a press that is another one in old clients": (
        "row", lambda p: first(p)["fallback"]["data"]["commsdesk"].update(token="u")
    ),
    "a press that takes some fields": ("row", lambda p: first(p).update(associatedInputs="some")),
    "what unfolds and is no card": ("unfolds", lambda p: first(p).update(card=words())),
    "what unfolds and is empty": ("unfolds", lambda p: inner(p).update(body=[])),
    "what unfolds and has too many buttons": ("unfolds", lambda p: inner(p).update(actions=[execute()] * 7)),
    "what unfolds and is a card of its own": ("unfolds", lambda p: inner(p).update(version="1.5")),
    "what unfolds from no button": ("fold", lambda p: p.update(selectAction=UNFOLDS)),
    "a field without an id": ("text", lambda p: p.pop("id")),
    "a field of another name": ("text", lambda p: p.update(id="text")),
    "a field without a label": ("text", lambda p: p.pop("label")),
    "a field with an empty label": ("text", lambda p: p.update(label=" ")),
    "a field that must be filled in and does not say so": ("text", lambda p: p.pop("errorMessage")),
    "a field that holds too much": ("text", lambda p: p.update(value="sixsix")),
    "a field that may hold nothing": ("text", lambda p: p.update(maxLength=0)),
    "a field of a kind that nobody knows": ("text", lambda p: p.update(type="Input.Money")),
    "a field that can be pressed": ("text", lambda p: p.update(selectAction=execute())),
    "a day that is none": ("day", lambda p: p.update(value="2026-02-30")),
    "a day written otherwise": ("day", lambda p: p.update(value="31/05/2026")),
    "nothing to choose": ("choice", lambda p: p["choices"].clear()),
    "choices that are none": ("choice", lambda p: p.update(choices="One")),
    "a choice without words": ("choice", lambda p: first(p).pop("title")),
    "a choice without a value": ("choice", lambda p: first(p).update(value="")),
    "two choices of one value": ("choice", lambda p: first(p).update(value="2")),
    "a choice in a style of its own": ("choice", lambda p: p.update(style="radio")),
    "a pick that is no choice": ("choice", lambda p: p.update(value="3")),
    "picks that are no choices": ("many", lambda p: p.update(value="1,3")),
    "a choice with a comma among several": ("many", lambda p: first(p).update(value="1,5")),
    "a choice that leads away": ("many", lambda p: first(p).update(title="[One](https://example.org)")),
    "a choice that calls somebody": ("many", lambda p: first(p).update(title="<at>One</at>")),
}  # fmt: skip
AGAIN = execute(verb="refresh", fallback={**SUBMIT, "data": ours(verb="refresh")})
WHOLE: dict[str, Json] = {
    "a card without version": {k: v for k, v in card(words()).items() if k != "version"},
    "a card that is too new": card(words(), version="1.6"),
    "a card that old clients leave empty": {k: v for k, v in card(words()).items() if k != "fallbackText"},
    "a card with nothing on it": card(),
    "a card with a part that nobody knows": card(words(), refreshes={}),
    "a card in another width": card(words(), msteams={"width": "Wide"}),
    "a card that is spoken in macros": card(words(), speak="{{DATE(x)}}"),
    "two parts of one id": card(PARTS["text"], PARTS["text"]),
    "two fields of one id, one of them unfolded": card(
        PARTS["text"],
        {"type": "ActionSet", "actions": [{**UNFOLDS, "card": {"type": "AdaptiveCard", "body": [PARTS["text"]]}}]},
    ),
    "too many buttons below": card(words(), actions=[execute()] * 7),
    "a card that is drawn anew for too many": card(words(), refresh={"action": AGAIN, "userIds": ["29:1"] * 61}),
    "a card that is drawn anew for nobody knows whom": card(words(), refresh={"action": AGAIN, "userIds": [7]}),
    "a card that is drawn anew by a message": card(words(), refresh={"action": SUBMIT, "userIds": []}),
    "a card that is drawn anew by nothing": card(words(), refresh={"userIds": []}),
    "a card that is too large": card(*[words("👩" * 1_000)] * 21),
    "a message without words for notifications": message(summary=""),
    "a message with a part that nobody knows": message(sumary="Words"),
    "a message of nothing": {"type": "message", "textFormat": "plain", "text": " "},
    "a message in a format that nobody knows": {"type": "message", "text": "Words", "textFormat": "html"},
    "a message in whatever format": {"type": "message", "text": "Words"},
    "a message with nothing attached": message(attachments=[]),
    "a message with a picture": message(attachments=[{"contentType": "image/png", "content": {}}]),
    "a message with no card in it": message(attachments=[{"contentType": CONTENT, "content": "card"}]),
    "a message with a bad card": message(attachments=[{"contentType": CONTENT, "content": card()}]),
    "something that is neither": {"type": "typing"},
}  # fmt: skip
