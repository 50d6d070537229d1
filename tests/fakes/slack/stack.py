"""The stack of a person's modals: what is on top, what comes back when it is closed, and how one is replaced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.fakes.slack.payloads import completed
from tests.fakes.slack.state import Json, SlackError, View

if TYPE_CHECKING:
    from tests.fakes.slack.workspace import Slack

DEEPEST = 3


def made(slack: Slack, user: str, team: str, body: Json) -> View:
    """A view that stands nowhere yet; `duplicate_external_id`."""
    _unique(slack, body, "")
    view = View(slack.mint.id("V"), user, team, _whole(slack, body), slack.mint.hash())
    view.root = view.id
    return view


def placed(slack: Slack, view: View) -> None:
    """Open it as the only one."""
    slack.state.stacks[view.user] = [view]


def pushed(slack: Slack, user: str, team: str, body: Json) -> View:
    """Put a new one on top; `push_limit_reached`, `not_found` where none is open."""
    stack = slack.state.stacks.get(user, [])
    if not stack:
        raise SlackError("not_found")
    if len(stack) >= DEEPEST:
        raise SlackError("push_limit_reached")
    view = made(slack, user, team, body)
    view.root, view.previous = stack[0].id, stack[-1].id
    stack.append(view)
    return view


def rewritten(slack: Slack, view: View, body: Json) -> None:
    """Show something else in the same view; what was typed stays in fields whose ids stay."""
    _unique(slack, body, view.id)
    view.body, view.hash, view.errors = _whole(slack, body), slack.mint.hash(), {}


def top(slack: Slack, user: str) -> View | None:
    """The modal that the person sees."""
    stack = slack.state.stacks.get(user, [])
    return stack[-1] if stack else None


def closed(slack: Slack, user: str, *, all_of_them: bool = False) -> list[View]:
    """Take the top one away, or all; gives those that went, top first."""
    stack = slack.state.stacks.get(user, [])
    gone = [stack.pop() for _ in range(len(stack) if all_of_them else min(1, len(stack)))]
    if not stack:
        slack.state.stacks.pop(user, None)
    return gone


def _whole(slack: Slack, body: Json) -> Json:
    return {**body, "blocks": completed(slack, body["blocks"])}


def _unique(slack: Slack, body: Json, own: str) -> None:
    name = body.get("external_id")
    if name and any(v.body.get("external_id") == name and v.id != own for v in slack.state.views()):
        raise SlackError("duplicate_external_id")
