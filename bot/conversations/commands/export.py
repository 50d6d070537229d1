"""`export`: the queue, cases and registers as a file for a spreadsheet, with nothing confidential in it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

import structlog

from bot.approvals.case import Case
from bot.clock import LONDON
from bot.conversations.commands import days
from bot.conversations.commands.call import Call
from bot.conversations.commands.waits import HIDDEN, Row, names, rows, standing
from bot.conversations.commands.words import AGAIN
from bot.errors import InvalidAnswer
from bot.messages import Button, File, Reply, Screen, Text, Tone
from bot.registers.book import COLUMNS
from bot.registers.reading import shelf
from bot.registers.sheet import csv_of

KINDS = ("queue", "cases", "accounts", "agreements")
CASES = (
    "reference", "guide", "title", "state", "standing", "asked_by", "waits_for", "waiting_since", "working_days",
    "overdue", "orphaned", "opened", "updated",
)  # fmt: skip
HOW = "Say what to export: queue, cases, accounts or agreements. Add a month if you like: export cases 2026-11."
NO_TIME = "That is no month or time that I can read. Write 2026-11, or 2026-11-01 to 2026-11-30."
EMPTY = "There is nothing to export for that time."
BY = {"accounts": "opened", "agreements": "asked_at"}
BEGINNING, END = date(2000, 1, 1), date(2200, 1, 1)


async def export(call: Call, rest: str) -> Reply:
    """The file, and a line that says what is in it; the record keeps who took it, and the log too."""
    kind, _, more = rest.strip().partition(" ")
    kind = kind.lower()
    if kind not in KINDS:
        return Reply(screen=_kinds(call, unknown=bool(kind)))
    between = _between(call, more.strip())
    found = await (_cases(call, kind, between) if kind in ("queue", "cases") else _register(call, kind, between))
    if not found:
        return Reply(EMPTY, "info")
    await call.team.exports.record(call.person, kind, len(found), _days(between))
    log = structlog.get_logger()
    log.info("exported", what=kind, rows=len(found), council=call.person.council, person=call.person.id)
    name = f"{call.person.council}-{kind}-{call.talk.clock.today(LONDON).isoformat()}.csv"
    text = csv_of(found, COLUMNS.get(kind, CASES))
    said = f"{kind.title()}: {len(found):,} row{'' if len(found) == 1 else 's'}. The record keeps that you took them."
    return Reply(said, "good", files=(File(name, text, "text/csv"),))


def _kinds(call: Call, *, unknown: bool) -> Screen:
    """The question what to export, with a button for each; a warning where something `unknown` was asked for."""
    buttons = tuple(Button(kind.title(), call.talk.sign(AGAIN, f"export {kind}")) for kind in KINDS)
    tone: Tone = "warn" if unknown else "plain"
    return Screen("What do you want in a file?", HOW, (Text(HOW, tone),), (), buttons, label="Export", tone=tone)


def _between(call: Call, text: str) -> tuple[date, date]:
    """The first day, and the day after the last; all time where nothing is said."""
    if not text:
        return BEGINNING, END
    try:
        given = days.month(text) or days.found(text, call.talk.clock.today(LONDON))
    except days.NoDay:
        raise InvalidAnswer("time", NO_TIME) from None
    if days.month(text):
        return given[0], given[1]
    if len(given) != 2 or given[1] < given[0]:  # noqa: PLR2004 - from and to
        raise InvalidAnswer("time", NO_TIME)
    return given[0], given[1] + timedelta(1)


def _days(between: tuple[date, date]) -> tuple[date, date] | None:
    """The first day and the last; None where the file is of all time."""
    return None if between == (BEGINNING, END) else (between[0], between[1] - timedelta(1))


async def _cases(call: Call, kind: str, between: tuple[date, date]) -> list[dict[str, Any]]:
    first, after = (datetime.combine(day, time(), LONDON) for day in between)
    if kind == "queue":
        unfinished = await call.team.cases.unfinished(call.person.council)
        found: Sequence[Any] = [s for s in unfinished if first <= s.opened < after]
    else:
        found = await call.team.cases.opened(call.person.council, first, after)
    return [await _case(call, row) for row in await rows(call, found)]


async def _case(call: Call, row: Row) -> dict[str, Any]:
    stored, case = row.stored, row.stored.case
    asker = await call.desk.directory.person(case.requester)
    flow = call.talk.flows.get(stored.flow)
    waiting = not case.state.final
    return {
        "reference": stored.reference,
        "guide": "" if row.hidden else flow.title if flow else stored.flow,
        "title": HIDDEN if row.hidden else stored.title,
        "state": case.state.value,
        "standing": await standing(call, row),
        "asked_by": asker.name if asker else "",
        "waits_for": await _waits_for(call, case),
        "waiting_since": row.since.isoformat() if waiting else "",
        "working_days": "" if row.days is None or not waiting else row.days,
        "overdue": row.overdue,
        "orphaned": case.orphaned,
        "opened": stored.opened.isoformat(),
        "updated": stored.updated.isoformat(),
    }


async def _waits_for(call: Call, case: Case) -> str:
    return await names(call, case.open_step.undecided) if case.open_step else ""


async def _register(call: Call, kind: str, between: tuple[date, date]) -> list[Mapping[str, Any]]:
    first, last = (day.isoformat() for day in between)
    found = (await shelf(call.registers).read(kind, call.person.council)).rows()
    return [row for row in found if first <= str(row[BY[kind]]) < last]
