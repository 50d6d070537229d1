"""Button tokens: opaque to people, signed, so that what comes back is what was drawn or is refused."""

from itsdangerous import BadData, URLSafeSerializer

from bot.errors import Refused

FORGED = "This button does not belong to this bot, or it was changed on the way. Ask for the card again."
# What Slack takes as the value of a button is longer still.
LONGEST = 1500


class Signer:
    """Signs short lists of plain values into tokens of at most LONGEST characters."""

    def __init__(self, secret: str) -> None:
        self._serializer = URLSafeSerializer(secret, salt="commsdesk.button.1")

    def sign(self, *parts: str | int) -> str:
        """A token for a button: the action first, then what it is about."""
        token = self._serializer.dumps(list(parts))
        text = token.decode() if isinstance(token, bytes) else token
        if len(text) > LONGEST:
            raise ValueError(f"a token for {parts[0]} would have {len(text)} characters")
        return text

    def read(self, token: str) -> list[str | int]:
        """What a token says; Refused where it was not signed here."""
        try:
            parts = self._serializer.loads(token)
        except BadData:
            raise Refused("forged_token", FORGED) from None
        if not isinstance(parts, list) or not parts:
            raise Refused("forged_token", FORGED)
        return parts
