"""Conversations: a direct message opened, one looked at, its members, and all that the bot may see."""

from tests.fakes.slack.calls import Call, method
from tests.fakes.slack.payloads import conversation_json, message_json
from tests.fakes.slack.state import Conversation, Json, SlackError

READ = {"channel": "channels:read", "private": "groups:read", "im": "im:read"}
TYPES = {"public_channel": "channel", "private_channel": "private", "im": "im"}


@method("conversations.open", "im:write")
async def open_direct(call: Call) -> Json:
    """The direct message with one person; `user_disabled`, `cannot_dm_bot`, `user_not_found`."""
    users = call.args.get("users") or ""
    named = users if isinstance(users, list) else [u for u in str(users).split(",") if u]
    if not named:
        raise SlackError("users_list_not_supplied")
    if len(named) > 1:
        raise SlackError("missing_scope", needed="mpim:write", provided=",".join(sorted(call.token.scopes)))
    user = call.slack.state.user(named[0])
    _reachable(deleted=user.deleted, bot=user.bot)
    there = call.slack.has_direct(call.team, user.id)
    where = call.slack.direct(call.team, user.id)
    told = {"no_op": True, "already_open": True} if there else {}
    return {**told, "channel": {"id": where.id, **(_full(call, where) if call.flag("return_im") else {})}}


@method("conversations.history", "im:history")
async def history(call: Call) -> Json:
    """The newest messages that everybody in a conversation sees, newest first, with what they carry unseen."""
    where = call.conversation()
    if where.kind != "im":
        raise SlackError("missing_scope", needed="channels:history", provided=",".join(sorted(call.token.scopes)))
    there = [m for m in where.messages if not m.only_for][::-1][: int(call.args.get("limit") or 100)]
    told = [message_json(call.slack, m) for m in there]
    if not call.flag("include_all_metadata"):
        told = [{k: v for k, v in m.items() if k != "metadata"} for m in told]
    return {"messages": told, "has_more": False}


@method("conversations.info", *READ.values())
async def info(call: Call) -> Json:
    """One conversation, with the scope that its kind needs."""
    where = call.conversation()
    if READ[where.kind] not in call.token.scopes:
        raise SlackError("missing_scope", needed=READ[where.kind], provided=",".join(sorted(call.token.scopes)))
    return {"channel": _full(call, where)}


@method("conversations.members", *READ.values())
async def members(call: Call) -> Json:
    """The ids of a conversation's members, in pages."""
    where = call.conversation()
    if where.kind == "channel" and call.token.user not in where.members:
        raise SlackError("not_in_channel")
    return _page(call, "members", sorted(where.members))


@method("conversations.list", *READ.values())
async def conversations(call: Call) -> Json:
    """The conversations that the bot may see, in pages."""
    kinds = [TYPES.get(t.strip(), "") for t in str(call.args.get("types", "public_channel")).split(",")]
    if "" in kinds:
        raise SlackError("invalid_types")
    seen = [c for c in call.slack.state.conversations.values() if c.team == call.team and c.kind in kinds]
    seen = [c for c in seen if c.kind == "channel" or call.token.user in c.members]
    kept = [c for c in seen if not (c.archived and call.flag("exclude_archived"))]
    return _page(call, "channels", [_full(call, c) for c in kept])


def _reachable(*, deleted: bool, bot: bool) -> None:
    if deleted:
        raise SlackError("user_disabled")
    if bot:
        raise SlackError("cannot_dm_bot")


def _full(call: Call, where: Conversation) -> Json:
    return conversation_json(call.slack, where, call.token.user)


def _page(call: Call, name: str, found: list[Json] | list[str]) -> Json:
    limit = int(call.args.get("limit") or 100)
    cursor = str(call.args.get("cursor") or "")
    start = int(cursor.removeprefix("next:")) if cursor else 0
    more = f"next:{start + limit}" if start + limit < len(found) else ""
    return {name: found[start : start + limit], "response_metadata": {"next_cursor": more}}
