"""PURE: the answers to what waits for one: a card in the place of another, a sentence, a dialog."""

from bot.channels.teams.drawing import Json, dialog
from bot.channels.teams.drawing.render import CONTENT
from bot.channels.teams.edge.answers import Answer
from bot.messages import Screen, Text

SAID = "application/vnd.microsoft.activity.message"
CHAT = "https://teams.microsoft.com/l/chat/0/0?users=28:{}"
OPEN = "Open our chat"


def card(drawn: Json) -> Answer:
    """The card that whoever pressed sees from now on."""
    return Answer(body={"statusCode": 200, "type": CONTENT, "value": drawn})


def said(sentence: str) -> Answer:
    """A sentence that only whoever pressed sees, and only for a moment."""
    return Answer(body={"statusCode": 200, "type": SAID, "value": sentence})


def told(sentence: str) -> Answer:
    """A dialog's sentence."""
    return Answer(body={"task": {"type": "message", "value": sentence}})


def going_on(title: str, sentence: str, app_id: str) -> Answer:
    """A dialog that says where it goes on, with the way there."""
    drawn = dialog(Screen(title, sentence, (Text(sentence),)), "dialog", 0)
    drawn["actions"] = [{"type": "Action.OpenUrl", "title": OPEN, "url": CHAT.format(app_id)}]
    shown = {"title": title, "height": "small", "width": "small", "card": {"contentType": CONTENT, "content": drawn}}
    return Answer(body={"task": {"type": "continue", "value": shown}})
