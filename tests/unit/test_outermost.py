"""What whoever did something meets in place of an error, and what is left of it in the log."""

import asyncio

from structlog.testing import capture_logs

from bot.errors import Refused
from bot.ids import seeded_ids
from bot.messages import Account, Incoming, Reply
from bot.outermost import answered, in_time

DONE = Incoming("1", Account("chat", "T1", "nadia"), "T1/D1", text="hello")


async def gives(_: Incoming) -> Reply:
    return Reply("Hello.")


async def refuses(_: Incoming) -> Reply:
    raise Refused("not_yours", "That is not yours.")


async def breaks(_: Incoming) -> Reply:
    raise KeyError("what Nadia wrote")


async def test_what_the_application_answers_is_given_as_it_is() -> None:
    assert await answered(gives, DONE, seeded_ids(1)) == Reply("Hello.")


async def test_an_error_that_was_foreseen_is_its_own_sentence() -> None:
    assert await answered(refuses, DONE, seeded_ids(1)) == Reply("That is not yours.", "bad")


async def test_any_other_is_a_number_to_report_which_stands_in_the_log() -> None:
    with capture_logs() as logged:
        reply = await answered(breaks, DONE, seeded_ids(1))
    assert (reply.tone, "Nadia" in reply.text) == ("bad", False)
    assert [entry["event_id"] in reply.text for entry in logged] == [True]


async def test_what_is_read_in_time_is_given() -> None:
    assert await in_time(gives(DONE), 60, "card_not_read", seeded_ids(1)) == Reply("Hello.")


async def test_what_cannot_be_read_or_takes_too_long_is_nothing_and_a_warning() -> None:
    with capture_logs() as logged:
        assert await in_time(breaks(DONE), 60, "card_not_read", seeded_ids(1)) is None
        assert await in_time(asyncio.Event().wait(), 0, "address_not_read", seeded_ids(1)) is None
    assert [entry["event"] for entry in logged] == ["card_not_read", "address_not_read"]
