"""Puts the channel together: for the workspace of one token, or for those that install the app."""

from collections.abc import Iterator, Mapping

from bot.channels.slack.calling.calls import Calls
from bot.channels.slack.calling.workspaces import SingleWorkspace
from bot.channels.slack.channel import Setup, SlackChannel
from bot.channels.slack.installing.flow import Installing
from bot.channels.slack.installing.ports import InstallPorts
from bot.channels.slack.installing.workspaces import InstalledWorkspaces
from bot.channels.slack.settings import SlackSettings
from bot.errors import StartError
from bot.settings import Settings


def of_one_workspace(settings: Settings, given: SlackSettings, ports: InstallPorts) -> SlackChannel:
    """The channel of the workspace whose token is set."""
    calls = Calls(given.slack_api_url, check=given.slack_check)
    token = given.bot_token.get_secret_value() if given.bot_token else ""
    workspaces = SingleWorkspace(calls, token, settings.council, ports.installations)
    return SlackChannel(Setup(given, ports, workspaces, calls, settings.signing_key().get_secret_value()))


def of_several(settings: Settings, given: SlackSettings, ports: InstallPorts) -> SlackChannel:
    """The channel of the workspaces that install the app; StartError for a council that nobody knows, or no key."""
    if faults := list(unknown(given.workspaces, ports.titles)):
        raise StartError("settings", faults)
    ports.installations.ready()
    calls = Calls(given.slack_api_url, check=given.slack_check)
    workspaces = InstalledWorkspaces(calls, ports.installations, given.workspaces)
    routes = tuple(Installing(given, calls, ports).routes())
    return SlackChannel(Setup(given, ports, workspaces, calls, settings.signing_key().get_secret_value(), routes))


def unknown(workspaces: Mapping[str, str], titles: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with the councils of SLACK_WORKSPACES."""
    for team, council in workspaces.items():
        if council not in titles:
            there = ", ".join(sorted(titles))
            yield f"SLACK_WORKSPACES: {team} is given to {council}, and there is no such council. There are: {there}."
