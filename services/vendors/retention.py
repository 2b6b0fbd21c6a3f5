"""How long vendors keeps what holds people, and what goes then."""

from sqlalchemy import and_, delete
from sqlalchemy.ext.asyncio import AsyncSession

from models.vendors import Attempt, Delivery
from services.kit.retention import Batch, Kind, Retention, Rule


async def drop_deliveries(session: AsyncSession, batch: Batch) -> None:
    await session.execute(delete(Attempt).where(*batch.of(Attempt.delivery_id)))
    await session.execute(delete(Delivery).where(*batch.of(Delivery.id)))


RETENTION = Retention(
    {
        "deliveries": Kind(
            90,
            "to settle with a vendor what was sent and what it answered",
            "when it was planned; not while it is pending",
            seen_with=("operate.vendors",),
        ),
    },
    {
        "deliveries": Rule(
            "deliveries",
            Delivery,
            Delivery.created_at,
            lambda before: and_(Delivery.created_at < before, Delivery.status != "pending"),
            drop_deliveries,
        ),
    },
)
