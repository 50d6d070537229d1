"""The command line: finds its commands by their being here, and turns every error into a sentence and an exit code."""

import importlib
import pkgutil
import sys
from collections.abc import Iterable, Sequence
from types import ModuleType

import structlog
import typer

from bot import log
from bot.cli.exits import Exit, exit_for
from bot.cli.printing import complain, show_json
from bot.errors import CommsDeskError, StartError
from bot.ids import system_ids
from bot.settings import load_settings


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code (docs/commands.md); errors are printed, none comes out as a traceback."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        _prepare_log()
        return build(modules())(given, prog_name="commsdesk", standalone_mode=False) or Exit.DONE
    except CommsDeskError as error:
        return _told(given, exit_for(error), error.code, error.sentence)
    except typer.TyperException as wrong:
        return _told(given, Exit.BAD_CALL, "usage", _usage(wrong))
    except (KeyboardInterrupt, typer.Abort):
        return _told(given, Exit.INTERRUPTED, "interrupted", "Stopped, as you asked.")
    except Exception as unexpected:  # the outermost edge: whoever typed the command gets a sentence, the log the rest
        return _told(given, Exit.UNEXPECTED, "unexpected", _logged(unexpected))


def modules() -> Iterable[ModuleType]:
    """Every module beside this file; one that holds `commands` (a Typer) or `command` (a function) is a command."""
    for found in sorted(pkgutil.iter_modules(__path__), key=lambda m: m.name):
        yield importlib.import_module(f"{__name__}.{found.name}")


def build(found: Iterable[ModuleType]) -> typer.Typer:
    """The whole command line, each command named after its file."""
    app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
    app.callback()(_about)
    for module in found:
        name = module.__name__.rpartition(".")[2].replace("_", "-")
        if isinstance(commands := getattr(module, "commands", None), typer.Typer):
            app.add_typer(commands, name=name)
        elif callable(command := getattr(module, "command", None)):
            app.command(name)(command)
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
