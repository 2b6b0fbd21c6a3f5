"""What operators' tools look at: /livez, /readyz and Prometheus' /metrics."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web
from prometheus_client import CollectorRegistry, Gauge
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

Probe = Callable[[], Awaitable[bool]]

PROBE_SECONDS = 2.0


def watch_routes(registry: CollectorRegistry, probes: Mapping[str, Probe]) -> list[web.RouteDef]:
    """Live means the process answers; ready means that all it needs does."""

    async def livez(_request: web.Request) -> web.Response:
        return web.json_response({"live": True})

    async def readyz(_request: web.Request) -> web.Response:
        names = list(probes)
        found = await asyncio.gather(*(_passes(probes[name]) for name in names))
        ready = all(found)
        body = {"ready": ready, "checks": dict(zip(names, found, strict=True))}
        return web.json_response(body, status=200 if ready else 503)

    async def metrics(_request: web.Request) -> web.Response:
        return web.Response(
            body=generate_latest(registry), headers={"Content-Type": CONTENT_TYPE_LATEST}
        )

    return [web.get("/livez", livez), web.get("/readyz", readyz), web.get("/metrics", metrics)]


def count_tasks(registry: CollectorRegistry) -> None:
    """Tell how many tasks the process's loop has, where /metrics is asked for."""
    tasks = Gauge("parkline_tasks", "Tasks of the event loop.", registry=registry)
    tasks.set_function(lambda: len(asyncio.all_tasks()))


async def _passes(probe: Probe) -> bool:
    try:
        return await asyncio.wait_for(probe(), PROBE_SECONDS)
    except Exception:
        return False
