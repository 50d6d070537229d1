"""Who an account of Teams is, as the connector tells it from Entra."""

from typing import Literal

from bot.channels.teams.edge.answers import Json
from bot.channels.teams.edge.connector import Connector
from bot.channels.teams.ports import Reference, References
from bot.channels.teams.settings import TeamsSettings
from bot.errors import ChannelError
from bot.messages import Account, Profile

Standing = Literal["member", "guest", "outsider"]
# In Entra the name of an account that was invited from elsewhere.
INVITED = "#EXT#"
# What Teams calls people who belong there; it calls others guest, or anonymous where they only joined a meeting.
OWN_ROLES = frozenset({"", "user"})
# Teams' word for somebody who is not there any more; from a chat of two, only Entra takes people out.
NOBODY = "MemberNotFoundInConversation"
NO_CHAT = "The bot has no chat with this person in Teams, so nobody can be asked who they are."


class Identity:
    """Asks Teams about people; `own` is the council of the deployment."""

    def __init__(self, settings: TeamsSettings, own: str, references: References, connector: Connector) -> None:
        self._settings, self._own, self._references, self._connector = settings, own, references, connector

    async def met(self, where: Reference, user: str) -> Profile:
        """Who Teams says that somebody of that conversation is; ChannelError where it does not say."""
        told = await self._connector.member(where, user)
        return profile(self._council(where.tenant), where.tenant, told)

    async def who(self, account: Account) -> Profile:
        """The same of an account, as the protocol of channels that know says."""
        chat = await self._references.personal(account.tenant, account.user)
        if chat is None:
            raise ChannelError("bot_removed", NO_CHAT, permanent=True)
        try:
            return await self.met(chat, chat.user)
        except ChannelError as refusal:
            if refusal.code != NOBODY:
                raise
            return Profile(self._council(account.tenant), standing="gone")

    def _council(self, tenant: str) -> str:
        return self._settings.council_of(tenant, self._own) or ""


def profile(council: str, tenant: str, told: Json) -> Profile:
    """What the connector says of a member. Of a guest's address nobody in this tenant knows whose it is."""
    stands = standing(tenant, told)
    known = [_text(told, name) for name in ("email", "userPrincipalName")] if stands == "member" else []
    return Profile(council, next((a for a in known if "@" in a), ""), _text(told, "name"), stands)


def standing(tenant: str, told: Json) -> Standing:
    """Whether somebody belongs to the tenant, was invited there, or is of another."""
    role = told.get("userRole") or ""
    own = isinstance(role, str) and role.strip().lower() in OWN_ROLES
    if not own or INVITED in _text(told, "userPrincipalName").upper():
        return "guest"
    return "outsider" if _text(told, "tenantId").lower() not in {"", tenant} else "member"


def _text(told: Json, name: str) -> str:
    value = told.get(name)
    return value.strip() if isinstance(value, str) else ""
