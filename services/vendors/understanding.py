"""Which events the programs of a vendor are known to act on."""

from sqlalchemy import any_, bindparam, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.vendors import ApiKey, Endpoint


async def acts_on(session: AsyncSession, park_id: int, vendor_id: int, event_type: str) -> bool:
    """Whether no program of the vendor would miss what an event of this type asks for.

    An endpoint acts on what it was registered for by name; "all events" was said before there were
    new ones, so it does not count. A vendor that only reads (an API key and no endpoint) has said
    nothing. One without a program has its orders from the desk, which shows them as they are.
    """
    row = (
        await session.execute(
            _ASKED, {"park_id": park_id, "vendor_id": vendor_id, "type": event_type}
        )
    ).one()
    return not row.deaf and (row.hears or not row.reads)


_MINE = (
    Endpoint.park_id == bindparam("park_id"),
    Endpoint.vendor_id == bindparam("vendor_id"),
    Endpoint.status == "active",
    ~Endpoint.sandbox,
)
_NAMES_IT = bindparam("type") == any_(Endpoint.event_types)
_ASKED = select(
    exists().where(*_MINE, ~_NAMES_IT).label("deaf"),
    exists().where(*_MINE, _NAMES_IT).label("hears"),
    exists()
    .where(
        ApiKey.park_id == bindparam("park_id"),
        ApiKey.vendor_id == bindparam("vendor_id"),
        ApiKey.revoked_at.is_(None),
    )
    .label("reads"),
)
