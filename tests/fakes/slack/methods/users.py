"""People, as far as the token may know them: an address only with the scope for it."""

from tests.fakes.slack.calls import Call, method
from tests.fakes.slack.payloads import profile_json, user_json
from tests.fakes.slack.state import Json, SlackError


@method("users.info", "users:read")
async def info(call: Call) -> Json:
    """One person."""
    return {"user": user_json(call.slack, call.person(), call.token.scopes)}


@method("users.profile.get", "users.profile:read")
async def profile(call: Call) -> Json:
    """One person's profile."""
    return {"profile": profile_json(call.person(), call.token.scopes)}


@method("users.lookupByEmail", "users:read.email")
async def by_email(call: Call) -> Json:
    """Whoever has that address in the workspace; `users_not_found`."""
    (email,) = call.needs("email")
    for user in call.slack.state.users.values():
        if user.team == call.team and user.email.lower() == str(email).lower() and not user.deleted:
            return {"user": user_json(call.slack, user, call.token.scopes)}
    raise SlackError("users_not_found")
