"""The edge to Slack: nothing is read before its signature holds, nothing malformed goes further, nobody gets a 500."""

import io
import json
import logging
from urllib.parse import urlencode

import pytest

from bot.channels.slack.listening.edge import MOST_BYTES
from bot.errors import Refused
from bot.messages import Button, Reply, Screen
from tests.fakes.slack.wire import FORM, JSON, signature
from tests.unit.channels.slack.desks import Desk
from tests.unit.channels.slack.wires import COMMAND, MESSAGE, PRESS, VIEW, WHO, form, post

CARD = Screen("A card", "A card.", buttons=(Button("Approve", "approve", "primary"),))


@pytest.fixture(autouse=True)
def _amira(desk: Desk) -> None:
    desk.person()


async def test_what_is_not_signed_is_refused_before_anything_is_read(desk: Desk) -> None:
    for body in (json.dumps(MESSAGE).encode(), b"{", b"", b"\xff\xfe", b"[" * 100_000):
        assert (await desk.slack.wire.post(body, {"Content-Type": JSON})).status == 401
    assert desk.told == []


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Slack-Signature": "v0=00"},
        {"X-Slack-Signature": ""},
        {"X-Slack-Signature": "v0=" + "é" * 64},
        {"X-Slack-Request-Timestamp": "soon"},
        {"X-Slack-Request-Timestamp": "-1"},
        {"X-Slack-Request-Timestamp": "9" * 5000},
        {"X-Slack-Request-Timestamp": "1²"},
    ],
)
async def test_a_wrong_signature_is_refused(desk: Desk, headers: dict[str, str]) -> None:
    assert (await post(desk, json.dumps(MESSAGE).encode(), headers=headers)).status == 401
    assert desk.told == []


@pytest.mark.parametrize("skew", [-301, 301])
async def test_a_signature_from_another_time_is_refused(desk: Desk, skew: int) -> None:
    assert (await post(desk, json.dumps(MESSAGE).encode(), skew=skew)).status == 401


@pytest.mark.parametrize("skew", [-290, 290])
async def test_a_signature_from_within_five_minutes_holds(desk: Desk, skew: int) -> None:
    assert (await post(desk, json.dumps(MESSAGE).encode(), skew=skew)).status == 200


async def test_the_signature_of_another_body_is_refused(desk: Desk) -> None:
    signed = signature(desk.slack.signing_secret, b"{}", int(desk.slack.wire.clock.now().timestamp()))
    answer = await desk.slack.wire.post(json.dumps(MESSAGE).encode(), {**signed, "Content-Type": JSON})
    assert answer.status == 401


async def test_a_body_that_is_too_long_is_refused_unread(desk: Desk) -> None:
    long = io.BytesIO(b" " * (MOST_BYTES + 1))
    answer = await desk.slack.wire.post(long, {"Content-Type": JSON})  # type: ignore[arg-type]
    assert answer.status == 413
    assert answer.text.endswith(".")


async def test_slack_is_told_that_the_address_is_ours(desk: Desk) -> None:
    answer = await post(desk, json.dumps({"type": "url_verification", "challenge": "c1", "token": "x"}).encode())
    assert (answer.status, answer.json) == (200, {"challenge": "c1"})


async def test_slacks_look_at_the_certificate_is_answered_and_does_nothing(desk: Desk) -> None:
    for body in (b"ssl_check=1&token=abc", b"token=abc&ssl_check=1", b"ssl_check=1"):
        assert (await desk.slack.wire.post(body, {"Content-Type": FORM})).status == 200
    assert (await desk.slack.wire.post(b"ssl_check=1&command=/ask", {"Content-Type": FORM})).status == 401
    assert desk.told == []


async def test_a_workspace_that_has_not_installed_the_app_is_told_so(desk: Desk) -> None:
    answer = await post(desk, urlencode({**COMMAND, "team_id": "T9"}).encode(), FORM)
    assert answer.status == 200
    assert answer.json["response_type"] == "ephemeral"
    for payload in (
        {**PRESS, "team": {"id": "T9"}},
        {"type": "view_submission", **WHO, "team": {"id": "T9"}, "view": VIEW},
    ):
        assert (await form(desk, payload)).status == 200
    assert desk.told == []


async def test_the_same_signed_press_sent_again_has_one_effect(desk: Desk) -> None:
    amira = desk.slack.user("U1")
    await desk.card(amira, CARD)
    await amira.press("Approve")
    for _ in range(3):
        assert (await desk.slack.wire.again(desk.slack.wire.sent[-1])).status == 200
    assert desk.done == 1


async def test_an_error_in_the_application_is_a_sentence_with_an_id_and_a_line_in_the_log(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    amira = desk.slack.user("U1")
    desk.failure = RuntimeError("the database is upside down")
    await amira.says("a secret thought")
    shown = await amira.sees("Something went wrong")
    assert "upside down" not in shown
    assert shown.rstrip(".").split()[-1] in capsys.readouterr().out


async def test_a_refusal_of_the_application_is_said_in_its_own_words(desk: Desk) -> None:
    amira = desk.slack.user("U1")
    desk.failure = Refused("no", "You may not do this.")
    await amira.command("/comms", "state")
    assert await amira.sees("You may not do this.")


async def test_when_slack_takes_no_answer_what_was_done_stays_done(desk: Desk) -> None:
    amira = desk.slack.user("U1")
    await desk.card(amira, CARD)
    desk.reply = Reply("Approved.")
    for method in ("response_url", "chat.postMessage"):
        desk.slack.faults.arm(method, status=503, times=9)
    answer = await amira.press("Approve")
    await desk.settled()
    assert (answer.status, desk.done) == (200, 1)


async def test_bolt_says_nothing_of_what_people_wrote(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    amira = desk.slack.user("U1")
    with caplog.at_level(logging.DEBUG):
        await amira.says("a secret thought")
        await amira.command("/nothing", "a secret thought")
        await desk.settled()
    assert "secret thought" not in caplog.text


async def test_what_nobody_has_dealt_with_is_never_acknowledged(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*_: object, **__: object) -> None:
        raise RuntimeError("upside down")

    monkeypatch.setattr("slack_bolt.app.async_app.AsyncioListenerRunner.run", broken)
    answer = await post(desk, json.dumps(MESSAGE).encode())
    assert answer.status == 503
    assert "upside down" not in answer.text
    assert answer.text.endswith(".")
