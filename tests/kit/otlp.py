"""A collector of traces: takes OTLP over HTTP as the standard has it, and keeps the spans."""

import gzip
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web
from aiohttp.test_utils import TestServer
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)
from opentelemetry.proto.trace.v1.trace_pb2 import Span as Sent


@dataclass(frozen=True, slots=True)
class Span:
    """`about` are its attributes; `service` and `machine` those of who sent it."""

    service: str
    machine: dict[str, str]
    name: str
    kind: str
    trace: str
    id: str
    parent: str
    about: dict[str, str | int]
    error: str
    seconds: float
    events: int


@dataclass(slots=True)
class Collector:
    url: str = ""
    spans: list[Span] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    raw: bytes = b""
    """All that came, unpacked."""

    def named(self, name: str) -> list[Span]:
        return [one for one in self.spans if one.name == name]

    def path(self, span: Span) -> list[str]:
        """Names from the root of its trace down to it."""
        by_id = {one.id: one for one in self.spans}
        found = [span]
        while found[0].parent:
            found.insert(0, by_id[found[0].parent])
            assert found[0].trace == span.trace
        return [one.name for one in found]

    async def take(self, request: web.Request) -> web.Response:
        assert request.content_type == "application/x-protobuf"
        body = await request.read()
        if request.headers.get("Content-Encoding") == "gzip" and body[:2] == b"\x1f\x8b":
            body = gzip.decompress(body)
        self.raw += body
        self.shown.append(request.headers.get("Authorization", ""))
        for group in ExportTraceServiceRequest.FromString(body).resource_spans:
            machine = {one.key: one.value.string_value for one in group.resource.attributes}
            for scope in group.scope_spans:
                self.spans += [_kept(one, machine) for one in scope.spans]
        return web.Response(
            body=ExportTraceServiceResponse().SerializeToString(),
            content_type="application/x-protobuf",
        )


def _kept(sent: Sent, machine: dict[str, str]) -> Span:
    return Span(
        service=machine.get("service.name", ""),
        machine=machine,
        name=sent.name,
        kind=Sent.SpanKind.Name(sent.kind).removeprefix("SPAN_KIND_").lower(),
        trace=sent.trace_id.hex(),
        id=sent.span_id.hex(),
        parent=sent.parent_span_id.hex(),
        about={one.key: one.value.string_value or one.value.int_value for one in sent.attributes},
        error=sent.status.message,
        seconds=(sent.end_time_unix_nano - sent.start_time_unix_nano) / 1e9,
        events=len(sent.events),
    )


@asynccontextmanager
async def collector() -> AsyncIterator[Collector]:
    made = Collector()
    app = web.Application(client_max_size=16 * 1024 * 1024)
    app.router.add_post("/v1/traces", made.take)
    async with TestServer(app, host="127.0.0.1") as server:
        made.url = str(server.make_url("")).rstrip("/")
        yield made
