"""PURE: what is wrong with the record of a report, in words that name neither it nor anybody in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.approvals.audit import Entry, Private, canonical, commit, verify
from bot.approvals.ports import Content
from bot.reports.model import fold
from bot.reports.record import report_to_json
from bot.reports.report import Event, Kind

NAME = "A confidential record"


@dataclass(frozen=True)
class Chain:
    """A report as its row has it, with all its entries, what was sent, and what people wrote and is not erased."""

    report: str
    record: Mapping[str, Any]
    state: str
    seq: int
    head: str
    entries: Sequence[Entry]
    privates: Sequence[Private]
    content: Content


def faults(chain: Chain | None) -> list[str]:
    """What is wrong with one report (None: unreadable); beside a chain that is broken nothing more is looked at."""
    if chain is None:
        return [f"{NAME}: what the database holds for it cannot be read; somebody has written something else there."]
    broken = verify(chain.entries, chain.privates, {chain.report: NAME})
    return broken or [fault for fault in (_head(chain), _record(chain), _content(chain)) if fault]


def _head(chain: Chain) -> str:
    last = (chain.entries[-1].seq, chain.entries[-1].hash) if chain.entries else (0, "")
    return "" if last == (chain.seq, chain.head) else f"{NAME}: the newest entry is not the one that it names."


def _record(chain: Chain) -> str:
    try:
        report = fold(chain.report, [Event(Kind(e.kind), e.actor, e.facts) for e in chain.entries])
    except (KeyError, TypeError, ValueError):
        return f"{NAME}: its entries do not make a report."
    same = canonical(report_to_json(report)) == canonical(chain.record) and report.state == chain.state
    return "" if same else f"{NAME}: what is stored is not what its entries make of it."


def _content(chain: Chain) -> str:
    content = chain.content
    # Erased content keeps its hash and loses its salt.
    made = commit(content.salt, canonical([content.asked, content.outcome])) if content.salt else content.hash
    promised = chain.entries[0].facts.get("content") if chain.entries else ""
    return "" if made == promised else f"{NAME}: what was sent has been changed."
