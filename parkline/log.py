"""Structured logs: every line with its conversation, message and event ids, none with a secret."""

import logging
import sys
from collections.abc import Mapping
from typing import Any

import structlog

_HIDDEN = ("token", "secret", "password", "authorization", "cookie", "api_key", "phone")


def _hide(
    _logger: object, _name: str, line: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    """Whatever is called a secret does not leave the process, wherever it was logged."""
    for key, value in line.items():
        line[key] = _shown(key, value)
    return line


def _shown(key: object, value: Any) -> Any:
    if any(word in str(key).lower() for word in _HIDDEN):
        return "[hidden]"
    if isinstance(value, Mapping):
        return {inner: _shown(inner, each) for inner, each in value.items()}
    if isinstance(value, list | tuple):
        return [_shown("", each) for each in value]
    return value


def configure(log_format: str, *, role: str, level: int = logging.INFO) -> None:
    """`log_format` is json, or console for people."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _hide,
    ]
    last: structlog.typing.Processor = structlog.processors.JSONRenderer(ensure_ascii=False)
    if log_format == "console":
        last = structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    else:
        shared.append(structlog.processors.format_exc_info)
    structlog.configure(
        processors=[*shared, last],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    structlog.contextvars.bind_contextvars(role=role)
    logging.basicConfig(level=logging.WARNING, format="%(name)s %(message)s", stream=sys.stderr)
    # A delivery that waits for its next attempt is an exception to the queue, not to us.
    logging.getLogger("procrastinate").setLevel(logging.CRITICAL)
