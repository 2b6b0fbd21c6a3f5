"""Commands for the keys that are a park's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from parkline.cli.common import run_in_park, wake_gateways

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from models.park import Park
    from parkline.settings.settings import Settings

keys_group = typer.Typer(help="The key that signs a park's passes.", no_args_is_help=True)

LEAKED = typer.Option(
    False, "--leaked", help="It is known to strangers: refuse what it has signed, at once."
)


def add_to(group: typer.Typer) -> None:
    group.add_typer(keys_group, name="key")


@keys_group.command("rotate")
def rotate(leaked: bool = LEAKED) -> None:
    """Give the park's passes another key. Gates have two hours to fetch it before it signs."""
    from parkline.process import pass_keys
    from parkline.process.clock import system_clock

    async def work(session: AsyncSession, park: Park, chosen: Settings) -> None:
        now = system_clock()
        made = await pass_keys.rotate(session, chosen, park.id, leaked=leaked, now=now)
        typer.echo(f"{park.slug}: the new key signs from {made.signs_at:%Y-%m-%d %H:%M} UTC on")
        if leaked:
            typer.echo("passes from before are refused: their link gives another")
        else:
            typer.echo(
                f"passes of the former key are good until their end, by {made.former_end:%F}"
            )

    run_in_park(work)
    wake_gateways()
