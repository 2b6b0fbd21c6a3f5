"""Commands that move a park to another installation, beside those that make one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from parkline.cli.common import at_database, failures, say, settings
from parkline.operating.park.commands import group

if TYPE_CHECKING:
    from parkline.operating.moving.sums import Vaults
    from parkline.settings.settings import Settings

FOLDER = typer.Argument(help="The export's folder; each side needs it, so carry it along.")
PASSPHRASE = typer.Option(
    "--passphrase-file", help="A file whose first line opens the export: 20 characters or more."
)


def add_to(_app: typer.Typer) -> None:
    """The group is there already."""


def _vaults(chosen: Settings) -> Vaults:
    from parkline.settings import secrets

    return {
        secrets.VAULT: secrets.vault(chosen),
        secrets.PLATFORM_TOKENS: secrets.platform_vault(chosen),
    }


@group.command("export")
def export(
    folder: Path = FOLDER,
    passphrase_file: Path = PASSPHRASE,
    patience: float = typer.Option(30.0, help="Seconds for what was begun: turns, jobs."),
) -> None:
    """Take the park to rest and write all of it into a sealed folder. Safe to repeat.

    From here on its people are told to come back in a minute; `park reopen` ends that.
    """
    from parkline.operating.moving import exporting
    from parkline.operating.moving.sealed_files import passphrase
    from parkline.process.clock import system_clock

    chosen = settings()
    with failures("operate", chosen.log_format), at_database(chosen) as url:
        manifest = exporting.export(
            *(url, chosen.park, folder),
            passphrase=passphrase(passphrase_file),
            vaults=_vaults(chosen),
            clock=system_clock,
            at=say,
            patience=exporting.Patience(ends=patience),
        )
    typer.echo(
        f"{manifest.slug}: {manifest.rows} rows of {len(manifest.tables)} tables in {folder}"
    )
    typer.echo(
        "what stays: that its staff and tenants are also of other parks here; their rows of this"
        " park go along, and whoever is linked again there proves it again"
    )
    typer.echo("next, in the installation that it moves to: `parkline park import`")


@group.command("import")
def take_in(
    folder: Path = FOLDER,
    passphrase_file: Path = PASSPHRASE,
    slug: str | None = typer.Option(None, help="Its short name here, if its own is taken."),
) -> None:
    """Take an export in: all of it, or nothing. The park rests until `park switch`."""
    from parkline.operating.moving import importing
    from parkline.operating.moving.sealed_files import passphrase
    from parkline.process.clock import system_clock

    chosen = settings()
    with failures("operate", chosen.log_format), at_database(chosen) as url:
        park = importing.take_in(
            *(url, folder),
            passphrase=passphrase(passphrase_file),
            vaults=_vaults(chosen),
            clock=system_clock,
            at=say,
            slug=slug,
        )
    typer.echo(f"{park.slug} is here as park {park.id}, at rest; next: `parkline park verify`")


@group.command("verify")
def verify(folder: Path = FOLDER, passphrase_file: Path = PASSPHRASE) -> None:
    """Compare counts and hashes of every table with the export, on either side. Status 1 where
    something differs; where the park arrives and nothing does, the receipt is written."""
    from parkline.operating.moving import verifying
    from parkline.operating.moving.sealed_files import passphrase

    chosen = settings()
    with failures("operate", chosen.log_format), at_database(chosen) as url:
        found = verifying.verify(
            *(url, folder),
            passphrase=passphrase(passphrase_file),
            vaults=_vaults(chosen),
            at=say,
        )
    for line in found.differences:
        typer.echo(f"✗ {line}")
    if not found.good:
        typer.echo("bad: import it anew, or export it anew")
        raise typer.Exit(1)
    typer.echo(f"good: {found.rows} rows of {found.tables} tables are equal")


@group.command("switch")
def switch(
    folder: Path = FOLDER,
    passphrase_file: Path = PASSPHRASE,
    to: str | None = typer.Option(None, help="Where the park leaves: its address from now on."),
    back: bool = typer.Option(False, help="Undo it, as long as the park was not opened there."),
) -> None:
    """Hand the park over: first where it leaves, which lets it go, then where it arrives, which
    opens it. Never do both serve it. Safe to repeat."""
    from parkline.operating.moving import switching
    from parkline.operating.moving.sealed_files import passphrase
    from parkline.process.clock import system_clock

    chosen = settings()
    with failures("operate", chosen.log_format), at_database(chosen) as url:
        opens = passphrase(passphrase_file)
        if back:
            park = switching.switch_back(url, folder, passphrase=opens, clock=system_clock, at=say)
        else:
            park = switching.switch(
                url, folder, passphrase=opens, clock=system_clock, at=say, moved_to=to
            )
    if park.state == "gone":
        typer.echo(f"{park.slug} is gone from here; next, on the other side: the same command")
    else:
        typer.echo(f"{park.slug} is {park.state} here")


@group.command("reopen")
def reopen(
    from_kept_rows: bool = typer.Option(
        False,
        "--from-kept-rows",
        help="Also a park that was let go, as it was then: only where the other side is lost.",
    ),
) -> None:
    """Give a move up that was begun: the park is served here again, and its export is void."""
    from parkline.operating.moving import switching
    from parkline.process.clock import system_clock

    chosen = settings()
    with failures("operate", chosen.log_format), at_database(chosen) as url:
        park = switching.reopen(
            url, chosen.park, clock=system_clock, at=say, from_kept_rows=from_kept_rows
        )
    typer.echo(f"{park.slug} is {park.state} again")


@group.command("sweep")
def sweep() -> None:
    """Delete the rows of a park that has been gone for seven days. Its name and its new address
    stay. Safe to repeat."""
    from parkline.operating.moving import sweeping
    from parkline.process.clock import system_clock

    chosen = settings()
    with failures("operate", chosen.log_format), at_database(chosen) as url:
        gone = sweeping.sweep(url, chosen.park, clock=system_clock, at=say)
    typer.echo(f"{chosen.park}: {gone} rows deleted")
