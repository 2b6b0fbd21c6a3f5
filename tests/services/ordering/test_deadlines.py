"""An order that nobody accepts: chased at its deadline, ended with its slot."""

from datetime import timedelta

from sqlalchemy import select

from models.conversations import Message
from models.events import EventRow
from models.ordering import Order
from models.tickets import Ticket
from services.events.follows import Told
from services.ordering import deadlines, describing, orders
from services.ordering.events import OrderPlaced
from tests.given.demo_park import NOON, WEDNESDAY_MORNING, DemoPark, jobs

NOW = WEDNESDAY_MORNING
DUE = NOW + timedelta(minutes=10)
OVER = NOON + timedelta(minutes=15)


async def due(demo: DemoPark, order: Order) -> Told | None:
    async with demo.sessions.begin() as session:
        return await deadlines.acceptance_due(session, demo.id, order.id, now=DUE)


async def placed(demo: DemoPark, *then: str, language: str = "zh") -> Order:
    async with demo.sessions.begin() as session:
        await demo.set_item(session, "beef_noodles", stock=5)
        conversation = await demo.conversation(session, language=language)
        order = await demo.placed(session, conversation=conversation)
        for action in then:
            await orders.advance(session, demo.id, order.id, action, now=NOW)
    return order


async def written(demo: DemoPark) -> tuple[list[Ticket], list[str]]:
    async with demo.sessions() as session:
        tickets = list(await session.scalars(select(Ticket)))
        return tickets, list(await session.scalars(select(Message.text)))


async def test_both_deadlines_are_set_when_it_is_placed_and_are_jobs_once_due(
    demo: DemoPark,
) -> None:
    async with demo.sessions() as session:
        order = await demo.placed(session)
        event = OrderPlaced(order=await describing.describe(session, order))
        await deadlines.watch(session, [(demo.id, event)])
        about, found = {"park_id": demo.id, "order_id": order.id}, []
        for moment in (DUE - timedelta(seconds=1), DUE, OVER, OVER):
            queued = await deadlines.queue_due(session, now=moment)
            found.append((queued, [job.task_name for job in await jobs(session)]))
        args = [(job.queue_name, job.args) for job in await jobs(session)]
    both = ["acceptance_due", "slot_over"]
    assert found == [(0, []), (1, both[:1]), (1, both), (0, both)]
    assert args == [("deadlines", about)] * 2


async def test_an_order_without_deadlines_is_not_watched(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        order = await demo.placed(session)
        described = await describing.describe(session, order)
        timeless = described.model_copy(update={"accept_by": None, "slot_end": None})
        await deadlines.watch(session, [(demo.id, OrderPlaced(order=timeless))])
        assert await deadlines.queue_due(session, now=OVER) == 0


async def test_not_accepted_in_time_is_one_ticket_and_one_notice(demo: DemoPark) -> None:
    order = await placed(demo)
    assert await due(demo, order) == Told(demo.id, order.conversation_id)
    assert await due(demo, order) is None
    (ticket,), texts = await written(demo)
    assert (ticket.kind, ticket.urgency, ticket.status, ticket.order_id) == (
        "order_not_accepted",
        "urgent",
        "reported",
        order.id,
    )
    assert (ticket.person_id, ticket.conversation_id) == (order.person_id, order.conversation_id)
    assert texts == [
        f"阳光食堂还没有接您的订单 {order.order_no}，服务台同事已经在催了。不想等可以说“取消订单”。"
    ]
    async with demo.sessions() as session:
        assert await demo.events(session, f"ticket:{ticket.id}") == [(1, "ticket.reported")]
        assert (await orders.load(session, demo.id, order.id)).status == "placed"


async def test_it_is_said_in_the_tenants_language(demo: DemoPark) -> None:
    order = await placed(demo, language="en")
    await due(demo, order)
    _, texts = await written(demo)
    assert texts == [
        f"Sunshine Canteen hasn't accepted your order {order.order_no} yet; the service desk is"
        ' on to it. If you\'d rather not wait, say "cancel my order".'
    ]


async def test_an_order_that_is_accepted_or_ended_is_not_chased(demo: DemoPark) -> None:
    for actions in (["accept"], ["accept", "ready", "complete"], ["cancel"], ["reject"]):
        order = await placed(demo, *actions)
        assert await due(demo, order) is None
    assert await written(demo) == ([], [])


async def test_with_its_slot_over_it_expires_and_gives_back_once(demo: DemoPark) -> None:
    order = await placed(demo)
    for _ in range(2):
        async with demo.sessions.begin() as session:
            await deadlines.slot_over(session, demo.id, order.id, now=OVER)
    async with demo.sessions() as session:
        ended = await orders.load(session, demo.id, order.id)
        assert (ended.status, ended.updated_at) == ("expired", OVER)
        assert (await demo.stock(session, "beef_noodles"), await demo.taken(session)) == (5, 0)
        assert await demo.events(session, f"order:{order.id}") == [
            (1, "order.placed"),
            (2, "order.expired"),
        ]


async def test_what_was_accepted_does_not_expire(demo: DemoPark) -> None:
    for actions in (["accept"], ["accept", "ready"], ["reject"], ["cancel"]):
        order = await placed(demo, *actions)
        async with demo.sessions.begin() as session:
            before = (await orders.load(session, demo.id, order.id)).status
            await deadlines.slot_over(session, demo.id, order.id, now=OVER)
            assert (await orders.load(session, demo.id, order.id)).status == before


async def test_an_order_is_chased_by_one_ticket(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        order = await demo.placed(session)
        first = await deadlines.chase_acceptance(session, order, now=NOW)
        assert first is not None
        assert await deadlines.chase_acceptance(session, order, now=NOW) is None
        assert list(await session.scalars(select(Ticket.id))) == [first.id]
        data = await session.scalar(select(EventRow.data).where(EventRow.type == "ticket.reported"))
    assert data["order_no"] == order.order_no
