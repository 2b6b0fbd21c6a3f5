"""What commands share: settings, progress, and failures that say what to do.

`parkline --help` reads every module of commands. So what a command needs is imported by it, in its
own function: all of Parkline takes two seconds.
"""

from __future__ import annotations

import asyncio
import sys
import time
import warnings
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

import typer

from parkline.failing import Failed

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails
    from sqlalchemy.ext.asyncio import AsyncSession

    from models.park import Park
    from parkline.settings.settings import Settings
    from parkline.stores.database import Sessions

OURS = "Value error, "
NO_DATABASE = "set PARKLINE_DATABASE_URL; `parkline up` prints the one it runs on"
PARK: ContextVar[str] = ContextVar("park", default="")
"""The park that `parkline --park` names; empty: that of the settings."""
_started = time.monotonic()


def say(text: str) -> None:
    """A line of progress, with the seconds since the start, on standard error."""
    print(f"[{time.monotonic() - _started:6.1f} s] {text}", file=sys.stderr, flush=True)


def settings(*, demo: bool | None = None) -> Settings:
    """The settings, or an exit that says which is wrong."""
    from pydantic import ValidationError
    from pydantic_settings import SettingsError

    from parkline.settings.settings import Settings

    given: dict[str, Any] = {} if demo is None else {"demo": demo}
    if park := PARK.get():
        given["park"] = park
    try:
        return Settings(**given)
    except ValidationError as wrong:
        for error in wrong.errors(include_input=False):
            typer.echo(f"parkline: {_named(error)}", err=True)
        raise typer.Exit(2) from None
    except SettingsError as wrong:
        typer.echo(f"parkline: {wrong}", err=True)
        raise typer.Exit(2) from None


def _named(error: ErrorDetails) -> str:
    """Our own words name the setting themselves."""
    words = error["msg"]
    if words.startswith(OURS):
        return words.removeprefix(OURS)
    return f"PARKLINE_{str(error['loc'][0]).upper()}: {words}"


def stores_of(
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


@contextmanager
def failures(role: str, log_format: str) -> Iterator[None]:
    """Known failures end the command with one line and status 1 instead of a traceback."""
    from parkline.process.log import configure
    from services.kit.errors import ParkError

    warnings.simplefilter("ignore")
    configure(log_format, role=role)
    try:
        yield
    except (Failed, ParkError) as known:
        typer.echo(f"parkline: {known}", err=True)
        raise typer.Exit(1) from None


@contextmanager
def at_database(
    chosen: Settings, *, make: bool = False, otherwise: str = NO_DATABASE
) -> Iterator[str]:
    """The URL of the settings' database; without one, that of the embedded server, which runs for
    as long, if it does not already.

    `make`: an embedded server that was never there is made, with its schema. Raises Invalid, saying
    `otherwise`, where there is none.
    """
    from services.kit.errors import Invalid

    if chosen.database_url is not None:
        yield chosen.database_url
        return
    folder = chosen.data_dir / "postgres"
    if not make and not (folder / "PG_VERSION").exists():
        raise Invalid(otherwise)
    from parkline.stores import database_roles
    from parkline.stores.database import create_database, migrate
    from parkline.stores.embedded import postgres

    with postgres(folder) as server:
        url = create_database(server, "parkline")
        if make:
            migrate(url)
            database_roles.apply(url, database_roles.embedded())
        yield url


def run_in_park(work: Callable[[AsyncSession, Park, Settings], Awaitable[None]]) -> None:
    """One command, one transaction on the database of the settings."""

    async def go(sessions: Sessions, chosen: Settings) -> None:
        async with sessions.begin() as session:
            await work(session, await _park(session, chosen), chosen)

    _run(go)


def run_beside_park(work: Callable[[Sessions, Park, Settings], Awaitable[None]]) -> None:
    """One command that waits for others, and makes its own transactions before and after."""

    async def go(sessions: Sessions, chosen: Settings) -> None:
        async with sessions.begin() as session:
            park = await _park(session, chosen)
        await work(sessions, park, chosen)

    _run(go)


def _run(work: Callable[[Sessions, Settings], Awaitable[None]]) -> None:
    from parkline.stores.database import database

    chosen = settings()

    async def go(url: str) -> None:
        async with database(url, pool_size=1) as sessions:
            await work(sessions, chosen)

    with failures("operate", chosen.log_format), at_database(chosen) as url:
        asyncio.run(go(url))


def wake_gateways() -> None:
    """Those that the settings' Redis reaches read parks, hosts and accounts anew at once; others do
    so by themselves."""
    chosen = settings()
    if chosen.redis_url is not None:
        asyncio.run(_wake(chosen.redis_url))


async def _wake(redis_url: str) -> None:
    from redis.asyncio import Redis

    from connectors.channels.feed import Feed
    from edge.parks import ALL_PARKS

    redis = Redis.from_url(redis_url)
    try:
        await Feed(redis).announce(ALL_PARKS)
    finally:
        await redis.aclose()


async def _park(session: AsyncSession, chosen: Settings) -> Park:
    """The park of the settings, which may name it by a host, too.

    Raises NotFound, and Invalid for a schema that is not ours.
    """
    from sqlalchemy import select

    from models.park import Park, ParkHost
    from parkline.stores import schema
    from services.kit.errors import NotFound

    await schema.require(session)
    park = await session.scalar(select(Park).where(Park.slug == chosen.park))
    if park is None:
        by_host = select(Park).join(ParkHost, ParkHost.park_id == Park.id)
        park = await session.scalar(by_host.where(ParkHost.host == chosen.park.lower()))
    if park is None:
        there = ", ".join(await session.scalars(select(Park.slug).order_by(Park.id)))
        made = f"there is {there}: set PARKLINE_PARK" if there else "`parkline park init`"
        raise NotFound(f"no park {chosen.park!r}; {made}")
    return park
