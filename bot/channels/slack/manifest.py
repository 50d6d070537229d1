"""PURE: the app's manifest with the address of one deployment in it, comments and all."""

import re

PLACEHOLDER = "https://comms-desk.example.gov.uk"
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


def by_socket(text: str) -> str:
    """The manifest of an app that connects to Slack itself: no address stands in it."""
    kept = [line for line in text.splitlines() if PLACEHOLDER not in line]
    alone = [line for line in kept if not line.strip().startswith(("redirect_urls:", "# Only for several"))]
    return "\n".join([*alone, ""]).replace(BY_HTTP, BY_SOCKET)
