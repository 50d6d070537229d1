"""Asks Microsoft's services: for the keys that Teams signs with, for the time, and whether Teams can be reached."""

from collections.abc import AsyncIterator, Iterable
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from bot.channels.teams.doctor.asking import Said, Silent, asked
from bot.channels.teams.edge.keys import CHANNEL
from bot.channels.teams.edge.tokens import LEEWAY
from bot.findings import Finding

FINE = 200
REACH = "See that this machine may reach {} by https, through HTTPS_PROXY where you have one; then try again."
SET_CLOCK = "Set this machine's clock, best by NTP: what Teams sends is refused, and so are the bot's own tokens."


async def keys(url: str, now: datetime) -> AsyncIterator[Finding]:
    """Whether the keys are there by which requests are known to be Teams', and whether the clocks agree."""
    try:
        told = await asked(url)
        place = told.json().get("jwks_uri")
        listed = await asked(place) if isinstance(place, str) else told
    except Silent as silent:
        yield Finding("Signing keys", False, f"{url} does not answer ({silent}).", REACH.format(url))
        return
    found = _speaking_for_teams(listed)
    if not found:
        seen = f"{url} leads to no key for Teams."
        yield Finding("Signing keys", False, seen, "Leave COMMSDESK_TEAMS_OPENID_METADATA_URL unset, and try again.")
        return
    yield Finding("Signing keys", True, f"There are {found} with which Teams signs.")
    yield clock(told.date, now)


def clock(header: str, now: datetime) -> Finding:
    """Whether this machine's clock agrees with Microsoft's."""
    try:
        off = (now - parsedate_to_datetime(header)).total_seconds()
    except (TypeError, ValueError):
        return Finding("Clock", False, "Microsoft did not say what time it is.", "Try again in a minute.")
    seen = f"It is {abs(off):.0f} seconds {'ahead of' if off > 0 else 'behind'} Microsoft's."
    well = abs(off) <= LEEWAY
    return Finding("Clock", well, seen, "" if well else SET_CLOCK)


async def services(urls: Iterable[str]) -> AsyncIterator[Finding]:
    """Whether the hosts to which messages are sent can be reached; any answer will do."""
    for host in dict.fromkeys("{0.scheme}://{0.netloc}/".format(urlsplit(url)) for url in urls):
        try:
            await asked(host)
        except Silent as silent:
            yield Finding("Way out", False, f"{host} does not answer ({silent}).", REACH.format(host))
        else:
            yield Finding("Way out", True, f"{host} can be reached.")


def _speaking_for_teams(listed: Said) -> int:
    found = listed.json().get("keys") if listed.status == FINE else None
    endorsed = [key.get("endorsements") or () for key in found or () if isinstance(key, dict)]
    return sum(CHANNEL in each for each in endorsed)
