"""Microsoft Teams: messages, cards, and the message extension of the tenants that may use the bot."""

from typing import TYPE_CHECKING

from bot.channels.teams.settings import load_teams
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.channels.teams.channel import TeamsChannel
    from bot.channels.teams.ports import Ports


def make(settings: Settings, ports: "Ports") -> "TeamsChannel | None":
    """The channel where the settings name a bot of Teams; StartError where they do so only by half."""
    given = load_teams(settings)
    if not given.wanted:
        return None
    # Microsoft's own libraries need not be there where the channel is not.
    from bot.channels.teams.making import channel_of  # noqa: PLC0415

    return channel_of(settings, given, ports)
