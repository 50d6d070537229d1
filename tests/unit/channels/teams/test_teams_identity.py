"""Who Teams says that somebody is: an address only of those who belong to the tenant."""

from typing import Any

import pytest

from bot.channels.teams.answering.identity import profile

TENANT = "11111111-1111-4111-8111-111111111111"
AMIRA = {"name": "Amira Khan", "email": "amira@council.example", "userPrincipalName": "akhan@council.example",
         "tenantId": TENANT, "userRole": "user"}  # fmt: skip


@pytest.mark.parametrize(
    ("told", "email", "standing"),
    [
        ({}, "amira@council.example", "member"),
        ({"email": None}, "akhan@council.example", "member"),
        ({"email": "", "userPrincipalName": "akhan"}, "", "member"),
        ({"tenantId": None, "userRole": None}, "amira@council.example", "member"),
        ({"tenantId": TENANT.upper()}, "amira@council.example", "member"),
        ({"userRole": "guest"}, "", "guest"),
        ({"userRole": "Guest"}, "", "guest"),
        ({"userPrincipalName": "a_b.example#EXT#@council.onmicrosoft.com"}, "", "guest"),
        ({"userPrincipalName": "a_b.example#ext#@council.onmicrosoft.com"}, "", "guest"),
        ({"tenantId": "99999999-9999-4999-8999-999999999999"}, "", "outsider"),
        ({"email": 5, "userPrincipalName": ["x@y"]}, "", "member"),
    ],
)
def test_what_is_believed_of_whom(told: dict[str, Any], email: str, standing: str) -> None:
    known = profile("suffolk", TENANT, {**AMIRA, **told})
    assert (known.council, known.name, known.email, known.standing) == ("suffolk", "Amira Khan", email, standing)
