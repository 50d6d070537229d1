"""Asks the bot's own public address, as Slack would: a signed question whether it is ours."""

import json

from aiohttp import ClientError, ClientSession, ClientTimeout
from slack_sdk.signature import SignatureVerifier

from bot.channels.slack.channel import ROUTE
from bot.clock import Clock
from bot.findings import Finding
from bot.ids import Ids

# Slack itself waits no longer.
PATIENCE = 3.0
OK, UNSIGNED, NOT_FOUND = 200, 401, 404
ABOUT = "Public address"
ADVICE = {
    UNSIGNED: "The bot there has another signing secret, its clock is wrong, or the proxy changes what it passes on.",
    NOT_FOUND: "Let the proxy pass on /slack/events to Comms Desk as it is, with SLACK_SIGNING_SECRET set there.",
}
UNSIGNABLE = "Set SLACK_SIGNING_SECRET, or leave --url out: by Socket Mode no public address is needed."
OTHERWISE = "See that the proxy passes on /slack/events to Comms Desk, and that Comms Desk runs."


async def public(url: str, secret: str, clock: Clock, ids: Ids) -> Finding:
    """Whether Slack's requests arrive at that address and are known to be Slack's."""
    if not secret:
        return Finding(ABOUT, False, "Without a signing secret nothing is answered there.", UNSIGNABLE)
    whole, challenge = f"{url.strip().rstrip('/')}{ROUTE}", ids.event()
    body = json.dumps({"type": "url_verification", "token": "doctor", "challenge": challenge})
    try:
        status, said = await _asked(whole, body, _signed(secret, body, clock))
    except (ClientError, TimeoutError, OSError, ValueError) as away:
        seen = f"{whole} does not answer ({type(away).__name__})."
        return Finding(ABOUT, False, seen, "See that its name, its certificate and the proxy in front of it are right.")
    if status == OK and challenge in said:
        return Finding(ABOUT, True, f"{whole} answers Slack's question.")
    return Finding(ABOUT, False, f"{whole} answers with {status}.", ADVICE.get(status, OTHERWISE))


async def _asked(url: str, body: str, headers: dict[str, str]) -> tuple[int, str]:
    async with (
        ClientSession(timeout=ClientTimeout(total=PATIENCE)) as session,
        # Slack follows no redirect either.
        session.post(url, data=body.encode(), headers=headers, allow_redirects=False) as answer,
    ):
        return answer.status, await answer.text(errors="replace")


def _signed(secret: str, body: str, clock: Clock) -> dict[str, str]:
    stamp = str(int(clock.now().timestamp()))
    signature = SignatureVerifier(secret).generate_signature(timestamp=stamp, body=body) or ""
    return {
        "Content-Type": "application/json",
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": signature,
    }
