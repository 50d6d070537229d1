"""PURE: the app's manifest with the address of one deployment in it, comments and all."""

import re

PLACEHOLDER = "https://comms-desk.example.gov.uk"
BACK = "/slack/oauth_redirect"
BY_HTTP, BY_SOCKET = "socket_mode_enabled: false", "socket_mode_enabled: true"
ADDRESS = re.compile(r"https://[A-Za-z0-9.-]+(:\d{1,5})?(/[A-Za-z0-9._~-]+)*")


def at_address(text: str, url: str) -> str:
    """The manifest of an app that Slack reaches at that address, such as https://desk.council.gov.uk; ValueError."""
    whole = url.strip().rstrip("/")
    if not ADDRESS.fullmatch(whole):
        raise ValueError(
            f"{url} is no address that Slack can call. Write it like {PLACEHOLDER}, without a question mark."
        )
    return text.replace(PLACEHOLDER, whole)


def by_socket(text: str, url: str = "") -> str:
    """The manifest of an app that connects to Slack itself: no address stands in it.

    With `url` only the one to which Slack sends browsers back after installing, for several workspaces; ValueError.
    """
    left_out = ("redirect_urls:", "# Only for several")
    kept = [line for line in text.splitlines() if PLACEHOLDER not in line or (url and BACK in line)]
    alone = kept if url else [line for line in kept if not line.strip().startswith(left_out)]
    whole = "\n".join([*alone, ""]).replace(BY_HTTP, BY_SOCKET)
    return at_address(whole, url) if url else whole
