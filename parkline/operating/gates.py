"""Commands for the gates that let visitors in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from parkline.cli.common import run_in_park

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from models.park import Park
    from parkline.settings.settings import Settings

group = typer.Typer(help="Gates that verify visitors' passes.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    app.add_typer(group, name="gate")


@group.command("add")
def add(name: str) -> None:
    """Give a gate its key, which is shown only now."""
    from parkline.process.clock import system_clock
    from services.visits import gates

    async def work(session: AsyncSession, park: Park, _chosen: Settings) -> None:
        gate, key = await gates.add_gate(session, park.id, name, now=system_clock())
        typer.echo(f"{gate.name}: {key}")

    run_in_park(work)


@group.command("close")
def close(name: str) -> None:
    """Its key opens the gate API no longer."""
    from services.visits import gates

    async def work(session: AsyncSession, park: Park, _chosen: Settings) -> None:
        gate = await gates.close_gate(session, park.id, name)
        typer.echo(f"{gate.name} is closed")

    run_in_park(work)
