"""PURE: an account on a social platform as the register has it: filled from the request, ticked by the tasks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from bot.registers.task import Task, TaskState

REGISTER = "accounts"
FIELDS = {
    "account_name": "name", "platform": "platform", "purpose": "purpose", "team": "team", "mailbox": "mailbox",
    "administrators": "administrators", "link": "link",
}  # fmt: skip
"""The questions of a request that fill the register, with the field that each fills."""
TICKS: Mapping[str, tuple[str, ...]] = {
    "two_factor": ("two_factor",),
    "hours": ("hours_in_profile",),
    "list_on_website": ("listed_on_website",),
    "join_platform": ("registered",),
    "fire_list": ("registered",),
    "users_list": ("registered",),
    "hand_over_login": ("registered", "details_handed_over"),
}
"""The tasks that make something so, by their keys."""


class AccountState(StrEnum):
    """Where an account stands."""

    APPROVED = "approved"
    LIVE = "live"


@dataclass(frozen=True)
class AccountEntry:
    """An account that a council has agreed to. `owner` is a person's id, `administrators` what the request says."""

    id: str
    council: str
    case: str
    owner: str
    opened: datetime
    updated: datetime
    service: str = ""
    platform: str = ""
    name: str = ""
    link: str = ""
    team: str = ""
    purpose: str = ""
    administrators: str = ""
    mailbox: str = ""
    two_factor: bool = False
    hours_in_profile: bool = False
    listed_on_website: bool = False
    registered: bool = False
    details_handed_over: bool = False
    last_post: date | None = None
    last_review: date | None = None
    state: AccountState = AccountState.APPROVED


def filled(asked: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The fields that the answers of a request fill; none where the request names no account."""
    found = {FIELDS[row["question"]]: str(row["answer"]) for row in asked if row["question"] in FIELDS}
    return found if found.get("name") or found.get("platform") else {}


def ticked(entry: AccountEntry, tasks: Sequence[Task], at: datetime) -> AccountEntry:
    """The entry after one more task of its case was settled: what is so now, and live once nothing is outstanding."""
    done = [t.key for t in tasks if t.register == REGISTER and t.state is TaskState.DONE]
    ticks: dict[str, Any] = {fact: True for key in done for fact in TICKS.get(key, ())}
    return replace(entry, **ticks, state=AccountState.LIVE if live(tasks) else entry.state, updated=at)


def live(tasks: Sequence[Task]) -> bool:
    """Whether everything that a register waits for is settled; where none does, whether all is."""
    wanted = [t for t in tasks if t.register] or tasks
    return bool(wanted) and all(t.settled for t in wanted)
