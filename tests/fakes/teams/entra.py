"""Entra's token endpoint for the bot's own token: discovery as MSAL asks for it, secrets checked, tokens counted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import jwt
from aiohttp import web

from bot.clock import Clock, system_clock
from tests.fakes.teams.keys import key
from tests.fakes.teams.state import Json, TeamsError

if TYPE_CHECKING:
    from tests.fakes.teams.service import FakeTeams

AUDIENCE = "https://api.botframework.com"
SCOPE = f"{AUDIENCE}/.default"
# Registrations for many tenants take their tokens from this one.
SHARED = "botframework.com"
SHARED_ID = "d6d49420-f39b-4df7-a1dc-d59a935871db"
OWN_KEY = 0


class Denied(Exception):
    """What Entra answers instead of a token: its code, and the number behind AADSTS."""

    def __init__(self, status: int, code: str, number: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.body: Json = {"error": code, "error_description": f"AADSTS{number}: {message}", "error_codes": [number]}


@dataclass
class Entra:
    """Gives tokens to the one app that it knows; `lifetime` is in seconds, `expired_secret` says that it ran out."""

    teams: FakeTeams
    clock: Clock = system_clock
    lifetime: int = 86_399
    expired_secret: bool = False
    token_requests: int = 0
    discoveries: int = 0
    refused: list[str] = field(default_factory=list)

    async def configuration(self, request: web.Request) -> web.StreamResponse:
        """What an authority says of itself."""
        self.discoveries += 1
        tenant = request.match_info["tenant"]
        if tenant not in self._tenants():
            body = Denied(400, "invalid_tenant", 90002, f"Tenant '{tenant}' not found.").body
            return web.json_response(body, status=400)
        there = f"{request.scheme}://{request.host}/{tenant}"
        told = {
            "issuer": f"{there}/v2.0", "token_endpoint": f"{there}/oauth2/v2.0/token",
            "authorization_endpoint": f"{there}/oauth2/v2.0/authorize",
            "jwks_uri": f"{there}/discovery/v2.0/keys", "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }  # fmt: skip
        return web.json_response(told)

    async def token(self, request: web.Request) -> web.StreamResponse:
        """A token for the app, where it knows its secret."""
        self.token_requests += 1
        fault = self.teams.faults.take("token")
        if fault and (answer := await fault.answer(request)):
            return answer
        form = {name: str(value) for name, value in (await request.post()).items()}
        try:
            self._check(request.match_info["tenant"], form)
        except Denied as denied:
            self.refused.append(str(denied.body["error_description"]).partition(":")[0])
            return web.json_response(denied.body, status=denied.status)
        token = self.issue(request.match_info["tenant"])
        seconds = self.lifetime
        told = {"token_type": "Bearer", "expires_in": seconds, "ext_expires_in": seconds, "access_token": token}
        return web.json_response(told)

    def issue(
        self, tenant: str = "", *, app_id: str = "", audience: str = AUDIENCE, lifetime: int | None = None
    ) -> str:
        """A token for the connector; with other values than its own, one that it must refuse."""
        now, whose = int(self.clock.now().timestamp()), tenant or self.home
        tid = SHARED_ID if whose == SHARED else whose
        claims = {
            "aud": audience, "iss": f"https://sts.windows.net/{tid}/", "iat": now, "nbf": now - 300,
            "exp": now + (self.lifetime if lifetime is None else lifetime), "appid": app_id or self.teams.app_id,
            "tid": tid, "ver": "1.0",
        }  # fmt: skip
        return jwt.encode(claims, key(OWN_KEY).private, "RS256", {"kid": key(OWN_KEY).kid})

    @property
    def home(self) -> str:
        """The tenant from which the app's own tokens come."""
        return SHARED if self.teams.app_type == "MultiTenant" else self.teams.app_tenant

    def admit(self, header: str) -> None:
        """Check the Authorization header of a call to the connector; 401 where the token is not this app's own."""
        kind, _, token = header.partition(" ")
        tid = SHARED_ID if self.home == SHARED else self.home
        try:
            claims = jwt.decode(
                token if kind == "Bearer" else "", key(OWN_KEY).private.public_key(), ["RS256"], audience=AUDIENCE,
                issuer=f"https://sts.windows.net/{tid}/", options={"require": ["exp", "iss", "aud"]},
            )  # fmt: skip
        except jwt.InvalidTokenError as wrong:
            raise TeamsError(401, "Unauthorized", f"Authorization has been denied for this request: {wrong}") from wrong
        if claims.get("appid") != self.teams.app_id:
            raise TeamsError(401, "BotNotRegistered", "No registration found for this bot.")

    def _tenants(self) -> set[str]:
        return {*self.teams.state.tenants, SHARED}

    def _check(self, tenant: str, form: dict[str, str]) -> None:
        app, secret = form.get("client_id", ""), form.get("client_secret", "")
        checks: list[tuple[bool, int, str, int, str]] = [
            (tenant in self._tenants(), 400, "invalid_request", 90002, f"Tenant '{tenant}' not found."),
            (form.get("grant_type") == "client_credentials", 400, "unsupported_grant_type", 70003, "Not that grant."),
            (bool(app and secret), 401, "invalid_client", 7000218, "The body must hold client_secret."),
            (app == self.teams.app_id and tenant == self.home, 400, "unauthorized_client", 700016,
             f"Application with identifier '{app}' was not found in the directory '{tenant}'."),
            (secret == self.teams.app_password, 401, "invalid_client", 7000215, "Invalid client secret provided."),
            (not self.expired_secret, 401, "invalid_client", 7000222, "The provided client secret keys are expired."),
            (SCOPE in form.get("scope", "").split(), 400, "invalid_scope", 70011, "The scope is not valid."),
        ]  # fmt: skip
        for holds, status, code, number, message in checks:
            if not holds:
                raise Denied(status, code, number, message)
