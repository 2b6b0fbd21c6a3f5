"""What operators' tools look at: /livez, /readyz and Prometheus' /metrics."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from weakref import WeakKeyDictionary

from aiohttp import web
from prometheus_client import CollectorRegistry, Gauge
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

Probe = Callable[[], Awaitable[bool]]

PROBE_SECONDS = 2.0

_gauges: WeakKeyDictionary[CollectorRegistry, Gauge] = WeakKeyDictionary()


def watch_routes(
    registry: CollectorRegistry, needs: Mapping[str, Probe], uses: Mapping[str, Probe] | None = None
) -> list[web.RouteDef]:
    """Live means the process answers; ready means that all it `needs` to serve does.

    Where something is away that it only `uses`, it stays ready, and the body names it in
    `degraded`. The metrics have all checks.
    """
    used = uses or {}
    probes = {**needs, **used}
    passing = _passing(registry)

    async def look() -> dict[str, bool]:
        found = await asyncio.gather(*(_passes(probe) for probe in probes.values()))
        checks = dict(zip(probes, found, strict=True))
        for name, passed in checks.items():
            passing.labels(name).set(passed)
        return checks

    async def livez(_request: web.Request) -> web.Response:
        return web.json_response({"live": True})

    async def readyz(_request: web.Request) -> web.Response:
        checks = await look()
        ready = all(checks[name] for name in needs)
        degraded = [name for name in used if not checks[name]]
        body = {"ready": ready, "degraded": degraded, "checks": checks}
        return web.json_response(body, status=200 if ready else 503)

    async def metrics(_request: web.Request) -> web.Response:
        await look()
        return web.Response(
            body=generate_latest(registry), headers={"Content-Type": CONTENT_TYPE_LATEST}
        )

    return [web.get("/livez", livez), web.get("/readyz", readyz), web.get("/metrics", metrics)]


def count_tasks(registry: CollectorRegistry) -> None:
    """Tell how many tasks the process's loop has, where /metrics is asked for."""
    tasks = Gauge("parkline_tasks", "Tasks of the event loop.", registry=registry)
    tasks.set_function(lambda: len(asyncio.all_tasks()))


def _passing(registry: CollectorRegistry) -> Gauge:
    """One for a registry, however many ports it is looked at by."""
    if registry not in _gauges:
        _gauges[registry] = Gauge(
            "parkline_check_up",
            "Whether what the process needs or uses passed its check (1) or not (0).",
            ["check"],
            registry=registry,
        )
    return _gauges[registry]


async def _passes(probe: Probe) -> bool:
    try:
        return await asyncio.wait_for(probe(), PROBE_SECONDS)
    except Exception:
        return False
