"""Screens that were shown to one person alone: found again by what was asked, or for a while by this process."""

from dataclasses import dataclass

import pytest

from bot.messages import Account, Incoming, Screen, SentFile
from bot.shown import ASKED, KEPT, LONGEST, MOST, Shown, asked_again, is_shown, key_of

AMIRA = Account("teams", "home", "amira")
SCREEN = Screen("A request", "A request.")


@dataclass(frozen=True)
class Somebody:
    """Somebody, and where they are reached."""

    account: Account = AMIRA
    address: str = "home/amira"


def asked(text: str = "case K7QX", **more: object) -> Incoming:
    return Incoming("1", AMIRA, "home/amira", text=text, **more)  # type: ignore[arg-type]  # the keywords are its own


@pytest.mark.parametrize(
    "incoming", [asked(), asked("", token="show"), asked("", page="help"), asked("queue", command="team"),
                 asked("queue", command="team", given={"channel": "home/square", "fits": "unknown"})]
)  # fmt: skip
def test_the_same_is_asked_again_by_whoever_presses_and_only_to_look(incoming: Incoming) -> None:
    posting = Shown().keep(Somebody(), incoming, SCREEN)
    assert posting.key.startswith(ASKED)
    other = Somebody(Account("teams", "home", "darius"), "home/darius")
    again = asked_again(posting.key, other, "2")
    assert again
    assert (again.text, again.token, again.page, again.command) == (
        incoming.text, incoming.token, incoming.page, incoming.command,
    )  # fmt: skip
    assert (again.id, again.account, again.address, again.looks) == ("2", other.account, other.address, True)


@pytest.mark.parametrize(
    "incoming", [asked("x" * LONGEST), asked(fields={"a": "b"}), asked("", start="boost"),
                 asked(given={"link": "https://x.example"}), asked(files=(SentFile("1", "a.pdf"),))]
)  # fmt: skip
def test_what_no_key_can_say_is_remembered(incoming: Incoming) -> None:
    shown = Shown()
    posting = shown.keep(Somebody(), incoming, SCREEN)
    assert key_of(incoming) == ""
    assert posting.key.startswith(KEPT)
    assert len(posting.key) <= LONGEST
    assert shown.find(posting.key, AMIRA) == posting
    assert Shown().find(posting.key, AMIRA) is None


def test_what_is_remembered_is_found_by_nobody_else_who_has_the_key() -> None:
    shown = Shown()
    posting = shown.keep(Somebody(), asked("", start="boost"), SCREEN)
    assert shown.find(posting.key, Account("teams", "home", "darius")) is None
    assert shown.find(posting.key, Account("slack", "home", "amira")) is None
    assert shown.find(posting.key, AMIRA) == posting


def test_only_so_many_are_remembered_and_the_newest_of_them() -> None:
    shown = Shown()
    keys = [shown.keep(Somebody(), Incoming(str(n), AMIRA, "a", start="boost"), SCREEN).key for n in range(MOST + 1)]
    assert shown.find(keys[0], AMIRA) is None
    assert shown.find(keys[-1], AMIRA) is not None


@pytest.mark.parametrize(
    "key", ["asked-", "asked-!!!", "asked-W10=", "asked-bnVsbA==", "asked-WzEsMl0=", "kept-0", "card-1", "",
            "asked-WyJcdTAwMDAiLCIiLCIiLCIiXQ==", f"asked-{'W' * 4000}", "asked-W1tdLCIiLCIiLCJ4Il0=",
            "asked-W3t9LCIiLCIiLCJ4Il0="]
)  # fmt: skip
def test_a_key_that_was_not_made_here_says_nothing(key: str) -> None:
    assert asked_again(key, Somebody(), "2") is None


def test_a_card_is_none_of_them() -> None:
    assert is_shown("asked-x")
    assert is_shown("kept-x")
    assert not is_shown("0123456789abcdef")
