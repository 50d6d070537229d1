"""Bot Framework's published keys: the metadata, the key set behind it, and what happens when keys are rotated."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aiohttp import web

from tests.fakes.teams.faults import Fault
from tests.fakes.teams.keys import Key, key
from tests.fakes.teams.tokens import ISSUER, Writ

if TYPE_CHECKING:
    from tests.fakes.teams.service import FakeTeams

METADATA = "/v1/.well-known/openidconfiguration"
KEYS = "/v1/.well-known/keys"
STRANGER, UNENDORSED, FIRST = 1, 2, 3


@dataclass
class OpenId:
    """What is published, and how often it was asked for."""

    teams: FakeTeams
    metadata_requests: int = 0
    key_requests: int = 0
    _rotations: int = 0

    @property
    def key(self) -> Key:
        """The key that tokens are signed with now."""
        return key(FIRST + self._rotations)

    def rotate(self) -> Key:
        """Sign with a new key from now on, and publish the old one no more; gives the old one."""
        old = self.key
        self._rotations += 1
        return old

    def writ(self, app_id: str, service_url: str, at: int) -> Writ:
        """What a token of this moment is made of."""
        return Writ(self.key, key(STRANGER), key(UNENDORSED), app_id, service_url, at)

    def signed_by_an_old_key(self, old: Key, writ: Writ) -> str:
        """A token as it would have been before the keys were rotated."""
        return replace(writ, key=old).signed()

    async def metadata(self, _request: web.Request) -> web.StreamResponse:
        """Where the key set is."""
        self.metadata_requests += 1
        told = {
            "issuer": ISSUER, "authorization_endpoint": "https://invalid.botframework.com",
            "jwks_uri": f"{self.teams.root}{KEYS}", "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["private_key_jwt"],
        }  # fmt: skip
        return web.json_response(told)

    async def keys(self, request: web.Request) -> web.StreamResponse:
        """The key set."""
        self.key_requests += 1
        fault: Fault | None = self.teams.faults.take("keys")
        if fault and (answer := await fault.answer(request)):
            return answer
        published = [self.key.jwk(), key(UNENDORSED).jwk(("facebook", "webchat"))]
        return web.json_response({"keys": published})
