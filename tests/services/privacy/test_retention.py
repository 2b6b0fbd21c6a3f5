"""What has served its time goes, by kind and park; what is under way stays."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.catalogue import StockWatch
from models.events import EventRow
from models.knowledge import TrainingSentence
from models.ordering import Order, OrderLine
from models.park import LastPlace
from models.staff import AuditEntry
from models.tickets import Ticket, TicketChange
from models.vendors import Attempt, Delivery, Endpoint, Vendor
from models.visits import VisitPassage
from services.vendors import deliveries
from tests.given.demo_park import WEDNESDAY_MORNING as NOW
from tests.given.demo_park import DemoPark
from tests.services.privacy.sweeping import FAR, LATER, count, placed, sweep, ticket, visit


async def test_an_order_loses_what_is_personal_and_keeps_its_sum(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        order = await placed(demo, session)
    assert await sweep(demo, NOW + timedelta(days=91), "order_details") == 1
    assert await sweep(demo, NOW + timedelta(days=93), "order_details", "invoices") == 0
    async with demo.sessions() as session:
        kept = await session.get_one(Order, (demo.id, order.id))
        lines = (await session.scalars(select(OrderLine.note))).all()
        said = await session.scalars(
            select(EventRow.data).where(EventRow.subject == f"order:{order.id}")
        )
        texts = str([*said])
    assert (kept.phone, kept.allergy_note, kept.room) == (None, None, None)
    assert (kept.total, kept.status, kept.invoice_title) == (2200, "completed", "Hemu Biotech")
    assert lines == [None]
    assert "13800138000" not in texts
    assert "peanuts" not in texts
    assert await sweep(demo, NOW + timedelta(days=1826), "invoices") == 1
    async with demo.sessions() as session:
        assert (await session.get_one(Order, (demo.id, order.id))).invoice_title is None


async def test_an_order_under_way_keeps_everything(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        await placed(demo, session, complete=False)
    assert await sweep(demo, FAR, "order_details", "invoices") == 0


async def test_a_closed_ticket_loses_its_words_and_an_open_one_does_not(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        talk = await demo.conversation(session)
        for status in ("closed", "waiting_tenant", "resolved"):
            row = ticket(demo, talk, status, phone="13800138000")
            session.add(row)
            await session.flush()
            session.add(TicketChange(
                park_id=demo.id, ticket_id=row.id, at=NOW, action="report", status=status,
                person_id=talk.person_id, text="it drips", details={},
            ))  # fmt: skip
    assert await sweep(demo, FAR, "tickets") == 1
    async with demo.sessions() as session:
        rows = await session.execute(
            select(Ticket.status, Ticket.description, Ticket.phone, TicketChange.text)
            .join(TicketChange, TicketChange.ticket_id == Ticket.id)
            .order_by(Ticket.id)
        )
    assert [tuple(row) for row in rows] == [
        ("closed", "", None, None),
        ("waiting_tenant", "it drips", "13800138000", "it drips"),
        ("resolved", "it drips", "13800138000", "it drips"),
    ]


async def test_events_go_but_the_last_of_a_subject_which_the_next_counts_from(
    demo: DemoPark,
) -> None:
    async with demo.sessions.begin() as session:
        order = await placed(demo, session)
        for event in await session.scalars(select(EventRow)):
            event.handled_at, event.due_at = NOW, None
    assert await sweep(demo, LATER, "events", "last_events") == 5
    assert await demo_events(demo, order) == [(5, "payment.succeeded")]
    async with demo.sessions() as session:
        [data] = await session.scalars(select(EventRow.data))
    assert "13800138000" not in str(data)
    assert await sweep(demo, LATER + timedelta(days=2), "events", "last_events") == 0


async def demo_events(demo: DemoPark, order: Order) -> list[tuple[int, str]]:
    async with demo.sessions() as session:
        return await demo.events(session, f"order:{order.id}")


async def test_an_event_that_nobody_handled_or_that_waits_for_its_vendor_stays(
    demo: DemoPark,
) -> None:
    async with demo.sessions.begin() as session:
        await placed(demo, session)
        await endpoint(demo, session)
        first, *others = list(await session.scalars(select(EventRow).order_by(EventRow.id)))
        await deliveries.plan(session, [first], now=NOW)
        for event in (first, *others[1:]):
            event.handled_at, event.due_at = NOW, None
        unhandled = others[0]
    assert await count(demo, Delivery) == 1
    assert await sweep(demo, LATER, "events", "deliveries") == 2  # Of five, one is the last.
    async with demo.sessions() as session:
        left = set(await session.scalars(select(EventRow.id)))
    assert left == {first.id, unhandled.id, others[-1].id}


async def endpoint(demo: DemoPark, session: AsyncSession) -> None:
    vendor = await session.scalar(select(Vendor.id).order_by(Vendor.id).limit(1))
    for one in await session.scalars(select(Vendor.id)):
        session.add(Endpoint(
            park_id=demo.id, vendor_id=one, url="https://vendor.example", event_types=[],
            secret=b"x", created_at=NOW,
        ))  # fmt: skip
    await session.flush()
    assert vendor is not None


async def test_what_vendors_were_sent_goes_with_their_answers(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        await placed(demo, session)
        await endpoint(demo, session)
        events = list(await session.scalars(select(EventRow).limit(1)))
        [delivery] = await deliveries.plan(session, events, now=NOW)
        row = await session.get_one(Delivery, (demo.id, delivery))
        row.status, row.next_attempt_at, row.delivered_at = "delivered", None, NOW
        session.add(Attempt(
            park_id=demo.id, delivery_id=delivery, number=1, at=NOW, milliseconds=5,
            answer="thanks 王总",
        ))  # fmt: skip
    assert await sweep(demo, NOW + timedelta(days=91), "deliveries") == 1
    assert await count(demo, Attempt) == 0
    assert await count(demo, EventRow) > 0


async def test_passages_of_a_visit_that_is_over_go(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        talk = await demo.conversation(session)
        for status in ("checked_out", "checked_in"):
            guest = visit(demo, talk, status)
            session.add(guest)
            await session.flush()
            session.add(VisitPassage(park_id=demo.id, visit_id=guest.id, at=NOW, direction="in"))
    assert await sweep(demo, LATER, "passages") == 1
    assert await count(demo, VisitPassage) == 1


async def test_small_things_go_each_in_its_time(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        talk = await demo.conversation(session)
        item = demo.items["umbrella"]
        key = {"park_id": demo.id, "person_id": talk.person_id}
        session.add(LastPlace(**key, building="A", seen_at=NOW))
        session.add(StockWatch(**key, item_id=item, created_at=NOW))
        fresh = demo.items["beef_noodles"]
        session.add(StockWatch(**key, item_id=fresh, created_at=FAR - timedelta(days=1)))
        session.add(TrainingSentence(
            park_id=demo.id, text="漏水", intent="x", created_at=NOW, conversation_id=talk.id
        ))  # fmt: skip
        made_up = {"park_id": demo.id, "intent": "x", "created_at": NOW, "text": "停电"}
        session.add(TrainingSentence(**made_up))
        for is_look in (False, True):
            session.add(AuditEntry(
                park_id=demo.id, at=NOW, action="a.b", subject="x:1", before={}, after={},
                is_look=is_look,
            ))  # fmt: skip
    assert await sweep(demo, LATER, "looks", "audit") == 1
    assert await count(demo, AuditEntry, AuditEntry.is_look) == 0
    assert await sweep(demo, FAR, "places", "watches", "taught", "audit") == 4
    async with demo.sessions() as session:
        assert list(await session.scalars(select(StockWatch.item_id))) == [fresh]
