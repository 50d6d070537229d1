"""The documentation keeps up: every setting, command, option and exit code is in it, and nothing else is."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main

import flows
from bot import channels, cli
from bot.cli.exits import Exit
from bot.settings import EnvironmentSettings, names

ROOT = Path(__file__).parents[1]
SETTINGS = (ROOT / "docs/settings.md").read_text()
COMMANDS = (ROOT / "docs/commands.md").read_text()
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
WORKED_OUT = {"data_dir", "database_url", "engine_url", "secret", "encryption_key"}


def groups(group: type[EnvironmentSettings] = EnvironmentSettings) -> Iterator[type[EnvironmentSettings]]:
    """Every group of settings there is, those of the channels too."""
    channels.find()
    for below in group.__subclasses__():
        yield below
        yield from groups(below)


def documented_settings() -> dict[str, str]:
    """The variables that the tables of docs/settings.md have, each with its default as printed."""
    return dict(re.findall(r"^\| `(\w+)` \| (.*?) \|", SETTINGS, re.MULTILINE))


def shown(default: object) -> str:
    """A default as docs/settings.md prints it."""
    if default in (None, (), "", {}):
        return "none"
    if isinstance(default, tuple):
        return ", ".join(shown(each) for each in default)
    return f"`{str(default).lower() if isinstance(default, bool) else default}`"


def commands(command: Any = None, path: str = "commsdesk") -> Iterator[tuple[str, Any]]:
    """Every command that can be called, by what is typed."""
    command = command or typer.main.get_command(cli.build(cli.found()))
    if (below := getattr(command, "commands", None)) is not None:
        for name, each in below.items():
            yield from commands(each, f"{path} {name}")
    else:
        yield path, command


def documented_commands() -> dict[str, str]:
    """What docs/commands.md says of each command, by its heading."""
    parts = re.split(r"^## `(commsdesk [^`]+)`$", COMMANDS, flags=re.MULTILINE)[1:]
    return {name: text.partition("\n## ")[0] for name, text in zip(parts[::2], parts[1::2], strict=True)}


CALLS = dict(commands())


def test_every_setting_is_documented_and_no_other() -> None:
    there = {name for group in groups() for field in group.model_fields for name in names(group, field)}
    documented = {n for n in documented_settings() if not n.startswith("COMMSDESK_TEST_")}
    assert documented | {"PORT"} == there
    assert "`PORT`" in SETTINGS


def test_every_default_is_documented_as_it_is() -> None:
    printed = documented_settings()
    for group in groups():
        for field in set(group.model_fields) - WORKED_OUT:
            default = group.model_fields[field].get_default(call_default_factory=True, validated_data={})
            assert printed[names(group, field)[0]] == shown(default)


def test_every_command_is_documented_and_no_other() -> None:
    assert sorted(documented_commands()) == sorted(CALLS)


@pytest.mark.parametrize("path", CALLS)
def test_every_option_of_a_command_is_documented_with_it(path: str) -> None:
    text = documented_commands()[path]
    options = [name for p in CALLS[path].params for name in p.opts if name.startswith("--") and name != "--help"]
    assert [name for name in options if f"`{name}" not in text] == []


@pytest.mark.parametrize("path", CALLS)
def test_every_command_and_every_option_explains_itself(path: str) -> None:
    assert CALLS[path].help, f"{path} has no docstring"
    assert [p.name for p in CALLS[path].params if not getattr(p, "help", None) and p.name != "help"] == []


def test_every_exit_code_is_documented() -> None:
    assert {int(code) for code in re.findall(r"^\| (\d+) \|", COMMANDS, re.MULTILINE)} == set(Exit)


def test_every_flow_explains_itself_so_that_help_and_flow_list_document_it() -> None:
    assert [name for name, flow in flows.find().items() if not (flow.title and flow.about and flow.says)] == []


def test_every_dependency_has_its_reason() -> None:
    reasons = (ROOT / "CONTRIBUTING.md").read_text().lower().partition("## why each dependency")[2]
    table = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = [*table["dependencies"], *(name for extra in table["optional-dependencies"].values() for name in extra)]
    named = [re.split("[=<>]", each)[0].lower() for each in wanted]
    assert [name for name in named if not re.search(rf"[ ,]{re.escape(name)}[ ,]", reasons)] == []


def typed_in(page: Path) -> Iterator[str]:
    """What a page says that somebody should type: the lines of its boxes that begin with the command."""
    for box in re.findall(r"^```\n(.*?)^```$", page.read_text(), re.MULTILINE | re.DOTALL):
        yield from re.findall(r"^(?:\.venv/bin/)?(commsdesk [^#\n]*)", box, re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_what_a_page_says_to_type_is_a_command_with_its_options(page: Path) -> None:
    for line in typed_in(page):
        path = max((c for c in CALLS if f"{line.strip()} ".startswith(f"{c} ")), key=len, default="")
        assert path, f"{page.name}: {line}"
        options = {name for p in CALLS[path].params for name in p.opts}
        assert {word for word in line.split() if word.startswith("--")} <= options, f"{page.name}: {line}"


def test_the_pages_say_what_to_type() -> None:
    assert len({line for page in PAGES for line in typed_in(page)}) > 12


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_setting_that_a_page_names_is_there(page: Path) -> None:
    there = {name for group in groups() for field in group.model_fields for name in names(group, field)}
    named = set(re.findall(r"\b(?:COMMSDESK|SLACK|MICROSOFT_APP)_[A-Z_]*[A-Z]\b", page.read_text()))
    assert {n for n in named if not n.startswith("COMMSDESK_TEST_")} - there == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)", page.read_text())
    assert [x for x in links if "://" not in x and not (page.parent / x).exists()] == []
