"""Traces (W3C Trace Context): a turn is a span, which the answer tells; its actions go on with it.

The bot sends nothing to a collector itself: the gateway that asked keeps the span with its own.
"""

from __future__ import annotations

import re
import secrets
import time
from contextvars import ContextVar
from dataclasses import dataclass

_TRACEPARENT = re.compile(r"00-([0-9a-f]{32})-[0-9a-f]{16}-([0-9a-f]{2})", re.ASCII)

_open: ContextVar[Span | None] = ContextVar("open_span", default=None)


@dataclass(frozen=True)
class Span:
    """`traceparent` names it; `began` in nanoseconds since 1970."""

    traceparent: str
    began: int

    def told(self) -> dict[str, str | int]:
        """As the answer has it, ended now."""
        return {"traceparent": self.traceparent, "began": self.began, "ended": time.time_ns()}


def begin(traceparent: str | None) -> Span | None:
    """A span of the trace of whoever asks; None where they are not traced."""
    known = _TRACEPARENT.fullmatch(traceparent or "")
    span = None
    if known is not None:
        own = f"00-{known[1]}-{secrets.token_hex(8)}-{known[2]}"
        span = Span(own, time.time_ns())
    _open.set(span)
    return span


def headers() -> dict[str, str]:
    """What a call made in the turn says."""
    span = _open.get()
    return {} if span is None else {"traceparent": span.traceparent}
