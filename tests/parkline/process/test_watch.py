import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from prometheus_client import CollectorRegistry, Counter
from prometheus_client.parser import text_string_to_metric_families

from parkline.process import watch
from parkline.process.watch import Probe, watch_routes

Serve = Callable[..., Awaitable[TestClient[web.Request, web.Application]]]


async def passes() -> bool:
    return True


async def says_no() -> bool:
    return False


async def fails() -> bool:
    raise ConnectionError("nobody there")


async def hangs() -> bool:
    await asyncio.Event().wait()
    return True


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    clients = []

    async def serving(
        registry: CollectorRegistry | None = None,
        uses: dict[str, Probe] | None = None,
        **needs: Probe,
    ) -> TestClient[web.Request, web.Application]:
        app = web.Application()
        app.router.add_routes(watch_routes(registry or CollectorRegistry(), needs, uses))
        client = TestClient(TestServer(app))
        await client.start_server()
        clients.append(client)
        return client

    yield serving
    for client in clients:
        await client.close()


async def test_live_whatever_else_is_down(serve: Serve) -> None:
    response = await (await serve(database=fails)).get("/livez")
    assert (response.status, await response.json()) == (200, {"live": True})


async def test_ready_when_every_probe_passes(serve: Serve) -> None:
    response = await (await serve(database=passes, uses={"bot": passes})).get("/readyz")
    assert response.status == 200
    assert await response.json() == {
        "ready": True,
        "degraded": [],
        "checks": {"database": True, "bot": True},
    }


@pytest.mark.parametrize("probe", [says_no, fails, hangs])
async def test_not_ready_when_a_probe_does_not_pass(
    serve: Serve, probe: Probe, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "PROBE_SECONDS", 0.05)
    response = await (await serve(database=probe, uses={"bot": passes})).get("/readyz")
    assert response.status == 503
    assert await response.json() == {
        "ready": False,
        "degraded": [],
        "checks": {"database": False, "bot": True},
    }


@pytest.mark.parametrize("probe", [says_no, fails, hangs])
async def test_ready_but_degraded_while_what_it_only_uses_is_away(
    serve: Serve, probe: Probe, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "PROBE_SECONDS", 0.05)
    response = await (await serve(database=passes, uses={"bot": probe})).get("/readyz")
    assert response.status == 200
    assert await response.json() == {
        "ready": True,
        "degraded": ["bot"],
        "checks": {"database": True, "bot": False},
    }


async def test_metrics_say_what_is_degraded_and_both_ports_say_it(serve: Serve) -> None:
    registry = CollectorRegistry()
    first = await serve(registry, database=passes, uses={"bot": fails})
    second = await serve(registry, database=passes, uses={"bot": fails})
    for client in (first, second):
        text = await (await client.get("/metrics")).text()
        assert 'parkline_check_up{check="database"} 1.0' in text
        assert 'parkline_check_up{check="bot"} 0.0' in text


async def test_metrics_are_what_prometheus_reads(serve: Serve) -> None:
    registry = CollectorRegistry()
    Counter("parkline_turns", "Turns.", ["outcome"], registry=registry).labels("answered").inc(3)
    response = await (await serve(registry)).get("/metrics")

    assert response.headers["Content-Type"].startswith("text/plain")
    families = {
        family.name: family for family in text_string_to_metric_families(await response.text())
    }
    assert families["parkline_turns"].type == "counter"
    [total] = [s for s in families["parkline_turns"].samples if s.name.endswith("_total")]
    assert (total.labels, total.value) == ({"outcome": "answered"}, 3)
