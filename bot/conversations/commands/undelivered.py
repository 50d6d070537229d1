"""`parked`: cards that nobody got, where and why, and a way to try again; none that is confidential."""

from collections.abc import Mapping

from bot.approvals.ports import TEAM
from bot.conversations.commands.call import Call
from bot.conversations.ports import Parked
from bot.messages import Button, Reply, Screen, Steps, Text

MOST, NAME = 8, 58
RETRY = "comms.retry"
ABOUT = {
    "conversation": "a guide",
    "page": "a page of their own",
    "answer": "an answer",
    "task": "a task",
    "agreement": "rules to agree to",
}
WHY: Mapping[str, str] = {
    "is_archived": "the channel is archived",
    "not_in_channel": "the bot is not in the channel",
    "restricted_action": "a rule of the workspace forbids it",
    "channel_not_found": "there is no such chat any more",
    "not_staff": "they are a guest there now, or gone",
    "shared_channel": "guests or people of another organisation read along there",
    "bot_removed": "the bot is not in that chat any more",
    "BotNotInConversationRoster": "the bot is not in that chat any more",
    "ConversationNotFound": "there is no such chat any more",
    "BotDisabledByAdmin": "an administrator has switched the bot off",
    "NotEnoughPermissions": "a rule of the organisation forbids it",
    **dict.fromkeys(
        ("MessageWritesBlocked", "ConversationBlockedByUser", "ForbiddenOperationException"),
        "they have blocked or removed the bot, or never had it",
    ),
    **dict.fromkeys(("user_not_found", "user_disabled", "user_not_visible"), "they are gone from there"),
    **dict.fromkeys(("account_inactive", "token_revoked", "token_expired", "invalid_auth"), "the app is not installed"),
}
"""What a platform's code for a refusal means, in words; the code stands with it for whoever runs the desk."""
CHANNEL = "The team's channel"
TITLE = "Cards that nobody got"
NONE = "Every card has been delivered, or is on its way."
AGAIN = "It is tried again now. If it fails once more, it comes back here."
GONE = "That card is no longer stuck, so there is nothing to try again."


async def parked(call: Call, rest: str) -> Reply:
    """The oldest of them."""
    count = await call.talk.undelivered.count(call.person.council)
    found = await call.talk.undelivered.listed(call.person.council, MOST)
    if not found:
        return Reply(screen=Screen(TITLE, NONE, (Text(NONE, "good"),), label="Parked", tone="good"))
    heads = [await _head(call, each) for each in found]
    lines = tuple(f"{head}: {_why(each)}" for head, each in zip(heads, found, strict=True))
    more = (Text(f"There are {count - len(found):,} more."),) if count > len(found) else ()
    buttons = tuple(
        Button(f"Try again: {head}", call.talk.sign(RETRY, each.id)) for head, each in zip(heads, found, strict=True)
    )
    blocks, said = (Steps(lines, numbered=False), *more), f"{TITLE}: {count}"
    return Reply(screen=Screen(TITLE, said, blocks, (), buttons, label="Parked", tone="warn"))


async def _head(call: Call, each: Parked) -> str:
    who = CHANNEL if each.person == TEAM else each.name or "Somebody not on record"
    return f"{who}, {await _about(call, each)}"[:NAME]


def _why(each: Parked) -> str:
    code = each.code.rpartition(".")[2]
    return f"Not sent on {each.channel.title()}, as {WHY.get(code, 'it was refused')} ({code})."


async def _about(call: Call, each: Parked) -> str:
    if each.about in ("case", "news"):
        stored = await call.desk.cases.get(each.ref)
        return f"request {stored.reference}" if stored else "a request"
    return ABOUT.get(each.about.partition(".")[0], "a card")


async def retry(call: Call, row: int) -> Reply:
    """Try one again."""
    done = await call.talk.undelivered.retry(call.person.council, row)
    return Reply(AGAIN, "good") if done else Reply(GONE, "info")
