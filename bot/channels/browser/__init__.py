"""The practice room: the council's sample people side by side in one page, on this computer alone."""

from bot.channels.browser.channel import BrowserChannel
from bot.channels.browser.guard import Stamps
from bot.channels.browser.ports import Ports
from bot.channels.browser.practice import Practice
from bot.channels.browser.streams import Streams
from bot.settings import Settings


def make(settings: Settings, ports: Ports) -> BrowserChannel | None:
    """The channel where the settings ask for a practice room; otherwise none, as beside real channels."""
    if not settings.practice_room:
        return None
    key = settings.signing_key().get_secret_value()
    return BrowserChannel(Practice(settings.council, ports, Stamps(key), Streams()))
