"""Asks Slack about the tokens: whether they are good, what they may do, and where the bot is a member."""

from collections.abc import AsyncIterator, Iterable, Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime

from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.channels.slack.calling.calls import Calls, translated
from bot.channels.slack.calling.scopes import BOT
from bot.channels.slack.calling.sharing import shared
from bot.channels.slack.doctor.patients import OPEN, Patient
from bot.clock import Clock
from bot.errors import ChannelError
from bot.findings import Finding

# Slack and we refuse what was signed longer ago than this.
MOST_SECONDS = 300
WRONG = {
    "invalid_auth": "Slack does not know this token.",
    "token_revoked": "This token was taken back.",
    "account_inactive": "The app was taken out of this workspace.",
    "not_allowed_token_type": "This is a token of another kind; the bot token begins with xoxb-.",
}
AWAY = "See that this machine may reach https://slack.com, then try again."
OWN = "No request comes there. Let the team name a channel of its own with /comms here."
INVITE = "In that channel write /invite @Comms Desk, or let the team name another with /comms here."


class Workspace:
    """Examines one workspace."""

    def __init__(self, calls: Calls, clock: Clock, patient: Patient) -> None:
        self._calls, self._clock, self._patient = calls, clock, patient

    async def findings(self) -> AsyncIterator[Finding]:
        """What is found; where the token is no good, nothing else can be asked."""
        about = f"Token of {self._patient.team}" if self._patient.team else "Bot token"
        try:
            async with translated():
                said = await self._calls.bare(self._patient.token).auth_test()
        except ChannelError as refusal:
            yield Finding(about, False, f"Slack said {refusal.code}.", advice_for(refusal, self._patient))
            return
        yield Finding(about, True, f"It is good for the workspace {said['team']} ({said['team_id']}).")
        yield scopes(_header(said, "x-oauth-scopes"), self._patient)
        yield clock(_header(said, "date"), self._clock.now())
        for channel in self._patient.channels:
            yield await self._member(str(said["team_id"]), channel)

    async def _member(self, team: str, address: str) -> Finding:
        where, _, channel = address.partition("/")
        about = f"Channel {channel}"
        if where != team:
            return Finding(about, False, f"It is in the workspace {where}, and the token is for {team}.", INVITE)
        try:
            async with translated():
                told = await self._calls.bare(self._patient.token).conversations_info(channel=channel)
        except ChannelError as refusal:
            return Finding(about, False, f"Slack said {refusal.code}.", INVITE)
        return membership(about, told["channel"])


def advice_for(refusal: ChannelError, patient: Patient) -> str:
    """What to do about an error of Slack's when it is asked whose a token is."""
    if not refusal.permanent:
        return AWAY
    return f"{WRONG.get(refusal.code, refusal.sentence)} {patient.cure}"


def scopes(header: str, patient: Patient) -> Finding:
    """Whether the token has every scope of the manifest."""
    has = {s.strip() for s in header.split(",") if s.strip()}
    if missing := [s for s in BOT if s not in has]:
        return Finding(
            "Scopes", False, f"Missing: {', '.join(missing)}.", f"Give Slack the app's manifest anew. {patient.cure}"
        )
    more = sorted(has - set(BOT))
    return Finding("Scopes", True, "All are there" + (f"; not needed: {', '.join(more)}." if more else "."))


def clock(header: str, now: datetime) -> Finding:
    """Whether this machine's clock agrees with Slack's."""
    try:
        off = (now - parsedate_to_datetime(header)).total_seconds()
    except (TypeError, ValueError):
        return Finding("Clock", False, "Slack did not say what time it is.", "Try again in a minute.")
    seconds = round(abs(off))
    apart = f"{seconds} second{'' if seconds == 1 else 's'} {'ahead of' if off > 0 else 'behind'} Slack's"
    seen = f"It is {apart}." if seconds else "It agrees with Slack's."
    well = abs(off) <= MOST_SECONDS
    return Finding(
        "Clock", well, seen, "" if well else "Set this machine's clock, best by NTP: Slack's requests are refused."
    )


def membership(about: str, told: Mapping[str, object]) -> Finding:
    """Whether the bot may write in a conversation."""
    if told.get("is_archived"):
        return Finding(about, False, "It is archived.", "Take it out of the archive, or name another with /comms here.")
    if shared(told):
        return Finding(about, False, "People from outside read it, by Slack Connect.", OWN)
    if not told.get("is_member"):
        return Finding(about, False, "The bot is not in it.", INVITE)
    return Finding(about, True, "The bot is in it.")


async def app_token(calls: Calls, token: str) -> Finding:
    """Whether the app may connect to Slack by Socket Mode."""
    try:
        async with translated():
            await calls.bare().apps_connections_open(app_token=token)
    except ChannelError as refusal:
        advice = "Make one on “Basic Information” under “App-Level Tokens”, with the scope connections:write."
        return Finding("App-level token", False, f"Slack said {refusal.code}.", advice if refusal.permanent else AWAY)
    return Finding("App-level token", True, "The bot can connect to Slack by Socket Mode.")


def listed(allowed: Mapping[str, str], installed: Iterable[str]) -> Iterable[Finding]:
    """Which workspaces of the list have the app."""
    there = set(installed)
    for team, council in allowed.items():
        seen = f"It belongs to {council}, and the app is {'installed' if team in there else 'not installed'} there."
        advice = "" if team in there else OPEN
        yield Finding(f"Workspace {team}", team in there, seen, advice)


def _header(said: AsyncSlackResponse, name: str) -> str:
    found = {key.lower(): value for key, value in said.headers.items()}
    value = found.get(name, "")
    return str(value[0] if isinstance(value, list) else value)
