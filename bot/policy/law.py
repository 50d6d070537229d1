"""National law that lies beside the councils: law.yaml and rules.yaml of `national`, read as strictly as any pack."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from bot.policy import problems, rule_faults
from bot.policy.faults import Fault, PackFaults
from bot.policy.files import Nation, RoleEntry, Strict, Text
from bot.policy.reading import Page, read
from bot.policy.references import References, known
from flows.engine.flow import Flow
from flows.engine.policy import Row

FOLDER = "national"
LAW, RULES = f"{FOLDER}/law.yaml", f"{FOLDER}/rules.yaml"
FILES = {LAW: "what each section of an Act says", RULES: "the values that flows read from it"}
PREFIX = f"{FOLDER}-"
EXAMPLE = "national-act-1990-s1-a"


class LawEntry(Strict):
    """One thing that one section of an Act says, under its id; `status` is how far the words have been checked."""

    act: Text
    section: Text
    says: Text
    status: Literal["confirmed", "partly", "unconfirmed"]
    nations: Annotated[tuple[Nation, ...], Field(min_length=1)]
    link: str = ""
    process: str = ""


class LawFile(Strict):
    """law.yaml: every row, and on which day somebody last went through them against which sources.

    `roles` are posts that councils have by law, for a council that does not name them itself.
    """

    reviewed_on: date
    reviewed_against: Text
    roles: Annotated[dict[str, RoleEntry], Field(default_factory=dict)]
    rows: Annotated[dict[str, LawEntry], Field(min_length=1)]


@dataclass(frozen=True)
class Law:
    """National law without a fault; nothing at all where there is no such folder."""

    entries: Mapping[str, LawEntry] = field(default_factory=dict)
    roles: Mapping[str, RoleEntry] = field(default_factory=dict)
    rules: Page = field(default_factory=lambda: Page(RULES))
    source: Mapping[str, str] = field(default_factory=dict)

    @property
    def rows(self) -> dict[str, Row]:
        """The rows of law as flows know them: their document is the Act."""
        return {k: _row(k, e) for k, e in self.entries.items()}


def _row(key: str, e: LawEntry) -> Row:
    return Row(key, e.act, e.section, "law", "", e.says, "", e.process, e.status, e.nations, e.link)


def law_of(files: Mapping[str, str], flows: Mapping[str, Flow]) -> Law:
    """The law that these texts hold, by file (`national/law.yaml`); PackFaults lists everything wrong with it."""
    if not files:
        return Law()
    pages = {f: read(f, files.get(f, "")) for f in FILES}
    held = problems.model_of(pages[LAW], LawFile, EXAMPLE) if LAW in files else None
    entries, roles = (_entries(pages[LAW], held), held.roles) if held else ({}, {})
    rule_faults.check_law(pages[RULES], flows, References(entries or None, {}, None, None, {}))
    absent = [
        Fault(f, "", "This file is missing.", f"Create it. It holds {FILES[f]}.") for f in FILES if f not in files
    ]
    if found := absent + [f for file, page in pages.items() if file in files for f in page.faults]:
        raise PackFaults(found)
    return Law(entries, roles, pages[RULES], {f: files[f] for f in FILES})


def _entries(page: Page, held: LawFile) -> Mapping[str, LawEntry]:
    for row in (r for r in held.rows if not r.startswith(PREFIX)):
        page.blame(("rows", row), "The id of a row of law says that it is one.", f"Write it like `{PREFIX}{row}`.")
    for role, entry in held.roles.items():
        known(page, ("roles", role, "rows"), entry.rows, held.rows, "row")
    return held.rows
