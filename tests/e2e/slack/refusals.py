"""What a Slack refuses and in which words, tried on any make of it, so that two makes can be compared."""

from collections.abc import Awaitable
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.slack.person import Person
from tests.fakes.slack.workspace import Slack

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "Hello"}}
MODAL = {"type": "modal", "callback_id": "form", "title": {"type": "plain_text", "text": "A form"}, "blocks": [SECTION]}
HOME = {"type": "home", "blocks": [SECTION]}
NOBODY, NOWHERE, NEVER = "UNOBODY", "CNOWHERE", "1.2"


async def said(call: Awaitable[Any]) -> str:
    """The error of a call, or `ok`."""
    try:
        await call
    except SlackApiError as refusal:
        return str(refusal.response["error"])
    return "ok"


async def refusals(slack: Slack, who: Person) -> dict[str, str]:
    """What each of these is answered with."""
    client = AsyncWebClient(slack.token(), base_url=slack.url)
    return {**await _messages(client, who), **await _views(slack, client, who)}


async def _messages(client: AsyncWebClient, who: Person) -> dict[str, str]:
    channel = (await client.conversations_open(users=who.id))["channel"]["id"]
    ts = (await client.chat_postMessage(channel=channel, text="x"))["ts"]
    return {
        "open for nobody": await said(client.conversations_open(users=NOBODY)),
        "post nowhere": await said(client.chat_postMessage(channel=NOWHERE, text="x")),
        "post nothing": await said(client.api_call("chat.postMessage", json={"channel": channel})),
        "edit": await said(client.chat_update(channel=channel, ts=ts, text="y")),
        "edit what never was": await said(client.chat_update(channel=channel, ts=NEVER, text="y")),
        "show one person": await said(client.chat_postEphemeral(channel=channel, user=who.id, text="y")),
        "show nobody": await said(client.chat_postEphemeral(channel=channel, user=NOBODY, text="y")),
        "link to what never was": await said(client.chat_getPermalink(channel=channel, message_ts=NEVER)),
        "delete": await said(client.chat_delete(channel=channel, ts=ts)),
        "delete again": await said(client.chat_delete(channel=channel, ts=ts)),
        "look at nobody": await said(client.users_info(user=NOBODY)),
        "look for nobody": await said(client.users_lookupByEmail(email="nobody@elsewhere.example")),
    }


async def _views(slack: Slack, client: AsyncWebClient, who: Person) -> dict[str, str]:
    trigger, team = slack.mint.trigger(who.id, who.account.team), who.account.team
    view = (await client.views_open(trigger_id=trigger, view=MODAL))["view"]
    found = {
        "the same trigger": await said(client.views_open(trigger_id=trigger, view=MODAL)),
        "no trigger": await said(client.views_open(trigger_id="1.2.never", view=MODAL)),
        "update": await said(client.views_update(view_id=view["id"], hash=view["hash"], view=MODAL)),
        "update as it was": await said(client.views_update(view_id=view["id"], hash=view["hash"], view=MODAL)),
        "update nothing": await said(client.views_update(view_id="VNEVER", view=MODAL)),
        "publish for nobody": await said(client.views_publish(user_id=NOBODY, view=HOME)),
    }
    for number in range(3):
        on_top = slack.mint.trigger(who.id, team, view["id"])
        found[f"push {number}"] = await said(client.views_push(trigger_id=on_top, view=MODAL))
    home = (await client.views_publish(user_id=who.id, view=HOME))["view"]
    for number in range(2):
        again = client.views_publish(user_id=who.id, view=HOME, hash=home["hash"])
        found[f"publish {number}"] = await said(again)
    return found
