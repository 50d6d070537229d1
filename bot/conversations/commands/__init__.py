"""Commands: what is typed after a name of ours, by staff (`ask`, `staff`) and by the communications team (`team`)."""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from bot.conversations.commands.call import Call
from bot.conversations.commands.naming import typed
from bot.conversations.commands.questions import ask
from bot.conversations.commands.staff import staff
from bot.conversations.commands.team import of_the_team, team
from bot.errors import Refused
from bot.messages import Reply

UNKNOWN = "I don't know that command. Write help to see what I can do."
FAMILIES: Mapping[str, Callable[[Call], Awaitable[Reply]]] = {"ask": ask, "staff": staff, "team": team}

SLASHES = {"ask": "ask", "commsdesk": "staff"}
# As it is typed where the platform takes it for a command itself.
SLASHED = re.compile(r"/(ask|commsdesk)\b", re.IGNORECASE)


async def command(call: Call) -> Reply:
    """The one answer to a command; Refused for a family that there is not."""
    family = FAMILIES.get(call.incoming.command)
    if family is None:
        raise Refused("unknown_command", UNKNOWN)
    return await family(call)


async def in_the_chat(call: Call) -> Reply | None:
    """The answer to a command that was typed as a message; None for any other words.

    Without «comms» before it, whoever is not of the team means something else by the same words.
    """
    if slashed := SLASHED.match(call.words):
        return await FAMILIES[SLASHES[slashed[1].lower()]](_of(call, call.words[slashed.end() :]))
    words = typed(call.words)
    if words is None or not (words != call.words or await of_the_team(call)):
        return None
    return await team(_of(call, words))


def _of(call: Call, words: str) -> Call:
    return replace(call, incoming=replace(call.incoming, text=words))
