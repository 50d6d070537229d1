"""What refusals of Teams and Entra mean for a message: for good or for now, and a sentence that says what to do."""

import json
import re
from collections.abc import Mapping
from typing import Any

from bot.errors import ChannelError

TOO_MANY, BROKEN, UNAUTHORISED = 429, 500, 401
# Rates, two calls at the same moment, and Teams' own trouble: the same call may well succeed later.
FOR_NOW = frozenset({408, 412, TOO_MANY})
THROTTLED = "Throttled"
LONGEST_WAIT = 3600.0
NOT_INSTALLED = (
    "The bot is not installed for this person in Teams, or they have blocked it, so nothing can be sent to them there."
)
NOT_IN = "The bot is no longer in this conversation in Teams. Add it there, then send this again."
NOT_KNOWN = "Microsoft has no bot with this app id. Check MICROSOFT_APP_ID and the Azure Bot, then start again."
NOWHERE = "Teams has no such conversation any more, so nothing can be sent to it."
GONE = "Teams no longer has this message."
SENTENCES: Mapping[str, str] = {
    "MessageWritesBlocked": NOT_INSTALLED,
    "ConversationBlockedByUser": NOT_INSTALLED,
    "ForbiddenOperationException": NOT_INSTALLED,
    "BotNotInConversationRoster": NOT_IN,
    "BotDisabledByAdmin": "An administrator has switched the bot off in this organisation's Teams.",
    "NotEnoughPermissions": "A rule of this organisation's Teams keeps the bot from writing there.",
    "Forbidden": "Teams does not let the bot write there.",
    "BotNotRegistered": NOT_KNOWN,
    "InvalidBotApiHost": "This bot belongs to another of Microsoft's clouds than this address of Teams.",
    "ConversationNotFound": NOWHERE,
    "ActivityNotFoundInConversation": GONE,
    "MemberNotFoundInConversation": "Teams has no such person in this conversation.",
    "MessageSizeTooBig": "This card is too long for Teams.",
    "BadArgument": "Teams cannot show this card as it was drawn.",
    "BadSyntax": "Teams cannot show this card as it was drawn.",
}
BY_STATUS: Mapping[int, str] = {
    401: "Unauthorized",
    403: "Forbidden",
    404: "NotFound",
    413: "MessageSizeTooBig",
}
OTHERWISE = "Teams would not take this message."
NOT_TAKEN = "Teams does not take the bot's token. Check MICROSOFT_APP_ID and MICROSOFT_APP_TYPE, then start again."
AWAY = "Teams does not answer at the moment."
ELSEWHERE = "This conversation is at an address that COMMSDESK_TEAMS_SERVICE_URLS does not name, so nothing goes there."
AWAY_ENTRA = "Microsoft gives out no tokens at the moment, so nothing can be sent to Teams."
NO_TENANT = "Microsoft knows no such tenant. Check MICROSOFT_APP_TENANT_ID, then start again."
ANEW = "Make a new client secret in Entra, set its value as MICROSOFT_APP_PASSWORD, and start again."
NUMBER = re.compile(r"AADSTS(\d+)")
# Entra's numbers, from its list of error codes for sign-in.
ENTRA: Mapping[str, str] = {
    "7000215": f"Microsoft does not take the bot's secret: it is wrong, or it is the secret's id. {ANEW}",
    "7000222": f"The bot's secret has expired. {ANEW}",
    "7000112": "The bot's app registration is switched off. Switch it on in Entra, and start again.",
    "700016": "This tenant has no such app. Check MICROSOFT_APP_ID and MICROSOFT_APP_TENANT_ID, then start again.",
    "7000229": "The bot's app has no service principal in its tenant. Run az ad sp create --id with MICROSOFT_APP_ID.",
    "90002": NO_TENANT,
}
# Entra's own trouble: 50196 is a loop of requests, the others that a part of it is away.
ENTRA_FOR_NOW = frozenset({"50196", "90006", "90033", "90055", "90090"})
ENTRA_OTHERWISE = "Microsoft gives the bot no token for Teams. The number AADSTS{} in Entra's list of errors says why."


def refused(status: int, body: Any, retry_after: str | None) -> ChannelError:
    """The error in our terms, with Teams' own code; a rate with the wait that Teams asks for."""
    code = code_of(body) or BY_STATUS.get(status, f"status_{status}")
    if status in FOR_NOW or status >= BROKEN:
        wait = _seconds(retry_after)
        return ChannelError(THROTTLED if status == TOO_MANY else code, AWAY, permanent=False, retry_after=wait)
    otherwise = NOT_TAKEN if status == UNAUTHORISED else OTHERWISE
    return ChannelError(code, SENTENCES.get(code, otherwise), permanent=True)


def away(why: Exception) -> ChannelError:
    """The error for a Teams that was not reached, or did not answer in time."""
    return ChannelError(f"unreachable_{type(why).__name__}".lower(), AWAY, permanent=False)


def unheard() -> ChannelError:
    """The error for an answer of Teams' that does not say what it should."""
    return ChannelError("unheard", AWAY, permanent=False)


def elsewhere() -> ChannelError:
    """The error for an address to which the bot's token must not go."""
    return ChannelError("service_url", ELSEWHERE, permanent=True)


def denied(said: str) -> ChannelError:
    """The error for a token that Entra refuses: by its number, with what to do."""
    found = NUMBER.search(said)
    number = found[1] if found else ""
    if not number or number in ENTRA_FOR_NOW:
        return no_token(number or "none")
    return ChannelError(f"aadsts{number}", ENTRA.get(number, ENTRA_OTHERWISE.format(number)), permanent=True)


def no_token(why: str) -> ChannelError:
    """The error for an Entra that is away."""
    return ChannelError(f"no_token_{why}".lower(), AWAY_ENTRA, permanent=False)


def no_tenant() -> ChannelError:
    """The error for a tenant that Entra does not know."""
    return ChannelError("no_tenant", NO_TENANT, permanent=True)


def code_of(body: Any) -> str:
    """Teams' own word for what is wrong: `error.code`, or the `subCode` in the text that some of its parts send."""
    if not isinstance(body, dict):
        return ""
    error = body.get("error")
    if isinstance(error, dict) and isinstance(error.get("code"), str):
        return _known(error.get("message")) or str(error["code"])
    return error if isinstance(error, str) else _known(body.get("message"))


def _known(message: Any) -> str:
    try:
        inner = json.loads(message) if isinstance(message, str) else {}
    except ValueError:
        return ""
    return str(inner.get("subCode", "")) if isinstance(inner, dict) else ""


def _seconds(retry_after: str | None) -> float | None:
    try:
        wait = float(retry_after or "")
    except ValueError:
        return None
    return min(wait, LONGEST_WAIT) if wait > 0 else None
