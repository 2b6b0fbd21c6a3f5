"""Commands that keep an installation: backups, their way back, and what is held of people."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from parkline.cli.common import failures, run_in_park, say, settings

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from models.park import Park
    from parkline.settings.settings import Settings


def add_to(app: typer.Typer) -> None:
    for command in (backup, restore, drill, privacy):
        app.command()(command)


def _url(chosen: Settings) -> str:
    """Raises Invalid."""
    from services.kit.errors import Invalid

    if chosen.database_url is None:
        raise Invalid("set PARKLINE_DATABASE_URL; `parkline up` prints the one it runs on")
    return chosen.database_url


def backup(file: Path) -> None:
    """Write the whole database into a file, while everything goes on."""
    from parkline.stores import backup as backups

    chosen = settings()
    with failures("backup", "console"):
        backups.backup(_url(chosen), file)
        typer.echo(f"{file}: {file.stat().st_size} bytes, schema {backups.revision_of(file)}")
        typer.echo("not in it: PARKLINE_SECRET_KEY and the other settings; keep them apart from it")


def restore(file: Path) -> None:
    """Bring a backup into the database of the settings, which must be empty."""
    from parkline.stores import backup as backups

    chosen = settings()
    with failures("restore", "console"):
        backups.restore(_url(chosen), file, say)
        typer.echo(f"{file} is restored; start gateways, bots and workers, then `parkline doctor`")


def drill(
    file: Annotated[
        Path | None, typer.Argument(help="A backup; without one it is made now.")
    ] = None,
    as_json: bool = typer.Option(False, "--json", help="For programs."),
) -> None:
    """Restore a backup into a scratch server and say whether all is there. Status 1 if not."""
    from parkline.settings import secrets
    from parkline.stores import drill as drills

    chosen = settings()
    with failures("drill", "console"):
        verdict = drills.drill(_url(chosen), file, secrets.vault(chosen), say)
    if as_json:
        typer.echo(json.dumps(verdict.as_json()))
    else:
        took = ", ".join(f"{name} {value:.1f} s" for name, value in verdict.seconds.items())
        typer.echo(f"{verdict.rows} rows in {verdict.tables} tables, {verdict.bytes} bytes; {took}")
        for problem in verdict.problems:
            typer.echo(f"✗ {problem}")
        typer.echo("good: everything is there" if verdict.good else "bad: do not rely on it")
    raise typer.Exit(0 if verdict.good else 1)


def privacy(
    of_park: bool = typer.Option(
        False, "--park", help="With the periods of the park of the settings, not the defaults."
    ),
) -> None:
    """Print what is held of people, how long, who sees it and what erasure does, as Markdown."""
    from parkline.operating import privacy_page
    from services.privacy import retention

    if not of_park:
        typer.echo(privacy_page.page(), nl=False)
        return

    async def work(session: AsyncSession, park: Park, _chosen: Settings) -> None:
        typer.echo(privacy_page.page(await retention.periods(session, park.id)), nl=False)

    run_in_park(work)
