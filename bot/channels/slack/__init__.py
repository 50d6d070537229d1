"""Slack: messages, cards, forms and the home page of one workspace or several, over HTTP or by Socket Mode."""

from typing import TYPE_CHECKING

from bot.channels.slack.settings import load_slack
from bot.errors import StartError
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.channels.slack.channel import SlackChannel
    from bot.channels.slack.installing.ports import InstallPorts

BOTH = "SLACK_BOT_TOKEN is for one workspace, SLACK_CLIENT_ID for several. Set one of them alone."


def make(settings: Settings, ports: "InstallPorts") -> "SlackChannel | None":
    """The channel where the settings name an app of Slack's; StartError where they do so only by half."""
    given = load_slack()
    if not given.wanted:
        return None
    if given.bot_token and given.client_id:
        raise StartError("settings", [BOTH])
    # Slack's own libraries need not be there where the channel is not.
    from bot.channels.slack.making import of_one_workspace, of_several  # noqa: PLC0415

    return of_several(settings, given, ports) if given.client_id else of_one_workspace(settings, given, ports)
