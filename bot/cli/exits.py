"""What the exit codes of the command line mean, and which one each error gets."""

from enum import IntEnum

from bot.errors import ChannelError, CommsDeskError, StartError

DATABASE_AWAY = "database_away"  # its class is not named: that would load the database for every command


class Exit(IntEnum):
    """The exit codes; they are in docs/commands.md and stay the same."""

    DONE = 0
    FOUND = 1
    BAD_CALL = 2
    NOT_STARTED = 3
    UNEXPECTED = 70
    INTERRUPTED = 130


def exit_for(error: CommsDeskError) -> Exit:
    """What could not be started or reached is one thing, what was asked wrongly is another."""
    away = isinstance(error, StartError | ChannelError) or error.code == DATABASE_AWAY
    return Exit.NOT_STARTED if away else Exit.BAD_CALL
