"""The practice room: the council's sample people side by side in one page, on this computer alone."""

from typing import TYPE_CHECKING

from bot.channels.browser.ports import Ports
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.channels.browser.channel import BrowserChannel


def make(settings: Settings, ports: Ports) -> "BrowserChannel | None":
    """The channel where the settings ask for a practice room; otherwise none, as beside real channels."""
    if not settings.practice_room:
        return None
    # Its templates and pages need not be there where the channel is not.
    from bot.channels.browser.channel import BrowserChannel  # noqa: PLC0415
    from bot.channels.browser.guard import Stamps  # noqa: PLC0415
    from bot.channels.browser.practice import Practice  # noqa: PLC0415
    from bot.channels.browser.streams import Streams  # noqa: PLC0415

    key = settings.signing_key().get_secret_value()
    return BrowserChannel(Practice(settings.council, ports, Stamps(key), Streams()))
