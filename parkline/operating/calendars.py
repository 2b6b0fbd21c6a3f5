"""Commands for calendars of other programs that close rooms."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated

import typer

from parkline.cli.common import failures, run_beside_park, run_in_park, settings
from parkline.operating.operate import by_command

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from models.park import Park
    from parkline.settings.settings import Settings
    from parkline.stores.database import Sessions

group = typer.Typer(
    help="Calendars of other programs, whose events close a room.", no_args_is_help=True
)
Number = Annotated[int, typer.Argument(help="As `parkline calendar list` shows it.")]


def add_to(app: typer.Typer) -> None:
    app.add_typer(group, name="calendar")


@group.command("add")
def add(resource: str, name: str) -> None:
    """Close a room, by its code, when a calendar has events. Asks for the calendar's address."""
    from connectors.vendors import guard
    from parkline.settings import secrets
    from services.booking import imports, shelf
    from services.kit.errors import NotFound

    # Not an argument: it is a secret, and arguments stand in lists of processes and histories.
    url = typer.prompt("Address", hide_input=True)
    chosen = settings()
    with failures("operate", chosen.log_format):
        checked = asyncio.run(
            guard.check_url(imports.address(url), guard.networks(chosen.webhook_allow))
        )

    async def work(session: AsyncSession, park: Park, chosen: Settings) -> None:
        row = await shelf.by_code(session, park.id, resource)
        if row is None:
            raise NotFound(f"no resource {resource!r}")
        vault = secrets.vault(chosen)
        made = await imports.add(session, by_command(park), vault, row.id, url=checked, name=name)
        typer.echo(f"calendar {made.id}: {made.name}")

    run_in_park(work)


@group.command("list")
def list_all() -> None:
    """Which there are, when they were read, and what is wrong. Their addresses are not shown."""
    from models.booking_shelf import BookingResource
    from services.booking import imports

    async def work(session: AsyncSession, park: Park, _chosen: Settings) -> None:
        for one in await imports.listed(session, park.id):
            room = await session.get_one(BookingResource, (park.id, one.resource_id))
            read = one.read_at.isoformat(timespec="seconds") if one.read_at else "never"
            state = one.problem or f"{one.events} ahead"
            typer.echo(f"{one.id}\t{room.code}\t{one.name}\t{read}\t{state}")

    run_in_park(work)


@group.command("read")
def read_now(calendar: Number) -> None:
    """Read one at once, and say how it went. Status 1 if it could not be read."""
    from connectors.calendars.reader import CalendarReader
    from connectors.vendors import exchange, guard
    from models.booking_calendars import BookingCalendar
    from parkline.process.clock import system_clock
    from parkline.settings import secrets
    from services.kit.errors import NotFound

    problem: str | None = None

    async def work(sessions: Sessions, park: Park, chosen: Settings) -> None:
        nonlocal problem
        allow = guard.networks(chosen.webhook_allow)
        vault = secrets.vault(chosen)
        reader = CalendarReader(sessions, vault, lambda: exchange.client(allow), system_clock)
        if not await reader.turn((park.id, calendar)):
            raise NotFound(f"calendar {calendar}")
        async with sessions() as session:
            row = await session.get_one(BookingCalendar, (park.id, calendar))
            problem = row.problem
            typer.echo(f"calendar {calendar}: {problem or f'{row.events} ahead'}")

    run_beside_park(work)
    raise typer.Exit(1 if problem else 0)


@group.command("end")
def end(calendar: Number) -> None:
    """Read one no more. What it closed is open again, and its address is forgotten."""
    from services.booking import imports

    async def work(session: AsyncSession, park: Park, _chosen: Settings) -> None:
        row = await imports.end(session, by_command(park), calendar)
        typer.echo(f"calendar {row.id} is read no more")

    run_in_park(work)
