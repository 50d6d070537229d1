"""What Slack sends an app when somebody does something: events, commands, shortcuts, presses and submitted modals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.fakes.slack.filling import filled
from tests.fakes.slack.payloads import (
    channel_json,
    message_json,
    person_json,
    state_json,
    team_json,
    user_json,
    view_json,
)
from tests.fakes.slack.state import Conversation, Json, Message, Typed, User, View

if TYPE_CHECKING:
    from tests.fakes.slack.workspace import Slack

VERIFICATION = "legacy-verification-token"


@dataclass(frozen=True)
class Surface:
    """What somebody has in front of them: a message in its conversation, or a view."""

    blocks: list[Json]
    typed: Typed
    where: Conversation | None = None
    message: Message | None = None
    view: View | None = None


def event(slack: Slack, team: str, inner: Json) -> Json:
    """An event in its envelope."""
    now = int(slack.mint.now().timestamp())
    bot = {"enterprise_id": None, "team_id": team, "user_id": slack.bot(team), "is_bot": True}
    return {
        "token": VERIFICATION, "team_id": team, "context_team_id": team, "context_enterprise_id": None,
        "api_app_id": slack.app_id, "event": inner, "type": "event_callback", "event_id": slack.mint.id("Ev"),
        "event_time": now, "authorizations": [{**bot, "is_enterprise_install": False}],
        "is_ext_shared_channel": False, "event_context": slack.mint.digest(40),
    }  # fmt: skip


def said(slack: Slack, user: User, where: Conversation, message: Message) -> Json:
    """A message that somebody wrote, as an event."""
    kind = "app_mention" if where.kind != "im" else "message"
    inner = {
        **message_json(slack, message), "type": kind, "channel": where.id, "client_msg_id": slack.mint.digest(32),
        "event_ts": message.ts, "channel_type": {"im": "im", "private": "group", "channel": "channel"}[where.kind],
        **({"subtype": "file_share"} if message.files else {}),
    }  # fmt: skip
    if user.team != where.team:
        inner |= {"user_team": user.team, "source_team": user.team}
    return event(slack, where.team, inner)


def home_opened(slack: Slack, user: User, tab: str) -> Json:
    """Somebody opened the app's page, on the tab `home` or `messages`."""
    inner: Json = {
        "type": "app_home_opened", "user": user.id, "channel": slack.direct(user.team, user.id).id, "tab": tab,
        "event_ts": slack.mint.ts(),
    }  # fmt: skip
    if tab == "home" and (view := slack.state.homes.get(user.id)):
        inner["view"] = view_json(slack, view)
    return event(slack, user.team, inner)


def user_changed(slack: Slack, user: User) -> Json:
    """Something of an account has changed, such as that it is a guest's now; the account is told whole."""
    told = user_json(slack, user, {"users:read.email"})
    return event(
        slack,
        user.team,
        {"type": "user_change", "user": told, "cache_ts": user.updated, "event_ts": slack.mint.ts()},
    )


def command(slack: Slack, user: User, where: Conversation, name: str, text: str) -> Json:
    """A slash command."""
    key = slack.mint.hook(user.id, where.id, "")
    return {
        "token": VERIFICATION, "team_id": user.team, "team_domain": slack.state.teams[user.team].domain,
        "channel_id": where.id, "channel_name": channel_json(where)["name"], "user_id": user.id,
        "user_name": user.name, "command": name, "text": text, "api_app_id": slack.app_id,
        "is_enterprise_install": "false", "response_url": f"{slack.root}/hooks/{key}",
        "trigger_id": slack.mint.trigger(user.id, user.team),
    }  # fmt: skip


def shortcut(slack: Slack, user: User, callback: str) -> Json:
    """A global shortcut."""
    return {
        **_interaction(slack, "shortcut", user, slack.mint.trigger(user.id, user.team)),
        "action_ts": slack.mint.ts(), "callback_id": callback,
    }  # fmt: skip


def message_shortcut(slack: Slack, user: User, where: Conversation, message: Message, callback: str) -> Json:
    """A shortcut on a message."""
    key = slack.mint.hook(user.id, where.id, message.ts)
    return {
        **_interaction(slack, "message_action", user, slack.mint.trigger(user.id, user.team)),
        "action_ts": slack.mint.ts(), "callback_id": callback, "channel": channel_json(where),
        "message_ts": message.ts, "message": message_json(slack, message),
        "response_url": f"{slack.root}/hooks/{key}",
    }  # fmt: skip


def pressed(slack: Slack, user: User, surface: Surface, action: Json) -> Json:
    """A press or a choice on a message or a view."""
    view = surface.view.id if surface.view and surface.view.body["type"] == "modal" else ""
    whole = _interaction(slack, "block_actions", user, slack.mint.trigger(user.id, user.team, view))
    placed = _in_view(slack, surface.view, surface) if surface.view else _in_message(slack, user, surface)
    return {**whole, **placed, "actions": [{**action, "action_ts": slack.mint.ts()}]}


def submitted(slack: Slack, user: User, view: View, typed: Typed) -> Json:
    """A modal that was submitted."""
    whole = _interaction(slack, "view_submission", user, slack.mint.trigger(user.id, user.team, view.id))
    return {**whole, "view": view_json(slack, view, typed), "response_urls": []}


def closed(slack: Slack, user: User, view: View, *, cleared: bool) -> Json:
    """A modal that was closed."""
    whole = _interaction(slack, "view_closed", user, "")
    del whole["trigger_id"]
    return {**whole, "view": view_json(slack, view), "is_cleared": cleared}


def _interaction(slack: Slack, kind: str, user: User, trigger: str) -> Json:
    return {
        "type": kind, "team": team_json(slack, user.team), "user": person_json(user), "api_app_id": slack.app_id,
        "token": VERIFICATION, "trigger_id": trigger, "enterprise": None, "is_enterprise_install": False,
    }  # fmt: skip


def _in_view(slack: Slack, view: View, surface: Surface) -> Json:
    container = {"type": "view", "view_id": view.id}
    return {"container": container, "view": view_json(slack, view, filled(surface.blocks, surface.typed))}


def _in_message(slack: Slack, user: User, surface: Surface) -> Json:
    where, message = surface.where, surface.message
    assert where, "a message stands in a conversation"
    assert message, "what is no view is a message"
    alone = bool(message.only_for)
    container = {"type": "message", "message_ts": message.ts, "channel_id": where.id, "is_ephemeral": alone}
    key = slack.mint.hook(user.id, where.id, message.ts)
    # Slack does not send along what only one person saw.
    shown = {} if alone else {"message": message_json(slack, message)}
    return {
        "container": container, "channel": channel_json(where), **shown,
        "state": state_json(filled(surface.blocks, surface.typed)), "response_url": f"{slack.root}/hooks/{key}",
    }  # fmt: skip
