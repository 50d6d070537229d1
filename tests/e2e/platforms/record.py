"""What an office has on record of what happened, without what may differ from one platform to the other."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from bot.storage import models

# Columns of an entry that belong to the run and not to what happened: its id, when it was, and the seals over both.
TRANSPORT = ("case_id", "report_id", "at", "prev_hash", "hash")
# Facts that are salted anew each time; what they commit to is compared in plain beside them.
SALTED = ("content", "private")
ID = re.compile(r"\b[0-9a-f]{32}\b")
Row = Mapping[str, Any]


async def on_record() -> list[str]:
    """The chains of all cases and reports with what people wrote, then all that follows from them, in order."""
    names = {p.id: p.email for p in await models.Person.all()}
    cases = await models.Case.all().order_by("opened", "id").values()
    reports = await models.Report.all().order_by("id").values()
    kept: list[Row] = []
    for case in cases:
        kept += await _chain(models.Entry, models.Private, "case_id", case["id"])
        kept.append({"ends": [case["flow"], case["title"], case["state"], case["visibility"], case["orphaned"]]})
        kept += await _revisions(case["id"])
    for report in reports:
        kept += await _chain(models.ReportEntry, models.ReportPrivate, "report_id", report["id"])
        kept.append({"ends": [report["state"]]})
    kept += await _followed()
    return _told(kept, names)


async def _chain(entries: Any, privates: Any, owner: str, ref: str) -> list[Row]:
    wrote: dict[int, dict[str, str]] = {}
    for row in await privates.filter(**{owner: ref}).order_by("seq", "name"):
        wrote.setdefault(row.seq, {})[row.name] = row.value
    rows = await entries.filter(**{owner: ref}).order_by("seq").values()
    return [{**_lasting(row), "wrote": wrote.get(row["seq"], {})} for row in rows]


def _lasting(row: Row) -> Row:
    facts = {name: value for name, value in row["facts"].items() if name not in SALTED}
    return {**{k: v for k, v in row.items() if k not in {*TRANSPORT, "id"}}, "facts": facts}


async def _revisions(case: str) -> list[Row]:
    rows = await models.Revision.filter(case_id=case).order_by("number").values()
    return [{"asked": row["asked"], "outcome": row["outcome"]} for row in rows]


async def _followed() -> list[Row]:
    tasks = await models.Task.all().order_by("key").values("key", "state")
    accounts = await models.RegisteredAccount.all().order_by("name").values("name", "platform", "state", "owner_id")
    agreements = await models.Agreement.all().order_by("person_id").values("person_id", "state")
    return [*tasks, *accounts, *agreements]


def _told(rows: Iterable[Row], names: Mapping[str, str]) -> list[str]:
    """As lines: people by their addresses, and any other id by the order in which it first comes."""
    known: dict[str, str] = dict(names)

    def name(found: re.Match[str]) -> str:
        return known.setdefault(found.group(), f"<{len(known)}>")

    return [ID.sub(name, json.dumps(row, sort_keys=True, default=str)) for row in rows]
