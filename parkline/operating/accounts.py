"""Commands for staff who are one human in several parks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from parkline.cli.common import run_in_park

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from models.park import Park
    from models.staff import Staff
    from parkline.settings.settings import Settings
    from services.accounts.members import Place

group = typer.Typer(help="Staff who work in several parks.", no_args_is_help=True)
WHO = typer.Argument(help="park:login, such as cambridge:anna; without a park, of --park.")


def add_to(app: typer.Typer) -> None:
    app.add_typer(group, name="account")


@group.command("link")
def link(one: str = WHO, other: str = WHO) -> None:
    """Let two of staff be one human: one sign-in for both parks, each with its own roles."""
    from parkline.process.clock import system_clock
    from services.accounts import members
    from services.kit import audit

    async def work(session: AsyncSession, park: Park, _chosen: Settings) -> None:
        now = system_clock()
        pair = [await _staff(session, park, said) for said in (one, other)]
        by = audit.By(park.id, None, now)
        await members.link(session, *pair, proof="operator", by=by, now=now)
        typer.echo(f"{one} and {other} are one; what each may do in its park stays as it is")

    run_in_park(work)


@group.command("unlink")
def unlink(who: str = WHO) -> None:
    """Take somebody of one park out of their account over parks. Their other sessions stay."""
    from parkline.process.clock import system_clock
    from services.accounts import members
    from services.kit import audit

    async def work(session: AsyncSession, park: Park, _chosen: Settings) -> None:
        found = await _staff(session, park, who)
        by = audit.By(park.id, None, system_clock())
        was = await members.unlink(session, found, by=by)
        typer.echo(f"{who} is {'alone again' if was else 'of no account over parks'}")

    run_in_park(work)


@group.command("list")
def list_accounts() -> None:
    """Staff of several parks, an account a line; of tenants only how many there are."""
    from services.accounts import members

    async def work(session: AsyncSession, _park: Park, _chosen: Settings) -> None:
        for account in await members.staff_accounts(session):
            typer.echo("\t".join(map(_line, account)))
        typer.echo(f"tenants who linked two parks: {await members.people_accounts(session)}")

    run_in_park(work)


def _line(place: Place[Staff]) -> str:
    state = "" if place.row.active else " deactivated"
    return f"{place.park.slug}:{place.row.login} ({','.join(place.row.roles)}){state}"


async def _staff(session: AsyncSession, park: Park, said: str) -> Staff:
    """Raises NotFound."""
    from sqlalchemy import select

    from models.park import Park
    from services.kit.errors import NotFound
    from services.staff import staff

    slug, _, login = said.rpartition(":")
    found = await session.scalar(select(Park).where(Park.slug == slug)) if slug else park
    if found is None:
        raise NotFound(f"no park {slug!r}")
    return await staff.find_by_login(session, found.id, login)
