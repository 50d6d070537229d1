"""The limits of Slack's Web API, as a table, and the 429 that is answered above them. Off until it is switched on."""

import math
from collections import defaultdict, deque
from dataclasses import dataclass, field

from tests.fakes.slack.state import SlackError

MINUTE = 60.0
TIER = {1: 1, 2: 20, 3: 50, 4: 100}
TIERS = {
    "apps.connections.open": 1,
    "auth.revoke": 3,
    "chat.delete": 3,
    "chat.postEphemeral": 4,
    "chat.update": 3,
    "conversations.history": 3,
    "conversations.info": 3,
    "conversations.list": 2,
    "conversations.members": 4,
    "conversations.open": 3,
    "files.completeUploadExternal": 4,
    "files.getUploadURLExternal": 4,
    "files.info": 4,
    "oauth.v2.access": 4,
    "users.info": 4,
    "users.lookupByEmail": 3,
    "users.profile.get": 4,
    "views.open": 4,
    "views.publish": 4,
    "views.push": 4,
    "views.update": 4,
}
# chat.postMessage has a rule of its own: about one a second in each conversation, a short burst allowed, and a few
# hundred a minute in the whole workspace.
IN_ONE_CONVERSATION = (3, 3.0)
IN_THE_WORKSPACE = (300, MINUTE)


class Limited(SlackError):
    """Too many: answered with 429 and Retry-After."""

    def __init__(self, retry_after: int) -> None:
        super().__init__("ratelimited")
        self.retry_after = retry_after


@dataclass
class Rates:
    """Counts calls in sliding windows by method, workspace and conversation."""

    on: bool = False
    refused: int = 0
    _calls: dict[tuple[str, ...], deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def take(self, method: str, team: str, channel: str, now: float) -> None:
        """Count one call; Limited above the table's limit, and then it is not counted."""
        if not self.on:
            return
        windows = [(key, *limit) for key, limit in _windows(method, team, channel)]
        waits = [wait for key, count, seconds in windows if (wait := self._wait(key, count, seconds, now))]
        if waits:
            self.refused += 1
            raise Limited(math.ceil(max(waits)))
        for key, _, _ in windows:
            self._calls[key].append(now)

    def _wait(self, key: tuple[str, ...], count: int, seconds: float, now: float) -> float:
        calls = self._calls[key]
        while calls and calls[0] <= now - seconds:
            calls.popleft()
        return calls[0] + seconds - now if len(calls) >= count else 0.0


def _windows(method: str, team: str, channel: str) -> list[tuple[tuple[str, ...], tuple[int, float]]]:
    if method == "chat.postMessage":
        return [((method, team), IN_THE_WORKSPACE), ((method, team, channel), IN_ONE_CONVERSATION)]
    return [((method, team), (TIER[TIERS[method]], MINUTE))] if method in TIERS else []
