"""What the doctor finds: one line each, with what to do where something is wrong."""

from dataclasses import dataclass

REINSTALL = "In Slack's pages of the app, open “OAuth & Permissions”, press “Reinstall” and copy the token once more."
OPEN = "Let somebody of that workspace open /slack/install at the bot's address."


@dataclass(frozen=True)
class Finding:
    """What was looked at, whether it is well, what was seen, and what to do where it is not."""

    about: str
    well: bool
    seen: str
    advice: str = ""


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
