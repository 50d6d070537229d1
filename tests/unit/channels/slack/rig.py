"""Slack for the contract of channels: the channel in front of the fake Slack."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from pydantic import SecretStr

from bot.channels.slack.calling.calls import Calls
from bot.channels.slack.calling.workspaces import SingleWorkspace
from bot.channels.slack.channel import Setup, SlackChannel
from bot.channels.slack.settings import SlackSettings
from bot.clock import FixedClock
from bot.ids import Ids, seeded_ids
from bot.messages import Account, Posting
from tests.contracts.channel_rigs import Rig
from tests.fakes.slack import Slack, User, fake_slack
from tests.unit.channels.browser.rooms import NOON
from tests.unit.channels.slack.desks import FakeReach

KEY = "a key that is long enough to sign with"


@dataclass
class Ports:
    """What the channel is given: cards by their keys, a clock and ids."""

    cards: dict[str, Posting] = field(default_factory=dict)
    clock: FixedClock = field(default_factory=lambda: FixedClock(NOON))
    ids: Ids = field(default_factory=lambda: seeded_ids(1))

    async def posting(self, key: str, _account: Account) -> Posting | None:
        """The card of that key."""
        return self.cards.get(key)

    async def reached(self, _account: Account) -> str:
        """Where the account is written to, which nobody knows."""
        return ""


def channel_for(slack: Slack, ports: Ports | None = None, *, socket: bool = False) -> SlackChannel:
    """The channel of workspace T1; every card is held against Slack's limits before it is sent."""
    settings = SlackSettings(
        bot_token=SecretStr(slack.token()), signing_secret=None if socket else SecretStr(slack.signing_secret),
        app_token=SecretStr(slack.app_token) if socket else None, slack_api_url=slack.url, slack_check=True,
    )  # fmt: skip
    calls = Calls(slack.url, check=True)
    workspaces = SingleWorkspace(calls, slack.token(), "suffolk", FakeReach())
    return SlackChannel(Setup(settings, ports or Ports(), workspaces, calls, KEY))


@asynccontextmanager
async def rig() -> AsyncIterator[Rig]:
    """The channel, and a person whose direct messages with the bot are looked at."""
    async with fake_slack() as slack:
        amira = slack.add(User("U1", "T1", "amira", "Amira Khan"))
        channel = channel_for(slack)

        async def shown() -> list[str]:
            return amira.texts()

        yield Rig(channel, f"T1/{amira.direct.id}", "T1/D0NOBODY", shown, amira.direct.messages.clear)
        await channel.close()
