"""Guided conversations in the database, and the receipts of what came in."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.approvals.ports import Conflict
from bot.clock import Clock
from bot.conversations.ports import Conversation
from bot.messages import Reply
from bot.storage import models
from bot.storage.rows import Rows
from flows.engine import Given, Situation

KEPT = (
    "id", "council", "person_id", "flow", "address", "policy_id", "situation", "started", "updated", "answers", "view",
    "state", "case_id", "version", "drafted",
)  # fmt: skip
REMEMBERED = 10_000
CONVERSATIONS, RECEIPTS = Rows(models.Conversation), Rows(models.Receipt)


class StoredConversations:
    """The conversation table, used inside the transaction of the turn."""

    def __init__(self) -> None:
        self._whose: dict[str, tuple[str, str]] = {}

    async def whose(self, conversation_id: str) -> tuple[str, str] | None:
        """The person and the flow of that conversation; read once for all turns of it, for they never change."""
        if conversation_id not in self._whose:
            found = await CONVERSATIONS.find(("person_id", "flow"), id=conversation_id)
            if not found:
                return None
            if len(self._whose) >= REMEMBERED:
                del self._whose[next(iter(self._whose))]
            person, flow = found[0]
            self._whose[conversation_id] = person, flow
        return self._whose[conversation_id]

    async def get(self, conversation_id: str) -> Conversation | None:
        """The conversation of that id."""
        found = await CONVERSATIONS.find(KEPT, id=conversation_id)
        return _read(found[0]) if found else None

    async def open_for(self, person_id: str) -> Sequence[Conversation]:
        """The person's unfinished conversations, newest first."""
        query = models.Conversation.filter(person_id=person_id, state="open").order_by("-updated", "id")
        return [_read(row) for row in await query.values_list(*KEPT)]

    async def add(self, conversation: Conversation) -> None:
        """Keep a new conversation."""
        c = conversation
        first = {"council": c.council, "person_id": c.person, "flow": c.flow, "started": c.started}
        await CONVERSATIONS.add([{"id": c.id, **first, **_columns(c)}])

    async def save(self, before: Conversation, after: Conversation) -> None:
        """Keep what a turn made of it; Conflict where it is no longer at the version of `before`."""
        if not await CONVERSATIONS.change(_columns(after), id=before.id, version=before.version):
            raise Conflict(f"conversation {before.id} has changed")


class StoredReceipts:
    """What has been dealt with already, and what was answered."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def get(self, receipt_id: str) -> Reply | None:
        """The answer that was given."""
        found = await RECEIPTS.find(("reply",), id=receipt_id)
        return Reply(**found[0][0]) if found else None

    async def add(self, receipt_id: str, council: str, reply: Reply) -> None:
        """Keep an answer; where another process was first, the transaction fails and is run again."""
        said = {"text": reply.text, "tone": reply.tone, "errors": dict(reply.errors), "counted": reply.counted}
        await RECEIPTS.add([{"id": receipt_id, "council": council, "reply": said, "at": self._clock.now()}])


def _columns(c: Conversation) -> dict[str, Any]:
    return {
        "address": c.address,
        "policy_id": c.policy,
        "situation": _situation_to_json(c.situation),
        "updated": c.updated,
        "answers": {k: [g.raw, g.verdict] for k, g in c.answers.items()},
        "view": dict(c.view),
        "state": c.state,
        "case_id": c.case,
        "version": c.version,
        "drafted": c.drafted,
    }


def _read(row: Sequence[Any]) -> Conversation:
    kept = dict(zip(KEPT, row, strict=True))
    answers = {k: Given(tuple(raw) if isinstance(raw, list) else raw, v) for k, (raw, v) in kept["answers"].items()}
    return Conversation(
        kept["id"], kept["council"], kept["person_id"], kept["flow"], kept["address"], kept["policy_id"],
        _situation(kept["situation"]), kept["started"], kept["updated"], answers, kept["view"], kept["state"],
        kept["case_id"], kept["version"], kept["drafted"],
    )  # fmt: skip


def _situation_to_json(s: Situation) -> dict[str, Any]:
    return {"as_of": s.as_of.isoformat(), "nation": s.nation, "service": s.service, "states": sorted(s.states)}


def _situation(kept: Mapping[str, Any]) -> Situation:
    return Situation(date.fromisoformat(kept["as_of"]), kept["nation"], kept["service"], frozenset(kept["states"]))
