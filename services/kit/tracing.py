"""Traces: which work followed from which, through processes and the rows between them.

Off, nothing is measured and OpenTelemetry is not imported by us: `span` gives back one and the same
empty context. `use` turns it on (parkline.process.tracing). A row that hands work over keeps the
`traceparent` of W3C Trace Context under which it was written, and `resumed` goes on from there.

What a span says of itself is one of ABOUT: ids, codes and counts. Nothing that people wrote, no
name, number, address or path is among them.
"""

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import Literal, Protocol

Kind = Literal["internal", "server", "client", "producer", "consumer"]
Value = str | int
ABOUT = frozenset(
    {
        *("park_id", "conversation_id", "message_id", "event_id", "delivery_id", "attempt"),
        *("method", "route", "status", "type", "action", "task"),
    }
)
LONGEST = 100
"""Characters of a code."""


class Tracer(Protocol):
    """Who keeps spans; the root of a trace where `parent` is None."""

    def span(
        self, name: str, kind: Kind, parent: str | None, about: Mapping[str, Value]
    ) -> AbstractContextManager[None]: ...

    def traceparent(self) -> str | None:
        """Of the span that is open here."""

    def note(self, about: Mapping[str, Value]) -> None:
        """Say more of the span that is open here."""

    def told(self, name: str, service: str, said: object) -> None:
        """Keep a span that another process has measured and does not send itself."""


_tracer: Tracer | None = None
_NOTHING = nullcontext()


def use(tracer: Tracer | None) -> None:
    """Have this process traced, or no longer."""
    global _tracer  # noqa: PLW0603 - One for a process, as its log is.
    _tracer = tracer


def span(name: str, kind: Kind = "internal", /, **about: Value) -> AbstractContextManager[None]:
    """What is done within it is part of what is open here, else of a trace of its own."""
    if _tracer is None:
        return _NOTHING
    return _tracer.span(name, kind, _tracer.traceparent(), _checked(about))


def resumed(
    name: str, parent: str | None, kind: Kind = "internal", /, **about: Value
) -> AbstractContextManager[None]:
    """What is done within it goes on with `parent`, whatever is open here; None: with nothing."""
    if _tracer is None:
        return _NOTHING
    return _tracer.span(name, kind, parent, _checked(about))


def traceparent() -> str | None:
    """What a row or a request hands on: `00-<trace>-<span>-<flags>`. None while off."""
    return None if _tracer is None else _tracer.traceparent()


def headers() -> dict[str, str]:
    """The same for a request over HTTP."""
    here = traceparent()
    return {} if here is None else {"traceparent": here}


def note(**about: Value) -> None:
    """Say more of the span that is open here."""
    if _tracer is not None:
        _tracer.note(_checked(about))


def told(name: str, service: str, answer: object) -> None:
    """Keep the span that another process says it has measured; what is none is passed over.

    Of `answer`, the member "span": {"traceparent": its own, "began": …, "ended": …}, in ns since
    1970.
    """
    if _tracer is not None and isinstance(answer, dict):
        _tracer.told(name, service, answer.get("span"))


def _checked(about: Mapping[str, Value]) -> Mapping[str, Value]:
    """Raises ValueError for what no span may say."""
    if unknown := sorted(set(about) - ABOUT):
        raise ValueError(f"a span says nothing of {', '.join(unknown)}")
    return {name: one[:LONGEST] if isinstance(one, str) else one for name, one in about.items()}
