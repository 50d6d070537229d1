"""What each call of the connector does: conversations, messages, edits, members, and pictures that somebody pasted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.fakes.teams.checking import activity_faults
from tests.fakes.teams.payloads import member_json
from tests.fakes.teams.state import CONSENT, INFO, Conversation, Json, Message, TeamsError, User, attachments

if TYPE_CHECKING:
    from tests.fakes.teams.service import FakeTeams

CREATED, FINE = 201, 200
LARGEST_PAGE, USUAL_PAGE = 500, 200
NO_MESSAGES = {"typing"}


@dataclass
class Call:
    """One call: its name, what stands in its path and its query, and its body."""

    teams: FakeTeams
    name: str
    path: dict[str, str]
    query: dict[str, str]
    body: Json = field(default_factory=dict)

    @property
    def conversation_id(self) -> str:
        """The conversation in its path, with the thread in it; empty without one."""
        return self.path.get("conversation", "")

    @property
    def tenant_id(self) -> str:
        """The tenant that it concerns."""
        found = self.teams.state.conversations.get(self.key)
        return found.tenant if found else _tenant_of(self.body)

    @property
    def key(self) -> str:
        """What its rate is counted by: the conversation, or whoever a new one is with."""
        if self.conversation_id:
            return self.conversation_id.partition(";messageid=")[0]
        members = self.body.get("members")
        return str(members[0].get("id")) if members and isinstance(members[0], dict) else ""

    def where(self) -> Conversation:
        """The conversation that it is about, which the bot must be in; 404, 403."""
        found = self.teams.state.conversation(self.conversation_id)
        self.teams.let_speak(found)
        return found


async def create(call: Call) -> tuple[int, Any]:
    """Open the personal chat with one person, or begin a thread in a channel."""
    tenant = call.teams.state.tenants.get(_tenant_of(call.body))
    if tenant is None:
        raise TeamsError(400, "BadArgument", "Missing or unknown tenant in the conversation parameters.")
    if tenant.disabled:
        raise TeamsError(403, "BotDisabledByAdmin", "The tenant admin disabled this bot.")
    if call.body.get("isGroup"):
        return await _thread(call)
    made = call.teams.personal(_person(call, tenant.id))
    if made is None or not made.installed:
        raise TeamsError(403, "ForbiddenOperationException", "Bot is not installed in user's personal scope")
    return CREATED, {"id": made.id}


def _person(call: Call, tenant: str) -> User:
    members = call.body.get("members")
    if not isinstance(members, list) or len(members) != 1 or not isinstance(members[0], dict):
        raise TeamsError(400, "BadSyntax", "A personal conversation has exactly one member.")
    found = call.teams.state.user(tenant, str(members[0].get("id")))
    if found is None or found.gone:
        raise TeamsError(400, "BadSyntax", "Invalid user identity in provided tenant")
    return found


async def _thread(call: Call) -> tuple[int, Any]:
    channel = ((call.body.get("channelData") or {}).get("channel") or {}).get("id", "")
    where = call.teams.state.conversation(str(channel))
    call.teams.let_speak(where)
    made = _posted(call, where, call.body.get("activity") or {}, "")
    return CREATED, {"id": f"{where.id};messageid={made.id}", "activityId": made.id}


async def send(call: Call) -> tuple[int, Any]:
    """Post a message; in a channel, a new thread or an answer in the thread that the id names."""
    where = call.where()
    root = call.conversation_id.partition(";messageid=")[2]
    if call.body.get("type") in NO_MESSAGES:
        return CREATED, {"id": call.teams.mint.message()}
    return CREATED, {"id": _posted(call, where, call.body, root).id}


async def reply(call: Call) -> tuple[int, Any]:
    """Answer a message, which in a channel goes into its thread."""
    where = call.where()
    root = call.conversation_id.partition(";messageid=")[2]
    answered = next((m for m in where.messages if m.id == call.path["activity"]), None)
    if where.kind == "channel" and answered:
        root = answered.root or answered.id
    return CREATED, {"id": _posted(call, where, call.body, root).id}


async def update(call: Call) -> tuple[int, Any]:
    """Edit a message of the bot's own; everybody sees it again as it now is for all."""
    where = call.where()
    found = call.teams.state.message(where, call.path["activity"])
    if found.author != call.teams.bot_id:
        raise TeamsError(403, "NotEnoughPermissions", "A bot edits only its own messages.")
    _check(call, where, call.body)
    found.activity, found.edits = call.body, found.edits + 1
    found.views.clear()
    found.surfaces.clear()
    call.teams.shown(where, found)
    return FINE, {"id": found.id}


async def delete(call: Call) -> tuple[int, Any]:
    """Delete a message of the bot's own."""
    where = call.where()
    found = call.teams.state.message(where, call.path["activity"])
    if found.author != call.teams.bot_id:
        raise TeamsError(403, "NotEnoughPermissions", "A bot deletes only its own messages.")
    found.deleted = True
    return FINE, None


async def member(call: Call) -> tuple[int, Any]:
    """One member of a conversation, by any of their ids."""
    where = call.where()
    found = call.teams.state.user(where.tenant, call.path["member"])
    if found is None or found.id not in where.members or found.gone:
        raise TeamsError(404, "MemberNotFoundInConversation", "Member not found in conversation.")
    return FINE, member_json(found)


async def members(call: Call) -> tuple[int, Any]:
    """The members of a conversation, in pages."""
    where = call.where()
    try:
        size = min(int(call.query.get("pageSize", USUAL_PAGE)), LARGEST_PAGE)
        start = int(call.query.get("continuationToken") or 0)
    except ValueError as wrong:
        raise TeamsError(400, "BadArgument", "Invalid page size or continuation token.") from wrong
    everybody = [u for i in sorted(where.members) if not (u := call.teams.state.users[i]).gone]
    told: Json = {"members": [member_json(u) for u in everybody[start : start + size]]}
    if start + size < len(everybody):
        told["continuationToken"] = str(start + size)
    return FINE, told


async def picture(call: Call) -> tuple[int, Any]:
    """A picture that somebody pasted into a message."""
    held = call.teams.state.files.get(call.path["file"])
    if held is None:
        raise TeamsError(404, "AttachmentNotFound", "No such attachment.")
    return FINE, held.body


def _posted(call: Call, where: Conversation, activity: Json, root: str) -> Message:
    _check(call, where, activity)
    made = Message(call.teams.mint.message(), where.id, call.teams.bot_id, activity, root)
    where.messages.append(made)
    call.teams.shown(where, made)
    return made


def _check(call: Call, where: Conversation, activity: Json) -> None:
    faults = activity_faults(activity)
    if attachments(activity, CONSENT) and where.kind != "personal":
        faults.append("a file can be offered in a personal chat alone")
    shown = {(a.get("content") or {}).get("uniqueId") for a in attachments(activity, INFO)}
    faults += [f"a file {name!r} is shown that was never uploaded" for name in shown - call.teams.uploaded()]
    if faults:
        call.teams.breaches.extend(faults)
        raise TeamsError(400, "BadSyntax", "; ".join(faults))


def _tenant_of(body: Json) -> str:
    given = body.get("channelData")
    tenant = (given.get("tenant") or {}).get("id") if isinstance(given, dict) else ""
    return str(tenant or body.get("tenantId") or "")
