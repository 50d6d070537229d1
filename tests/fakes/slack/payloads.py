"""People, conversations, messages and views as Slack writes them in its answers and in what it sends to an app."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from tests.fakes.slack.state import Conversation, Json, Message, Typed, Upload, User, View

if TYPE_CHECKING:
    from tests.fakes.slack.workspace import Slack

# What a file holds of which a test says no more; its name is believed by nobody.
PICTURE = b"\xff\xd8\xff\xe0 a picture of a post"
TEXT_DEFAULTS: dict[str, Json] = {"plain_text": {"emoji": True}, "mrkdwn": {"verbatim": False}}


def completed(slack: Slack, blocks: list[Json]) -> list[Json]:
    """Blocks as Slack keeps them: each with an id, each text with its defaults."""
    whole = copy.deepcopy(blocks)
    for block in whole:
        block.setdefault("block_id", slack.mint.digest(5))
        _fill_in(block)
    return whole


def _fill_in(part: Any) -> None:
    for inner in part.values() if isinstance(part, dict) else part:
        if isinstance(inner, dict | list):
            _fill_in(inner)
    if isinstance(part, dict) and part.get("type") in TEXT_DEFAULTS:
        for name, value in TEXT_DEFAULTS[part["type"]].items():
            part.setdefault(name, value)


def team_json(slack: Slack, team: str) -> Json:
    """The workspace in an interaction."""
    return {"id": team, "domain": slack.state.teams[team].domain}


def person_json(user: User) -> Json:
    """Whoever acts, in an interaction."""
    return {"id": user.id, "username": user.name, "name": user.name, "team_id": user.team}


def profile_json(user: User, scopes: set[str]) -> Json:
    """A profile; the address only with its scope."""
    known = {"real_name": user.real_name, "display_name": user.name, "title": "", "team": user.team}
    return {**known, **({"email": user.email} if user.email and "users:read.email" in scopes else {})}


def user_json(slack: Slack, user: User, scopes: set[str]) -> Json:
    """A person as users.info tells them."""
    offset = slack.mint.now().astimezone(ZoneInfo(user.tz)).utcoffset()
    known = {
        "id": user.id, "team_id": user.team, "name": user.name, "deleted": user.deleted, "is_bot": user.bot,
        "is_app_user": False, "updated": user.updated, "profile": profile_json(user, scopes),
    }  # fmt: skip
    if user.deleted:
        return known
    return {
        **known, "real_name": user.real_name, "tz": user.tz, "tz_label": user.tz,
        "tz_offset": int(offset.total_seconds()) if offset else 0, "is_admin": False, "is_owner": False,
        "is_primary_owner": False, "is_restricted": user.guest or user.single_channel_guest,
        "is_ultra_restricted": user.single_channel_guest, "is_email_confirmed": bool(user.email),
        **({"is_stranger": True} if user.team not in slack.installed() else {}),
    }  # fmt: skip


def conversation_json(slack: Slack, where: Conversation, bot: str) -> Json:
    """A conversation as conversations.info tells it."""
    known = {"id": where.id, "is_archived": where.archived, "context_team_id": where.team, "created": 1_700_000_000}
    if where.kind == "im":
        other = next(iter(where.members - {bot}), "")
        deleted = slack.state.user(other).deleted
        return {**known, "is_im": True, "user": other, "is_user_deleted": deleted, "is_open": not where.closed}
    private = where.kind == "private"
    shared = any(user.team != where.team for user in slack.state.users.values() if user.id in where.members)
    return {
        **known, "name": where.name, "is_channel": not private, "is_group": private, "is_private": private,
        "is_im": False, "is_member": bot in where.members, "num_members": len(where.members),
        "is_ext_shared": shared,
    }  # fmt: skip


def channel_json(where: Conversation) -> Json:
    """A conversation in an interaction."""
    names = {"im": "directmessage", "private": "privategroup", "channel": where.name}
    return {"id": where.id, "name": names[where.kind]}


def message_json(slack: Slack, message: Message) -> Json:
    """A message as its author's app gets it back."""
    team = slack.state.user(message.user).team
    told: Json = {"type": "message", "user": message.user, "text": message.text, "ts": message.ts, "team": team}
    if message.bot_id:
        told |= {"bot_id": message.bot_id, "app_id": slack.app_id}
    if message.blocks or not message.bot_id:
        told["blocks"] = copy.deepcopy(message.blocks) or _written(message)
    if message.edited:
        told["edited"] = {"user": message.user, "ts": message.edited}
    extra = {"thread_ts": message.thread_ts, "metadata": message.metadata, "files": message.files}
    return told | {name: value for name, value in extra.items() if value}


def _written(message: Message) -> list[Json]:
    """What somebody wrote, as Slack's own editor makes it."""
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": message.text}]}
    return [{"type": "rich_text", "block_id": f"w{message.ts[-4:]}", "elements": [section]}]


def file_json(slack: Slack, user: User, name: str) -> Json:
    """A file that somebody sent along."""
    file, domain = slack.mint.id("F"), slack.state.teams[user.team].domain
    kind = name.rpartition(".")[2].lower()
    slack.state.uploads[file] = Upload(file, name, len(PICTURE), user.team, PICTURE)
    return {
        "id": file, "created": int(slack.mint.now().timestamp()), "name": name, "title": name, "filetype": kind,
        "mimetype": "image/jpeg" if kind in {"jpg", "jpeg"} else "application/octet-stream", "mode": "hosted",
        "user": user.id, "user_team": user.team, "size": len(PICTURE), "is_external": False, "is_public": False,
        "url_private": slack.private(slack.state.uploads[file]),
        "permalink": f"https://{domain}.slack.com/files/{user.id}/{file}/{name}", "file_access": "visible",
    }  # fmt: skip


def state_json(typed: Typed) -> Json:
    """What is filled in, as `state` has it."""
    values: dict[str, Json] = {}
    for (block, action), value in typed.items():
        values.setdefault(block, {})[action] = value
    return {"values": values}


def view_json(slack: Slack, view: View, typed: Typed | None = None) -> Json:
    """A view as Slack gives it back, with what is filled in."""
    body = copy.deepcopy(view.body)
    plain = {"private_metadata": "", "callback_id": "", "external_id": "", "clear_on_close": False}
    own = {
        "id": view.id, "team_id": view.team, "hash": view.hash, "root_view_id": view.root,
        "previous_view_id": view.previous, "app_id": slack.app_id, "app_installed_team_id": view.team,
        "bot_id": slack.bot_id(view.team), "state": state_json(typed or {}),
    }  # fmt: skip
    titles: Json = {"title": None, "submit": None, "close": None, "notify_on_close": False}
    if view.body["type"] == "home":
        titles = {"title": {"type": "plain_text", "text": "View Title", "emoji": True}, "submit": None}
    return {**plain, **titles, **body, **own}
