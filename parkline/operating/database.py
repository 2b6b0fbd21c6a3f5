"""Commands for the database itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from parkline.cli.common import failures, settings, stores_of

if TYPE_CHECKING:
    from parkline.settings.settings import Settings
    from parkline.stores.database_roles import Role

group = typer.Typer(help="The database's roles.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    app.command("migrate")(run_migrate)
    app.add_typer(group, name="database")


def run_migrate() -> None:
    """Bring the database of the settings to the present schema."""
    from parkline.stores import database_roles, fence
    from parkline.stores.database import migrate

    chosen = settings()
    with failures("migrate", chosen.log_format):
        url = stores_of(chosen)[0]
        migrate(url)
        database_roles.follow(chosen, url)
        if changed := fence.apply(url, on=chosen.rls):
            word = "up around" if chosen.rls else "down from"
            typer.echo(f"row-level security is {word} {changed} tables")


@group.command("roles")
def make_roles(
    as_sql: bool = typer.Option(False, "--sql", help="Print the statements; change nothing."),
) -> None:
    """Make the roles of gateway, worker and reports, and what each may do; or bring them up to
    date. Call it after each `parkline migrate`."""
    from parkline.stores import database_roles

    chosen = settings()
    with failures("operate", chosen.log_format):
        wanted = database_roles.roles_of(chosen)
        if as_sql:
            typer.echo(database_roles.script(wanted, _url(chosen)))
            return
        database_roles.apply(_url(chosen), wanted)
        for role in wanted:
            typer.echo(_told(role))


def _told(role: Role) -> str:
    from parkline.stores import database_roles

    count = len(list(database_roles.grants(role.process)))
    said = f"{role.name}: the {role.process}'s role, {count} grants"
    if role.can_log_in:
        return said
    return (
        f"{said}; nobody signs in by it until PARKLINE_{role.process.upper()}_DATABASE_URL is set"
    )


def _url(chosen: Settings) -> str:
    """Raises Invalid."""
    from services.kit.errors import Invalid

    if chosen.database_url is None:
        raise Invalid("set PARKLINE_DATABASE_URL to the owner's; `parkline up` prints its own")
    return chosen.database_url
