"""The command line: finds its commands by their being here, and turns every error into a sentence and an exit code."""

import sys
from collections.abc import Iterable, Sequence

import structlog
import typer

from bot import log
from bot.cli.exits import Exit, exit_for
from bot.cli.offers import Offer, add, offers
from bot.cli.printing import complain, show_json
from bot.errors import CommsDeskError, StartError
from bot.ids import system_ids
from bot.settings import load_settings


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code (docs/commands.md); errors are printed, none comes out as a traceback."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        _prepare_log()
        typed = next(iter(given), "")
        return build(found(typed), typed)(given, prog_name="commsdesk", standalone_mode=False) or Exit.DONE
    except CommsDeskError as error:
        return _told(given, exit_for(error), error.code, error.sentence)
    except typer.TyperException as wrong:
        return _told(given, Exit.BAD_CALL, "usage", _usage(wrong))
    except (KeyboardInterrupt, typer.Abort):
        return _told(given, Exit.INTERRUPTED, "interrupted", "Stopped, as you asked.")
    except Exception as unexpected:  # the outermost edge: whoever typed the command gets a sentence, the log the rest
        return _told(given, Exit.UNEXPECTED, "unexpected", _logged(unexpected))


def found(typed: str = "") -> list[Offer]:
    """Every command there is, or the one alone that was typed."""
    return offers(__name__, __path__, typed)


def build(offered: Iterable[Offer], typed: str | None = None) -> typer.Typer:
    """The command line with the command that was typed, the others named only; every command whole for None."""
    app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
    app.callback()(_about)
    for offer in offered:
        add(app, offer, whole=typed in {None, offer.name})
    return app


def _about() -> None:
    """Comms Desk: right answers from a council's own social media policy, and approvals in chat."""


def _prepare_log() -> None:
    try:
        settings = load_settings()
        log.configure(settings.log_level, settings.log_format)
    except StartError:  # help must work with broken settings; a command that needs them says what is wrong
        log.configure("info", "console")


def _told(given: Sequence[str], code: Exit, name: str, sentence: str) -> int:
    if "--json" in given:
        show_json({"error": {"code": name, "sentence": sentence}})
    elif sentence:
        complain(sentence)
    return code


def _usage(wrong: typer.TyperException) -> str:
    sentence = wrong.format_message()
    context = getattr(wrong, "ctx", None)
    return f"{sentence}\nSee: {context.command_path} --help" if sentence and context else sentence


def _logged(unexpected: Exception) -> str:
    event_id = system_ids.event()
    events = structlog.get_logger()
    events.error("unexpected", event_id=event_id, kind=type(unexpected).__name__)
    events.debug("traceback", event_id=event_id, exc_info=unexpected)
    return f"Something went wrong that we did not expect; nothing more was done. Tell your administrator: {event_id}."
