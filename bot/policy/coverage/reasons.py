"""The closed list of reasons for which nothing uses a row, what a row itself shows of them, and unused.yaml."""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import Field

from bot.policy import problems
from bot.policy.faults import PackFaults, meant
from bot.policy.files import Strict
from bot.policy.reading import Page, read_file
from flows.engine.policy import Row

FILE = "unused.yaml"
Reason = Literal["definition", "not_a_user", "printed_twice", "later_process"]
SAID: Mapping[Reason, str] = {
    "definition": "it only says what something means",
    "not_a_user": "it is addressed to somebody who never uses the bot",
    "printed_twice": "the same rule is printed twice",
    "later_process": "it belongs to a process that is not built yet",
}
# Whom a row may bind that never talks to the bot.
OUTSIDERS = ("Cabinet", "policy owner", "public")
# The processes to be guided: one that is a flow by now is no reason any more.
PROCESSES = (
    *("new_account", "boost", "photo_consent", "incident_photo", "political_restriction", "personal_post"),
    *("worktime_use", "report_colleague", "abuse_of_me", "posted_mistake", "moderation", "reply_triage"),
    *("before_post", "political_content", "crisis", "foi", "press", "service_request", "corp_access"),
    *("professional_account", "campaign", "partnership", "leaver", "inactivity", "emergency", "royal_pause"),
    *("surveillance", "infosec", "training", "monitoring_term", "members", "complaint_post"),
)


class Why(NamedTuple):
    """Why nothing uses a row; `see` names the other row, or the process."""

    reason: Reason
    see: str = ""


class UnusedRow(Strict):
    """One row that nothing uses, and why."""

    reason: Reason
    see: str = ""


class UnusedFile(Strict):
    """unused.yaml: the rows by id."""

    rows: dict[str, UnusedRow] = Field(min_length=1)


def shown_by(row: Row, flows: Collection[str]) -> Why | None:
    """The reason that the row itself shows, where it shows one; `flows` are those that are built."""
    if row.kind == "definition":
        return Why("definition")
    if row.binds in OUTSIDERS:
        return Why("not_a_user")
    return Why("later_process", row.process) if row.process in later(flows) else None


def later(flows: Collection[str]) -> tuple[str, ...]:
    """The processes that are not built yet."""
    return tuple(p for p in PROCESSES if p not in flows)


def read_unused(folder: Path, rows: Mapping[str, Row], flows: Collection[str]) -> Mapping[str, Why]:
    """The reasons written beside a council's policy, none where it has no such file; PackFaults lists every fault."""
    page = read_file(f"{folder.name}/{FILE}", folder / FILE)
    if page is None:
        return {}
    held = problems.model_of(page, UnusedFile)
    written = held.rows if held else {}
    for row, entry in written.items():
        _check(page, row, entry, rows, flows)
    if page.faults:
        raise PackFaults(page.faults)
    return {row: Why(entry.reason, entry.see) for row, entry in written.items()}


def _check(page: Page, row: str, entry: UnusedRow, rows: Mapping[str, Row], flows: Collection[str]) -> None:
    if row not in rows:
        write = "Write the id of a row of sections.yaml."
        page.blame(("rows", row), f"There is no row `{row}`.{meant(row, rows)}", write)
    elif entry.reason == "definition" and rows[row].kind != "definition":
        problem = f"This row is no definition: its kind is {rows[row].kind}."
        page.blame(("rows", row, "reason"), problem, "Give another reason, or use the row.")
    wanted = _wanted(row, entry.reason, rows, flows)
    if entry.see not in wanted:
        page.blame(("rows", row, "see"), _wrong_see(entry, wanted), _what_to_see(entry.reason))


def _wanted(row: str, reason: Reason, rows: Mapping[str, Row], flows: Collection[str]) -> Collection[str]:
    if reason == "printed_twice":
        return [r for r in rows if r != row]
    return later(flows) if reason == "later_process" else ("",)


def _wrong_see(entry: UnusedRow, wanted: Collection[str]) -> str:
    return f"`{entry.see}` cannot stand here.{meant(entry.see, wanted)}" if entry.see else "`see` is missing."


def _what_to_see(reason: Reason) -> str:
    if reason == "printed_twice":
        return "Write the id of the row that says the same."
    if reason == "later_process":
        return "Write the name of a process that is not built yet, or use the row in the flow that is."
    return "Leave `see` out with this reason."
