"""Puts the channel together."""

from collections.abc import Iterator, Mapping

from bot.channels.teams.answering.drive import Drive
from bot.channels.teams.channel import Setup, TeamsChannel
from bot.channels.teams.edge.connector import Connector
from bot.channels.teams.edge.credentials import Credentials
from bot.channels.teams.ports import Ports
from bot.channels.teams.settings import TeamsSettings
from bot.errors import StartError
from bot.settings import Settings


def channel_of(settings: Settings, given: TeamsSettings, ports: Ports) -> TeamsChannel:
    """The channel; StartError for a council that nobody knows."""
    if faults := list(unknown(given.teams_tenants, ports.titles)):
        raise StartError("settings", faults)
    credentials = Credentials(given)
    connector = Connector(given, credentials)
    return TeamsChannel(Setup(given, ports, settings.council, credentials, connector, Drive()))


def unknown(tenants: Mapping[str, str], titles: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with the councils of COMMSDESK_TEAMS_TENANTS."""
    for tenant, council in tenants.items():
        if council not in titles:
            there = ", ".join(sorted(titles))
            yield (
                f"COMMSDESK_TEAMS_TENANTS: {tenant} is given to {council}, and there is no such council. "
                f"There are: {there}."
            )
