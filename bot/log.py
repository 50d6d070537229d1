"""How the program logs: one line an event on standard error, with ids and codes and never what somebody wrote."""

import logging
import sys
from typing import Any, Literal

import structlog
from structlog.typing import EventDict, Processor

LIBRARIES = "commsdesk: libraries"
# What a log may never carry, whoever passes it: answers and free text are personal data, the rest opens doors.
NEVER_LOGGED = frozenset({"answer", "answers", "text", "body", "token", "secret", "password", "email", "name"})


def configure(level: str, style: Literal["console", "json"]) -> None:
    """Send our events of at least that level, and the libraries' warnings, to standard error in one form."""
    structlog.configure(
        processors=[*_steps(), _drawn(style)],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    forget()
    logging.getLogger().addHandler(_for_libraries(style))


def forget() -> None:
    """Take the libraries' messages from standard error again; nothing happens where they never went there."""
    for handler in [h for h in logging.getLogger().handlers if h.name == LIBRARIES]:
        logging.getLogger().removeHandler(handler)


def _for_libraries(style: Literal["console", "json"]) -> logging.Handler:
    handler = logging.StreamHandler(sys.stderr)
    handler.name = LIBRARIES
    # A library's chatter may quote a whole request; its warnings say what an administrator must know.
    handler.setLevel(logging.WARNING)
    last = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(processors=[last, _drawn(style)], foreign_pre_chain=_steps())
    )
    return handler


def _steps() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        leave_out_personal,
    ]


def _drawn(style: Literal["console", "json"]) -> Processor:
    if style == "json":
        return _json
    # The other way of showing a traceback prints the values of variables, which may be what somebody wrote.
    return structlog.dev.ConsoleRenderer(
        colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
    )  # fmt: skip


def _json(logger: Any, method: str, event: EventDict) -> str | bytes:
    whole = structlog.processors.format_exc_info(logger, method, event)
    return structlog.processors.JSONRenderer(sort_keys=True)(logger, method, whole)


def leave_out_personal(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """Mask what a log may never carry, so that one careless call does not publish it."""
    return {key: "[left out]" if key in NEVER_LOGGED else value for key, value in event.items()}
