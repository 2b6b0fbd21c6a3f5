"""Back in stock: who waits for what, and the event that says it is there again."""

from datetime import datetime

from sqlalchemy import delete, exists, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from models.catalogue import Item, Outlet, StockWatch
from models.notices import NoticeOptOut
from models.people import Person
from services.catalogue.events import ItemBackInStock
from services.events.publish import publish
from services.kit.rest import at_work
from services.notices import opt_outs

BATCH = 100
"""Items that one look takes on; the next one follows within seconds."""


def available(item: Item) -> bool:
    """Whether somebody can buy it now."""
    return item.active and (item.stock is None or item.stock >= item.min_quantity)


async def watch(session: AsyncSession, person: Person, item: Item, *, now: datetime) -> None:
    """Tell this person when the item is back. Safe to repeat.

    Who asks for it wants it told, whatever they said of such notices before.
    """
    row = insert(StockWatch).values(
        park_id=item.park_id, person_id=person.id, item_id=item.id, created_at=now
    )
    await session.execute(row.on_conflict_do_nothing())
    await opt_outs.opt_in(session, person, "stock")


async def unwatch(session: AsyncSession, park_id: int, person_id: int, item_id: int) -> bool:
    """Take it back; whether there was anything."""
    gone = await session.scalar(
        delete(StockWatch)
        .where(
            StockWatch.park_id == park_id,
            StockWatch.person_id == person_id,
            StockWatch.item_id == item_id,
        )
        .returning(StockWatch.item_id)
    )
    return gone is not None


async def watched(session: AsyncSession, park_id: int, person_id: int) -> list[Item]:
    """What a person waits for."""
    found = await session.scalars(
        select(Item)
        .join(StockWatch, (StockWatch.park_id == Item.park_id) & (StockWatch.item_id == Item.id))
        .where(StockWatch.park_id == park_id, StockWatch.person_id == person_id)
        .order_by(StockWatch.created_at, StockWatch.item_id)
    )
    return list(found)


async def ring(session: AsyncSession, *, now: datetime) -> None:
    """Publish item.back_in_stock for each item that was sold out and is not any more, once.

    Safe from several workers. That it was sold out is in the row (see NOTE_SOLD_OUT in the
    migration), so it does not matter who or what brought the stock back.
    """
    back = await session.execute(
        select(Item, Outlet.code)
        .join(Outlet, (Outlet.park_id == Item.park_id) & (Outlet.id == Item.outlet_id))
        .where(
            Item.sold_out_at.is_not(None),
            at_work(Item.park_id),
            Item.active,
            or_(Item.stock.is_(None), Item.stock >= Item.min_quantity),
        )
        .order_by(Item.park_id, Item.id)
        .limit(BATCH)
        .with_for_update(of=Item, key_share=True, skip_locked=True)
    )
    for item, outlet in back.all():
        await _say(session, item, outlet, now)


async def _say(session: AsyncSession, item: Item, outlet: str, now: datetime) -> None:
    event = ItemBackInStock(
        item_id=item.id,
        item_code=item.code,
        outlet=outlet,
        name_zh=item.name_zh,
        name_en=item.name_en,
        stock=item.stock,
    )
    item.sold_out_at = None
    row = await publish(session, item.park_id, event, now=now)
    of_item = (StockWatch.park_id == item.park_id) & (StockWatch.item_id == item.id)
    silenced = exists().where(
        NoticeOptOut.park_id == StockWatch.park_id,
        NoticeOptOut.person_id == StockWatch.person_id,
        NoticeOptOut.kind == "stock",
    )
    await session.execute(delete(StockWatch).where(of_item, silenced))
    await session.execute(
        update(StockWatch).where(of_item, StockWatch.event_id.is_(None)).values(event_id=row.id)
    )


async def told_by(session: AsyncSession, park_id: int, event_id: int) -> list[int]:
    """Ids of the people who are still to be told by an event."""
    found = await session.scalars(
        select(StockWatch.person_id).where(
            StockWatch.park_id == park_id, StockWatch.event_id == event_id
        )
    )
    return list(found)


async def wait_on(session: AsyncSession, park_id: int, event_id: int) -> None:
    """It was gone again before they could be told: they wait for the next time."""
    await session.execute(
        update(StockWatch)
        .where(StockWatch.park_id == park_id, StockWatch.event_id == event_id)
        .values(event_id=None)
    )
