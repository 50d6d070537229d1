"""The log: on standard error, with ids and codes, never with what somebody wrote."""

import json
from collections.abc import Iterator

import pytest
import structlog

from bot import log


@pytest.fixture(autouse=True)
def _default_log_afterwards() -> Iterator[None]:
    yield
    structlog.reset_defaults()


def test_an_event_is_one_line_of_json_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("info", "json")
    structlog.get_logger().info("decided", case="c1")
    out, err = capsys.readouterr()
    assert out == ""
    assert json.loads(err)["event"] == "decided"
    assert json.loads(err)["case"] == "c1"


def test_what_somebody_wrote_never_reaches_the_log(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("info", "console")
    structlog.get_logger().info("answered", answer="my secret", token="t0ken", question="budget_code")
    _, err = capsys.readouterr()
    assert "my secret" not in err
    assert "t0ken" not in err
    assert "budget_code" in err


def test_an_event_below_the_level_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("warning", "console")
    structlog.get_logger().info("chatter")
    structlog.get_logger().warning("trouble")
    _, err = capsys.readouterr()
    assert "chatter" not in err
    assert "trouble" in err
