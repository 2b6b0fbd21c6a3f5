"""What is looked up all day in a park: by staff, vendors and tenants."""

from bench.site import Operation, Site
from desk.inbox import counts as inbox_counts
from desk.inbox import lists as inbox_lists
from desk.ordering import queries as desk_orders
from services.events import log
from services.ordering import describing, orders
from services.repair import repair
from services.vendors import vendor_orders


def inbox_tab(tab: str) -> Operation:
    async def read(at: Site) -> None:
        async with at.sessions() as session:
            wanted = inbox_lists.Wanted(tab=tab)
            await inbox_lists.listing(session, at.park.id, at.staff, wanted, today=at.midnight)

    return read


async def counts(at: Site) -> None:
    async with at.sessions() as session:
        await inbox_counts.counts(session, at.park.id, at.staff, now=at.now, today=at.midnight)
        await inbox_counts.alarms(session, at.park.id)


async def vendor_news(at: Site) -> None:
    """A vendor that asks every minute."""
    async with at.sessions() as session:
        await vendor_orders.changed_since(
            session, at.park.id, at.vendor_id, cursor=at.last_event - 30, limit=50
        )


async def vendor_first(at: Site) -> None:
    """A vendor that asks for the first time."""
    async with at.sessions() as session:
        await vendor_orders.changed_since(session, at.park.id, at.vendor_id, cursor=0, limit=50)


async def vendor_events(at: Site) -> None:
    async with at.sessions() as session:
        await vendor_orders.events_since(
            session, at.park.id, at.vendor_id, cursor=at.last_event - 30, limit=50
        )


async def my_orders(at: Site) -> None:
    async with at.sessions() as session:
        found = await orders.recent(session, at.park.id, at.somebody(), limit=20)
        for order in found:
            await describing.describe(session, order)


async def my_tickets(at: Site) -> None:
    async with at.sessions() as session:
        await repair.mine(session, at.park.id, at.somebody())


async def desk_list(at: Site) -> None:
    async with at.sessions() as session:
        await desk_orders.listed(session, at.park.id, desk_orders.Wanted())


async def desk_find(at: Site) -> None:
    async with at.sessions() as session:
        await desk_orders.listed(session, at.park.id, desk_orders.Wanted(q="O-0000777"))


async def desk_phone(at: Site) -> None:
    async with at.sessions() as session:
        wanted = desk_orders.Wanted(q="13900000030")
        await desk_orders.listed(session, at.park.id, wanted)


async def live(at: Site) -> None:
    """What the desk's reader asks once a second."""
    async with at.sessions() as session:
        newest = await log.now_at(session)
        await log.after(session, at.park.id, newest)
        await log.spoken_after(session, at.park.id, None)
