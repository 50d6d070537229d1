"""A process is killed at any moment, again and again, while people click: whatever they were told is so."""

import asyncio
from collections.abc import Sequence

import pytest

from bot.ids import Ids, seeded_ids
from bot.messages import Reply
from tests.e2e.kills.house import House
from tests.e2e.races.plan import SHAPES, Press, Race
from tests.e2e.races.preparing import races_on

LOTS = 4
AT_ONCE = 2
# The longest wait before a kill, in seconds: about as long as two cases take to be shown.
LONGEST = 0.8
# How long the first cards of all those cases may take, which nobody has clicked on yet.
CATCHING_UP = 120


@pytest.mark.parametrize("lot", range(LOTS))
async def test_killed_at_random_instants_under_load_nothing_is_lost_invented_or_shown_wrong(
    house: House, lot: int, rounds: int
) -> None:
    luck, kills = seeded_ids(lot), rounds // LOTS
    races = await races_on(house.office, SHAPES[lot], AT_ONCE * kills, seed=lot)
    await house.start()
    await house.cards_right(CATCHING_UP)
    for kill in range(kills):
        clicked = races[AT_ONCE * kill : AT_ONCE * (kill + 1)]
        unanswered = await click_and_kill(house, clicked, moment(luck))
        await house.start()
        so_far = races[: AT_ONCE * (kill + 1)]
        assert await house.wrong_with(so_far) == []
        await click(house, unanswered)
        await house.cards_right()
        assert await house.wrong_with(so_far) == []


def moment(luck: Ids) -> float:
    """How many seconds to wait before the kill; half of them within a tenth of a second, where the clicks are."""
    return LONGEST * (int(luck.event()[:4], 16) / 0xFFFF) ** 3


async def click_and_kill(house: House, races: Sequence[Race], wait: float) -> list[Press]:
    """Make all their clicks at once and kill the process meanwhile; gives the clicks that nobody answered."""
    presses = [press for race in races for press in race.presses]
    clicks = asyncio.gather(*(house.press(press) for press in presses))
    await asyncio.sleep(wait)
    await house.kill()
    answers: list[Reply | None] = await clicks
    return [press for press, answer in zip(presses, answers, strict=True) if answer is None]


async def click(house: House, presses: Sequence[Press]) -> None:
    """Press again what was not answered, as anybody does; now each is answered."""
    assert all(await asyncio.gather(*(house.press(press) for press in presses)))
