"""A process is killed between a click on a confidential report and its card: it is wholly kept or not at all."""

import pytest

from bot.storage import models
from tests.e2e.kills.fate import BEFORE_COMMIT
from tests.e2e.kills.house import House
from tests.e2e.races.confidences import confidences, wrong
from tests.e2e.races.preparing import people_of


@pytest.mark.parametrize("label", ["after entries", "before commit", "after commit", "before send"])
async def test_a_click_on_a_report_killed_on_its_way_is_kept_wholly_or_not_at_all_and_once(
    house: House, label: str
) -> None:
    (race,) = await confidences(house.office, 1, seed=1)
    press, people = race.presses[0], await people_of(house.office)
    alone = type(race)(race.case, (press,))
    running = await house.start()
    await house.cards_right(60)
    running.die_at(label)
    await house.press(press)
    await running.died()
    assert await models.ReportEntry.filter(kind="triaged").count() == (label not in BEFORE_COMMIT)

    await house.start()
    again = await house.press(press)
    assert again
    assert again.text == "You have begun to look at it."
    await house.cards_right()
    assert await wrong([(alone, (again,))], people) == []
    assert await models.ReportEntry.filter(kind="triaged").count() == 1
