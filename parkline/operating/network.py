"""Commands for networks of parks: being in one, and what is published there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from parkline.cli.common import run_in_park
from parkline.operating.operate import by_command

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from models.park import Park
    from parkline.settings.settings import Settings

group = typer.Typer(
    help="Networks of parks, which show one another what each has published.", no_args_is_help=True
)
Slug = Annotated[str, typer.Argument(help="Of the network, such as tus.")]
Kind = Annotated[Literal["org", "space"], typer.Argument(help="A company, or a room.")]
What = Annotated[str, typer.Argument(help="A company's name, or a room's code.")]
DRY = typer.Option(False, "--dry", help="Say what would be done, and do nothing.")


def add_to(app: typer.Typer) -> None:
    app.add_typer(group, name="network")


@group.command("create")
def create(
    network: Slug,
    zh: str = typer.Option(..., help="Chinese name."),
    en: str = typer.Option(..., help="English name."),
    dry: bool = DRY,
) -> None:
    """A network whose first park is this one. Created again it stays as it is."""
    from services.network import networks

    async def work(session: AsyncSession, park: Park, _chosen: Settings) -> None:
        row = await networks.create(session, by_command(park), network, zh, en)
        await _done(
            session, f"{park.slug} is in {row.slug}: {row.name_zh} / {row.name_en}", dry=dry
        )

    run_in_park(work)


@group.command("join")
def join(network: Slug, dry: bool = DRY) -> None:
    """Be in a network of another park of this installation, or of a peer; see what is there."""
    from services.network import copies, networks

    async def work(session: AsyncSession, park: Park, _chosen: Settings) -> None:
        by = by_command(park)
        row = await networks.join(session, by, network)
        cards = await copies.catch_up(session, park.id, network, now=by.at)
        await _done(session, f"{park.slug} is in {row.slug}; {cards} cards copied", dry=dry)

    run_in_park(work)


@group.command("leave")
def leave(network: Slug, dry: bool = DRY) -> None:
    """Withdraw what the park has published there, and see nothing of it any more."""
    from services.network import networks, offers

    async def work(session: AsyncSession, park: Park, _chosen: Settings) -> None:
        by = by_command(park)
        await networks.require(session, park.id, network)
        count = await offers.withdraw_all(session, by, network)
        await networks.forget(session, by, network)
        await _done(session, f"{park.slug} has left {network}; {count} withdrawn", dry=dry)

    run_in_park(work)


@group.command("list")
def list_all() -> None:
    """The park's networks, who else here is in them, and what the park publishes."""
    from services.network import networks

    async def work(session: AsyncSession, park: Park, _chosen: Settings) -> None:
        for one in await networks.of(session, park.id):
            others = await networks.neighbours(session, park.id, one.slug)
            with_ = ", ".join(other.name_en for other in others) or "nobody else here"
            typer.echo(f"{one.slug}\t{one.name_zh} / {one.name_en}\twith {with_}")
            for row in await networks.published(session, park.id, one.slug):
                tags = ", ".join(row.body.get("offers", []))
                typer.echo(f"\t{row.kind}\t{row.body['name_zh']} / {row.body['name_en']}\t{tags}")

    run_in_park(work)


@group.command("publish")
def publish(  # noqa: PLR0917 - options, which are named on the command line
    network: Slug,
    kind: Kind,
    name: What,
    about_zh: str = typer.Option("", help="What it does, in Chinese."),
    about_en: str = typer.Option("", help="The same in English."),
    offer: Annotated[
        list[str], typer.Option(help="激光雷达, PCB prototyping; again for each.")
    ] = [],  # noqa: B006 - typer's
    url: str = typer.Option("", help="Its page, https."),
    agreed: bool = typer.Option(False, help="The company has said yes; needed for a company."),
    dry: bool = DRY,
) -> None:
    """Show a company or a room to the network, or show it otherwise."""
    from services.network import offers

    async def work(session: AsyncSession, park: Park, _chosen: Settings) -> None:
        what = await offers.named(session, park.id, kind, name)
        said = {"about_zh": about_zh, "about_en": about_en, "offers": offer, "url": url}
        row = await offers.publish(session, by_command(park), network, what, said, agreed=agreed)
        await _done(session, f"{row.body['name_en']} is shown to {network}", dry=dry)

    run_in_park(work)


@group.command("withdraw")
def withdraw(network: Slug, kind: Kind, name: What, dry: bool = DRY) -> None:
    """Show it no more: gone from every park within a minute."""
    from services.network import offers

    async def work(session: AsyncSession, park: Park, _chosen: Settings) -> None:
        what = await offers.named(session, park.id, kind, name)
        row = await offers.find(session, park.id, network, what)
        if row is not None:
            await offers.withdraw(session, by_command(park), row)
        await _done(session, f"{name} is not shown to {network}", dry=dry)

    run_in_park(work)


async def _done(session: AsyncSession, said: str, *, dry: bool) -> None:
    if dry:
        await session.rollback()
        said = f"dry run, nothing was changed: {said}"
    typer.echo(said)
