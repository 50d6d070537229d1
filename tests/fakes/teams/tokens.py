"""The tokens that come with what Teams sends to a bot: the good one, and every bad one that somebody could make up."""

from __future__ import annotations

import hashlib
import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import jwt

from tests.fakes.teams.keys import Key
from tests.fakes.teams.state import Json

ISSUER = "https://api.botframework.com"
EMULATOR = "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/"
LIFE, LEEWAY = 3_600, 300


@dataclass(frozen=True)
class Writ:
    """What a token is made of: who signs it (`key`), for which app, about which service URL, at which second.

    `stranger` is a key that nobody has published, `unendorsed` one that is published for other channels.
    """

    key: Key
    stranger: Key
    unendorsed: Key
    app_id: str
    service_url: str
    at: int
    claims: Mapping[str, Any] = field(default_factory=dict)

    def all_claims(self) -> Json:
        """The claims of a good token, with what was changed; one changed to None is left out."""
        whole = {
            "serviceurl": self.service_url, "nbf": self.at, "exp": self.at + LIFE, "iss": ISSUER, "aud": self.app_id,
            **self.claims,
        }  # fmt: skip
        return {name: value for name, value in whole.items() if value is not None}

    def but(self, **claims: Any) -> Writ:
        """The same with other claims."""
        return replace(self, claims={**self.claims, **claims})

    def signed(self, key: Key | None = None, **headers: Any) -> str:
        """As an Authorization header."""
        by = key or self.key
        named = {"kid": by.kid, **headers}
        token = jwt.encode(self.all_claims(), by.private, "RS256", {k: v for k, v in named.items() if v is not None})
        return f"Bearer {token}"


def good(writ: Writ) -> str:
    """What Teams itself sends."""
    return writ.signed()


def _by_hand(header: Json, claims: Json, signature: bytes = b"") -> str:
    parts = (json.dumps(header).encode(), json.dumps(claims).encode(), signature)
    return "Bearer " + ".".join(urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts)


def _unsigned(writ: Writ) -> str:
    return _by_hand({"alg": "none", "typ": "JWT", "kid": writ.key.kid}, writ.all_claims())


def _with_a_secret(writ: Writ) -> str:
    token = jwt.encode(writ.all_claims(), "a secret that somebody made up " * 2, "HS256", {"kid": writ.key.kid})
    return f"Bearer {token}"


def _with_the_public_key_as_secret(writ: Writ) -> str:
    # PyJWT itself refuses to sign with a PEM key as a secret, so it is done by hand.
    header = {"alg": "HS256", "typ": "JWT", "kid": writ.key.kid}
    body = _by_hand(header, writ.all_claims()).removeprefix("Bearer ").rstrip(".")
    signature = hmac.new(writ.key.pem(), body.encode(), hashlib.sha256).digest()
    return f"Bearer {body}.{urlsafe_b64encode(signature).rstrip(b'=').decode()}"


def _tampered(writ: Writ) -> str:
    """Another app's good token with the audience changed."""
    header, _, signature = writ.but(aud="another-app").signed().removeprefix("Bearer ").split(".")
    body = urlsafe_b64encode(json.dumps(writ.all_claims()).encode()).rstrip(b"=").decode()
    return f"Bearer {header}.{body}.{signature}"


def _of_the_emulator(writ: Writ) -> str:
    return writ.but(iss=EMULATOR, ver="1.0", appid=writ.app_id).signed()


def _of_another_tenant(writ: Writ) -> str:
    tenant = "99999999-9999-4999-8999-999999999999"
    return writ.but(iss=f"https://sts.windows.net/{tenant}/", tid=tenant, appid=writ.app_id, ver="1.0").signed()


FORGED: Mapping[str, Callable[[Writ], str | None]] = {
    "no header": lambda _: None,
    "an empty header": lambda _: "",
    "only the scheme": lambda _: "Bearer",
    "the scheme and a space": lambda _: "Bearer ",
    "another scheme": lambda w: w.signed().replace("Bearer", "Basic"),
    "the token alone": lambda w: w.signed().removeprefix("Bearer "),
    "a word too many": lambda w: f"{w.signed()} more",
    "garbage": lambda _: "Bearer garbage",
    "garbage in three parts": lambda _: "Bearer a.b.c",
    "letters of no alphabet": lambda _: "Bearer \u00e9\u00e9.\u00fc.\u00df",
    "a very long one": lambda _: f"Bearer {'a' * 5_000}",
    "an empty token": lambda _: _by_hand({}, {}),
    "a list of claims": lambda w: _by_hand({"alg": "RS256", "kid": w.key.kid}, [], b"x"),  # type: ignore[arg-type]  # meant
    "expired": lambda w: w.but(nbf=w.at - 2 * LIFE, exp=w.at - LEEWAY - 60).signed(),
    "not yet good": lambda w: w.but(nbf=w.at + LEEWAY + 60).signed(),
    "an expiry in words": lambda w: w.but(exp="soon").signed(),
    "no expiry": lambda w: w.but(exp=None).signed(),
    "unsigned": _unsigned,
    "signed with a secret": _with_a_secret,
    "signed with the public key as a secret": _with_the_public_key_as_secret,
    "another audience": lambda w: w.but(aud="11111111-2222-4333-8444-555555555555").signed(),
    "no audience": lambda w: w.but(aud=None).signed(),
    "another issuer": lambda w: w.but(iss="https://api.botframework.example").signed(),
    "no issuer": lambda w: w.but(iss=None).signed(),
    "the emulator's": _of_the_emulator,
    "another tenant's": _of_another_tenant,
    "another service URL": lambda w: w.but(serviceurl="https://smba.trafficmanager.example/teams/").signed(),
    "no service URL": lambda w: w.but(serviceurl=None).signed(),
    "an unknown key": lambda w: w.signed(w.stranger),
    "an unknown key under a known name": lambda w: w.signed(w.stranger, kid=w.key.kid),
    "no key id": lambda w: w.signed(kid=None),
    "a key id in numbers": lambda w: w.signed(w.stranger, kid="0"),
    "a key for other channels": lambda w: w.signed(w.unendorsed),
    "tampered with": _tampered,
}
"""Authorization headers that must not let anybody in, by what is wrong with them; None is no header at all."""
