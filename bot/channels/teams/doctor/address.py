"""Asks the bot's own public address: whatever is not signed by Microsoft must be turned away there."""

from bot.channels.teams.channel import ROUTE
from bot.channels.teams.doctor.asking import Silent, asked
from bot.channels.teams.settings import trusted
from bot.findings import Finding

UNSIGNED, FORBIDDEN, MALFORMED, NOT_FOUND, AWAY = 401, 403, 400, 404, 503
ABOUT = "Public address"
PROXY = "Let the proxy pass on /api/messages to Comms Desk as it is, with its head “Authorization”."
ADVICE = {
    MALFORMED: "The bot there asks nobody who they are. Take COMMSDESK_TEAMS_UNSAFE_LOCAL away there, and start again.",
    FORBIDDEN: "Something in front of the bot turns Teams away too: a firewall, or a login that the proxy asks for.",
    NOT_FOUND: f"{PROXY} Set MICROSOFT_APP_ID there too: without it there is no Teams channel.",
    AWAY: "The bot there cannot fetch Microsoft's signing keys. See that it may reach https://login.botframework.com.",
}
WRITE = "Write it like https://desk.council.gov.uk: Teams calls no other kind of address."
NAME = "See that its name, its certificate and the proxy in front of it are right."


async def public(url: str) -> Finding:
    """Whether requests arrive there and those that are not Microsoft's are refused, as must be."""
    whole = f"{url.strip().rstrip('/').removesuffix(ROUTE)}{ROUTE}"
    try:
        trusted(whole)
    except ValueError as wrong:
        return Finding(ABOUT, False, f"{wrong}.", WRITE)
    try:
        said = await asked(whole, {"type": "message", "channelId": "msteams"})
    except Silent as silent:
        return Finding(ABOUT, False, f"{whole} does not answer ({silent}).", NAME)
    if said.status == UNSIGNED:
        return Finding(ABOUT, True, f"{whole} turns away what Microsoft did not sign (401), as it must.")
    return Finding(
        ABOUT, False, f"{whole} answers with {said.status}, and 401 is right.", ADVICE.get(said.status, PROXY)
    )
