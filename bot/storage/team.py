"""What the communications team's commands work with, in the database."""

from bot.clock import Clock
from bot.conversations.team import Team
from bot.ids import Ids
from bot.registers.exporting import Exports
from bot.storage.exports import StoredExports
from bot.storage.overview import StoredOverview, StoredStaffSearch


def stored_team(clock: Clock, ids: Ids) -> Team:
    """All of it."""
    return Team(StoredOverview(), StoredStaffSearch(), Exports(StoredExports(), clock, ids))
