"""What a modal carries with it: its card and what sending it presses, sealed so that nobody changes it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from itsdangerous import BadData, URLSafeSerializer

from bot.errors import Refused

LONGEST = 3000
TAMPERED = "This form does not belong to this bot, or it was changed on the way. Open it again from its card."


@dataclass(frozen=True)
class Carried:
    """The card by its key and version, the token that sending presses, where and by whom it was opened.

    `draft` is the token that keeps what is typed.
    """

    key: str
    version: int
    token: str
    address: str
    user: str
    draft: str = ""


class Seals:
    """Seals and opens what modals carry."""

    def __init__(self, secret: str) -> None:
        self._serializer = URLSafeSerializer(secret, salt="commsdesk.slack.modal.1")

    def seal(self, carried: Carried) -> str:
        """A text of at most 3,000 characters, which is what Slack takes as private metadata."""
        sealed = self._serializer.dumps(asdict(carried))
        text = sealed.decode() if isinstance(sealed, bytes) else sealed
        if len(text) > LONGEST:
            raise ValueError(f"what a modal carries would have {len(text)} characters")
        return text

    def open(self, sealed: str) -> Carried:
        """What a modal carries; Refused where it was not sealed here."""
        try:
            found: Any = self._serializer.loads(sealed)
        except BadData:
            raise Refused("forged_form", TAMPERED) from None
        if not isinstance(found, Mapping) or set(found) != set(Carried.__dataclass_fields__):
            raise Refused("forged_form", TAMPERED)
        return Carried(**found)
