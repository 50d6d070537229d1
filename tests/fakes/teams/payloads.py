"""People, conversations and what they do, as Teams writes them in activities and in the connector's answers."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from tests.fakes.teams.state import DOWNLOAD, Conversation, Held, Json, Message, Tenant, User

if TYPE_CHECKING:
    from tests.fakes.teams.service import FakeTeams

CLIENT = {"locale": "en-GB", "country": "GB", "platform": "Web", "timezone": "Europe/London", "type": "clientInfo"}


def member_json(user: User) -> Json:
    """Somebody as the roster has them."""
    given, _, surname = user.name.partition(" ")
    return {
        "id": user.id, "name": user.name, "objectId": user.object_id, "aadObjectId": user.object_id,
        "givenName": given, "surname": surname, "email": user.email, "userPrincipalName": user.upn,
        "tenantId": user.tenant, "userRole": "guest" if user.guest else "user",
    }  # fmt: skip


def conversation_json(where: Conversation, root: str = "") -> Json:
    """A conversation as activities name it; in a channel with the thread in its id."""
    named = f"{where.id};messageid={root}" if root and where.kind == "channel" else where.id
    told: Json = {"id": named, "conversationType": where.kind, "tenantId": where.tenant}
    if where.kind != "personal":
        told |= {"isGroup": True, "name": where.name}
    return told


def channel_data(teams: FakeTeams, where: Conversation) -> Json:
    """What is Teams' own in an activity."""
    told: Json = {"tenant": {"id": where.tenant}}
    if where.kind == "channel":
        told |= {"channel": {"id": where.id}, "team": {"id": where.team, "name": "A team"}, "teamsChannelId": where.id}
        told["teamsTeamId"] = where.team
    return told | {"source": {"name": "message"}}


def activity(teams: FakeTeams, user: User, where: Conversation, kind: str, root: str = "", **parts: Any) -> Json:
    """What every activity of that kind holds, and its own parts."""
    stamp = teams.mint.stamp()
    return {
        "type": kind, "id": teams.mint.event(), "timestamp": stamp, "localTimestamp": f"{stamp[:-1]}+00:00",
        "localTimezone": "Europe/London", "locale": "en-GB", "channelId": "msteams", "serviceUrl": teams.service_url,
        "from": {"id": user.id, "name": user.name, "aadObjectId": user.object_id},
        "recipient": {"id": teams.bot_id, "name": teams.bot_name},
        "conversation": conversation_json(where, root), "entities": [dict(CLIENT)],
        "channelData": channel_data(teams, where), **parts,
    }  # fmt: skip


def said(teams: FakeTeams, user: User, where: Conversation, message: Message, *, named: bool = False) -> Json:
    """A message that somebody wrote; where the bot is `named`, it begins with its mention.

    Signs of HTML that somebody typed come encoded: else nobody could tell a typed `<at>` from a mention.
    """
    typed, extra = escape(message.text, quote=False), message.activity.get("attachments", [])
    name = escape(teams.bot_name)
    marked = f"<at>{name}</at>"
    span = f'<span itemtype="http://schema.skype.com/Mention" itemscope="" itemid="0">{name}</span>&nbsp;'
    html = {"contentType": "text/html", "content": f"<p>{span if named else ''}{typed}</p>"}
    told = {"type": "mention", "text": marked, "mentioned": {"id": teams.bot_id, "name": teams.bot_name}}
    return {
        **activity(teams, user, where, "message", message.root or message.id), "id": message.id, "textFormat": "plain",
        "text": f"{marked} {typed}" if named else typed, "attachments": [html, *extra],
        "entities": [*([told] if named else []), dict(CLIENT)],
    }  # fmt: skip


def invoked(teams: FakeTeams, user: User, where: Conversation, what: tuple[str, Json], about: Message | None) -> Json:
    """Something that waits for its answer: its name and its value; `about` is the message with the card."""
    name, value = what
    root = (about.root or about.id) if about else ""
    whole = activity(teams, user, where, "invoke", root, name=name, value=value)
    if about:
        whole["replyToId"] = about.id
        whole["channelData"] |= {"legacy": {"replyToId": f"1:{about.id}"}}
    return whole


def submitted(teams: FakeTeams, user: User, where: Conversation, data: Any, about: Message) -> Json:
    """What an Action.Submit on a card becomes: a message without words."""
    root = about.root or about.id
    return activity(teams, user, where, "message", root, value=data, replyToId=about.id)


def installed(teams: FakeTeams, user: User, where: Conversation, action: str) -> Json:
    """The app was added to a conversation (`add`) or taken out of it (`remove`)."""
    whole = activity(teams, user, where, "installationUpdate", action=action)
    whole["channelData"]["settings"] = {"selectedChannel": {"id": where.id}}
    return _of_the_app(whole)


def joined(teams: FakeTeams, user: User, where: Conversation, *who: str, left: bool = False) -> Json:
    """Who came into a conversation, or left it, by their ids; the bot's own is among them where it was added."""
    people = [{"id": one, **_object_id(teams, one)} for one in who]
    whole = activity(teams, user, where, "conversationUpdate")
    whole["membersRemoved" if left else "membersAdded"] = people
    if where.kind == "channel":
        whole["channelData"]["eventType"] = "teamMemberRemoved" if left else "teamMemberAdded"
    return _of_the_app(whole)


def _of_the_app(whole: Json) -> Json:
    """What is told of the app itself says nothing of the name and the time zone of whoever did it."""
    del whole["from"]["name"], whole["localTimezone"], whole["localTimestamp"]
    return whole


def _object_id(teams: FakeTeams, one: str) -> Json:
    user = teams.state.users.get(one)
    return {"aadObjectId": user.object_id} if user else {}


def payload(teams: FakeTeams, where: Conversation, message: Message) -> Json:
    """A message as a message extension is handed it."""
    user = teams.state.users.get(message.author)
    author: Json = {"device": None, "conversation": None, "user": None, "application": None}
    if user:
        identity = {"userIdentityType": "aadUser", "id": user.object_id, "displayName": user.name}
        author["user"] = identity
    else:
        author["application"] = {"applicationIdentityType": "bot", "id": teams.app_id, "displayName": teams.bot_name}
    link = f"https://teams.microsoft.com/l/message/{where.id}/{message.id}"
    return {
        "linkToMessage": link, "id": message.id, "replyToId": message.root or None,
        "createdDateTime": teams.mint.stamp(),
        "lastModifiedDateTime": None, "deleted": False, "summary": None, "subject": None, "importance": "normal",
        "locale": "en-gb", "body": {"contentType": "html", "content": f"<div>{escape(message.text)}</div>"},
        "from": author, "reactions": [], "mentions": [], "attachments": [],
    }  # fmt: skip


def download(teams: FakeTeams, user: User, tenant: Tenant, held: Held) -> Json:
    """A file that somebody sent to the bot."""
    owner = user.upn.replace("@", "_").replace(".", "_")
    return {
        "contentType": DOWNLOAD, "name": held.name,
        "contentUrl": f"https://{tenant.domain}-my.sharepoint.com/personal/{owner}/Documents/{held.name}",
        "content": {
            "downloadUrl": f"{teams.root}/files/{held.id}?tempauth={teams.mint.digest(16)}", "uniqueId": held.id,
            "fileType": held.name.rpartition(".")[2],
        },
    }  # fmt: skip


def picture(teams: FakeTeams, held: Held) -> Json:
    """A picture that somebody pasted."""
    return {"contentType": "image/*", "contentUrl": f"{teams.service_url}v3/attachments/{held.id}/views/original"}
