"""Traces over OTLP (OpenTelemetry), where the settings name a collector.

This is the only module that imports OpenTelemetry, and only then. Spans are sent by a thread of
their own, in batches; what does not reach the collector is dropped, and holds nothing up.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from aiohttp import web

from services.kit import tracing
from services.kit.tracing import Kind, Value

if TYPE_CHECKING:
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.trace import SpanContext

    from parkline.settings.settings import Settings

SCOPE = "parkline"
SEND_SECONDS = 5.0
LAST_MILLISECONDS = 2_000
"""For what is still to be sent when the process leaves."""


@asynccontextmanager
async def traced(settings: "Settings", role: str) -> AsyncIterator[None]:
    """Trace this process, `role`, until the end; nothing where no collector is set."""
    if not settings.otlp_url:
        yield
        return
    made = OtlpTracer(settings, role)
    tracing.use(made)
    try:
        yield
    finally:
        tracing.use(None)
        await asyncio.to_thread(made.close)


class OtlpTracer:
    """See services.kit.tracing.Tracer."""

    def __init__(self, settings: "Settings", role: str) -> None:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
        from opentelemetry.sdk.trace.sampling import ParentBased, TraceIdRatioBased

        shown = settings.otlp_authorization.get_secret_value()
        exporter = OTLPSpanExporter(
            endpoint=f"{settings.otlp_url.rstrip('/')}/v1/traces",
            headers={"authorization": shown} if shown else {},
            timeout=SEND_SECONDS,
        )
        self._processor = BatchSpanProcessor(exporter, schedule_delay_millis=1_000)
        self._provider = TracerProvider(
            sampler=ParentBased(TraceIdRatioBased(settings.trace_share)),
            resource=_resource(f"parkline-{role}"),
            shutdown_on_exit=False,
        )
        self._provider.add_span_processor(self._processor)
        self._tracer = self._provider.get_tracer(SCOPE)

    def close(self) -> None:
        """Send what is left, for LAST_MILLISECONDS at most."""
        self._provider.force_flush(LAST_MILLISECONDS)
        self._provider.shutdown()

    @contextmanager
    def span(
        self, name: str, kind: Kind, parent: str | None, about: Mapping[str, Value]
    ) -> Iterator[None]:
        from opentelemetry.trace import SpanKind, StatusCode

        with self._tracer.start_as_current_span(
            name,
            context=_context(parent),
            kind=SpanKind[kind.upper()],
            attributes={f"parkline.{key}": value for key, value in about.items()},
            # What an exception says may hold what somebody wrote.
            record_exception=False,
            set_status_on_exception=False,
        ) as opened:
            try:
                yield
            except web.HTTPException:
                raise  # An answer like any other: its status says what it is.
            except BaseException as ended:
                opened.set_status(StatusCode.ERROR, type(ended).__name__)
                raise

    def traceparent(self) -> str | None:
        from opentelemetry.trace import get_current_span

        here = get_current_span().get_span_context()
        return _written(here) if here.is_valid else None

    def note(self, about: Mapping[str, Value]) -> None:
        from opentelemetry.trace import get_current_span

        get_current_span().set_attributes({f"parkline.{key}": one for key, one in about.items()})

    def told(self, name: str, service: str, said: object) -> None:
        """Of the trace that is open here alone: what another process says is no way into others."""
        from opentelemetry.sdk.trace import ReadableSpan
        from opentelemetry.trace import SpanKind, get_current_span

        here = get_current_span().get_span_context()
        match said:
            case {"traceparent": str(own), "began": int(began), "ended": int(ended)}:
                context = _span_context(own)
            case _:
                return
        if context is None or not here.is_valid or context.trace_id != here.trace_id:
            return
        self._processor.on_end(
            ReadableSpan(
                name,
                context=context,
                parent=here,
                resource=_resource(service),
                kind=SpanKind.SERVER,
                start_time=began,
                end_time=max(began, ended),
            )
        )


@cache
def _resource(service: str) -> "Resource":
    """Nothing of the machine: neither its name nor what its environment says."""
    from opentelemetry.sdk.resources import Resource

    return Resource({"service.name": service, "service.version": version("parkline")})


def _context(parent: str | None) -> Any:
    """In which a span begins: an empty one makes it the root of a trace."""
    from opentelemetry.context import Context
    from opentelemetry.trace import NonRecordingSpan, set_span_in_context

    known = _span_context(parent) if parent else None
    if known is None:
        return Context()
    return set_span_in_context(NonRecordingSpan(known), Context())


def _span_context(said: str) -> "SpanContext | None":
    """What a traceparent names (W3C Trace Context); None for what is none."""
    from opentelemetry.trace import get_current_span
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

    found = TraceContextTextMapPropagator().extract({"traceparent": said})
    context = get_current_span(found).get_span_context()
    return context if context.is_valid else None


def _written(context: "SpanContext") -> str:
    return f"00-{context.trace_id:032x}-{context.span_id:016x}-{context.trace_flags:02x}"
