"""Who is meant in a command where a platform puts an account's id, such as @U0123, in place of a name."""

import re
from dataclasses import replace

from bot.conversations.ports import Accounts
from bot.messages import Account, Incoming

MENTION = re.compile(r"(?<!\S)@([A-Za-z0-9_.-]{1,100})\b")


async def addressed(accounts: Accounts, council: str, incoming: Incoming) -> Incoming:
    """The same, with each such id replaced by the person's work address; one that is nobody's of this council stays."""
    channel, tenant = incoming.account.channel, incoming.account.tenant
    meant: dict[str, str] = {}
    for user in dict.fromkeys(MENTION.findall(incoming.text)):
        found = await accounts.account_person(Account(channel, tenant, user))
        meant[user] = found.email if found and found.council == council else f"@{user}"
    return replace(incoming, text=MENTION.sub(lambda each: meant[each[1]], incoming.text))
