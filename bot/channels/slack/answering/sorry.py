"""A sentence in place of an answer, by whatever way the request itself leaves open: no call to Slack needs a token."""

from typing import Any

from slack_bolt.response import BoltResponse

from bot.channels.slack.answering import opening
from bot.channels.slack.answering.desk import Desk
from bot.channels.slack.answering.turns import Ack
from bot.channels.slack.drawing import render
from bot.channels.slack.reading.filled import inputs_in
from bot.channels.slack.reading.wire import Command, ViewSubmission

SAY_AGAIN = 503


async def sorry(desk: Desk, payload: Any, sentence: str, ack: Ack, *, again: bool = False) -> BoltResponse | None:
    """Acknowledge, and say it to whoever did this where Slack lets us; what is typed into a modal stays there.

    `again` is for what may go well another time. Where nobody can be told of that, it is not acknowledged: Slack says
    an event again, and shows whoever pressed something that it failed.
    """
    drawn = render.line(sentence, "bad")
    hook = getattr(payload, "response_url", None)
    if isinstance(payload, Command):
        await ack(response_type="ephemeral", text=drawn.text, blocks=drawn.blocks)
    elif isinstance(payload, ViewSubmission):
        await _in_modal(payload, sentence, ack)
    elif hook:
        await ack()
        body = {"response_type": "ephemeral", "replace_original": False, "text": drawn.text, "blocks": drawn.blocks}
        desk.background.start(desk.calls.hook(hook, body))
    elif again:
        return BoltResponse(status=SAY_AGAIN, body=sentence)
    else:
        await ack()
    return None


async def _in_modal(payload: ViewSubmission, sentence: str, ack: Ack) -> None:
    if block := next(iter(inputs_in(payload.view.state).values()), ""):
        await ack(response_action="errors", errors={block: sentence})
    else:
        await ack(response_action="update", view=opening.notice(sentence))
