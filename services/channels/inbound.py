"""What a platform delivers to us: counted, since it delivers again, and answered the same."""

from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from models.channels import InboundDelivery
from services.kit.batches import delete_some

DELIVERIES_KEPT = timedelta(days=1)


async def delivered(
    session: AsyncSession, park_id: int, channel: str, external_id: str, *, now: datetime
) -> InboundDelivery:
    """Count one delivery of a message or event. The first has `deliveries` 1."""
    row = insert(InboundDelivery).values(
        park_id=park_id, channel=channel, external_id=external_id, created_at=now
    )
    counted = await session.scalars(
        row.on_conflict_do_update(
            index_elements=["park_id", "channel", "external_id"],
            set_={"deliveries": InboundDelivery.deliveries + 1},
        ).returning(InboundDelivery),
        execution_options={"populate_existing": True},
    )
    return counted.one()


async def refuse(session: AsyncSession, park_id: int, channel: str, external_id: str) -> bool:
    """Note that a tenant is told that we cannot take something; False if they were before."""
    first = await session.scalar(
        update(InboundDelivery)
        .where(
            InboundDelivery.park_id == park_id,
            InboundDelivery.channel == channel,
            InboundDelivery.external_id == external_id,
            ~InboundDelivery.refused,
        )
        .values(refused=True)
        .returning(InboundDelivery.external_id)
    )
    return first is not None


async def answered(
    session: AsyncSession, park_id: int, channel: str, external_id: str, answer: str
) -> None:
    """Keep what is answered to a delivery, for when it is repeated."""
    await session.execute(
        update(InboundDelivery)
        .where(
            InboundDelivery.park_id == park_id,
            InboundDelivery.channel == channel,
            InboundDelivery.external_id == external_id,
        )
        .values(answer=answer)
    )


async def answer_of(
    session: AsyncSession, park_id: int, channel: str, external_id: str
) -> str | None:
    row = await session.get(InboundDelivery, (park_id, channel, external_id))
    return row.answer if row is not None else None


async def forget_deliveries(session: AsyncSession, *, now: datetime) -> int:
    """A batch of those that are past their time; how many."""
    return await delete_some(
        session, InboundDelivery, InboundDelivery.created_at < now - DELIVERIES_KEPT
    )
