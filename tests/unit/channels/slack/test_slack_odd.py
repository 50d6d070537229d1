"""Signed requests that are malformed, odd or unknown to this version: a 400 or a sentence, and never an effect."""

import json
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.fakes.slack.wire import FORM, JSON
from tests.unit.channels.slack.desks import Desk
from tests.unit.channels.slack.wires import COMMAND, MESSAGE, PRESS, VIEW, WHO, form, post


@pytest.fixture(autouse=True)
def _amira(desk: Desk) -> None:
    desk.person()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"text"',
        b"[" * 100_000,
        b'{"a":' * 50_000,
        b'{"type": "event_callback"}',
        b'{"type": "nothing_known"}',
        b'{"type": 7}',
        b'{"type": ["message"]}',
        json.dumps({**MESSAGE, "event": "message"}).encode(),
        json.dumps({**MESSAGE, "event": {"type": None}}).encode(),
        json.dumps({**MESSAGE, "team_id": {"id": "T1"}}).encode(),
        json.dumps({**MESSAGE, "team_id": "T1/../T2"}).encode(),
        json.dumps({**MESSAGE, "event": {**MESSAGE["event"], "text": "a\0b"}}).encode(),  # type: ignore[dict-item]
        json.dumps({**MESSAGE, "event": {**MESSAGE["event"], "text": "\ud800"}}).encode(),  # type: ignore[dict-item]
        json.dumps({**MESSAGE, "event": {**MESSAGE["event"], "user": ["U1"]}}).encode(),  # type: ignore[dict-item]
    ],
)
async def test_signed_but_malformed_json_gets_a_sentence(desk: Desk, body: bytes) -> None:
    answer = await post(desk, body)
    assert answer.status == 400
    assert answer.text.endswith(".")
    assert desk.told == []


async def test_signed_bytes_that_are_no_text_are_refused(desk: Desk) -> None:
    for content_type in (JSON, FORM):
        assert (await post(desk, b"\xff\xfe\x00", content_type)).status == 401


@pytest.mark.parametrize(
    "body",
    [
        b"payload",
        b"payload=",
        b"payload={",
        b"payload=%5B%5D",
        b"payload=%FF",
        b"&&&",
        b"command=%2Fask",
        b"=",
        urlencode({**COMMAND, "team_id": ""}).encode(),
        urlencode({k: v for k, v in COMMAND.items() if k != "user_id"}).encode(),
        urlencode({**COMMAND, "response_url": "file:///etc/passwd"}).encode(),
        urlencode([(f"f{n}", "x") for n in range(200)]).encode(),
    ],
)
async def test_signed_but_malformed_forms_get_a_sentence(desk: Desk, body: bytes) -> None:
    answer = await post(desk, body, FORM)
    assert answer.status == 400
    assert desk.told == []


@pytest.mark.parametrize(
    "payload",
    [
        {**PRESS, "actions": []},
        {**PRESS, "actions": [{}]},
        {**PRESS, "actions": "press.0"},
        {**PRESS, "user": None},
        {**PRESS, "team": "T1"},
        {**PRESS, "container": None},
        {**PRESS, "state": {"values": {"k:1:in.a": {"field": "typed"}}}},
        {"type": "view_submission", **WHO},
        {"type": "view_submission", **WHO, "view": {**VIEW, "private_metadata": 7}},
        {"type": "shortcut", **WHO},
        {"type": "message_action", **WHO, "callback_id": "report_post"},
        {"type": "block_suggestion", **WHO, "action_id": "x", "value": "y"},
        {"type": "interactive_message", **WHO, "callback_id": "x", "actions": [{}]},
        {"type": "dialog_submission", **WHO, "callback_id": "x"},
    ],
)
async def test_payloads_with_missing_or_odd_fields_get_a_sentence(desk: Desk, payload: Any) -> None:
    assert (await form(desk, payload)).status == 400
    assert desk.told == []


async def test_events_of_no_interest_are_acknowledged(desk: Desk) -> None:
    for kind in ("team_join", "reaction_added", "message_metadata_posted", "from_the_future"):
        assert (
            await post(desk, json.dumps({**MESSAGE, "event": {"type": kind, "user": {"id": "U1"}}}).encode())
        ).status == 200
    assert desk.told == []


async def test_what_slack_leaves_empty_or_out_is_no_fault(desk: Desk) -> None:
    event = {**MESSAGE["event"], "files": None, "subtype": None, "bot_id": None, "thread_ts": None}  # type: ignore[dict-item]
    assert (await post(desk, json.dumps({**MESSAGE, "event": event}).encode())).status == 200
    assert (await post(desk, urlencode({**COMMAND, "response_url": ""}).encode(), FORM)).status == 200
    press = {**PRESS, "response_url": None, "state": None, "team": {"id": "T1", "domain": None}}
    assert (await form(desk, press)).status == 200
    assert [(t.text, t.command, t.token) for t in desk.told] == [("help", "", ""), ("x", "ask", ""), ("", "", "t")]


@pytest.mark.parametrize(
    "payload",
    [
        {"type": "view_submission", "user": {"id": "U1", "team_id": "T1"}, "team": None, "view": VIEW},
        {"type": "view_submission", "user": {"id": "U1"}, "view": {**VIEW, "app_installed_team_id": "T1"}},
    ],
)
async def test_a_workspace_is_found_wherever_slack_names_it(desk: Desk, payload: Any) -> None:
    answer = await form(desk, payload)
    assert answer.json["response_action"] == "update"
    assert "not installed" not in answer.text


@pytest.mark.parametrize(
    "payload",
    [
        {**PRESS, "actions": [{"type": "button", "action_id": "strange", "block_id": "b", "value": "t"}]},
        {**PRESS, "actions": [{"type": "button", "action_id": "open.0", "block_id": "gone:1:do.0", "value": "t"}]},
        {**PRESS, "actions": [{"type": "button", "action_id": "open.0", "block_id": "::::", "value": "t"}]},
        {**PRESS, "actions": [{"type": "button", "action_id": "whole", "block_id": "gone:1:do.0", "value": "t"}]},
        {**PRESS, "actions": [{"type": "static_select", "action_id": "change", "block_id": "gone:1:do.0"}]},
        {**PRESS, "actions": [{"type": "button", "action_id": "press.0", "block_id": "x"}]},
        {**PRESS, "actions": [{"type": "plain_text_input", "action_id": "draft", "block_id": "x"}]},
        {"type": "view_submission", **WHO, "view": {**VIEW, "callback_id": "strange"}},
        {"type": "view_submission", **WHO, "view": VIEW},
        {"type": "view_closed", **WHO, "view": VIEW},
        {"type": "shortcut", **WHO, "callback_id": "strange", "trigger_id": "1.2"},
        {
            "type": "message_action", **WHO, "callback_id": "strange", "channel": {"id": "C1"},
            "message": {"ts": "1.1"}, "trigger_id": "1.2",
        },
    ],
)  # fmt: skip
async def test_what_this_version_does_not_know_is_answered_and_never_an_error(desk: Desk, payload: Any) -> None:
    answer = await form(desk, payload)
    await desk.settled()
    assert answer.status == 200
    assert not [t for t in desk.told if not t.token]
