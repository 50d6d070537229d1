"""Who an account of Teams is, as the connector tells it from Entra."""

from typing import Literal

from bot.channels.teams.edge.answers import Json
from bot.messages import Profile

Standing = Literal["member", "guest", "outsider"]
# In Entra the name of an account that was invited from elsewhere.
INVITED = "#EXT#"
GUEST = "guest"


def profile(council: str, tenant: str, told: Json) -> Profile:
    """What the connector says of a member. Of a guest's address nobody in this tenant knows whose it is."""
    stands = standing(tenant, told)
    known = [_text(told, name) for name in ("email", "userPrincipalName")] if stands == "member" else []
    return Profile(council, next((a for a in known if "@" in a), ""), _text(told, "name"), stands)


def standing(tenant: str, told: Json) -> Standing:
    """Whether somebody belongs to the tenant, was invited there, or is of another."""
    if _text(told, "userRole").lower() == GUEST or INVITED in _text(told, "userPrincipalName").upper():
        return "guest"
    return "outsider" if _text(told, "tenantId").lower() not in {"", tenant} else "member"


def _text(told: Json, name: str) -> str:
    value = told.get(name)
    return value.strip() if isinstance(value, str) else ""
