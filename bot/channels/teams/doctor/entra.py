"""Asks Entra for a token with the app's secret, as the bot does before it sends anything."""

from bot.channels.teams.edge.credentials import Credentials
from bot.channels.teams.settings import GUID, TeamsSettings
from bot.errors import ChannelError
from bot.findings import Finding

ABOUT = "Client secret"
AN_ID = "It looks like the id of a secret, not like its value."
COPY = "In Entra, on “Certificates & secrets”, make a new secret, copy its Value and set MICROSOFT_APP_PASSWORD."
REACH = "See that this machine may reach {} by https, through HTTPS_PROXY where you have one; then try again."
ENDS = (
    "Entra takes it. When it ends is shown in Entra alone; note the day: "
    "az ad app credential list --id {} --query [].endDateTime"
)


async def secret(given: TeamsSettings) -> Finding:
    """Whether Entra gives the bot a token; it never tells the app itself when its secret ends."""
    if given.app_password and GUID.fullmatch(given.app_password.get_secret_value().lower()):
        return Finding(ABOUT, False, AN_ID, COPY)
    credentials = Credentials(given)
    try:
        await credentials.token()
    except ChannelError as refusal:
        advice = refusal.sentence if refusal.permanent else REACH.format(given.teams_authority)
        return Finding(ABOUT, False, f"Entra gives no token ({refusal.code}).", advice)
    finally:
        await credentials.close()
    return Finding(ABOUT, True, ENDS.format(given.app_id))
