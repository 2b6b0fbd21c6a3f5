"""Orders at random: their states, and the stock and slots that move with them."""

import asyncio
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.catalogue import Item, SlotLoad
from models.ordering import Order, OrderLine
from services.kit.errors import ParkError
from services.ordering import deadlines, orders
from services.ordering import placing as catering
from services.ordering.orders import ACTIONS, CANCEL_ASKS_FIRST, VENDOR_ACTIONS
from tests.given.demo_park import NOON, WEDNESDAY_MORNING, DemoPark
from tests.properties.walking import Act, Looked, Step, Walk, legal, step

STOCK = {"beef_noodles": 7, "tomato_egg_noodles": 4}
HOLDING = ("placed", "accepted", "preparing", "ready", "delivering", "completed")
"""States in which an order has its dishes, and its place in the slot."""


def steps(demo: DemoPark) -> list[Step]:
    def by(action: str) -> Act:
        return lambda session, id_, now: orders.advance(session, demo.id, id_, action, now=now)

    async def place(session: AsyncSession, id_: int, now: Any) -> None:
        await catering.place(session, await orders.load(session, demo.id, id_), now=now)

    def slot_over(session: AsyncSession, id_: int, now: Any) -> Any:
        return deadlines.slot_over(session, demo.id, id_, now=now)

    def ask(session: AsyncSession, id_: int, now: Any) -> Any:
        return orders.request_cancellation(session, demo.id, id_, now=now)

    cancel = step("cancel", ACTIONS["cancel"], by("cancel"))
    cancels = {**cancel.leads, "draft": ("cancelled", [])}  # A discarded draft says nothing.
    asks = {state: (state, ["order.cancel_requested"]) for state in CANCEL_ASKS_FIRST}
    anywhere = {"draft", *(rule.target for rule in ACTIONS.values())}
    expires = step("expire", ACTIONS["expire"], by("expire"))
    placing = Step(
        "place",
        place,
        {"draft": ("placed", ["order.placed"])},
        anywhere - {"draft"},
        may_refuse=(catering.OutOfStock,),
    )
    return [
        *(step(action, ACTIONS[action], by(action)) for action in VENDOR_ACTIONS),
        Step("cancel", cancel.act, cancels, {"cancelled"}),
        Step("ask to cancel", ask, cancels | asks, {"cancelled"}),
        expires,
        Step("slot over", slot_over, expires.leads, anywhere - {"placed"}),
        *[placing] * 4,  # Most carts are placed.
    ]


async def carts(demo: DemoPark, session: AsyncSession) -> list[int]:
    """Ten orders for the same noon, of dishes that are enough for some of them."""
    for code, stock in STOCK.items():
        await demo.set_item(session, code, stock=stock)
    wanted = [("beef_noodles", 2), ("beef_noodles", 3), ("tomato_egg_noodles", 2)]
    one_dish = [await demo.draft(session, code, quantity=n) for code, n in wanted * 2]
    both = ("beef_noodles", "tomato_egg_noodles")
    two_dishes = [await demo.draft(session, *both) for _ in range(2)]
    uncounted = [await demo.draft(session, "mapo_tofu_rice", quantity=3) for _ in range(2)]
    return [order.id for order in (*one_dish, *two_dishes, *uncounted)]


async def kept(demo: DemoPark, session: AsyncSession, taken_before: int) -> None:
    """What orders hold and what is left is together what there was."""
    held = await session.execute(
        select(Item.code, OrderLine.quantity)
        .join(Order, Order.id == OrderLine.order_id)
        .join(Item, Item.id == OrderLine.item_id)
        .where(Order.status.in_(HOLDING), Item.code.in_(STOCK))
    )
    left: dict[str, int] = {code: await demo.stock(session, code) or 0 for code in STOCK}
    for code, quantity in held:
        left[code] += quantity
    assert left == STOCK
    holding = await session.scalars(
        select(Order.id).where(Order.status.in_(HOLDING), Order.slot_start == NOON)
    )
    loads = await session.scalars(select(SlotLoad.taken).where(SlotLoad.slot_start == NOON))
    assert sum(loads) == taken_before + len(holding.all())


async def prepared(demo: DemoPark, seed: int) -> tuple[Walk, int]:
    async with demo.sessions.begin() as session:
        taken = await demo.taken(session)
        ids = await carts(demo, session)
    return Walk(demo.sessions, "order", "order", ids, steps(demo), WEDNESDAY_MORNING, seed), taken


async def test_no_walk_leaves_the_table_or_loses_a_dish(demo: DemoPark, seed: int) -> None:
    walk, taken = await prepared(demo, seed)

    async def holds(_looked: Looked) -> None:
        async with demo.sessions() as session:
            await kept(demo, session, taken)

    await walk.go(120, longest=timedelta(seconds=30), holds=holds)
    for order in walk.subjects:
        await check(walk, order)


async def check(walk: Walk, order: int) -> None:
    """The log leads to the state. Only a discarded draft has nothing to tell."""
    looked = await walk.look()
    if not await walk.told(order):
        assert looked.state(order, "status") in ("draft", "cancelled")
    else:
        await walk.check_log(order, ACTIONS, "draft")


async def test_many_at_once_keep_the_table_and_the_dishes(demo: DemoPark, seed: int) -> None:
    walk, taken = await prepared(demo, seed)
    for _ in range(12):
        walk.now += timedelta(seconds=30)
        looked = await walk.look()
        acts = [walk.once(looked) for _ in range(10)]
        done = await asyncio.gather(*acts, return_exceptions=True)
        assert [one for one in done if not isinstance(one, ParkError | None)] == []
        async with demo.sessions() as session:
            await kept(demo, session, taken)
    for order in walk.subjects:
        await check(walk, order)


def test_the_table_is_the_domains() -> None:
    """By hand, so that nobody widens it by accident."""
    assert legal(ACTIONS) == {
        "draft": "place cancel",
        "placed": "accept reject cancel expire",
        "accepted": "reject preparing ready",
        "preparing": "reject ready",
        "ready": "delivering complete",
        "delivering": "complete",
    }


async def test_placing_and_giving_back_at_once_do_not_wait_in_a_circle(demo: DemoPark) -> None:
    dishes = list(STOCK)
    async with demo.sessions.begin() as session:
        for code in dishes:
            await demo.set_item(session, code, stock=100)
        placed = [await demo.placed(session, *dishes) for _ in range(8)]
        drafts = [await demo.draft(session, *dishes[::-1]) for _ in range(8)]

    async def place(order_id: int) -> None:
        async with demo.sessions.begin() as session:
            order = await orders.load(session, demo.id, order_id)
            await catering.place(session, order, now=WEDNESDAY_MORNING)

    async def cancel(order_id: int) -> None:
        async with demo.sessions.begin() as session:
            await orders.advance(session, demo.id, order_id, "cancel", now=WEDNESDAY_MORNING)

    both = zip(placed, drafts, strict=True)
    await asyncio.gather(*(act for old, new in both for act in (cancel(old.id), place(new.id))))
    async with demo.sessions() as session:
        assert {code: await demo.stock(session, code) for code in STOCK} == dict.fromkeys(STOCK, 92)
