"""Commands that run one role."""

from __future__ import annotations

import gc
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer

from parkline.cli.common import failures, settings, stores_of

if TYPE_CHECKING:
    from parkline.process.serving import Stop


def add_to(app: typer.Typer) -> None:
    app.command("gateway")(run_gateway)
    app.command("worker")(run_worker)


def run_gateway() -> None:
    """Channels, vendor API, and the actions that the bot calls."""
    with _no_collection():
        from parkline.roles import gateway

    chosen = settings()
    with failures("gateway", chosen.log_format):
        stores = stores_of(chosen, chosen.gateway_database_url, "PARKLINE_GATEWAY_DATABASE_URL")
        _until_stopped(lambda stop: gateway.run(chosen, *stores, stop))


def run_worker() -> None:
    """Event handlers, webhook deliveries, deadlines."""
    with _no_collection():
        from parkline.roles import worker

    chosen = settings()
    with failures("worker", chosen.log_format):
        stores = stores_of(chosen, chosen.worker_database_url, "PARKLINE_WORKER_DATABASE_URL")
        _until_stopped(lambda stop: worker.run(chosen, *stores, stop))


@contextmanager
def _no_collection() -> Iterator[None]:
    """What is imported stays: the collector, going over it again and again, took a sixth of a
    process's start."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _until_stopped(main: Callable[[Stop], Coroutine[Any, Any, None]]) -> None:
    """Run until SIGINT or SIGTERM ask it to leave."""
    from parkline.process import loop
    from parkline.process.serving import Stop

    async def run() -> None:
        stop = Stop()
        stop.on_signals()
        await main(stop)

    loop.run(run())
