"""Commands that run Parkline: everything, or one role."""

import asyncio
import signal
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

import typer

from parkline import bot, gateway, supervisor, worker
from parkline.cli.common import failures, say, settings
from parkline.database import migrate
from parkline.settings import Settings
from parkline.setup import seed_if_missing


def add_to(app: typer.Typer) -> None:
    for command in (up, run_gateway, run_worker, run_bot, run_train, run_migrate, run_seed):
        name = command.__name__.removeprefix("run_")
        app.command(name)(command)


def up(demo: bool = typer.Option(False, help="Seed the demo park and run its vendor.")) -> None:
    """Everything on one machine, until Ctrl-C."""
    chosen = settings(demo=True if demo else None)
    with failures("up", chosen.log_format):
        asyncio.run(supervisor.up(chosen, say))


def run_gateway() -> None:
    """Channels, vendor API, and the actions that the bot calls."""
    chosen = settings()
    with failures("gateway", chosen.log_format):
        _until_stopped(gateway.run(chosen, *_stores(chosen)))


def run_worker() -> None:
    """Event handlers, webhook deliveries, deadlines."""
    chosen = settings()
    with failures("worker", chosen.log_format):
        asyncio.run(worker.run(chosen, *_stores(chosen)))


def run_bot() -> None:
    """The Rasa bot, on loopback."""
    chosen = settings()
    with failures("bot", chosen.log_format):
        database_url, redis_url = _stores(chosen)
        bot.exec_bot(chosen, database_url=database_url, redis_url=redis_url)


def run_train(force: bool = typer.Option(False, help="Even if nothing changed.")) -> None:
    """Train the bot if its data changed."""
    with failures("train", "console"):
        if not force and bot.is_trained():
            say("the trained bot is up to date")
            return
        bot.train(say)
        say(f"trained {bot.MODEL}")


def run_migrate() -> None:
    """Bring the database of the settings to the present schema."""
    chosen = settings()
    with failures("migrate", chosen.log_format):
        migrate(_stores(chosen)[0])


def run_seed() -> None:
    """Write the demo park into the database of the settings, unless it is there."""
    chosen = settings()
    with failures("seed", chosen.log_format):
        done = asyncio.run(seed_if_missing(_stores(chosen)[0]))
        say("seeded the demo park" if done else "the demo park is there already")


def _stores(chosen: Settings) -> tuple[str, str]:
    """A single role needs stores that outlive it."""
    if chosen.database_url is None or chosen.redis_url is None:
        typer.echo(
            "parkline: set PARKLINE_DATABASE_URL and PARKLINE_REDIS_URL, "
            "or run `parkline up`, which brings its own",
            err=True,
        )
        raise typer.Exit(2)
    return chosen.database_url, chosen.redis_url


def _until_stopped(main: Coroutine[Any, Any, None]) -> None:
    """Run until SIGINT or SIGTERM, then cancel and let it clean up."""

    async def run() -> None:
        task = asyncio.ensure_future(main)
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, task.cancel)
        with suppress(asyncio.CancelledError):
            await task

    asyncio.run(run())
