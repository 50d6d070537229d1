"""Whom the doctor of Slack looks at, and how the app is installed once more."""

from dataclasses import dataclass

REINSTALL = "In Slack's pages of the app, open “OAuth & Permissions”, press “Reinstall” and copy the token once more."
OPEN = "Let somebody of that workspace open /slack/install at the bot's address."


@dataclass(frozen=True)
class Patient:
    """A workspace: its bot's token, its id where it installed the app itself, and the channels that teams named."""

    token: str
    team: str = ""
    channels: tuple[str, ...] = ()

    @property
    def cure(self) -> str:
        """How the app is installed there once more."""
        return OPEN if self.team else REINSTALL
