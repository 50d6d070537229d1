"""The app's manifest says what the code does, no more and no less, and keeps within Slack's limits."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from slack_sdk.web.async_client import AsyncWebClient

import bot.channels.slack
from bot.channels.slack.calling import scopes
from bot.channels.slack.channel import ROUTE
from bot.channels.slack.installing.flow import REDIRECT
from bot.channels.slack.listening import bolt as listen
from bot.channels.slack.listening.commands import ASK, FAMILIES, REPORT, SHORTCUTS
from bot.channels.slack.manifest import PLACEHOLDER, at_address, by_socket
from tests.fakes.slack.calls import METHODS
from tests.fakes.slack.methods import ALL
from tests.fakes.slack.workspace import SCOPES

FILE = Path(__file__).parents[4] / "manifest.yaml"
TEXT = FILE.read_text()
MANIFEST: dict[str, Any] = yaml.safe_load(TEXT)
FEATURES, SETTINGS = MANIFEST["features"], MANIFEST["settings"]
BOT_SCOPES, BOT_EVENTS = MANIFEST["oauth_config"]["scopes"]["bot"], SETTINGS["event_subscriptions"]["bot_events"]
CODE = sorted(Path(bot.channels.slack.__file__).parent.rglob("*.py"))
CALLS = {name for name in dir(AsyncWebClient) if re.match(r"[a-z]+_", name) and not name.startswith("api_")}
# What happens inside one call of the client's.
WITHIN = {"files_upload_v2": ("files.getUploadURLExternal", "files.completeUploadExternal")}


def named(node: ast.AST) -> Iterator[str]:
    """The methods of Slack's client that are named below a node."""
    for each in ast.walk(node):
        name = each.attr if isinstance(each, ast.Attribute) else getattr(each, "name", "")
        if name in CALLS:
            yield name


def called() -> set[str]:
    """Every method of Slack's that the channel's code names."""
    return {name for file in CODE for name in named(ast.parse(file.read_text()))}


def events() -> set[str]:
    """The events that the code registers for by name."""
    tree = ast.parse(Path(listen.__file__).read_text())
    calls = (n for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute))
    first = (c.args[0] for c in calls if c.func.attr == "event" and c.args)  # type: ignore[attr-defined]  # an Attribute
    by_name = {a.value for a in first if isinstance(a, ast.Constant)}
    return {str(name) for name in by_name} | set(listen.ENDS)


def test_every_command_is_answered_and_none_is_left_out() -> None:
    assert {c["command"] for c in FEATURES["slash_commands"]} == set(FAMILIES)


def test_every_shortcut_is_answered_and_none_is_left_out() -> None:
    kinds = {(s["type"], s["callback_id"]) for s in FEATURES["shortcuts"]}
    assert kinds == {("global", ASK), ("message", REPORT), *(("global", name) for name in SHORTCUTS)}


def test_every_event_is_listened_to_and_none_is_left_out() -> None:
    assert set(BOT_EVENTS) == set(scopes.EVENTS)
    assert {name.partition(".")[0] for name in BOT_EVENTS} == events()


def test_the_table_of_methods_is_that_of_the_code() -> None:
    assert called() == set(scopes.METHODS) | scopes.WITHOUT_BOT


def test_the_scopes_are_those_that_methods_and_events_need() -> None:
    assert tuple(BOT_SCOPES) == scopes.BOT


def test_each_scope_says_what_it_is_for() -> None:
    lines = TEXT.splitlines()
    where = [n for n, line in enumerate(lines) if line.strip().removeprefix("- ") in scopes.BOT]
    assert len(where) == len(BOT_SCOPES)
    assert [lines[n] for n in where if not lines[n - 1].strip().startswith("# ")] == []


def test_the_table_of_scopes_agrees_with_slack_as_far_as_the_fake_knows_it() -> None:
    assert ALL
    for name, needed in scopes.METHODS.items():
        for method in WITHIN.get(name, (name.replace("_", ".", 1),)):
            wanted = set(METHODS[method].scopes) if method in METHODS else set()
            assert wanted <= {*needed, "im:read"}, method


def test_the_tests_give_the_bot_no_method_that_it_could_not_use() -> None:
    assert set(scopes.BOT) <= SCOPES


def test_slack_is_sent_to_the_routes_that_there_are() -> None:
    urls = [c["url"] for c in FEATURES["slash_commands"]]
    urls += [SETTINGS["event_subscriptions"]["request_url"], SETTINGS["interactivity"]["request_url"]]
    assert set(urls) == {PLACEHOLDER + ROUTE}
    assert MANIFEST["oauth_config"]["redirect_urls"] == [PLACEHOLDER + REDIRECT]


def test_people_may_write_to_it_and_open_its_home() -> None:
    home = FEATURES["app_home"]
    assert home == {
        "home_tab_enabled": True, "messages_tab_enabled": True, "messages_tab_read_only_enabled": False,
    }  # fmt: skip
    assert SETTINGS["interactivity"]["is_enabled"]


def test_it_keeps_within_slacks_limits() -> None:
    about = MANIFEST["display_information"]
    assert len(about["name"]) <= 35
    assert len(about["description"]) <= 140
    assert 175 <= len(about["long_description"]) <= 4000
    assert len(FEATURES["shortcuts"]) <= 10
    assert [s for s in FEATURES["shortcuts"] if len(s["name"]) > 24 or len(s["description"]) > 150] == []
    assert [c for c in FEATURES["slash_commands"] if len(c["command"]) > 32 or len(c["usage_hint"]) > 1000] == []


def test_it_is_filled_in_with_the_address_of_a_deployment() -> None:
    filled = at_address(TEXT, "https://desk.suffolk.gov.uk/")
    assert PLACEHOLDER not in filled
    commands = yaml.safe_load(filled)["features"]["slash_commands"]
    assert {c["url"] for c in commands} == {"https://desk.suffolk.gov.uk" + ROUTE}


@pytest.mark.parametrize("url", ["", "desk.gov.uk", "http://desk.gov.uk", "https://desk.gov.uk\n  x: 1", "https://a b"])
def test_an_address_that_slack_cannot_call_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"Write it like"):
        at_address(TEXT, url)


def test_for_socket_mode_no_address_is_left_in_it() -> None:
    text = by_socket(TEXT)
    without: dict[str, Any] = yaml.safe_load(text)
    assert "https://" not in re.sub(r"#.*", "", text)
    assert without["settings"]["socket_mode_enabled"] is True
    assert without["settings"]["interactivity"] == {"is_enabled": True}
    assert without["settings"]["event_subscriptions"] == {"bot_events": BOT_EVENTS}
    assert without["oauth_config"] == {"scopes": {"bot": BOT_SCOPES}}
    assert [c["command"] for c in without["features"]["slash_commands"]] == list(FAMILIES)


def test_for_socket_mode_in_several_workspaces_only_the_way_back_of_browsers_is_left_in_it() -> None:
    back: dict[str, Any] = yaml.safe_load(by_socket(TEXT, "https://desk.suffolk.gov.uk"))
    alone: dict[str, Any] = yaml.safe_load(by_socket(TEXT))
    assert back["oauth_config"].pop("redirect_urls") == ["https://desk.suffolk.gov.uk" + REDIRECT]
    assert back == alone
