"""The order's state machine, and what moves with it."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from models.ordering import Order
from models.people import Person
from services.kit.errors import IllegalTransition, NotFound
from services.ordering import describing, orders, placing
from tests.given import factories
from tests.given.demo_park import NOON, WEDNESDAY_MORNING, DemoPark, events_of

NOW = WEDNESDAY_MORNING
STATES = (
    "draft", "placed", "accepted", "preparing", "ready", "delivering", "completed", "rejected",
    "cancelled", "expired",
)  # fmt: skip
LEGAL = {
    ("draft", "place"): "placed",
    ("draft", "cancel"): "cancelled",
    ("placed", "accept"): "accepted",
    ("placed", "reject"): "rejected",
    ("placed", "cancel"): "cancelled",
    ("placed", "expire"): "expired",
    ("accepted", "reject"): "rejected",
    ("accepted", "preparing"): "preparing",
    ("accepted", "ready"): "ready",
    ("preparing", "reject"): "rejected",
    ("preparing", "ready"): "ready",
    ("ready", "delivering"): "delivering",
    ("ready", "complete"): "completed",
    ("delivering", "complete"): "completed",
}
REACHES = {
    "place": "placed",
    "accept": "accepted",
    "reject": "rejected",
    "preparing": "preparing",
    "ready": "ready",
    "delivering": "delivering",
    "complete": "completed",
    "cancel": "cancelled",
    "expire": "expired",
}


async def test_every_action_from_every_state(demo: DemoPark) -> None:
    """A legal one reaches its state with one event; any other is refused and changes nothing."""
    async with demo.sessions() as session:
        park = await factories.make_park(session)
        outlet = await factories.make_outlet(session, await factories.make_vendor(session, park))
        item = await factories.make_item(session, outlet)
        person = await factories.make_person(session, park)
        for state in STATES:
            for action, reached in REACHES.items():
                order = await factories.make_order(
                    session, outlet, status=state, item=item, person=person
                )
                target = LEGAL.get((state, action))
                if target is None and state != reached:
                    with pytest.raises(IllegalTransition) as refused:
                        await orders.advance(session, park.id, order.id, action, now=NOW)
                    assert refused.value.details == {"status": state, "action": action}
                else:
                    await orders.advance(session, park.id, order.id, action, now=NOW)
                assert (state, action, order.status) == (state, action, target or state)
                said = await events_of(session, park.id, f"order:{order.id}")
                silent = target is None or (state, action) == ("draft", "cancel")
                assert said[:1] == ([] if silent else [(1, f"order.{target}")]), (state, action)
                paid = target == "completed"
                assert said[1:] == ([(2, "payment.succeeded")] if paid else []), (state, action)


@pytest.mark.parametrize("action", ["cancel", "reject", "expire"])
async def test_what_was_reserved_is_given_back_exactly_once(demo: DemoPark, action: str) -> None:
    async with demo.sessions.begin() as session:
        await demo.set_item(session, "beef_noodles", stock=5)
        order = await demo.placed(session, "beef_noodles", "soy_milk", quantity=3)
        assert (await demo.stock(session, "beef_noodles"), await demo.taken(session)) == (2, 1)
    for _ in range(2):
        async with demo.sessions.begin() as session:
            await orders.advance(session, demo.id, order.id, action, now=NOW)
            assert (await demo.stock(session, "beef_noodles"), await demo.taken(session)) == (5, 0)
            assert await demo.stock(session, "soy_milk") is None  # Never counted.


async def test_a_cancelled_draft_gives_nothing_back_because_it_held_nothing(
    demo: DemoPark,
) -> None:
    async with demo.sessions.begin() as session:
        await demo.set_item(session, "beef_noodles", stock=5)
        order = await demo.draft(session, quantity=3)
        await orders.advance(session, demo.id, order.id, "cancel", now=NOW)
        assert (await demo.stock(session, "beef_noodles"), await demo.taken(session)) == (5, 0)
        assert await demo.events(session, f"order:{order.id}") == []


async def test_a_rejection_keeps_its_reason_and_its_moment(demo: DemoPark) -> None:
    later = NOW + timedelta(minutes=3)
    async with demo.sessions.begin() as session:
        order = await demo.placed(session)
        await orders.advance(
            session, demo.id, order.id, "reject", now=later, reason="No broth left"
        )
    async with demo.sessions() as session:
        kept = await orders.load(session, demo.id, order.id)
    assert (kept.status_reason, kept.updated_at, kept.placed_at) == ("No broth left", later, NOW)


async def test_an_order_is_found_in_its_own_park_only(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        order = await demo.placed(session)
        elsewhere = await factories.make_park(session)
        with pytest.raises(NotFound):
            await orders.load(session, elsewhere.id, order.id)
        with pytest.raises(NotFound):
            await orders.advance(session, elsewhere.id, order.id, "accept", now=NOW)
        assert await orders.find_by_number(session, elsewhere.id, order.order_no) is None
        assert await orders.find_by_number(session, demo.id, order.order_no) is order


async def test_recent_orders_are_newest_first_and_leave_drafts_out(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        conversation = await demo.conversation(session)
        placed = [await demo.placed(session, conversation=conversation) for _ in range(3)]
        draft = await demo.draft(session, conversation=conversation)
        await orders.advance(session, demo.id, placed[1].id, "accept", now=NOW)
        await demo.placed(session)  # Somebody else's.
        ask = (session, demo.id, conversation.person_id)

        assert await orders.recent(*ask) == placed[::-1]
        assert await orders.recent(*ask, limit=2) == [placed[2], placed[1]]
        assert await orders.recent(*ask, statuses=["accepted"]) == [placed[1]]
        assert await orders.recent(*ask, statuses=["draft"]) == [draft]


async def test_an_event_shows_the_order_as_it_became(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        order = await demo.draft(session, "beef_noodles", quantity=2)
        await placing.place(session, order, now=NOW)
        shown = (await describing.describe(session, order)).model_dump()
    line = shown.pop("lines")[0]
    assert (line["item_code"], line["name_zh"], line["quantity"], line["unit_price"]) == (
        "beef_noodles",
        "牛肉面",
        2,
        2200,
    )
    assert {key: shown[key] for key in ("status", "outlet", "total", "currency", "payment")} == {
        "status": "placed",
        "outlet": "sunshine_canteen",
        "total": 4400,
        "currency": "CNY",
        "payment": "on_pickup",
    }
    assert (shown["slot_start"], shown["accept_by"]) == (NOON, NOW + timedelta(minutes=10))


async def test_an_event_says_whom_to_call_and_by_which_number(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        order = await demo.placed(session)
        person = await session.get_one(Person, (demo.id, order.person_id))
        person.name = None
        assert (await describing.describe(session, order)).contact_name is None
        person.name = "王敏"
        shown = await describing.describe(session, order)
    assert (shown.contact_name, shown.pickup_number) == ("王敏", order.pickup_number)


def test_no_two_of_9000_orders_in_a_row_have_one_pickup_number() -> None:
    numbers = [Order(id=id_).pickup_number for id_ in range(12_345, 12_345 + 9000)]
    assert len(set(numbers)) == 9000
    assert {len(number) for number in numbers} == {4}


async def test_who_refers_to_an_order_keeps_nobody_from_moving_it(demo: DemoPark) -> None:
    """Handlers of an event write rows that refer to its order, and take their time."""
    async with demo.sessions.begin() as session:
        order = await demo.placed(session)
    refers = text(
        "insert into deadline (park_id, order_id, task, due_at) values (:park, :order, 'x', now())"
    )
    async with demo.sessions() as handler, demo.sessions.begin() as vendor:
        await handler.execute(refers, {"park": demo.id, "order": order.id})
        await vendor.execute(text("set local lock_timeout = '2s'"))
        await orders.load(vendor, demo.id, order.id, lock=True)
