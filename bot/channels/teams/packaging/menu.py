"""PURE: the commands that Teams offers while somebody writes to the bot, as they are typed, each with what it does."""

from collections.abc import Sequence

# What the menu of a conversation holds; more would be valid under newer schemas only.
MOST = 10

Menu = Sequence[tuple[str, str]]

PERSONAL: Menu = (
    ("help", "What I can do for you, and every guide that your council has."),
    ("home", "Your page: what you began, what waits for you, and what you asked for."),
    ("my requests", "Where your requests stand."),
    ("waiting for me", "What others ask you to decide or to do."),
    ("carry on", "Go on with the guide that you began last."),
    ("stop", "End the guide that you are in. Nothing is sent."),
    ("accounts", "The council's accounts on social media."),
    ("agreements", "Who has agreed to the rules for an account."),
    ("settings", "Reminders, where I reach you, and your accounts."),
    ("comms help", "For the communications team: the queue, cases, and what is in force."),
)
"""In the personal chat."""

TOGETHER: Menu = (
    ("help", "What I can do for you. I answer in your own chat with me."),
    ("my requests", "Where your requests stand. Only you see it, in your own chat with me."),
    ("waiting for me", "What others ask you to decide. Only you see it, in your own chat with me."),
    ("comms help", "For the communications team: what you can type. Only you see it."),
    ("comms here", "For the communications team: let the team's requests come here."),
    ("comms not here", "For the communications team: let them come here no longer."),
)
"""In group chats and in the channels of a team, where the bot hears what names it and nothing else."""
