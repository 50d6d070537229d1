"""Puts what the engine has to say into our log, one line an event, in place of its own way of printing."""

import logging

import structlog


class IntoOurLog(logging.Handler):
    """Takes the first line; the rest is a traceback through the engine, with the statements that it sent."""

    def emit(self, record: logging.LogRecord) -> None:
        says = (record.getMessage().splitlines() or [""])[0]
        structlog.get_logger().log(record.levelno, "engine", says=says)


def adopt() -> None:
    """Have the engine log through us. It prints for itself unless this comes before it is made."""
    log = logging.getLogger("dbos")
    if not log.handlers:
        log.addHandler(IntoOurLog())
        log.propagate = False
