"""The one place that draws random ids and the secret key; everything else is given an Ids."""

import contextlib
import os
import random
import secrets
from pathlib import Path
from typing import Protocol

# No letter or figure that is taken for another when read aloud, printed small or copied by hand: 0O 1IL 2Z 5S 8B U/V.
REFERENCE_LETTERS = "34679ACDEFGHJKMNPQRTVWXY"
GROUP = 4


class Ids(Protocol):
    """What names new things, so that nobody can guess or count them."""

    def person(self) -> str:
        """An id for a person: 32 hex digits."""

    def case(self) -> str:
        """An id for a case: 32 hex digits."""

    def delivery(self) -> str:
        """An id for a card, a conversation, or one drawing of a page: 32 hex digits."""

    def event(self) -> str:
        """A short id that ties what a person was told to the log: 12 hex digits."""

    def reference(self) -> str:
        """What people call a case, such as K7QX-M4TD; one in 10^11, so the store must still refuse a second."""

    def salt(self) -> str:
        """A salt for one commitment to personal data: 64 hex digits."""


class DrawnIds:
    """Ids drawn from a source of randomness."""

    def __init__(self, source: random.Random) -> None:
        self._source = source

    def person(self) -> str:
        return self._hex(16)

    def case(self) -> str:
        return self._hex(16)

    def delivery(self) -> str:
        return self._hex(16)

    def event(self) -> str:
        return self._hex(6)

    def reference(self) -> str:
        letters = "".join(self._source.choice(REFERENCE_LETTERS) for _ in range(2 * GROUP))
        return f"{letters[:GROUP]}-{letters[GROUP:]}"

    def salt(self) -> str:
        return self._hex(32)

    def _hex(self, size: int) -> str:
        return self._source.randbytes(size).hex()


def seeded_ids(seed: int) -> Ids:
    """Ids that come out the same for the same seed: for tests and demonstrations, never for real cases."""
    return DrawnIds(random.Random(seed))


system_ids: Ids = DrawnIds(secrets.SystemRandom())


def kept_key(file: Path) -> str:
    """The secret key in that file, drawn the first time (64 hex digits, readable by its owner alone); or OSError."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh = file.with_suffix(f".{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_hex(32))
        # Two processes may start at once: a link appears whole or not at all, and the first one stays.
        with contextlib.suppress(FileExistsError):
            os.link(fresh, file)
        fresh.unlink()
    return file.read_text()
