"""The channels that teams have named for the requests that wait for them."""

from collections.abc import Mapping, Set

from bot.storage import models
from bot.storage.rows import Rows

CHANNELS = Rows(models.TeamChannel)


class StoredTeams:
    """Read and changed in the transaction of the task that asks; `teams` are the roles that act as one, by council."""

    def __init__(self, teams: Mapping[str, Set[str]]) -> None:
        self._teams = teams

    def is_team(self, council: str, role: str) -> bool:
        """Whether the council's pack says that the people of this role act as a team."""
        return role in self._teams.get(council, ())

    async def channel_of(self, council: str, role: str) -> tuple[str, str] | None:
        """The (channel, address) that the team has named; None where it has named none, or is no team."""
        if not self.is_team(council, role):
            return None
        found = await CHANNELS.find(("channel", "address"), council=council, role=role)
        return (str(found[0][0]), str(found[0][1])) if found else None

    async def name(self, council: str, role: str, place: tuple[str, str]) -> None:
        """Let the team's cards come there from now on, and nowhere else."""
        channel, address = place
        await models.TeamChannel.update_or_create(
            council=council, role=role, defaults={"channel": channel, "address": address}
        )

    async def forget(self, council: str, role: str) -> bool:
        """Let no more cards come to the team's channel; False where none was named."""
        return bool(await models.TeamChannel.filter(council=council, role=role).delete())
