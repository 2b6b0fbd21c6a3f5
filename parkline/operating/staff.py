"""Commands for the desk's staff."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import typer

from parkline.cli.common import failures, run_in_park
from services.staff.permissions import ROLES

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from models.park import Park
    from models.staff import Staff
    from parkline.settings.settings import Settings

group = typer.Typer(help="Who signs in to the desk.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    app.add_typer(group, name="staff")


@group.command("add")
def add(
    login: str,
    name: str = typer.Option(..., help="As tenants and colleagues read it."),
    roles: str = typer.Option(..., help=f"Commas between: {','.join(ROLES)}."),
    language: str = typer.Option("zh", help="zh or en."),
    skills: str = typer.Option("", help="Ticket categories of an engineer, commas between."),
) -> None:
    """Let somebody in to the desk. Asks for the first password."""
    from parkline.process.clock import system_clock
    from services.staff import staff

    password_hash = _ask_password()

    async def work(session: AsyncSession, park: Park, _chosen: Settings) -> None:
        made = await staff.add(
            session,
            park.id,
            login=login,
            name=name,
            password_hash=password_hash,
            roles=_listed(roles),
            language=language,
            skills=_listed(skills),
            now=system_clock(),
        )
        _note(session, made, "staff.add", login=made.login, roles=made.roles)
        typer.echo(f"{made.login} may sign in: {', '.join(made.roles)}")

    run_in_park(work)


@group.command("password")
def password(login: str) -> None:
    """Give somebody a new password, and sign them out everywhere. Asks for it."""
    from services.staff import staff

    password_hash = _ask_password()

    async def work(session: AsyncSession, park: Park, _chosen: Settings) -> None:
        found = await staff.find_by_login(session, park.id, login)
        await staff.set_password(session, found, password_hash)
        _note(session, found, "staff.edit", changed="password")
        typer.echo(f"{found.login} has a new password")

    run_in_park(work)


@group.command("unlock")
def unlock(login: str) -> None:
    """Let somebody's password be tried again at once, after too many wrong ones."""
    from parkline.process.clock import system_clock
    from services.kit import audit
    from services.staff import admin, staff

    async def work(session: AsyncSession, park: Park, _chosen: Settings) -> None:
        found = await staff.find_by_login(session, park.id, login)
        await admin.unlock(session, audit.By(park.id, None, system_clock()), found)
        typer.echo(f"{found.login} may try again")

    run_in_park(work)


@group.command("email")
def email(
    login: str,
    address: str = typer.Argument("", help="As the identity provider knows them."),
    forget: bool = typer.Option(False, help="Let nobody sign in that way as them any more."),
) -> None:
    """By which address the identity provider knows somebody, who may then sign in by it."""
    from parkline.process.clock import system_clock
    from services.kit import audit
    from services.kit.errors import Invalid
    from services.staff import provider_sign_in, staff

    async def work(session: AsyncSession, park: Park, chosen: Settings) -> None:
        if not chosen.oidc_issuer:
            raise Invalid("PARKLINE_OIDC_ISSUER names no identity provider")
        found = await staff.find_by_login(session, park.id, login)
        by = audit.By(park.id, None, system_clock())
        if forget:
            was = await provider_sign_in.forget(session, by, found, chosen.oidc_issuer)
            typer.echo(f"{found.login} was {was or 'not linked'}, and signs in by password alone")
            return
        await provider_sign_in.set_email(session, by, found, chosen.oidc_issuer, address)
        typer.echo(f"{found.login} may sign in as {address} of {chosen.oidc_issuer}")

    run_in_park(work)


@group.command("list")
def list_staff() -> None:
    """Everybody, who is on duty first."""
    from parkline.process.clock import system_clock
    from services.staff import staff

    async def work(session: AsyncSession, park: Park, _chosen: Settings) -> None:
        for member in await staff.roster(session, park, now=system_clock(), inactive=True):
            one = member.staff
            state = "on duty" if member.on_duty else "active" if one.active else "deactivated"
            typer.echo(f"{one.login}\t{one.name}\t{','.join(one.roles)}\t{state}")

    run_in_park(work)


@group.command("deactivate")
def deactivate(login: str) -> None:
    """Let somebody in no longer; their sessions end within a minute."""
    from services.staff import staff

    async def work(session: AsyncSession, park: Park, _chosen: Settings) -> None:
        found = await staff.find_by_login(session, park.id, login)
        await staff.deactivate(session, found)
        _note(session, found, "staff.deactivate", active=False)
        typer.echo(f"{found.login} is signed out and cannot sign in")

    run_in_park(work)


def _ask_password() -> str:
    from services.staff import passwords

    entered: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    with failures("operate", "console"):
        return passwords.hashed(entered)


def _note(session: AsyncSession, about: Staff, action: str, **now: Any) -> None:
    from parkline.process.clock import system_clock
    from services.kit import audit

    by = audit.By(about.park_id, None, system_clock())
    audit.record(session, by, action, f"staff:{about.id}", before={}, after=now)


def _listed(text: str) -> Sequence[str]:
    return [part.strip() for part in text.split(",") if part.strip()]
