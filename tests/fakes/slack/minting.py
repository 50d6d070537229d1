"""The ids, timestamps, hashes and triggers that the fake Slack hands out: unique, and the same in each run."""

import hashlib
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.clock import Clock
from tests.fakes.slack.state import Hook, SlackError, State, Trigger

TRIGGER_LIFE = timedelta(seconds=3)
HOOK_LIFE = timedelta(minutes=30)
HOOK_USES = 5
GONE = 404


@dataclass
class Mint:
    """Makes what must be unique; time comes from the fake's clock."""

    clock: Clock
    state: State
    _count: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def now(self) -> datetime:
        """The moment on the fake's clock."""
        return self.clock.now()

    def ts(self) -> str:
        """A message's timestamp, which is its id: later than every one before."""
        return f"{int(self.now().timestamp())}.{next(self._count):06d}"

    def id(self, letter: str) -> str:
        """An id as Slack's look, such as V0F4K3000001."""
        return f"{letter}0F4K3{next(self._count):06d}"

    def digest(self, size: int = 8) -> str:
        """Letters and figures that nobody has seen before."""
        return hashlib.sha256(f"fake {next(self._count)}".encode()).hexdigest()[:size]

    def hash(self) -> str:
        """A view's hash."""
        return f"{int(self.now().timestamp())}.{self.digest()}"

    def trigger(self, user: str, team: str, view: str = "") -> str:
        """A trigger id for what this person just did, in that modal where it was one."""
        trigger = f"{next(self._count)}.{next(self._count)}.{self.digest(32)}"
        self.state.triggers[trigger] = Trigger(trigger, user, team, self.now(), view)
        return trigger

    def exchange(self, trigger: str, team: str) -> Trigger:
        """Use a trigger up; `invalid_trigger_id`, `exchanged_trigger_id`, `expired_trigger_id`."""
        found = self.state.triggers.get(trigger)
        if found is None or found.team != team:
            raise SlackError("invalid_trigger_id")
        if found.used:
            raise SlackError("exchanged_trigger_id")
        if self.now() - found.at > TRIGGER_LIFE:
            raise SlackError("expired_trigger_id")
        found.used = True
        return found

    def hook(self, user: str, channel: str, ts: str) -> str:
        """The key of a response_url for this person in this conversation."""
        key = self.digest(24)
        self.state.hooks[key] = Hook(key, user, channel, ts, self.now())
        return key

    def use(self, key: str) -> Hook:
        """Use a response_url once; `used_url`, `expired_url`, `not_found`."""
        hook = self.state.hooks.get(key)
        if hook is None:
            raise SlackError("not_found")
        if self.now() - hook.at > HOOK_LIFE:
            raise SlackError("expired_url")
        if hook.uses >= HOOK_USES:
            raise SlackError("used_url")
        hook.uses += 1
        return hook
