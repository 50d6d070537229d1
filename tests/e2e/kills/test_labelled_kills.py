"""A process is killed at each point between a click and its card: the click is wholly kept or not at all."""

import pytest

from bot.storage import models
from tests.e2e.kills.fate import AFTER_COMMIT, BEFORE_COMMIT
from tests.e2e.kills.house import House
from tests.e2e.races.plan import SHAPES, Race
from tests.e2e.races.preparing import races_on


@pytest.mark.parametrize("label", [*BEFORE_COMMIT, *AFTER_COMMIT])
async def test_a_click_killed_on_its_way_is_kept_wholly_or_not_at_all_and_once(house: House, label: str) -> None:
    race = await one_approval(house)
    (press,) = race.presses
    running = await house.start()
    await house.cards_right(60)
    running.die_at(label)
    answered = await house.press(press)
    await running.died()

    assert await models.Receipt.filter(id=press.delivery).exists() == (label in AFTER_COMMIT)
    assert answered is None or label in AFTER_COMMIT
    assert await house.wrong_with([race]) == []

    await house.start()
    again = await house.press(press)
    assert again
    assert again.text == "Approved. The next person has been asked."
    await house.cards_right()
    assert await house.wrong_with([race]) == []
    assert await models.Entry.filter(case_id=race.case, kind="approved").count() == 1


async def test_the_same_kill_finds_half_a_click_where_there_is_no_transaction(house: House) -> None:
    race = await one_approval(house)
    running = await house.start(torn=True)
    running.die_at("after entries")
    assert await house.press(race.presses[0]) is None
    await running.died()
    assert await house.wrong_with([race])


async def one_approval(house: House) -> Race:
    """A case that waits for one holder, and the click by which he approves it."""
    office = house.office
    (race,) = await races_on(office, SHAPES[0], 1, seed=1)
    return Race(race.case, race.presses[:1])
