"""The one MSAL app of the process: it asks Entra for the bot's own token. It blocks, so it is called in a thread."""

from dataclasses import dataclass
from typing import Any

import requests
from msal import ConfidentialClientApplication

from bot.channels.teams.settings import MANY, TeamsSettings

SCOPE = "https://api.botframework.com/.default"
PATIENCE = 10.0


@dataclass(frozen=True)
class Token:
    """A token, and for how many seconds it is good."""

    text: str
    seconds: float


class Denied(Exception):
    """Entra gives no token; `said` is what it says, with its number, such as AADSTS7000215."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.said = said


class _Http:
    """What MSAL calls: with an end to its patience, and nowhere else than to the authority, which gets the secret."""

    def __init__(self, authority: str) -> None:
        self._authority = authority

    def get(self, url: str, **given: Any) -> Any:
        return self._asked("GET", url, given)

    def post(self, url: str, **given: Any) -> Any:
        return self._asked("POST", url, given)

    def close(self) -> None:
        """Nothing is kept open."""

    def _asked(self, method: str, url: str, given: dict[str, Any]) -> Any:
        if not url.startswith(f"{self._authority}/"):
            raise requests.exceptions.InvalidURL("that is not the authority")
        sent = {name: given.get(name) for name in ("params", "data", "headers")}
        answer = requests.request(method, url, timeout=PATIENCE, allow_redirects=False, **sent)
        # MSAL would take the page of a proxy for word that there is no such tenant.
        if not _is_object(answer):
            raise requests.ConnectionError("that is no answer of Entra's")
        return answer


def _is_object(answer: Any) -> bool:
    try:
        return isinstance(answer.json(), dict)
    except ValueError:
        return False


class Entra:
    """Asks for tokens with the app's id and secret, in its own tenant or, for an old registration, in Microsoft's."""

    def __init__(self, settings: TeamsSettings) -> None:
        self._settings = settings
        self._app: Any = None

    def token(self) -> Token:
        """A fresh token. Denied where Entra refuses, OSError where it is away, ValueError for no such tenant."""
        if self._app is None:
            self._app = self._made()
        self._app.remove_tokens_for_client()  # how long a token is kept is decided outside, in one place
        said = self._app.acquire_token_for_client(scopes=[SCOPE])
        if "access_token" not in said:
            raise Denied(str(said.get("error_description") or said.get("error") or ""))
        return Token(str(said["access_token"]), float(said.get("expires_in") or 0))

    def _made(self) -> Any:
        given = self._settings
        tenant = given.app_tenant_id if given.app_type == "SingleTenant" else MANY
        return ConfidentialClientApplication(
            given.app_id,
            client_credential=given.app_password.get_secret_value() if given.app_password else None,
            authority=f"{given.teams_authority}/{tenant}",
            instance_discovery=False,
            # Otherwise a variable that some of Azure's own servers set would move the authority.
            azure_region=ConfidentialClientApplication.DISABLE_MSAL_FORCE_REGION,
            http_client=_Http(given.teams_authority),
        )
