"""Who did something and where: what an answer needs to find its way back to that one person."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from bot.channels.teams.ports import Kind, Reference
from bot.channels.teams.reading.wire import Activity
from bot.messages import Account, Posting

CHANNEL, FITS, UNKNOWN = "channel", "fits", "unknown"
PERSONAL: Literal["personal"] = "personal"
# Teams' ids of people begin so, of bots, and of whatever people have with each other.
SOMEBODY, BOT, THREAD = "29:", "28:", "19:"
IN_A_TEAM = "@thread.tacv2"


@dataclass(frozen=True)
class Place:
    """Somebody of a tenant, reached at `address`, who acted in the conversation of `reference`.

    `thread` is that conversation as Teams named it, in a channel with the thread; `message` the message that was acted
    on. The address is the person's own chat with the bot, or `{tenant}/29:…` while nobody knows it.
    """

    reference: Reference
    user: str
    object_id: str
    address: str
    thread: str
    message: str = ""

    @property
    def tenant(self) -> str:
        """The tenant."""
        return self.reference.tenant

    @property
    def account(self) -> Account:
        """The account by the ids that never change."""
        return Account("teams", self.tenant, self.object_id)

    @property
    def public(self) -> bool:
        """Whether others may be reading where the person acted."""
        return self.reference.kind != PERSONAL

    @property
    def in_thread(self) -> Reference:
        """The conversation, in the thread where the person acted."""
        return replace(self.reference, conversation=self.thread)

    @property
    def given(self) -> Mapping[str, str]:
        """What the application is told of the place besides: the conversation that others read too."""
        return {CHANNEL: self.reference.address, FITS: UNKNOWN} if self.public else {}

    def own(self, posting: Posting) -> bool:
        """Whether that card stands in the person's own chat."""
        return posting.address in {self.address, f"{self.tenant}/{self.user}"}

    def sees(self, posting: Posting) -> bool:
        """Whether that card is the person's own, or stands in the conversation where they pressed it."""
        return self.own(posting) or posting.address == self.reference.address


def reference(activity: Activity) -> Reference:
    """The conversation as it is written to; a channel, not one thread of it."""
    kind = _kind(activity)
    conversation = activity.conversation.id.partition(";")[0]
    person = (activity.sender.id, activity.sender.object_id or "") if kind == PERSONAL else ("", "")
    return Reference(activity.tenant, conversation, activity.service_url, activity.recipient.id, kind, *person)


def _kind(activity: Activity) -> Kind:
    """What sort of conversation it is; the person's own only where nobody but the bot is in it with them.

    Teams calls a chat of two people `personal`, too: the extension is opened there on what one wrote to the other.
    """
    where, bot = activity.conversation, activity.recipient.id.removeprefix(BOT)
    if where.kind not in (None, PERSONAL):
        return where.kind
    if where.group or (where.id.startswith(THREAD) and bot not in where.id):
        return "channel" if IN_A_TEAM in where.id else "groupChat"
    return PERSONAL


def nearest(activity: Activity) -> str:
    """Where the person is reached, as far as the activity says: their own chat, or their id in Teams."""
    where = reference(activity)
    return where.address if where.kind == PERSONAL else f"{where.tenant}/{activity.sender.id}"


def place(activity: Activity, address: str) -> Place:
    """Where the person acted, who is reached at that address."""
    sender = activity.sender
    return Place(
        reference(activity), sender.id, sender.object_id or "", address, activity.conversation.id,
        activity.reply_to or "",
    )  # fmt: skip


def named(*parts: object) -> str:
    """The id of one thing that somebody did: the same parts are the same thing, sent again."""
    return hashlib.sha256(json.dumps(["teams", *parts], sort_keys=True, default=list).encode()).hexdigest()
