"""Messages: posted, edited, shown to one person alone, deleted, and linked to."""

from tests.fakes.slack.calls import Call, method
from tests.fakes.slack.payloads import completed, message_json
from tests.fakes.slack.state import Conversation, Json, Message, SlackError

LONGEST = 40_000
LONGEST_EDITED = 4_000


@method("chat.postMessage", "chat:write")
async def post(call: Call) -> Json:
    """Post a message; a person's id in place of a conversation's opens the direct message with them."""
    where = _writable(call)
    text, blocks = _content(call, LONGEST)
    made = _message(call, where, text, blocks)
    where.messages.append(made)
    return {"channel": where.id, "ts": made.ts, "message": message_json(call.slack, made)}


@method("chat.update", "chat:write")
async def update(call: Call) -> Json:
    """Edit a message of the bot's own; `message_not_found`, `cant_update_message`. Blocks that are left out stay."""
    where, (ts,) = call.conversation(), call.needs("ts")
    if where.archived:
        raise SlackError("is_archived")
    found = call.slack.state.message(where.id, str(ts))
    if found.user != call.token.user:
        raise SlackError("cant_update_message")
    text, blocks = _content(call, LONGEST_EDITED)
    found.text, found.edited = text, call.slack.mint.ts()
    found.blocks = completed(call.slack, blocks) if "blocks" in call.args else found.blocks
    return {"channel": where.id, "ts": found.ts, "text": text, "message": message_json(call.slack, found)}


@method("chat.postEphemeral", "chat:write")
async def post_ephemeral(call: Call) -> Json:
    """Show a message to one person of a conversation alone; it cannot be edited by its timestamp."""
    where, user = _writable(call), call.person()
    if user.id not in where.members:
        raise SlackError("user_not_in_channel")
    text, blocks = _content(call, LONGEST)
    made = _message(call, where, text, blocks)
    made.only_for = user.id
    where.messages.append(made)
    return {"message_ts": made.ts}


@method("chat.delete", "chat:write")
async def delete(call: Call) -> Json:
    """Delete a message of the bot's own; `cant_delete_message`."""
    where, (ts,) = call.conversation(), call.needs("ts")
    found = call.slack.state.message(where.id, str(ts))
    if found.user != call.token.user:
        raise SlackError("cant_delete_message")
    where.messages.remove(found)
    return {"channel": where.id, "ts": found.ts}


@method("chat.getPermalink")
async def permalink(call: Call) -> Json:
    """The web address of a message."""
    where, (ts,) = call.conversation(), call.needs("message_ts")
    found = call.slack.state.message(where.id, str(ts))
    return {"channel": where.id, "permalink": call.slack.permalink(where, found)}


def _writable(call: Call) -> Conversation:
    (channel,) = call.needs("channel")
    if str(channel) in call.slack.state.users:
        where = call.slack.direct(call.team, str(channel))
    else:
        where = call.conversation()
    _refuse_closed(call, where)
    return where


def _refuse_closed(call: Call, where: Conversation) -> None:
    others = [call.slack.state.user(u) for u in where.members - {call.token.user}]
    public = where.kind == "channel" and "chat:write.public" in call.token.scopes
    checks = {
        "is_archived": where.archived,
        "channel_not_found": where.closed,
        "cannot_dm_bot": where.kind == "im" and any(u.bot for u in others),
        "user_disabled": where.kind == "im" and any(u.deleted for u in others),
        "not_in_channel": call.token.user not in where.members and not public,
        "restricted_action": where.restricted,
    }
    for code, true in checks.items():
        if true:
            raise SlackError(code)


def _content(call: Call, longest: int) -> tuple[str, list[Json]]:
    text, blocks = str(call.args.get("text", "")), call.args.get("blocks") or []
    if not text.strip() and not blocks and not call.args.get("attachments"):
        raise SlackError("no_text")
    if len(text) > longest:
        call.slack.breaches.append(f"{call.method}: a text of {len(text)} characters")
        raise SlackError("msg_too_long")
    call.slack.check_message(text, blocks)
    return text, blocks


def _message(call: Call, where: Conversation, text: str, blocks: list[Json]) -> Message:
    return Message(
        call.slack.mint.ts(), where.id, call.token.user, text, completed(call.slack, blocks),
        bot_id=call.slack.bot_id(call.team), thread_ts=str(call.args.get("thread_ts", "")),
        metadata=call.args.get("metadata") or {},
    )  # fmt: skip
