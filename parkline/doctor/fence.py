"""Row-level security: whether the second fence stands where the settings say that it does."""

from psycopg import AsyncConnection

from parkline.doctor.findings import Finding
from parkline.process.clock import Clock
from parkline.settings.settings import Settings
from parkline.stores import fence
from parkline.stores.database_roles import across

PROCESSES = (
    "select distinct a.usename, r.rolsuper or r.rolbypassrls from pg_stat_activity a"
    " join pg_roles r on r.rolname = a.usename where a.datname = current_database()"
    " and split_part(a.application_name, ' ', 1) = 'parkline'"
    " and split_part(a.application_name, ' ', 2) in ('gateway', 'worker')"
)
MIGRATE = "`parkline migrate` with the setting that gateway and worker have"


async def row_level_security(
    connection: AsyncConnection, settings: Settings, _clock: Clock
) -> list[Finding]:
    standing = await fence.looked_at(connection)
    if not settings.rls:
        if not standing.fenced:
            return []
        what = f"{len(standing.fenced)} tables have a policy and PARKLINE_RLS is off"
        return [Finding("error", "row-level-security", what, MIGRATE)]
    found = []
    if standing.open:
        what = f"PARKLINE_RLS is on and {len(standing.open)} tables have no policy"
        found.append(Finding("error", "row-level-security", what, MIGRATE))
    return found + await _roles(connection)


async def _roles(connection: AsyncConnection) -> list[Finding]:
    """Of the processes that are connected now."""
    found = []
    for name, is_free in await (await connection.execute(PROCESSES)).fetchall():
        if is_free:
            what = f"a process is connected as {name}, whom row-level security does not hold"
            mend = "give gateway and worker roles of their own: `parkline database roles`"
            found.append(Finding("warning", "row-level-security-role", what, mend))
        elif not await _passes(connection, name):
            what = f"{name} cannot become {across(name)}: nothing is taken from the queues"
            found.append(
                Finding("error", "row-level-security-role", what, "`parkline database roles`")
            )
    return found


async def _passes(connection: AsyncConnection, name: str) -> bool:
    rows = await connection.execute(
        "select rolbypassrls and pg_has_role(%s, oid, 'member') from pg_roles where rolname = %s",
        [name, across(name)],
    )
    return bool(((await rows.fetchone()) or (False,))[0])
