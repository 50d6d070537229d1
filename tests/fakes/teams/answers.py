"""What becomes of an answer to an invoke: a card in place of another, a line, a dialog; all else is a breach."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tests.fakes.teams.checking import card_faults
from tests.fakes.teams.dialogs import Dialog
from tests.fakes.teams.state import ADAPTIVE, Json, Message
from tests.fakes.teams.surfaces import Surface
from tests.fakes.teams.wire import Answer

if TYPE_CHECKING:
    from tests.fakes.teams.eyes import Eyes

OK = 200
MESSAGE, ERROR = "application/vnd.microsoft.activity.message", "application/vnd.microsoft.error"
# The types that this bot may answer a press with, and the status codes that go with each.
TYPES: Mapping[str, tuple[set[int], type]] = {
    ADAPTIVE: ({200}, dict),
    MESSAGE: ({200}, str),
    ERROR: ({400, 404, 500}, dict),
    f"{ERROR}.preconditionFailed": ({412}, dict),
}
UNREACHABLE = "Unable to reach app. Please try again."


def pressed(person: Eyes, message: Message, answer: Answer) -> None:
    """Do what the answer to an Action.Execute says, for the person who pressed alone."""
    faults = _response_faults(answer)
    if faults:
        person.teams.breaches.extend(faults)
        person.told.append(UNREACHABLE)
        return
    kind, value = answer.json["type"], answer.json["value"]
    if kind == ADAPTIVE:
        message.views[person.id] = value
        for place in [p for p in message.surfaces if p.startswith(person.id)]:
            del message.surfaces[place]
    else:
        person.told.append(value if kind == MESSAGE else str(value.get("message", "")))
    person.teams.changed()


def _response_faults(answer: Answer) -> list[str]:
    if answer.status != OK:
        return [f"an adaptiveCard/action was answered with {answer.status}"]
    body = answer.json
    if not {"statusCode", "type", "value"} <= set(body):
        return [f"an adaptiveCard/action was answered without statusCode, type or value: {answer.text[:80]!r}"]
    codes, shape = TYPES.get(str(body["type"]), (set(), object))
    if body["statusCode"] not in codes or not isinstance(body["value"], shape):
        return [f"an answer of type {body['type']!r} with {body['statusCode']!r} and a {type(body['value']).__name__}"]
    return _value_faults(str(body["type"]), body["value"])


def _value_faults(kind: str, value: Any) -> list[str]:
    if kind == ADAPTIVE:
        return card_faults(value)
    if kind == MESSAGE:
        return [] if value.strip() else ["a line that says nothing"]
    return [] if {"code", "message"} <= set(value) else ["an error without code and message"]


def dialogued(person: Eyes, dialog: Dialog, answer: Answer) -> None:
    """Do what the answer of a dialog says: show a card, say something, or close. What was open is closed by it."""
    person.teams.state.dialogs.pop(person.id, None)
    if answer.status != OK:
        person.teams.breaches.append(f"{dialog.asked} was answered with {answer.status}")
        person.told.append(UNREACHABLE)
        return
    task = answer.json.get("task")
    if task is None:
        _closed(person, dialog, answer)
    elif task.get("type") == "message" and isinstance(task.get("value"), str) and task["value"].strip():
        person.told.append(task["value"])
    elif task.get("type") == "continue" and isinstance(task.get("value"), dict):
        _continued(person, dialog, task["value"])
    else:
        person.teams.breaches.append(f"a task of type {task.get('type')!r}")
    person.teams.changed()


def _closed(person: Eyes, dialog: Dialog, answer: Answer) -> None:
    if dialog.asked.endswith(("fetch", "fetchTask")):
        person.teams.breaches.append(f"{dialog.asked} was answered with nothing to show: {answer.text[:80]!r}")
    elif answer.text.strip() not in {"", "{}", "null"}:
        person.teams.breaches.append(f"a dialog was answered with {answer.text[:80]!r}")


def _continued(person: Eyes, dialog: Dialog, value: Json) -> None:
    attached = value.get("card") or {}
    card = attached.get("content") if attached.get("contentType") == ADAPTIVE else None
    if not isinstance(card, dict):
        person.teams.breaches.append("a dialog without an Adaptive Card")
        return
    faults = card_faults(card, "dialog")
    if not str(value.get("title") or "").strip():
        faults.append("a dialog without a title")
    person.teams.breaches.extend(faults)
    shown = Surface(card, dialog.where, dialog.about)
    person.teams.state.dialogs[person.id] = dialog.showing(str(value.get("title", "")), shown)
