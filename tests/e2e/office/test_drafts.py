"""Drafts that are typed one after the other and come in as they like: the newest stays, by the platform's own clock."""

import asyncio
from datetime import datetime, timedelta

from bot.messages import Account, Incoming
from bot.storage import models
from tests.e2e.office.test_pages import WRITTEN, form, written
from tests.office import MORNING, Office

__all__ = ["written"]

SOON = timedelta(milliseconds=40)


async def typed(office: Office, aim: str, at: datetime | None, *, answer: str = "") -> None:
    """Hand in what stands in the form as a draft that was typed at that moment."""
    token = next(b.token for b in (await form(office)).buttons if b.partial)
    await hand_in(office, token, {"answer": answer, "aim": aim}, at)


async def hand_in(office: Office, token: str, fields: dict[str, str], at: datetime | None) -> None:
    account = Account("browser", office.council, "nadia")
    name = f"{token[-8:]} {fields} {at}"[:64]
    await office.app.front.handle(Incoming(name, account, "nadia", token=token, fields=fields, at=at))


async def kept(office: Office) -> str:
    """The aim as it stands in the form."""
    return str({i.id: i.value for i in (await form(office)).inputs}["aim"])


async def test_a_draft_that_comes_in_late_leaves_the_newer_one_as_it_is(written: Office) -> None:
    await typed(written, "More families", MORNING + SOON)
    await typed(written, "More fam", MORNING)
    assert await kept(written) == "More families"
    await typed(written, "More families read", MORNING + 2 * SOON)
    assert await kept(written) == "More families read"


async def test_of_drafts_that_come_in_at_once_the_one_typed_last_stays(written: Office) -> None:
    words = "More families at the winter reading events"
    token = next(b.token for b in (await form(written)).buttons if b.partial)
    drafts = [(words[:n], MORNING + n * SOON) for n in range(4, 36, 4)]
    await asyncio.gather(*(hand_in(written, token, {"answer": "", "aim": w}, at) for w, at in reversed(drafts)))
    assert await kept(written) == drafts[-1][0]
    assert (await models.Conversation.get(flow="boost")).drafted == drafts[-1][1]


async def test_two_drafts_that_differ_by_a_millionth_of_a_second_have_an_order(written: Office) -> None:
    await typed(written, "second", MORNING + timedelta(microseconds=2))
    await typed(written, "first", MORNING + timedelta(microseconds=1))
    assert await kept(written) == "second"


async def test_a_platform_that_says_no_time_has_its_drafts_kept_as_they_come(written: Office) -> None:
    await typed(written, "More families", MORNING + SOON)
    await typed(written, "More readers", None)
    assert await kept(written) == "More readers"
    await typed(written, "More fam", MORNING)
    assert await kept(written) == "More readers"


async def test_what_was_wrong_when_the_form_was_sent_outlasts_a_draft_from_before(written: Office) -> None:
    first = (await form(written)).buttons[0].token
    wrong = {**WRITTEN, "answer": "not a link"}
    await hand_in(written, first, wrong, MORNING + SOON)
    await typed(written, "More fam", MORNING)
    assert await kept(written) == WRITTEN["aim"]
