"""Commands that make a park, and keep it as a file."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from parkline.cli.common import at_database, failures, run_in_park, settings
from parkline.operating.park import hosting, keys, quotas

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from models.park import Park
    from parkline.operating.park.taking_in import Taken
    from parkline.settings.settings import Settings

group = typer.Typer(help="A park of your own.", no_args_is_help=True)

FILE = typer.Option(None, help="A park's file, instead of questions.")
DRY_RUN = typer.Option(False, "--dry-run", help="Say what would change; change nothing.")


def add_to(app: typer.Typer) -> None:
    hosting.add_to(group)
    keys.add_to(group)
    quotas.add_to(group)
    app.add_typer(group, name="park")
    app.command("export")(export)
    app.command("import")(take_in)


@group.command("init")
def init(
    file: Path | None = FILE,
    starters: bool = typer.Option(True, help="Answers that are true of any park, for a new one."),
    dry_run: bool = DRY_RUN,
) -> None:
    """Make your park, or bring it to what its file says. Safe to repeat."""
    from parkline.operating.park import questions, reading, taking_in
    from parkline.process.clock import system_clock

    chosen = settings()
    with failures("operate", chosen.log_format):
        passwords: dict[str, str] = {}
        if file is None:
            read, passwords = questions.asked(chosen.park)
        else:
            read = reading.read(file)
        with at_database(chosen, make=True) as url:
            taken = asyncio.run(
                taking_in.init(
                    *(url, read),
                    now=system_clock(),
                    dry_run=dry_run,
                    starters=starters,
                    passwords=passwords,
                )
            )
    _tell(taken, dry_run=dry_run)
    if chosen.park != taken.slug:
        typer.echo(f"set PARKLINE_PARK={taken.slug}: it is {chosen.park!r} now")


def export(file: Path) -> None:
    """Write the park into FILE as YAML: all but passwords, keys, orders and people.

    A FILE that ends in .xlsx gets the menu alone, as a workbook.
    """
    from parkline.operating.park import reading, writing
    from services.catalogue import menu_import, menu_writing

    made = list[bytes]()

    async def work(session: AsyncSession, park: Park, _chosen: Settings) -> None:
        if reading.is_workbook(file):
            made.append(menu_writing.written(await menu_import.present(session, park)))
        else:
            made.append((await writing.written(session, park)).encode())

    run_in_park(work)
    file.write_bytes(made[0])
    typer.echo(f"{'the menu' if reading.is_workbook(file) else 'the park'} is in {file}")


def take_in(file: Path, dry_run: bool = DRY_RUN) -> None:
    """Bring the park to what FILE says, YAML or a menu's workbook (.xlsx). What it does not name
    stays as it is."""
    from parkline.operating.park import reading, taking_in
    from parkline.process.clock import system_clock

    done = list[taking_in.Taken]()

    async def work(session: AsyncSession, park: Park, _chosen: Settings) -> None:
        now = system_clock()
        done.append(await taking_in.take_in(session, park, read, now=now, dry_run=dry_run))

    with failures("operate", "console"):
        read = reading.read(file)
    run_in_park(work)
    _tell(done[0], dry_run=dry_run)


def _tell(taken: Taken, *, dry_run: bool) -> None:
    """Once it is kept, or not: a password that is shown is one that opens."""
    from parkline.operating.park import writing

    for change in taken.changes:
        for line in writing.told(change):
            typer.echo(line)
    counted = f"{len(taken.changes)} to change" if dry_run else f"{len(taken.changes)} changed"
    made = "the park is new; " if taken.is_new else ""
    typer.echo(f"{taken.slug}: {made}{counted}, {taken.unchanged} as they were")
    for login, password in taken.made_passwords.items():
        typer.echo(f"password of {login}, shown only now: {password}")
