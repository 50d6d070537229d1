"""What becomes of a modal: the app's answer to a submission carried out, and closing by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.fakes.slack.stack import closed, pushed, rewritten
from tests.fakes.slack.state import Json, SlackError, View
from tests.fakes.slack.wire import Answer

if TYPE_CHECKING:
    from tests.fakes.slack.workspace import Slack


def honour(slack: Slack, view: View, answer: Answer) -> None:
    """Do what `response_action` says; nothing closes this modal. What Slack could not carry out is a breach."""
    told = answer.json
    match told.get("response_action"):
        case None:
            _nothing_said(slack, view, answer)
        case "errors":
            _errors(slack, view, told)
        case "clear":
            closed(slack, view.user, all_of_them=True)
        case "update" | "push" as what:
            _drawn(slack, view, what, told.get("view") or {})
        case unknown:
            slack.breaches.append(f"a response_action {unknown!r}")
    slack.note("view_submission", told, "")


def shut(slack: Slack, user: str, *, all_of_them: bool) -> list[View]:
    """Close by hand; gives those of which the app wants to hear."""
    gone = closed(slack, user, all_of_them=all_of_them or _clears(slack, user))
    return [view for view in gone if view.body.get("notify_on_close")]


def _clears(slack: Slack, user: str) -> bool:
    stack = slack.state.stacks.get(user, [])
    return bool(stack and stack[-1].body.get("clear_on_close"))


def _nothing_said(slack: Slack, view: View, answer: Answer) -> None:
    if answer.text.strip() and not answer.json:
        slack.breaches.append(f"a submitted modal was answered with {answer.text[:80]!r}")
    if view in slack.state.stacks.get(view.user, []):
        closed(slack, view.user)


def _errors(slack: Slack, view: View, told: Json) -> None:
    errors = told.get("errors") or {}
    fields = {b["block_id"] for b in view.body["blocks"] if b["type"] == "input"}
    if not errors or set(errors) - fields:
        slack.breaches.append(f"errors beside {sorted(errors)}, but the fields are {sorted(fields)}")
    view.errors = {name: str(said) for name, said in errors.items()}


def _drawn(slack: Slack, view: View, what: str, body: Json) -> None:
    try:
        slack.check_view(body, "modal")
        if what == "push":
            pushed(slack, view.user, view.team, body)
        else:
            rewritten(slack, view, body)
    except SlackError as refusal:
        slack.breaches.append(f"response_action {what}: {refusal.code}")
