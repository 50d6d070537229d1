"""What a request fills in the register of accounts, and what its tasks tick."""

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.approvals.model import Kind
from bot.registers.account import TICKS, AccountEntry, AccountState, filled, ticked
from bot.registers.book import MOST, Book, closed, page
from bot.registers.sheet import csv_of
from bot.registers.task import Task, settled
from flows import find
from flows.new_account.rules import Follow

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
ENTRY = AccountEntry("e", "suffolk", "c", "nadia", NOW, NOW, platform="Facebook", name="Libraries")


def task(key: str, register: str = "accounts", done: Kind | None = None) -> Task:
    opened = Task(key, "suffolk", "c", key, 1, key, "line_manager", "Line manager", register, (), frozenset({"gwen"}))
    return settled(opened, done, "gwen", NOW) if done else opened


def test_the_answers_of_a_request_fill_the_register_by_their_questions() -> None:
    asked = [
        {"question": "account_name", "answer": "Libraries"}, {"question": "platform", "answer": "Facebook"},
        {"question": "risks", "answer": "Rude comments"}, {"question": "mailbox", "answer": "a@example.org"},
    ]  # fmt: skip
    assert filled(asked) == {"name": "Libraries", "platform": "Facebook", "mailbox": "a@example.org"}


def test_a_request_that_names_no_account_fills_nothing() -> None:
    assert filled([{"question": "purpose", "answer": "More readers"}]) == {}


def test_what_is_done_ticks_its_facts_and_what_is_not_needed_ticks_none() -> None:
    tasks = [task("two_factor", done=Kind.TASK_DONE), task("hours", done=Kind.TASK_NOT_NEEDED), task("access_list")]
    after = ticked(ENTRY, tasks, NOW)
    assert (after.two_factor, after.hours_in_profile, after.state) == (True, False, AccountState.APPROVED)


def test_an_account_is_live_once_nothing_that_a_register_waits_for_is_outstanding() -> None:
    outstanding = [task("two_factor", done=Kind.TASK_DONE), task("train", register=""), task("sign", "agreements")]
    assert ticked(ENTRY, outstanding, NOW).state is AccountState.APPROVED
    signed = [*outstanding[:2], task("sign", "agreements", done=Kind.TASK_DONE)]
    assert ticked(ENTRY, signed, NOW).state is AccountState.LIVE


def test_every_tick_belongs_to_a_task_of_the_flow_and_to_a_fact_of_the_register() -> None:
    assert "new_account" in find()
    assert set(TICKS) <= {str(follow) for follow in Follow}
    assert {fact for facts in TICKS.values() for fact in facts} <= set(vars(ENTRY))


def test_a_long_register_is_cut_in_chat_and_says_where_the_rest_is() -> None:
    entries = [replace(ENTRY, id=str(n)) for n in range(MOST + 3)]
    book = Book(entries, {"nadia": "Nadia"}, {"c": "K7QX-M4TD"}, {})
    screen = page("accounts", book, lambda *said: " ".join(map(str, said)))
    assert [(b.label, b.token) for b in screen.buttons] == [("Show K7QX-M4TD", "show c")]
    assert "There are 3 more." in str(screen.blocks[-1])
    assert len(screen.blocks[0].rows) == MOST  # type: ignore[union-attr]  # the entries stand in one list


def test_whoever_does_not_keep_a_register_is_told_who_does() -> None:
    assert "Callum or Mei-Lin" in closed("accounts", ["Mei-Lin", "Callum"]).summary


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@x", "\t=1", " =1", '"=1', "'=1", "＝1", "\r=1"])
def test_a_cell_that_a_spreadsheet_would_run_begins_with_an_apostrophe(name: str) -> None:
    [_, [cell]] = csv.reader(io.StringIO(csv_of([{"name": name}], ["name"]), newline=""))
    assert cell == f"'{name}"


def test_an_ordinary_cell_stays_as_it_is() -> None:
    assert csv_of([{"name": "Rock-and-roll, 50+"}], ["name"]) == 'name\r\n"Rock-and-roll, 50+"\r\n'
