"""PURE: when something was done, as Slack writes it down: seconds, and what tells the things of one second apart."""

import re
from datetime import UTC, datetime, timedelta

STAMP = re.compile(r"([0-9]{1,11})\.([0-9]{6})")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def when(stamp: str) -> datetime | None:
    """The moment of an `action_ts` or `event_ts`, such as 1700000000.000100; None for what is none."""
    found = STAMP.fullmatch(stamp)
    return EPOCH + timedelta(seconds=int(found[1]), microseconds=int(found[2])) if found else None
