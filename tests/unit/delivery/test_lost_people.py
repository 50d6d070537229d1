"""A platform says that somebody is gone: their card goes elsewhere, or is parked where there is no elsewhere."""

from dataclasses import replace

import pytest

from bot.delivery.attempt import Attempts
from bot.errors import ChannelError
from tests.unit.delivery.test_attempt import Stage


class Reach:
    """Is told of lost cards, and says whether they go elsewhere."""

    def __init__(self, *, elsewhere: bool) -> None:
        self.elsewhere, self.lost = elsewhere, list[str]()

    async def __call__(self, card_id: str) -> bool:
        self.lost.append(card_id)
        return self.elsewhere


async def refused(code: str, reach: Reach) -> Stage:
    """An attempt at a card that the platform refuses for good."""
    stage = Stage()
    stage.want()
    stage.platform.refusals = [ChannelError(code, "Never.", permanent=True)]
    given = stage.attempts
    ports = replace(given.ports, lost=reach)
    assert await Attempts(ports, given.pace, given.rates, given.clock, given.ids).attempt(1, 0) == 0
    return stage


@pytest.mark.parametrize("code", ["channel_not_found", "user_not_found", "user_disabled", "cannot_dm_bot"])
async def test_a_card_that_goes_elsewhere_is_finished_where_it_was(code: str) -> None:
    reach = Reach(elsewhere=True)
    stage = await refused(code, reach)
    assert len(reach.lost) == 1
    assert stage.memory.rows[1].sent_at
    assert not stage.memory.rows[1].failed


async def test_a_card_of_somebody_who_is_nowhere_else_is_parked() -> None:
    reach = Reach(elsewhere=False)
    stage = await refused("user_not_found", reach)
    assert (len(reach.lost), stage.memory.rows[1].failed) == (1, "user_not_found")


@pytest.mark.parametrize("code", ["is_archived", "not_installed", "token_revoked", "invalid_blocks"])
async def test_what_says_nothing_of_the_person_marks_nobody(code: str) -> None:
    reach = Reach(elsewhere=True)
    stage = await refused(code, reach)
    assert (reach.lost, stage.memory.rows[1].failed) == ([], code)
