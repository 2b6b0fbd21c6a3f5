"""Commands for peers: parks in other installations with which this one exchanges cards."""

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
    help="Parks in other installations that are in the same network.", no_args_is_help=True
)
Code = Annotated[str, typer.Argument(help="As this park calls the peer, such as cambridge.")]


def add_to(app: typer.Typer) -> None:
    app.add_typer(group, name="peer")


@group.command("add")
def add(
    peer: Code,
    url: Annotated[str, typer.Argument(help="The other park's address: https://cam.example")],
    network: str = typer.Option(..., help="What is exchanged: a network that both parks are in."),
    key: str = typer.Option("", help="The other side's invitation, if you have it already."),
) -> None:
    """Exchange cards with a park elsewhere. Prints the invitation that its operator needs."""
    from connectors.vendors import guard
    from parkline.settings import secrets
    from services.network import peers

    chosen = settings()
    with failures("operate", chosen.log_format):
        checked = asyncio.run(guard.check_url(url, guard.networks(chosen.webhook_allow)))

    async def work(session: AsyncSession, park: Park, chosen: Settings) -> None:
        vault, by = secrets.vault(chosen), by_command(park)
        row = await peers.add(session, by, vault, peer, url=checked, network=network)
        if key:
            await peers.trust(session, by, peer, key)
        typer.echo(f"peer {row.code} for {', '.join(row.networks)}; show its operator:")
        typer.echo(await peers.invitation(session, row, vault))

    run_in_park(work)


@group.command("trust")
def trust(
    peer: Code, invitation: Annotated[str, typer.Argument(help="As the other operator has it.")]
) -> None:
    """Take the other side's invitation: from now on it is asked, and may ask."""
    from services.network import peers

    async def work(session: AsyncSession, park: Park, _chosen: Settings) -> None:
        row = await peers.trust(session, by_command(park), peer, invitation)
        typer.echo(f"{row.code} is trusted")

    run_in_park(work)


@group.command("list")
def list_all() -> None:
    """Peers, when all of theirs was read last, and what is wrong."""
    from services.network import peers

    async def work(session: AsyncSession, park: Park, _chosen: Settings) -> None:
        for row in await peers.of(session, park.id):
            at = row.confirmed_at.isoformat(timespec="seconds") if row.confirmed_at else "never"
            state = row.problem or ("waits for its invitation" if row.their_key is None else "ok")
            if row.next_sealed is not None:
                state += ", does not know our next key yet"
            typer.echo(f"{row.code}\t{row.url}\t{','.join(row.networks)}\t{at}\t{state}")

    run_in_park(work)


@group.command("rotate")
def rotate(
    peer: Code,
    leaked: bool = typer.Option(False, help="The former key is good no more from now on."),
) -> None:
    """Another key for a peer, which learns it by itself; with --leaked, from its operator."""
    from parkline.settings import secrets
    from services.network import peers

    async def work(session: AsyncSession, park: Park, chosen: Settings) -> None:
        vault = secrets.vault(chosen)
        row = await peers.rotate(session, by_command(park), vault, peer, leaked=leaked)
        if leaked:
            typer.echo(f"show the operator of {row.code} your new invitation:")
            typer.echo(await peers.invitation(session, row, vault))
        else:
            typer.echo(f"both keys sign until {row.code} has said that it knows the new one")

    run_in_park(work)


@group.command("drop")
def drop(peer: Code) -> None:
    """Exchange nothing more, and forget what came from it."""
    from services.network import peers

    async def work(session: AsyncSession, park: Park, _chosen: Settings) -> None:
        count = await peers.drop(session, by_command(park), peer)
        typer.echo(f"{peer} is no peer any more; {count} cards are gone")

    run_in_park(work)


@group.command("read")
def read(peer: Code) -> None:
    """Exchange with one peer at once, and say how it went. Status 1 if it could not be read."""
    from connectors.peers.reader import PeerReader
    from connectors.vendors import exchange, guard
    from parkline.process.clock import system_clock
    from parkline.settings import secrets
    from services.network import peers

    problem: str | None = None

    async def work(sessions: Sessions, park: Park, chosen: Settings) -> None:
        nonlocal problem
        allow = guard.networks(chosen.webhook_allow)
        reader = PeerReader(
            sessions, secrets.vault(chosen), lambda: exchange.client(allow), system_clock
        )
        async with sessions.begin() as session:
            row = await peers.find(session, park.id, peer)
        await reader.turn((park.id, row.id))
        async with sessions.begin() as session:
            problem = (await peers.find(session, park.id, peer)).problem
        typer.echo(f"{peer}: {problem or 'all is read'}")

    run_beside_park(work)
    raise typer.Exit(1 if problem else 0)
