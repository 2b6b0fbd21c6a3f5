"""Whom people are told to call, and who is there to answer."""

from psycopg import AsyncConnection

from parkline.demo.park.data import ParkData
from parkline.demo.seeds import load
from parkline.doctor.findings import Finding
from parkline.process.clock import Clock
from parkline.settings.settings import Settings

WITHOUT_ORDERS = """
    select slug from park
    where not exists (
        select from outlet o
        join service_window w on w.park_id = o.park_id and w.outlet_id = o.id
        join item i on i.park_id = o.park_id and i.outlet_id = o.id and i.active
            and w.meal = any(i.meals)
        where o.park_id = park.id
    )
    order by slug
"""


async def emergency(
    connection: AsyncConnection, settings: Settings, _clock: Clock
) -> list[Finding]:
    """Whether a park that is none of the demo tells people to call the demo's numbers."""
    if settings.demo:
        return []
    invented = load(ParkData).park.park
    rows = await connection.execute(
        "select slug, emergency_phone, desk_phone from park order by slug"
    )
    found = list[Finding]()
    for slug, emergency_phone, desk_phone in await rows.fetchall():
        if emergency_phone == invented.emergency_phone:
            what = (
                f"people in danger in {slug} are told to call {emergency_phone}, which is the"
                " demo's number"
            )
            mend = (
                "set the park's own emergency number at the desk (settings, danger) or by"
                " `parkline park init --file`, then call it once"
            )
            found.append(Finding("error", "demo-number", what, mend))
        if desk_phone == invented.desk_phone:
            what = f"{slug} tells people to call its desk at {desk_phone}, the demo's number"
            mend = "set `desk_phone` in the park's file, then parkline park init --file"
            found.append(Finding("error", "demo-desk-number", what, mend))
    return found


async def parks(connection: AsyncConnection, settings: Settings, _clock: Clock) -> list[Finding]:
    """Whether the park of the settings is there."""
    rows = await connection.execute("select slug from park order by slug")
    there = [slug for (slug,) in await rows.fetchall()]
    if settings.park in there:
        return await _unreached(connection, settings, there)
    mend = "parkline park init" if not there else f"set PARKLINE_PARK to one of {', '.join(there)}"
    return [Finding("error", "no-park", f"there is no park {settings.park!r}", mend)]


async def _unreached(
    connection: AsyncConnection, settings: Settings, there: list[str]
) -> list[Finding]:
    """Parks that nobody finds, because hosts do not lead to them."""
    if len(there) == 1:
        return []
    rows = await connection.execute(
        "select slug from park where not exists (select from park_host where park_id = park.id)"
        " order by slug"
    )
    hostless = [slug for (slug,) in await rows.fetchall()]
    if len(hostless) == len(there):
        hostless.remove(settings.park)  # It has every host, as long as no park has one.
    mend = "parkline --park SLUG park host add NAME"
    return [
        Finding("warning", "no-host", f"nobody reaches the park {slug!r}: it has no host", mend)
        for slug in hostless
    ]


async def operators(
    connection: AsyncConnection, _settings: Settings, _clock: Clock
) -> list[Finding]:
    """Whether anybody signs in to the desk, and lets others in."""
    rows = await connection.execute(
        "select slug, exists (select from staff where park_id = park.id and active),"
        " exists (select from staff where park_id = park.id and active and 'operator' = any(roles))"
        " from park order by slug"
    )
    found = list[Finding]()
    for slug, somebody, operator in await rows.fetchall():
        mend = f"PARKLINE_PARK={slug} parkline staff add LOGIN --name NAME --roles operator,agent"
        if not somebody:
            what = f"nobody can sign in to the desk of {slug}: alarms and questions reach nobody"
            found.append(Finding("error", "no-staff", what, mend))
        elif not operator:
            what = f"{slug} has no operator: nobody can let others in or change settings"
            found.append(Finding("warning", "no-operator", what, mend))
    return found


async def outlets(connection: AsyncConnection, _settings: Settings, _clock: Clock) -> list[Finding]:
    """Whether anything can be ordered."""
    rows = await connection.execute(WITHOUT_ORDERS)
    mend = "parkline import FILE with vendors, outlets with windows, and items; or leave it so"
    return [
        Finding("warning", "no-outlet", f"nothing can be ordered in {slug}", mend)
        for (slug,) in await rows.fetchall()
    ]
