"""`/commsdesk`: what staff type beside the chat. Pages and answers are for them alone; guides begin in the chat."""

import re

from bot.conversations import presses, words
from bot.conversations.commands.call import Call
from bot.conversations.commands.questions import answered
from bot.conversations.pages import PAGES
from bot.conversations.typed import Meaning, asks, meaning, nearest
from bot.messages import Button, Incoming, Reply, Screen, Text

SHOWN = frozenset({*PAGES, "accounts", "agreements"})
BEGUN = "It is in our messages: carry on there."
LOOK_UP = "To look it up in the policy, type it after /ask."
# What may stand before the name of a guide or of a page.
BEFORE = re.compile(r"^(?:start|begin|open|show|go to|flow|guide)\s+(?:the\s+|my\s+|a\s+)?(?=\S)", re.IGNORECASE)


async def staff(call: Call) -> Reply:
    """Deal with the words; what is near something gets that, and what fits nothing the help."""
    text = call.words or "help"
    means, named = _meaning(call, text), _meaning(call, BEFORE.sub("", text))
    if means.command in SHOWN or (not means.command and named.command in SHOWN):
        return await _page(call, means.command or named.command)
    if means.command:
        return _said(await words.said(call.talk, call.person, _typed(call, text)))
    if named.flow and (named.sure or BEFORE.match(text)) and not asks(text):
        return _said(await presses.begin_or_carry_on(call.talk, call.person, named.flow, call.incoming.address))
    if meant := _meant(call, text):
        return meant
    return await answered(call, text) or Reply(words.LOST, "info", screen=await call.drawn("page.help"))


def _meant(call: Call, text: str) -> Reply | None:
    """What a slip of the finger stands for, a press away; None where the words are near nothing that can be typed."""
    near, means = nearest(BEFORE.sub("", text), call.talk.flows.values())
    sign = call.talk.sign
    token = sign("start", means.flow) if means.flow else sign("page", means.command) if means.command in PAGES else ""
    if not token:
        return None
    said = f"I don't know that command. Did you mean “{near}”?"
    buttons = (Button(f"Yes: {near}", token, "primary"), Button("Help", sign("page", "help"), "quiet"))
    return Reply(screen=Screen("Unknown command", said, (Text(said, "warn"), Text(LOOK_UP)), (), buttons, tone="warn"))


def _meaning(call: Call, text: str) -> Meaning:
    return meaning(text, call.talk.flows.values())


async def _page(call: Call, kind: str) -> Reply:
    return Reply(screen=await call.drawn(f"page.{kind}"))


def _typed(call: Call, text: str) -> Incoming:
    """The same as a message in the chat: what it changes stands there."""
    return Incoming(call.incoming.id, call.incoming.account, call.incoming.address, text=text)


def _said(reply: Reply) -> Reply:
    return reply if reply.text or reply.screen else Reply(BEGUN, "good")
