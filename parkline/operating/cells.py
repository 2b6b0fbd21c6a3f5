"""Cells: installations side by side, each with its own stores, and which of them has which host.

The proxies in front of them are told by a map that this prints; a file says what it is made of.
"""

from __future__ import annotations

import asyncio
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from parkline.cli.common import at_database, failures, settings

if TYPE_CHECKING:
    from parkline.operating.cell_map import Cell

group = typer.Typer(help="Installations side by side behind one proxy.", no_args_is_help=True)


class Proxy(StrEnum):
    nginx = "nginx"
    caddy = "caddy"


FOR = typer.Option(Proxy.nginx, "--for", help="Which proxy it is for.")
HERE = typer.Option("", "--here", help="This installation's cell: it gets the hosts of its parks.")


def add_to(app: typer.Typer) -> None:
    app.add_typer(group, name="cells")


@group.command("map")
def print_map(file: Path, proxy: Proxy = FOR, here: str = HERE) -> None:
    """Print the proxy's map from hosts to cells, made of the FILE that names cells and gateways."""
    from parkline.operating import cell_map

    chosen = settings()
    with failures("operate", chosen.log_format):
        cells = cell_map.read(file)
        if here:
            with at_database(chosen) as url:
                cells = asyncio.run(_with_own_hosts(cells, here, url))
        written = {Proxy.nginx: cell_map.nginx, Proxy.caddy: cell_map.caddy}[proxy]
        typer.echo(written(cell_map.checked(cells)), nl=False)


async def _with_own_hosts(cells: list[Cell], here: str, url: str) -> list[Cell]:
    """Those of parks that were not let go."""
    from sqlalchemy import select

    from models.park import Park, ParkHost
    from parkline.operating import cell_map
    from parkline.stores.database import database

    async with database(url, pool_size=1) as sessions, sessions() as session:
        served = select(ParkHost.host).join(Park, Park.id == ParkHost.park_id)
        hosts = await session.scalars(served.where(Park.state != "gone"))
        return cell_map.with_hosts(cells, here, list(hosts))
