"""PURE: a register as it is read: rows for machines, a page for people."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.messages import Button, Facts, Screen, Sign, Text
from bot.registers.account import AccountEntry, AccountState
from bot.registers.agreement import Agreement

COLUMNS = {
    "accounts": (
        "name", "platform", "link", "team", "service", "purpose", "owner", "administrators", "mailbox", "two_factor",
        "hours_in_profile", "listed_on_website", "registered", "details_handed_over", "last_post", "last_review",
        "state", "case", "opened", "updated",
    ),
    "agreements": (
        "person", "account", "state", "policy", "asked_at", "signed_at", "ended_at", "review", "case",
    ),
}  # fmt: skip
"""What each register holds, by the names that machines know."""
MOST, BUTTONS = 12, 5
EMPTY = {
    "accounts": "No accounts are registered yet: an account is entered here once a request for it is approved.",
    "agreements": "Nobody has been asked to agree to anything yet: that begins once an account is approved.",
}
CLOSED = "The register of {} is kept by {}. Ask them what you need to know from it."
FURTHER = "There are {0} more. Look for one by a word: “{1} library”. Or have all of them as a file: “export {1}”."
TITLES = {"accounts": "Register of accounts", "agreements": "Register of agreements"}
FACTS = {
    "two_factor": "two-factor login", "hours_in_profile": "hours in the profile",
    "listed_on_website": "listed on the website", "registered": "on the team's list",
    "details_handed_over": "login handed over",
}  # fmt: skip
STATES = {AccountState.APPROVED: "Approved, not yet live", AccountState.LIVE: "Live"}


@dataclass(frozen=True)
class Book:
    """What a council's register holds: people's names, cases' references and accounts' names, each by id."""

    entries: Sequence[AccountEntry] | Sequence[Agreement]
    names: Mapping[str, str]
    references: Mapping[str, str]
    accounts: Mapping[str, str]

    def rows(self) -> list[dict[str, object]]:
        """Each entry for a machine by COLUMNS: names instead of ids, days and times as ISO 8601, empty if unknown."""
        return [self._account(e) if isinstance(e, AccountEntry) else self._agreement(e) for e in self.entries]

    def _account(self, e: AccountEntry) -> dict[str, object]:
        named = {"owner": self.names.get(e.owner, ""), "case": self.references.get(e.case, "")}
        return {column: named.get(column, _plain(vars(e).get(column))) for column in COLUMNS["accounts"]}

    def _agreement(self, a: Agreement) -> dict[str, object]:
        account, case = self.accounts.get(a.account, ""), self.references.get(a.case, "")
        named = {"person": self.names.get(a.person, ""), "account": account, "case": case}
        return {column: named.get(column, _plain(vars(a).get(column))) for column in COLUMNS["agreements"]}


def _plain(value: object) -> object:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return "" if value is None else value if isinstance(value, bool) else str(value)


def page(kind: str, book: Book, sign: Sign) -> Screen:
    """The register for people."""
    title = TITLES[kind]
    if not book.entries:
        return Screen(title, EMPTY[kind], (Text(EMPTY[kind]),))
    shown = book.entries[:MOST]
    rows = tuple(_account(book, e) if isinstance(e, AccountEntry) else _agreement(book, e) for e in shown)
    rest = len(book.entries) - len(shown)
    more = (Text(FURTHER.format(f"{rest:,}", kind)),) if rest else ()
    count = f"{len(book.entries):,}"
    first: list[AccountEntry | Agreement] = [*shown[:BUTTONS]]
    buttons = tuple(Button(label, token) for token, label in dict(_shows(book, e, sign) for e in first).items())
    return Screen(title, f"{title}: {count}", (Facts(rows), *more), (), buttons, label=f"{count} in all")


def _shows(book: Book, e: AccountEntry | Agreement, sign: Sign) -> tuple[str, str]:
    """The token that shows what is behind an entry, and what the button says."""
    token = sign("show", e.case) if isinstance(e, AccountEntry) else sign("task.show", e.task)
    return token, f"Show {book.references.get(e.case, 'it')}"


def closed(kind: str, keepers: Iterable[str]) -> Screen:
    """The page for somebody who does not keep the register; `keepers` are the names of those who do."""
    said = CLOSED.format(kind, " or ".join(sorted(keepers)) or "nobody yet")
    return Screen(TITLES[kind], said, (Text(said),))


def _account(book: Book, e: AccountEntry) -> tuple[str, str]:
    missing = [words for name, words in FACTS.items() if not getattr(e, name)]
    so = [words for name, words in FACTS.items() if getattr(e, name)]
    said = [f"{STATES[e.state]}. Owner: {book.names.get(e.owner, 'nobody on record')}."]
    said += [f"Team: {e.team}."] if e.team else []
    said += [f"Noted: {', '.join(so)}."] if so else []
    said += [f"Not noted: {', '.join(missing)}."] if missing else []
    return f"{e.name or 'No name yet'} ({e.platform or 'no platform named'})", " ".join(
        [*said, f"Case {book.references.get(e.case, 'unknown')}."]
    )


def _agreement(book: Book, a: Agreement) -> tuple[str, str]:
    at = f" on {a.signed_at:%-d %B %Y}" if a.signed_at else ""
    review = f" To be looked at again on {a.review:%-d %B %Y}." if a.review else ""
    account, case = book.accounts.get(a.account, "no account"), book.references.get(a.case, "unknown")
    said = f"{a.state.capitalize()}{at} for {account}, policy {a.policy[:12]}.{review} Case {case}."
    return book.names.get(a.person, "somebody no longer on record"), said
