"""Commands that run Parkline: everything, or one role."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

import typer

from parkline.cli.common import failures, say, settings

if TYPE_CHECKING:
    from parkline.process.serving import Stop
    from parkline.settings.settings import Settings
    from services.danger.marks import Lesson

MOST = 8
"""Of a role on one machine; their ports follow one another."""


def add_to(app: typer.Typer) -> None:
    for command in (up, run_gateway, run_worker, run_bot, run_train, run_migrate, run_seed):
        name = command.__name__.removeprefix("run_")
        app.command(name)(command)


def up(
    demo: bool = typer.Option(False, help="Seed the demo park and run its vendor."),
    wechat: bool = typer.Option(False, help="The demo behind the simulated WeChat."),
    gateways: int = typer.Option(1, min=1, max=MOST, help="Processes that answer the world."),
    bots: int = typer.Option(1, min=1, max=MOST, help="Processes that understand, 0.5 GB each."),
    workers: int = typer.Option(1, min=1, max=MOST, help="Processes that deliver."),
) -> None:
    """Everything on one machine, until Ctrl-C."""
    from parkline.up import supervisor

    counts = supervisor.Counts(gateways, bots, workers)
    chosen = settings(demo=True if demo else None)
    if wechat and not chosen.demo:
        raise typer.BadParameter("its accounts are the demo's: add --demo", param_hint="--wechat")
    with failures("up", chosen.log_format):
        asyncio.run(supervisor.up(chosen, say, wechat=wechat, counts=counts))


def run_gateway() -> None:
    """Channels, vendor API, and the actions that the bot calls."""
    from parkline.roles import gateway

    chosen = settings()
    with failures("gateway", chosen.log_format):
        stores = _stores(chosen, chosen.gateway_database_url, "PARKLINE_GATEWAY_DATABASE_URL")
        _until_stopped(lambda stop: gateway.run(chosen, *stores, stop))


def run_worker() -> None:
    """Event handlers, webhook deliveries, deadlines."""
    from parkline.roles import worker

    chosen = settings()
    with failures("worker", chosen.log_format):
        stores = _stores(chosen, chosen.worker_database_url, "PARKLINE_WORKER_DATABASE_URL")
        _until_stopped(lambda stop: worker.run(chosen, *stores, stop))


def run_bot() -> None:
    """The Rasa bot, on loopback."""
    from parkline.bot import bot

    chosen = settings()
    with failures("bot", chosen.log_format):
        bot.exec_bot(chosen)


def run_train(
    force: bool = typer.Option(False, help="Even if nothing changed."),
    check: bool = typer.Option(True, help="Put it in place only if it understands no less."),
    back: bool = typer.Option(False, "--back", help="Bring the model before this one back."),
) -> None:
    """Train the bot if its data changed, with the sentences that staff taught it.

    On the database of the settings a running bot takes the new model over without a pause.
    """
    from parkline.bot import training

    with failures("train", "console"):
        if back:
            training.bring_back()
        elif not _trained(force=force, check=check):
            return
        chosen = _own_settings()
        if chosen is not None and asyncio.run(training.reload(chosen)):
            say("the running bot has taken it over")


def _trained(*, force: bool, check: bool) -> bool:
    """Whether there was anything to train."""
    from parkline.bot import bot, training

    chosen = _own_settings()
    if chosen is not None:
        taught, marked = asyncio.run(_taught(str(chosen.database_url)))
        training.write_learned(taught)
        training.write_marked(marked)
    if not force and bot.is_trained():
        say("the trained bot is up to date")
        return False
    if bot.MODEL.exists():
        training.retrain(say, check=check)
    else:
        bot.train(say)
    return True


def _own_settings() -> Settings | None:
    """The settings, where they name a database: a first training on a new machine has none."""
    from pydantic import ValidationError

    from parkline.settings.settings import Settings

    try:
        chosen = Settings()
    except ValidationError:
        return None
    return chosen if chosen.database_url else None


async def _taught(database_url: str) -> tuple[dict[str, list[str]], list[Lesson]]:
    """Sentences by intent, and what was marked of danger."""
    from parkline.stores.database import database
    from services.danger.marks import lessons
    from services.knowledge.taught import sentences

    async with database(database_url, pool_size=1) as sessions, sessions() as session:
        return await sentences(session), await lessons(session)


def run_migrate() -> None:
    """Bring the database of the settings to the present schema."""
    from parkline.stores import database_roles
    from parkline.stores.database import migrate

    chosen = settings()
    with failures("migrate", chosen.log_format):
        url = _stores(chosen)[0]
        migrate(url)
        database_roles.follow(chosen, url)


def run_seed() -> None:
    """Write the demo park into the database of the settings, unless it is there."""
    from parkline.demo.setup import seed_if_missing

    chosen = settings()
    with failures("seed", chosen.log_format):
        done = asyncio.run(seed_if_missing(_stores(chosen)[0], staff=chosen.demo))
        say("seeded the demo park" if done else "the demo park is there already")


def _stores(
    chosen: Settings, own_url: str | None = None, own_name: str | None = None
) -> tuple[str, str]:
    """A single role needs stores that outlive it; `own_url` is the database as its own role."""
    database_url = own_url or chosen.database_url
    if database_url is None or chosen.redis_url is None:
        too = f" ({own_name} does for the first)" if own_name else ""
        typer.echo(
            f"parkline: set PARKLINE_DATABASE_URL and PARKLINE_REDIS_URL{too}, "
            "or run `parkline up`, which brings its own",
            err=True,
        )
        raise typer.Exit(2)
    return database_url, chosen.redis_url


def _until_stopped(main: Callable[[Stop], Coroutine[Any, Any, None]]) -> None:
    """Run until SIGINT or SIGTERM ask it to leave."""
    from parkline.process import loop
    from parkline.process.serving import Stop

    async def run() -> None:
        stop = Stop()
        stop.on_signals()
        await main(stop)

    loop.run(run())
