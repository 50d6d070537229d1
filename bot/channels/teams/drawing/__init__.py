"""Drawing: every screen as an Adaptive Card 1.5 within the limits of Teams, as JSON. All of it is PURE.

`card` and `line` are what the bot says, `message` makes an activity of a card. What a press brings back beside
`commsdesk` is read by `typed` (input id to text) and `given` (the text to the options' own values).
"""

from bot.channels.teams.drawing.elements import Json
from bot.channels.teams.drawing.inputs import given, typed
from bot.channels.teams.drawing.render import card, dialog, line, message, reading

__all__ = ["Json", "card", "dialog", "given", "line", "message", "reading", "typed"]
