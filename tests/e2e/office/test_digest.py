"""Reminders: one card a working day for whoever something waits for since before that day, and never two."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest

from bot.messages import Screen, Steps, Text
from bot.reports.screens import NEUTRAL
from bot.storage import models
from bot.storage.timers import TimerRow, TortoiseTimers
from tests.e2e.office.whisper import email, only_the_cast, plays, reports, whispering
from tests.office import Actor, Office, asks_for_a_boost

MONDAY = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
TUESDAY_NINE = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


class Died(Exception):
    """The process ended before the commit."""


async def fire(office: Office, crash: str = "") -> None:
    """Fire what has fallen due, as delivery does; at the end of one of the kind `crash` the process dies."""
    after = 0
    while due := await TortoiseTimers().due(office.clock.now(), after, 50):
        for timer in due:
            with suppress(Died):
                await _fire(office, timer, crash)
        after = due[-1].id


async def _fire(office: Office, timer: TimerRow, crash: str) -> None:
    act = office.app.daily.kinds().get(timer.kind)
    async with TortoiseTimers().firing(timer) as mine:
        if mine and act:
            await act(timer)
        if timer.kind == crash:
            raise Died


async def begins(office: Office, at: datetime = MONDAY) -> None:
    office.clock.set(at)
    await office.app.daily.digest.begin([office.council])


async def reminders(who: Actor) -> Sequence[Screen]:
    return await who.cards("page.waiting")


def words(screen: Screen) -> str:
    return "\n".join(b.text for b in screen.blocks if isinstance(b, Text))


@pytest.fixture
async def waiting(office: Office) -> Office:
    """Since Monday morning a boost waits for Tobias."""
    await begins(office)
    await asks_for_a_boost(office.nadia)
    return office


async def test_whoever_something_waits_for_since_yesterday_gets_one_card_in_the_morning(waiting: Office) -> None:
    waiting.clock.set(TUESDAY_NINE)
    await fire(waiting)
    (card,) = await reminders(waiting.tobias)
    assert card.summary == "1 thing waits for you."
    assert card.waits
    assert [b.label for b in card.buttons] == [f"Show {(await models.Case.get()).reference}"]
    for other in (waiting.nadia, waiting.mei_lin, waiting.darius):
        assert not await reminders(other)


async def test_nobody_is_reminded_of_what_came_the_same_day(office: Office) -> None:
    await begins(office, MONDAY - timedelta(hours=2))
    office.clock.set(MONDAY - timedelta(hours=1, minutes=30))
    await asks_for_a_boost(office.nadia)
    office.clock.set(MONDAY)
    await fire(office)
    assert not await reminders(office.tobias)


async def test_what_was_passed_on_today_has_not_waited_since_yesterday(waiting: Office) -> None:
    waiting.clock.set(TUESDAY_NINE - timedelta(minutes=30))
    await waiting.tobias.press("Pass on", email="mei.lin.hughes@council.example")
    waiting.clock.set(TUESDAY_NINE)
    await fire(waiting)
    assert not await reminders(waiting.mei_lin)
    assert not await reminders(waiting.tobias)


async def test_who_was_asked_for_changes_is_reminded_of_them(waiting: Office) -> None:
    await waiting.tobias.press("Ask for changes", reason="Give the dates.")
    waiting.clock.set(TUESDAY_NINE)
    await fire(waiting)
    assert len(await reminders(waiting.nadia)) == 1
    assert not await reminders(waiting.tobias)


async def test_nobody_is_reminded_once_all_is_decided(waiting: Office) -> None:
    await waiting.nadia.press("Withdraw")
    waiting.clock.set(TUESDAY_NINE)
    await fire(waiting)
    assert not await models.Card.exists(about="page.waiting")


async def test_reminders_that_were_switched_off_do_not_come(waiting: Office) -> None:
    await waiting.tobias.says("settings")
    await waiting.tobias.press("Stop reminders")
    waiting.clock.set(TUESDAY_NINE)
    await fire(waiting)
    assert not await reminders(waiting.tobias)


async def test_reminders_come_each_working_day_and_leave_out_bank_holidays_and_weekends(office: Office) -> None:
    await asks_for_a_boost(office.nadia)
    await begins(office, datetime(2026, 12, 24, 10, 0, tzinfo=UTC))
    came = []
    for day in range(25, 32):
        office.clock.set(datetime(2026, 12, day, 9, 0, tzinfo=UTC))
        before = len(await reminders(office.tobias))
        await fire(office)
        came += [day] * (len(await reminders(office.tobias)) - before)
    assert came == [29, 30, 31]


async def test_an_unknown_year_is_said_once_to_the_team_and_nobody_is_reminded(office: Office) -> None:
    works = office.app.drawing.desk.calendar.works
    years = (datetime(year, 12, 31, 10, 0, tzinfo=UTC) for year in range(2026, 2090))
    last = max(day for day in years if works(office.council, day.date()) is not None)
    await asks_for_a_boost(office.nadia)
    await begins(office, last)
    for days in range(1, 4):
        office.clock.set(last + timedelta(days=days))
        await fire(office)
    assert not await reminders(office.tobias)
    (said,) = await office.mei_lin.cards("page.calendar")
    assert "bank holidays" in words(said)
    assert not await office.darius.cards("page.calendar")


async def test_a_crash_before_the_commit_costs_no_reminder_and_doubles_none(waiting: Office) -> None:
    waiting.clock.set(TUESDAY_NINE)
    await fire(waiting, crash="remind")
    assert not await reminders(waiting.tobias)
    await fire(waiting, crash="digest")
    await fire(waiting)
    await fire(waiting)
    assert len(await reminders(waiting.tobias)) == 1


async def test_two_replicas_remind_once(waiting: Office) -> None:
    waiting.clock.set(TUESDAY_NINE)
    await waiting.app.daily.digest.begin(["suffolk"])
    await asyncio.gather(fire(waiting), fire(waiting))
    assert len(await reminders(waiting.tobias)) == 1


async def test_after_days_of_standing_still_only_todays_reminders_are_sent(waiting: Office) -> None:
    waiting.clock.set(TUESDAY_NINE + timedelta(days=2, hours=1))
    await waiting.app.daily.digest.begin(["suffolk"])
    await fire(waiting)
    await fire(waiting)
    assert len(await reminders(waiting.tobias)) == 1
    waiting.clock.set(TUESDAY_NINE + timedelta(days=3))
    await fire(waiting)
    assert len(await reminders(waiting.tobias)) == 2


async def test_nobody_is_reminded_in_the_evening(waiting: Office) -> None:
    waiting.clock.set(TUESDAY_NINE + timedelta(hours=9))
    await fire(waiting)
    assert not await reminders(waiting.tobias)


async def test_only_the_newest_reminder_has_buttons(waiting: Office) -> None:
    for day in range(2):
        waiting.clock.set(TUESDAY_NINE + timedelta(days=day))
        await fire(waiting)
    first, second = await reminders(waiting.tobias)
    assert not first.buttons
    assert second.buttons


async def test_the_team_learns_of_cards_that_could_not_be_delivered(waiting: Office) -> None:
    tobias = await waiting.person("tobias")
    card = await models.Card.get(about="case", person_id=tobias.id)
    await models.Outbox.filter(card_id=card.id).update(failed="user_not_found")
    waiting.clock.set(TUESDAY_NINE)
    await fire(waiting)
    (told,) = await reminders(waiting.mei_lin)
    assert "1 card could not be delivered" in words(told)
    assert "delivered" not in words((await reminders(waiting.tobias))[0])


async def test_a_confidential_card_that_could_not_be_delivered_is_counted_nowhere(waiting: Office) -> None:
    await waiting.nadia.says("report a colleague")
    matter = await models.Card.filter(about="matter").first()
    assert matter is not None
    await models.Outbox.filter(card_id=matter.id).update(failed="user_not_found")
    waiting.clock.set(TUESDAY_NINE)
    await fire(waiting)
    assert not await reminders(waiting.mei_lin)
    assert await waiting.app.drawing.talk.undelivered.count("suffolk") == 0
    assert not await waiting.app.drawing.talk.undelivered.listed("suffolk", 10)


async def test_a_report_is_one_neutral_line_to_whoever_has_it_and_moves_no_figure(office: Office) -> None:
    await only_the_cast(office)
    await plays(office, "gwen", "human_resources")
    now = whispering(office, "human_resources")
    await begins(now)
    await reports(now.nadia, email("darius.kowalski"))
    now.clock.set(TUESDAY_NINE)
    before = await now.app.delivery.backlog()
    await fire(now)
    assert await now.app.delivery.backlog() == before
    (card,) = await reminders(now.gwen)
    listed = [line for b in card.blocks if isinstance(b, Steps) for line in b.items]
    assert [line.split(": ", 1)[1].split(".")[0] for line in listed] == [NEUTRAL]
    assert not await reminders(now.darius)
