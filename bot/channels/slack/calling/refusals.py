"""What Slack's errors mean for a message: for good or for now, and a sentence that says what to do."""

from collections.abc import Mapping
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.errors import ChannelError

RATE_LIMITED = "ratelimited"
TOO_MANY, BROKEN = 429, 500
# Slack's own trouble, or a moment at which two things happened: the same call may well succeed later.
FOR_NOW = frozenset(
    {
        "fatal_error",
        "internal_error",
        "request_timeout",
        "service_unavailable",
        "team_added_to_org",
        "accesslimited",
        "external_channel_migrating",
        "hash_conflict",
    }
)
GONE = "Slack no longer has this message, so it is posted again."
NOT_TAKEN = "Slack no longer takes the bot's token. Install the app again, then send this once more."
NOBODY = "Slack has no such person here any more, so this cannot be sent to them."
NOWHERE = "Slack has no such conversation here any more, so nothing can be sent to it."
SENTENCES: Mapping[str, str] = {
    "message_not_found": GONE,
    "channel_not_found": NOWHERE,
    "is_archived": "The Slack channel is archived. Take it out of the archive, or name another channel.",
    "not_in_channel": "The bot is not in the Slack channel. Invite it there, then send this again.",
    "restricted_action": "A rule of the Slack workspace keeps the bot from writing there.",
    "user_not_found": NOBODY,
    "user_disabled": NOBODY,
    "user_not_visible": NOBODY,
    "cannot_dm_bot": "This account belongs to a bot, and bots get no messages from here.",
    "account_inactive": NOT_TAKEN,
    "token_revoked": NOT_TAKEN,
    "token_expired": NOT_TAKEN,
    "invalid_auth": NOT_TAKEN,
    "not_authed": NOT_TAKEN,
    "missing_scope": "The app may not do this in Slack. Install it again with the scopes of its manifest.",
    "invalid_blocks": "Slack cannot show this card as it was drawn.",
    "msg_too_long": "This card is too long for Slack.",
    "view_too_large": "This page is too long for Slack.",
}
OTHERWISE = "Slack would not take this message."
AWAY = "Slack does not answer at the moment."


def refused(error: SlackApiError) -> ChannelError:
    """The error in our terms: rates and Slack's own trouble are for now, with the wait that Slack asks for."""
    code, status = code_of(error), int(getattr(error.response, "status_code", 0) or 0)
    if code == RATE_LIMITED or status == TOO_MANY:
        return ChannelError(RATE_LIMITED, AWAY, permanent=False, retry_after=_wait(error))
    if code in FOR_NOW or status >= BROKEN:
        return ChannelError(code or "unavailable", AWAY, permanent=False, retry_after=None)
    return ChannelError(code or "refused", SENTENCES.get(code, OTHERWISE), permanent=True)


def away(why: Exception) -> ChannelError:
    """The error for a Slack that was not reached, or did not answer in time."""
    return ChannelError(f"unreachable_{type(why).__name__}".lower(), AWAY, permanent=False)


def code_of(error: SlackApiError) -> str:
    """Slack's own word for what is wrong; empty where there was no JSON to say it."""
    data: Any = getattr(error.response, "data", error.response)
    return str(data.get("error", "")) if isinstance(data, dict) else ""


def _wait(error: SlackApiError) -> float | None:
    headers: Mapping[str, Any] = getattr(error.response, "headers", {})
    given = next((value for name, value in headers.items() if name.lower() == "retry-after"), None)
    try:
        return float(given if isinstance(given, str) else (given or [""])[0])
    except ValueError:
        return None
