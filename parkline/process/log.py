"""Structured logs: every line with its conversation, message and event ids, none with a secret."""

import json
import logging
import re
import sys
from collections.abc import Mapping
from typing import Any

import structlog
from aiohttp.http_exceptions import HttpProcessingError

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


_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def one_line(text: str) -> str:
    """With whatever would end the line, move the cursor or turn its direction written out."""
    return _UNSEEN.sub(lambda sign: sign[0].encode("unicode_escape").decode(), text)


def _on_one_line(
    _logger: object, _name: str, line: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    """What strangers said cannot pass for a line of ours. Tracebacks keep theirs for the renderer:
    JSON writes them on one."""
    return {
        key: one_line(each) if isinstance(each, str) and key != "exception" else each
        for key, each in line.items()
    }


def _as_json(written: Any, **how: Any) -> str:
    """As json.dumps, and with what JSON leaves as it is but terminals do not."""
    text = json.dumps(written, **how)
    return _UNSEEN.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)


class _OneLine(logging.Formatter):
    """Of what libraries log."""

    def format(self, record: logging.LogRecord) -> str:
        return one_line(super().format(record))


class _NoRequestBytes(logging.Filter):
    """aiohttp logs a request that it cannot parse with the line that was wrong: with the key, where
    that is the Authorization header. What was wrong is said without it."""

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, HttpProcessingError):
            record.exc_info = record.exc_text = None
            record.msg = f"{record.msg}: {type(error).__name__}"
        return True


NO_REQUEST_BYTES = _NoRequestBytes()
"""For the logger of every HTTP server."""


def configure(log_format: str, *, role: str, level: int = logging.INFO) -> None:
    """`log_format` is json, or console for people."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _hide,
    ]
    last: structlog.typing.Processor = structlog.processors.JSONRenderer(
        serializer=_as_json, ensure_ascii=False
    )
    if log_format == "console":
        shared.append(_on_one_line)
        last = structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
    else:
        shared.append(structlog.processors.format_exc_info)
    structlog.configure(
        processors=[*shared, last],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    structlog.contextvars.bind_contextvars(role=role)
    libraries = logging.StreamHandler(sys.stderr)
    libraries.setFormatter(_OneLine("%(name)s %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[libraries])
    # A delivery that waits for its next attempt is an exception to the queue, not to us.
    logging.getLogger("procrastinate").setLevel(logging.CRITICAL)
