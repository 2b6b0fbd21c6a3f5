"""Whom people in danger are told to call."""

from psycopg import AsyncConnection

from parkline.demo.park.data import ParkData
from parkline.demo.seeds import load
from parkline.doctor.findings import Finding
from parkline.process.clock import Clock
from parkline.settings.settings import Settings


async def emergency(
    connection: AsyncConnection, settings: Settings, _clock: Clock
) -> list[Finding]:
    """Whether a park that is none of the demo tells people to call the demo's number."""
    if settings.demo:
        return []
    invented = load(ParkData).park.park.emergency_phone
    rows = await connection.execute(
        "select slug from park where emergency_phone = %s order by slug", [invented]
    )
    mend = "set the park's own emergency number at the desk (settings, danger), then call it once"
    return [
        Finding(
            *("error", "demo-number"),
            f"people in danger in {slug} are told to call {invented}, which is the demo's number",
            mend,
        )
        for (slug,) in await rows.fetchall()
    ]
