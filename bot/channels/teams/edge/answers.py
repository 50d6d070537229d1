"""What stands at the border: an activity as JSON, what it is answered, and why it is not let in."""

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]
OK = 200


@dataclass(frozen=True)
class Answer:
    """What the platform is answered: an invoke gets the body as JSON, all else the status alone."""

    status: int = OK
    body: Json | None = None


class Malformed(Exception):
    """An activity that nobody can read."""


class NotLetIn(Exception):
    """A request that goes no further: the HTTP status, a sentence, and one word for the log."""

    def __init__(self, status: int, sentence: str, why: str) -> None:
        super().__init__(why)
        self.status, self.sentence, self.why = status, sentence, why
