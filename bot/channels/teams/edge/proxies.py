"""By which proxy of a council's own network the bot reaches Microsoft, as the environment names it."""

from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass


def proxy_to(url: str) -> str | None:
    """The proxy of HTTPS_PROXY, unless NO_PROXY leaves the host out; None to go there directly.

    aiohttp's own `trust_env` would look into a file of passwords in a thread before each call.
    """
    parts = urlsplit(url)
    return None if proxy_bypass(parts.hostname or "") else getproxies().get(parts.scheme)
