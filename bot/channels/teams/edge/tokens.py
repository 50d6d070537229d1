"""Checks the token that comes with each request, by botbuilder's checks for the Bot Connector service and no others.

botbuilder would also take tokens of skills and of its emulator, which Entra gives to other apps, and would ask Entra
for keys inside the event loop to check them.
"""

from typing import Any

from botframework.connector.auth import (
    AuthenticationConstants,
    BotFrameworkAuthentication,
    ChannelValidation,
    ClaimsIdentity,
    JwtTokenExtractor,
    SimpleCredentialProvider,
    VerifyOptions,
)
from botframework.connector.auth.authenticate_request_result import AuthenticateRequestResult

from bot.channels.teams.edge.answers import NotLetIn
from bot.channels.teams.edge.keys import CHANNEL, KeysAway, SigningKeys
from bot.channels.teams.settings import TeamsSettings

UNSIGNED = "This was not signed by Microsoft for this bot in Teams, so nothing was done."
UNCHECKED = "Nobody can check at the moment who sent this, so nothing was done."
# Microsoft's documentation allows for clocks that differ by five minutes.
LEEWAY = 5 * 60
ALGORITHMS = ["RS256"]


class TeamsTokens(BotFrameworkAuthentication):  # type: ignore[misc]  # botbuilder has no types
    """Knows who sends a request by its header alone; nothing else of it needs to be read before."""

    def __init__(self, settings: TeamsSettings, keys: SigningKeys) -> None:
        self._open = settings.teams_unsafe_local
        self._apps = SimpleCredentialProvider(settings.app_id, "")
        url = settings.teams_openid_metadata_url
        # botbuilder looks here for what knows the keys, and would make its own.
        JwtTokenExtractor.metadataCache[url] = keys
        issuer = AuthenticationConstants.TO_BOT_FROM_CHANNEL_TOKEN_ISSUER
        options = VerifyOptions(issuer=[issuer], audience=None, clock_tolerance=LEEWAY, ignore_expiration=False)
        self._extractor = JwtTokenExtractor(options, url, ALGORITHMS)

    async def identity(self, header: str) -> Any:
        """The ClaimsIdentity of whoever sends this Authorization header; NotLetIn with 401, or 503 without any keys."""
        if self._open:
            return ClaimsIdentity({}, True, AuthenticationConstants.ANONYMOUS_AUTH_TYPE)
        try:
            said = await self._extractor.get_identity_from_auth_header(header, CHANNEL, [])
            identity = await ChannelValidation.validate_identity(said, self._apps)
            return _lasting(identity)
        except KeysAway:
            raise NotLetIn(503, UNCHECKED, "no keys") from None
        except Exception as wrong:  # botbuilder and PyJWT raise all kinds, bare Exception among them
            raise NotLetIn(401, UNSIGNED, type(wrong).__name__) from wrong

    def sent_by(self, identity: Any, service_url: str) -> None:
        """NotLetIn with 401 where the token was not made for messages from this service URL."""
        claimed = identity.get_claim_value(AuthenticationConstants.SERVICE_URL_CLAIM)
        if not self._open and claimed != service_url:
            raise NotLetIn(401, UNSIGNED, "service URL")

    async def authenticate_request(self, activity: Any, auth_header: str) -> Any:
        """As botbuilder asks for it: the identity, where the token is good for the service URL of the activity."""
        result = AuthenticateRequestResult()
        result.claims_identity = await self.identity(auth_header)
        self.sent_by(result.claims_identity, activity.service_url)
        result.audience = AuthenticationConstants.TO_CHANNEL_FROM_BOT_OAUTH_SCOPE
        return result

    async def authenticate_streaming_request(self, auth_header: str, channel_id_header: str) -> Any:
        """Nobody reaches this bot by a stream."""
        raise PermissionError(channel_id_header)

    def create_connector_factory(self, claims_identity: Any) -> Any:
        """Nothing: what goes out goes by our own Connector."""
        return None

    async def create_user_token_client(self, claims_identity: Any) -> Any:
        """Nothing: this bot lets nobody sign in anywhere."""
        return None


def _lasting(identity: Any) -> Any:
    """The identity, if its token ends at some time; PyJWT takes one that never does."""
    if identity.get_claim_value("exp") is None:
        raise PermissionError("a token without an end")
    return identity
