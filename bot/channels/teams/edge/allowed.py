"""The allow-lists: which tenants may use the bot, and which addresses are Teams' own."""

from urllib.parse import urlsplit

from bot.channels.teams.settings import URL, TeamsSettings
from bot.settings import is_loopback

LONGEST = 255


class Allowed:
    """Says who is served and where the bot's token may go."""

    def __init__(self, settings: TeamsSettings) -> None:
        self._settings = settings

    def tenant(self, tenant: str) -> bool:
        """Whether people of that tenant may use the bot."""
        return self._settings.teams_unsafe_local or tenant.lower() in self._settings.tenants

    def service_url(self, url: str) -> bool:
        """Whether the address is Teams' own: below one that is allowed, and without anything that could lead away.

        In the unsafe setting it must be on this machine instead.
        """
        if len(url) > LONGEST or ".." in url or not URL.fullmatch(url):
            return False
        if self._settings.teams_unsafe_local:
            return _local(url)
        return f"{url.rstrip('/')}/".startswith(self._settings.teams_service_urls)


def _local(url: str) -> bool:
    try:
        return is_loopback(urlsplit(url).hostname or "")
    except ValueError:  # brackets that hold no address
        return False
