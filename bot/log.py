"""How the program logs: one line an event on standard error, with ids and codes and never what somebody wrote."""

import logging
import sys
from typing import Any, Literal

import structlog
from structlog.typing import EventDict, Processor

# What a log may never carry, whoever passes it: answers and free text are personal data, the rest opens doors.
NEVER_LOGGED = frozenset({"answer", "answers", "text", "body", "token", "secret", "password", "email", "name"})


def configure(level: str, style: Literal["console", "json"]) -> None:
    """Send every event of at least that level to standard error; calling it again replaces what was set."""
    structlog.configure(
        processors=[*_steps(), _drawn(style)],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )


def _steps() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        leave_out_personal,
    ]


def _drawn(style: Literal["console", "json"]) -> Processor:
    if style == "console":
        return structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    return _json


def _json(logger: Any, method: str, event: EventDict) -> str | bytes:
    whole = structlog.processors.format_exc_info(logger, method, event)
    return structlog.processors.JSONRenderer(sort_keys=True)(logger, method, whole)


def leave_out_personal(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """Mask what a log may never carry, so that one careless call does not publish it."""
    return {key: "[left out]" if key in NEVER_LOGGED else value for key, value in event.items()}
