"""The command line: commands are found by being there, and every error is a sentence and an exit code."""

import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
import typer

from bot import cli
from bot.cli.exits import Exit
from bot.cli.offers import Offer, offers
from bot.errors import ChannelError, CommsDeskError, InvalidAnswer, Refused, StartError

HEAVY = ("tortoise", "dbos", "slack_bolt", "botbuilder", "aiohttp", "sqlalchemy")


def made(name: str, **contents: object) -> ModuleType:
    """A module as it might stand in bot/cli."""
    module = ModuleType(f"bot.cli.{name}")
    vars(module).update(contents)
    return module


def offer_of(module: ModuleType) -> Offer:
    """What the command line knows of such a module."""
    return Offer(module.__name__.rpartition(".")[2].replace("_", "-"), "", lambda: module)


def failing(error: BaseException) -> ModuleType:
    """A command `fail` that meets this error."""

    def command(as_json: cli.printing.AsJson = False) -> None:
        """Fail."""
        raise error

    return made("fail", command=command)


@pytest.fixture
def with_modules(monkeypatch: pytest.MonkeyPatch) -> "WithModules":
    return WithModules(monkeypatch)


class WithModules:
    """Puts other modules in the place of the real commands."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch

    def __call__(self, *found: ModuleType) -> None:
        self._monkeypatch.setattr(cli, "found", lambda _: [offer_of(module) for module in found])


def test_help_names_what_this_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--help"]) == Exit.DONE
    assert "council" in capsys.readouterr().out


def test_a_module_with_a_function_command_is_a_command_named_after_its_file(
    with_modules: WithModules, capsys: pytest.CaptureFixture[str]
) -> None:
    def command(whom: str) -> None:
        """Greet somebody."""
        cli.printing.say(f"Hello [bold]{whom}")

    with_modules(made("say_hello", command=command))
    assert cli.main(["say-hello", "Ann"]) == Exit.DONE
    assert capsys.readouterr().out == "Hello [bold]Ann\n"


def test_a_module_with_commands_is_a_group(with_modules: WithModules, capsys: pytest.CaptureFixture[str]) -> None:
    commands = typer.Typer(help="Things about flows.")
    commands.command("list")(lambda: cli.printing.show_json(["boost"]))
    commands.command("run")(lambda: None)
    with_modules(made("flow", commands=commands))
    assert cli.main(["flow", "list"]) == Exit.DONE
    assert json.loads(capsys.readouterr().out) == ["boost"]


def test_a_file_with_neither_is_no_command(tmp_path: Path) -> None:
    (tmp_path / "words.py").write_text("WORDS = ['command']\n")
    assert [offer.name for offer in offers("bot.cli", [str(tmp_path)])] == []


def test_help_says_what_each_command_is_for_without_loading_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "dive.py").write_text('"""`commsdesk dive`: goes down."""\nraise SystemExit("loaded")\ncommands = 1\n')
    monkeypatch.setattr(cli, "__path__", [*cli.__path__, str(tmp_path)])
    assert cli.main(["--help"]) == Exit.DONE
    assert "Goes down." in capsys.readouterr().out


def test_only_the_file_of_the_command_that_was_typed_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "__path__", [str(tmp_path)])
    (tmp_path / "wave_back.py").write_text("def command() -> None: ...\n")
    (tmp_path / "words.py").write_text("WORDS = []\n")
    (tmp_path / "broken.py").write_text("def\n")
    assert [offer.name for offer in cli.found("wave-back")] == ["wave-back"]
    (tmp_path / "broken.py").unlink()
    assert [offer.name for offer in cli.found("words")] == ["wave-back"]


def test_adding_a_command_is_adding_one_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "wave.py").write_text('def command() -> None:\n    """Wave."""\n    print("o/")\n')
    monkeypatch.setattr(cli, "__path__", [*cli.__path__, str(tmp_path)])
    assert cli.main(["wave"]) == Exit.DONE
    assert capsys.readouterr().out == "o/\n"


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (Refused("not-yours", "You cannot do this."), Exit.BAD_CALL),
        (InvalidAnswer("amount", "Write an amount."), Exit.BAD_CALL),
        (StartError("settings", ["COMMSDESK_PORT: wrong"]), Exit.NOT_STARTED),
        (ChannelError("down", "Slack does not answer.", permanent=False), Exit.NOT_STARTED),
    ],
)
def test_a_known_error_is_its_sentence_and_an_exit_code(
    error: CommsDeskError, code: Exit, with_modules: WithModules, capsys: pytest.CaptureFixture[str]
) -> None:
    with_modules(failing(error))
    assert cli.main(["fail"]) == code
    assert capsys.readouterr() == ("", f"{error.sentence}\n")
    assert cli.main(["fail", "--json"]) == code
    out, err = capsys.readouterr()
    assert json.loads(out) == {"error": {"code": error.code, "sentence": error.sentence}}
    assert err == ""


def test_a_command_that_found_something_wrong_ends_with_one(with_modules: WithModules) -> None:
    with_modules(failing(typer.Exit(Exit.FOUND)))
    assert cli.main(["fail"]) == Exit.FOUND


@pytest.mark.parametrize("stop", [KeyboardInterrupt(), typer.Abort()])
def test_an_interrupted_command_ends_with_130(stop: BaseException, with_modules: WithModules) -> None:
    with_modules(failing(stop))
    assert cli.main(["fail"]) == Exit.INTERRUPTED


def test_the_unexpected_is_a_sentence_with_an_id_that_the_log_has_too(
    with_modules: WithModules, capsys: pytest.CaptureFixture[str]
) -> None:
    with_modules(failing(ZeroDivisionError("a private detail")))
    assert cli.main(["fail"]) == Exit.UNEXPECTED
    out, err = capsys.readouterr()
    logged, told = err.strip().splitlines()
    assert out == ""
    assert told.split()[-1].rstrip(".") in logged
    assert "a private detail" not in err
    assert "Traceback" not in err


def test_at_level_debug_the_traceback_is_shown(
    with_modules: WithModules, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMSDESK_LOG_LEVEL", "debug")
    with_modules(failing(ZeroDivisionError("a private detail")))
    assert cli.main(["fail"]) == Exit.UNEXPECTED
    assert "a private detail" in capsys.readouterr().err


@pytest.mark.parametrize("call", [["nothing-like-it"], ["fail", "--no-such-option"], ["fail", "too", "many"]])
def test_a_bad_call_says_where_help_is(
    call: list[str], with_modules: WithModules, capsys: pytest.CaptureFixture[str]
) -> None:
    with_modules(failing(ValueError()))
    assert cli.main(call) == Exit.BAD_CALL
    assert "--help" in capsys.readouterr().err


def test_help_works_with_broken_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMSDESK_PORT", "abc")
    assert cli.main(["--help"]) == Exit.DONE


def test_help_loads_nothing_heavy() -> None:
    look = f"import sys; from bot.cli import main; main(['--help']); print([m for m in {HEAVY} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
