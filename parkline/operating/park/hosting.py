"""Commands for several parks in one installation: which there are, and by which hosts."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import typer

from parkline.cli.common import at_database, failures, run_in_park, settings

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from models.park import Park
    from parkline.settings.settings import Settings

hosts_group = typer.Typer(help="Names by which a park is reached.", no_args_is_help=True)

KIND = typer.Option("site", help="What its first page is: site (web chat), desk or app.")
MAIN = typer.Option(False, "--main", help="Addresses that are handed out begin with it.")


def add_to(group: typer.Typer) -> None:
    group.command("list")(list_parks)
    group.add_typer(hosts_group, name="host")


def list_parks() -> None:
    """Every park of the installation with its hosts; the one of the settings has a star."""
    from parkline.stores.database import database

    chosen = settings()

    async def go(url: str) -> None:
        async with database(url, pool_size=1) as sessions, sessions() as session:
            for line in await _listed(session, chosen.park):
                typer.echo(line)

    with failures("operate", chosen.log_format), at_database(chosen) as url:
        asyncio.run(go(url))


async def _listed(session: AsyncSession, usual: str) -> list[str]:
    from sqlalchemy import select

    from models.park import Park
    from parkline.stores import schema
    from services.park import hosts

    await schema.require(session)
    lines = list[str]()
    for park in await session.scalars(select(Park).order_by(Park.slug)):
        mark = "*" if park.slug == usual else " "
        lines.append(f"{mark} {park.slug}  {park.name_en} / {park.name_zh}")
        lines += [
            f"    {one.host}  {one.kind}{', main' if one.main else ''}"
            for one in await hosts.of_park(session, park.id)
        ]
    return lines


@hosts_group.command("add")
def add(host: str, kind: str = KIND, main: bool = MAIN) -> None:
    """Give the park a host. Gateways know it within a minute."""
    from services.park import hosts

    async def work(session: AsyncSession, park: Park, _chosen: Settings) -> None:
        row = await hosts.add(session, park.id, host, kind, main=main)
        typer.echo(f"{row.host} is {park.slug}'s{', its main one' if row.main else ''}")

    run_in_park(work)
    asyncio.run(wake(settings()))


@hosts_group.command("remove")
def remove(host: str) -> None:
    """Take a host from the park. Who asks for it finds no park."""
    from services.park import hosts

    async def work(session: AsyncSession, park: Park, _chosen: Settings) -> None:
        await hosts.remove(session, park.id, host)
        typer.echo(f"{host} is {park.slug}'s no longer")

    run_in_park(work)
    asyncio.run(wake(settings()))


async def wake(chosen: Settings) -> None:
    """Gateways that the settings' Redis reaches read them anew at once."""
    if chosen.redis_url is None:
        return
    from redis.asyncio import Redis

    from connectors.channels.feed import Feed
    from edge.parks import ALL_PARKS

    redis = Redis.from_url(chosen.redis_url)
    try:
        await Feed(redis).announce(ALL_PARKS)
    finally:
        await redis.aclose()
