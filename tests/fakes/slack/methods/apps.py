"""Who a token is, installing by OAuth, taking a token back, and the address of a socket."""

from tests.fakes.slack.calls import Call, method
from tests.fakes.slack.state import Json, SlackError


@method("auth.test")
async def test(call: Call) -> Json:
    """Who the token is."""
    team, bot = call.slack.state.teams[call.team], call.slack.state.user(call.token.user)
    return {
        "url": f"https://{team.domain}.slack.com/", "team": team.name, "user": bot.name, "team_id": team.id,
        "user_id": bot.id, "bot_id": call.slack.bot_id(team.id), "is_enterprise_install": False,
    }  # fmt: skip


@method("auth.revoke")
async def revoke(call: Call) -> Json:
    """Take the token back, unless it is only a test."""
    if not call.flag("test"):
        call.token.standing = "revoked"
    return {"revoked": not call.flag("test")}


@method("apps.connections.open", "connections:write", kind="app")
async def open_connection(call: Call) -> Json:
    """The address of a WebSocket, good for one connection."""
    return {"url": call.slack.sockets.address()}


@method("apps.uninstall")
async def uninstall(call: Call) -> Json:
    """Remove the app from the workspace; client id and secret must be right."""
    _client(call)
    call.token.standing = "revoked"
    return {}


@method("oauth.v2.access", kind="none")
async def access(call: Call) -> Json:
    """A token for a code, which can be exchanged once; `bad_client_secret`, `invalid_code`."""
    _client(call)
    state = call.slack.state
    team = state.codes.pop(str(call.args.get("code", "")), "")
    if not team:
        raise SlackError("invalid_code")
    token = call.slack.install(team)
    return {
        "access_token": token.value, "token_type": "bot", "scope": ",".join(sorted(token.scopes)),
        "bot_user_id": token.user, "app_id": call.slack.app_id, "team": {"id": team, "name": state.teams[team].name},
        "enterprise": None, "is_enterprise_install": False, "authed_user": {"id": call.slack.installer(team)},
    }  # fmt: skip


def _client(call: Call) -> None:
    basic = call.args.get("client_id"), call.args.get("client_secret")
    if basic[0] != call.slack.client_id:
        raise SlackError("invalid_client_id")
    if basic[1] != call.slack.client_secret:
        raise SlackError("bad_client_secret")
