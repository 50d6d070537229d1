"""The Web API over HTTP: the same checks in the same order for every method, and answers as Slack gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from tests.fakes.slack import methods
from tests.fakes.slack.calls import METHODS, Call, Entry, client_of, read_arguments, token_of
from tests.fakes.slack.faults import break_off
from tests.fakes.slack.rates import Limited
from tests.fakes.slack.state import Json, SlackError, Token

if TYPE_CHECKING:
    from tests.fakes.slack.workspace import Slack

assert methods.ALL, "the table of methods is filled by importing them"


async def call(slack: Slack, request: web.Request) -> web.Response:
    """Answer one call."""
    name = request.match_info["method"]
    try:
        args = client_of(request, await read_arguments(request))
        token, entry = _let_in(slack, name, token_of(request, args))
    except SlackError as refusal:
        return _refused(refusal)
    fault = slack.faults.take(name, args)
    if fault and (answer := await fault.answer(request)):
        slack.note(name, args, "fault")
        return answer
    answer = await _carried_out(slack, Call(slack, name, args, token), entry)
    if fault and fault.lost:
        break_off(request)
    return answer


def _let_in(slack: Slack, name: str, value: str) -> tuple[Token, Entry]:
    entry = METHODS.get(name)
    if entry is None:
        slack.breaches.append(f"the method {name} does not exist in the fake")
        raise SlackError("unknown_method", req_method=name)
    if entry.kind == "none":
        return Token("", "", "", set()), entry
    token = _standing(slack, value)
    if (token.value.startswith("xapp-")) != (entry.kind == "app"):
        raise SlackError("not_allowed_token_type")
    if entry.scopes and not token.scopes & set(entry.scopes):
        raise SlackError("missing_scope", needed=entry.scopes[0], provided=",".join(sorted(token.scopes)))
    return token, entry


def _standing(slack: Slack, value: str) -> Token:
    if not value:
        raise SlackError("not_authed")
    token = slack.state.tokens.get(value)
    if token is None:
        raise SlackError("invalid_auth")
    if token.standing != "good":
        raise SlackError({"revoked": "token_revoked", "inactive": "account_inactive"}[token.standing])
    return token


async def _carried_out(slack: Slack, made: Call, entry: Entry) -> web.Response:
    # Slack counts by workspace before it looks at what is asked.
    try:
        channel = str(made.args.get("channel", ""))
        slack.rates.take(made.method, made.team, channel, slack.mint.now().timestamp())
        body: Json = {"ok": True, **(await entry.run(made))}
    except SlackError as refusal:
        slack.note(made.method, made.args, refusal.code)
        return _refused(refusal)
    slack.note(made.method, made.args, "")
    scopes = ",".join(sorted(made.token.scopes))
    accepted = ",".join(entry.scopes)
    return web.json_response(body, headers={"X-OAuth-Scopes": scopes, "X-Accepted-OAuth-Scopes": accepted})


def _refused(refusal: SlackError) -> web.Response:
    body = {"ok": False, "error": refusal.code, **refusal.more}
    if isinstance(refusal, Limited):
        return web.json_response(body, status=429, headers={"Retry-After": str(refusal.retry_after)})
    return web.json_response(body)
