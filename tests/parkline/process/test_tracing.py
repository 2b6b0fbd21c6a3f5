"""Traces as a collector gets them, and what they cost where there is none."""

import subprocess
import sys
import time
from collections.abc import AsyncIterator

import pytest
from pydantic import SecretStr

from parkline.process.tracing import traced
from parkline.settings.settings import Settings
from services.kit import tracing
from tests.kit.otlp import Collector, collector

FOREIGN = "00-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-bbbbbbbbbbbbbbbb-01"


def settings(url: str, **more: object) -> Settings:
    return Settings(
        _env_file=None, demo=True, secret_key=SecretStr("s" * 32), otlp_url=url, **more  # type: ignore[arg-type, call-arg]
    )  # fmt: skip


@pytest.fixture
async def kept() -> AsyncIterator[Collector]:
    async with collector() as kept:
        yield kept


async def test_work_is_a_tree_through_the_rows_between_processes(kept: Collector) -> None:
    async with traced(settings(kept.url), "gateway"):
        with tracing.span("request", "server", method="POST", route="/orders"):
            with tracing.span("action", action="action_order"):
                row = tracing.traceparent()
            tracing.note(status=200)
        assert tracing.traceparent() is None
    async with traced(settings(kept.url), "worker"):
        with tracing.span("something else"), tracing.resumed("event", row, "consumer", event_id=7):
            pass
        with tracing.resumed("of nobody", None):
            pass
    [event], [action], [request] = (kept.named(name) for name in ("event", "action", "request"))
    assert kept.path(event) == ["request", "action", "event"]
    assert (row or "").startswith(f"00-{action.trace}-{action.id}-")
    assert (event.service, event.kind, event.about) == (
        "parkline-worker", "consumer", {"parkline.event_id": 7},
    )  # fmt: skip
    assert (request.service, request.kind) == ("parkline-gateway", "server")
    assert request.about == {
        "parkline.method": "POST", "parkline.route": "/orders", "parkline.status": 200,
    }  # fmt: skip
    [alone], [other] = kept.named("of nobody"), kept.named("something else")
    assert (alone.parent, other.parent) == ("", "")
    assert len({alone.trace, other.trace, event.trace}) == 3


async def test_a_span_says_nothing_of_what_people_write_or_of_the_machine(
    kept: Collector, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OTEL_RESOURCE_ATTRIBUTES", "host.name=canary-machine")
    async with traced(settings(kept.url), "gateway"):
        for name in ("text", "phone", "path", "name", "url", "email"):
            with pytest.raises(ValueError, match="says nothing of"):
                tracing.span("x", **{name: "canary"})
        with pytest.raises(LookupError), tracing.span("turn", message_id=3):
            raise LookupError("canary of somebody's words")
    [turn] = kept.spans
    assert (turn.error, turn.events) == ("LookupError", 0)
    assert set(turn.machine) == {"service.name", "service.version"}
    assert b"canary" not in kept.raw


async def test_what_the_bot_has_measured_is_kept_under_the_question(kept: Collector) -> None:
    async with traced(settings(kept.url), "gateway"):
        with tracing.span("ask the bot", "client"):
            here = tracing.traceparent() or ""
            own = f"{here[:36]}cccccccccccccccc{here[52:]}"
            told = {"traceparent": own, "began": 10**18, "ended": 10**18 + 250_000_000}
            tracing.told("turn in the bot", "parkline-bot", {"span": told})
            for wrong in (told | {"traceparent": FOREIGN}, told | {"began": "x"}, [], "x", None):
                tracing.told("turn in the bot", "parkline-bot", {"span": wrong})
            for nothing in ({}, [], None):
                tracing.told("turn in the bot", "parkline-bot", nothing)
        with tracing.resumed("action", own, "server"):
            pass
    [turn] = kept.named("turn in the bot")
    assert (turn.service, turn.kind, turn.seconds) == ("parkline-bot", "server", 0.25)
    assert kept.path(kept.named("action")[0]) == ["ask the bot", "turn in the bot", "action"]


async def test_a_collector_is_shown_what_it_wants_to_see(kept: Collector) -> None:
    async with traced(settings(kept.url, otlp_authorization="Bearer of-mine"), "gateway"):
        with tracing.span("x"):
            pass
    assert kept.shown == ["Bearer of-mine"]


async def test_a_share_of_nothing_keeps_nothing_and_hands_on_that_it_does(kept: Collector) -> None:
    async with traced(settings(kept.url, trace_share=0), "gateway"):
        with tracing.span("x"):
            row = tracing.traceparent() or ""
        with tracing.resumed("y", row):
            pass
    assert int(row[-2:], 16) & 1 == 0  # Not sampled.
    assert kept.spans == []


async def test_a_collector_that_is_away_holds_nothing_up() -> None:
    began = time.monotonic()
    async with traced(settings("http://127.0.0.1:9"), "gateway"):
        with tracing.span("x"):
            pass
    assert time.monotonic() - began < 10


@pytest.mark.timeout(300)
def test_off_nothing_is_measured_and_opentelemetry_is_not_imported() -> None:
    """By us: rasa-sdk, which runs actions, brings its own import of the API along."""
    said = """
import sys
from services.kit import tracing
import parkline.process.tracing, parkline.process.requests, services.events.publish
with tracing.span("x", message_id=1), tracing.resumed("y", "00-a-b-01"):
    assert tracing.traceparent() is None and tracing.headers() == {}
print([name for name in sys.modules if name.startswith("opentelemetry")])
"""
    done = subprocess.run(
        [sys.executable, "-c", said], capture_output=True, text=True, check=False, timeout=290
    )
    assert (done.returncode, done.stdout) == (0, "[]\n"), done.stderr


def test_off_a_span_is_one_and_the_same_context() -> None:
    assert tracing.span("x", text="not looked at") is tracing.resumed("y", FOREIGN)
