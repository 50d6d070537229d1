"""The log: on standard error, with ids and codes, never with what somebody wrote."""

import json
import logging
from typing import Literal

import pytest
import structlog

from bot import log


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


@pytest.mark.parametrize("style", ["console", "json"])
def test_a_traceback_holds_no_values_of_variables(
    style: Literal["console", "json"], capsys: pytest.CaptureFixture[str]
) -> None:
    def deal_with(answer: str) -> None:
        raise RuntimeError(f"{len(answer)} letters")

    log.configure("info", style)
    try:
        deal_with("my secret")
    except RuntimeError:
        structlog.get_logger().exception("broken")
    _, err = capsys.readouterr()
    assert "deal_with" in err
    assert "9 letters" in err
    assert "'my secret'" not in err


def test_an_event_below_the_level_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("warning", "console")
    structlog.get_logger().info("chatter")
    structlog.get_logger().warning("trouble")
    _, err = capsys.readouterr()
    assert "chatter" not in err
    assert "trouble" in err


def test_a_librarys_warning_is_in_the_same_form_as_ours(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("info", "json")
    logging.getLogger("some.library").warning("it broke")
    _, err = capsys.readouterr()
    assert json.loads(err)["event"] == "it broke"
    assert json.loads(err)["level"] == "warning"


def test_a_librarys_chatter_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("debug", "json")
    logging.getLogger("some.library").info("the whole request, with what somebody wrote")
    assert capsys.readouterr() == ("", "")


def test_configuring_twice_says_everything_once(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("info", "console")
    log.configure("info", "json")
    logging.getLogger("some.library").error("once")
    assert capsys.readouterr().err.count("once") == 1


def test_an_error_of_a_library_brings_its_traceback_in_one_line_of_json(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("info", "json")
    try:
        int("lost")
    except ValueError:
        logging.getLogger("some.library").exception("it broke")
    [line] = capsys.readouterr().err.splitlines()
    assert "ValueError" in json.loads(line)["exception"]
