"""Sealed chains, rows and anchors for the audit tests, as the service would have stored them."""

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.approvals.anchors import Anchor, AnchorCheck, Head
from bot.approvals.audit import GENESIS, Entry, Private, canonical, commit, commitments, moment, seal
from bot.approvals.examine import Chain, Row, Sealed
from bot.approvals.model import Event, Kind, fold
from bot.approvals.ports import Content
from bot.approvals.record import record_to_json

MORNING = datetime(2026, 5, 1, 9, 0, 0, 1, tzinfo=UTC)
SALT = "5a17" * 16


def sealed(events: Sequence[Event], case: str = "case-1") -> list[Entry]:
    """The chain that records these events, a minute apart."""
    chain: list[Entry] = []
    for seq, event in enumerate(events, 1):
        before = chain[-1].hash if chain else GENESIS
        chain.append(seal(case, seq, before, event, moment(MORNING + timedelta(minutes=seq))))
    return chain


def content(number: int = 1) -> Content:
    """What a revision holds, with its salted hash."""
    asked, outcome = [{"id": "cost", "answer": "80"}], {"id": "approval", "number": number}
    return Content(number, asked, outcome, commit(SALT, canonical([asked, outcome])), SALT)


def whole(events: Sequence[Event], case: str = "case-1", reference: str = "K7QX-M4TD") -> Chain:
    """A case as it is stored when nobody has touched it: with what was submitted, and a reason for every decline."""
    contents: list[Content] = []
    privates: list[Private] = []
    kept: list[Event] = []
    for seq, event in enumerate(events, 1):
        facts = dict(event.facts)
        if event.kind in (Kind.SUBMITTED, Kind.RESUBMITTED):
            contents.append(content(len(contents) + 1))
            facts["content"] = contents[-1].hash
        if event.kind in (Kind.DECLINED, Kind.CHANGES_ASKED):
            privates.append(Private(case, seq, "reason", f"because of {seq}", SALT))
            facts |= commitments(privates[-1:])
        kept.append(replace(event, facts=facts))
    entries = sealed(kept, case)
    made = fold(case, kept)
    row = Row(case, reference, made.state, made.orphaned, record_to_json(made), len(entries), entries[-1].hash)
    return Chain(row, tuple(entries), tuple(privates), tuple(contents))


def anchor_faults(anchors: Iterable[Anchor], found: Mapping[str, Mapping[int, str]]) -> list[str]:
    """What is wrong with these anchors, the oldest first, or with the chains that they saw."""
    check = AnchorCheck(found, {})
    for each in anchors:
        check.add(each)
    return check.faults


class FakeAudit:
    """The audit's tables in memory: an AuditSource and an AnchorStore."""

    def __init__(self, *chains: Chain, sealed: Iterable[Sealed] = ()) -> None:
        self.stored = list(chains)
        self.confidential = list(sealed)
        self.kept: list[Anchor] = []

    async def count(self, council: str, reference: str = "") -> int:
        return len([c async for c in self.chains(council, reference)])

    async def chains(self, council: str, reference: str = "") -> AsyncIterator[Chain]:
        for chain in self.stored:
            if reference in ("", chain.row.reference):
                yield chain

    async def sealed(self, council: str) -> AsyncIterator[Sealed]:
        for each in self.confidential:
            yield each

    async def anchors(self, council: str) -> AsyncIterator[Anchor]:
        for anchor in self.kept:
            yield anchor

    async def newest(self, council: str) -> Anchor | None:
        return self.kept[-1] if self.kept else None

    async def heads(self, council: str) -> dict[str, Head]:
        return {c.row.case: Head(c.row.seq, c.row.head) for c in self.stored}

    async def add(self, anchor: Anchor) -> bool:
        if any(a.day == anchor.day or a.prev_hash == anchor.prev_hash for a in self.kept):
            return False
        self.kept.append(anchor)
        return True


def day(number: int) -> date:
    return date(2026, 5, number)
