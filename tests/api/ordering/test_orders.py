"""Ordering through the API."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event, func, select

from models.catalogue import ServiceWindow
from models.ordering import Order
from services.danger import hearing
from services.ordering import orders
from tests.api.driver import Api, Tenant, open_api
from tests.given.demo_park import NOON, DemoPark, jobs


async def test_a_cart_becomes_an_order(api: Api) -> None:
    li = await api.tenant()
    cart = await li.cart("beef_noodles", 2)
    shown = await li.place(cart)
    assert (shown["order_no"], shown["status"]) == (cart, "placed")
    assert shown["total"] == {"minor": 4400, "currency": "CNY", "text": "¥44"}
    assert shown["slot"]["start"] == "2026-12-02T12:00:00+08:00"
    assert shown["slot"]["text"] == "今天 12:00–12:15"
    assert (await li.get("/carts"))["carts"] == []


async def test_the_same_key_orders_once_and_answers_the_same(api: Api) -> None:
    li = await api.tenant()
    cart = await li.cart()
    answers = await asyncio.gather(*(li.place(cart, key="tap") for _ in range(4)))
    assert all(answer == answers[0] for answer in answers)
    assert len((await li.get("/orders"))["items"]) == 1


async def test_the_same_key_for_another_cart_is_a_conflict(api: Api) -> None:
    li = await api.tenant()
    first, second = await li.cart(), await li.cart("americano")
    await li.place(first, key="tap")
    refused = await li.place(second, key="tap", status=409)
    assert refused["code"] == "idempotency_mismatch"


async def test_a_key_is_its_persons_alone(api: Api) -> None:
    for tenant in (await api.tenant(), await api.tenant()):
        await tenant.place(await tenant.cart(), key="1")


async def test_an_order_needs_a_key(api: Api) -> None:
    li = await api.tenant()
    refused = await li.post("/orders", {"cart": await li.cart()}, status=400)
    [field] = refused["details"]["fields"]
    told = (field["source"], field["field"], field["code"])
    assert told == ("header", "idempotency-key", "missing")


async def test_a_refused_order_may_be_tried_again_with_its_key(api: Api) -> None:
    li = await api.tenant()
    carts = await li.post("/carts/lines", {"item_id": api.demo.items["beef_noodles"]})
    cart = carts["carts"][0]["order_no"]
    refused = await li.place(cart, key="k", status=422)
    assert (refused["code"], refused["details"]) == (
        "incomplete", {"missing": ["location", "slot"]},
    )  # fmt: skip
    change = {"fulfilment": "pickup", "slot": "2026-12-02T12:00:00+08:00"}
    await li.patch(f"/carts/{cart}", change)
    assert (await li.place(cart, key="k"))["status"] == "placed"


async def test_a_changed_price_is_shown_before_it_is_paid(api: Api) -> None:
    li = await api.tenant()
    cart = await li.cart()
    async with api.demo.sessions.begin() as session:
        await api.demo.set_item(session, "beef_noodles", price=2500)
    refused = await li.place(cart, key="k", status=409)
    assert refused["code"] == "price_changed"
    assert (await li.get("/carts"))["carts"][0]["total"]["text"] == "¥25"
    assert (await li.place(cart, key="k"))["total"]["minor"] == 2500


async def test_what_is_sold_out_leaves_everything_as_it_was(api: Api) -> None:
    """Stock is taken last; the event and the place in the slot, written before, are gone."""
    li = await api.tenant()
    cart = await li.cart("beef_noodles")
    async with api.demo.sessions.begin() as session:
        await api.demo.set_item(session, "beef_noodles", stock=0)
    refused = await li.place(cart, status=409)
    assert (refused["code"], refused["details"]["left"]) == ("out_of_stock", 0)
    assert [one["order_no"] for one in (await li.get("/carts"))["carts"]] == [cart]
    async with api.demo.sessions() as session:
        order = await orders.find_by_number(session, api.demo.id, cart)
        assert order is not None
        assert await api.demo.events(session, f"order:{order.id}") == []
        assert await api.demo.taken(session, NOON) == 0


async def test_past_the_cut_off_the_next_slots_are_offered(api: Api) -> None:
    li = await api.tenant(language="en")
    cart = await li.cart()
    api.later(hours=1, minutes=30)
    fresh = await api.signed_in(li.person, li.conversation)
    refused = await fresh.place(cart, status=422)
    assert (refused["code"], refused["details"]["why"]) == ("slot_refused", "closed")
    assert refused["detail"] == "It's too late to order for that time. Please choose another one."
    assert refused["details"]["instead"][0]["start"] > "2026-12-02T12:00"


async def test_mine_are_listed_by_pages_newest_first(api: Api) -> None:
    li = await api.tenant()
    placed = [(await li.order())["order_no"] for _ in range(5)]
    seen, cursor = [], ""
    while True:
        got = await li.get(f"/orders?limit=2{cursor}")
        seen += [one["order_no"] for one in got["items"]]
        if got["next"] is None:
            break
        cursor = f"&cursor={got['next']}"
    assert seen == placed[::-1]
    assert (await li.get("/orders?open=false"))["items"] == []
    assert len((await li.get("/orders?open=true"))["items"]) == 5


async def test_an_order_is_called_off_or_asked_to_be(api: Api) -> None:
    li = await api.tenant()
    first, second = await li.order(), await li.order()
    cancelled = await li.post(f"/orders/{first['order_no']}/cancel")
    assert (cancelled["order"]["status"], cancelled["asked"]) == ("cancelled", False)
    await advance(api, second["order_no"], "accept")
    asked = await li.post(f"/orders/{second['order_no']}/cancel")
    assert (asked["order"]["status"], asked["asked"]) == ("accepted", True)
    await advance(api, second["order_no"], "ready", "complete")
    late = await li.post(f"/orders/{second['order_no']}/cancel", status=409)
    assert late["code"] == "illegal_transition"


async def test_the_same_again_says_what_is_different(api: Api) -> None:
    li = await api.tenant()
    order = await li.order("beef_noodles", 2)
    async with api.demo.sessions.begin() as session:
        await api.demo.set_item(session, "beef_noodles", price=2500)
    again = await li.post(f"/orders/{order['order_no']}/reorder")
    assert [line["quantity"] for line in again["carts"][0]["lines"]] == [2]
    assert [(one["before"]["text"], one["now"]["text"]) for one in again["repriced"]] == [
        ("¥22", "¥25")
    ]


async def test_its_history_is_told_in_order(api: Api) -> None:
    li = await api.tenant(language="en")
    order = await li.order()
    await advance(api, order["order_no"], "accept", "preparing")
    shown = await li.get(f"/orders/{order['order_no']}")
    assert [one["event"] for one in shown["history"]] == [
        "order.placed", "order.accepted", "order.preparing",
    ]  # fmt: skip
    assert shown["status_text"] == "being prepared"


async def advance(api: Api, order_no: str, *actions: str) -> None:
    """What the vendor does."""
    async with api.demo.sessions.begin() as session:
        order = await orders.find_by_number(session, api.demo.id, order_no)
        assert order is not None
        for action in actions:
            await orders.advance(session, api.demo.id, order.id, action, now=api.clock())


async def test_two_hundred_buyers_of_fifty_pieces_make_exactly_fifty_orders(
    demo: DemoPark,
) -> None:
    async with open_api(demo) as api:
        async with demo.sessions.begin() as session:
            await demo.set_item(session, "beef_noodles", stock=50)
            for window in await session.scalars(select(ServiceWindow)):
                window.capacity = None
        buyers = [await buyer(api) for _ in range(200)]
        began = time.perf_counter()
        statuses = await asyncio.gather(*(try_to_buy(one, cart) for one, cart in buyers))
        took = time.perf_counter() - began
        async with demo.sessions() as session:
            placed = await session.scalar(
                select(func.count()).select_from(Order).where(Order.status == "placed")
            )
            assert await demo.stock(session, "beef_noodles") == 0
            assert await demo.taken(session, NOON) == 50
    assert sorted(statuses) == [(201, "placed")] * 50 + [(409, "out_of_stock")] * 150
    assert placed == 50
    assert took < 30


async def buyer(api: Api) -> tuple[Tenant, str]:
    """Somebody with one bowl in the cart, put there straight: what is raced for is the placing."""
    tenant = await api.tenant()
    async with api.demo.sessions.begin() as session:
        draft = await api.demo.draft(session, conversation=tenant.conversation)
    return tenant, draft.order_no


async def try_to_buy(tenant: Tenant, cart: str) -> tuple[int, str]:
    answer = await tenant.ask(
        "POST", "/orders", json={"cart": cart}, headers={"Idempotency-Key": cart}
    )
    body = await answer.json()
    return answer.status, body.get("code") or body["status"]


async def test_placing_asks_little_of_the_database(api: Api) -> None:
    """Nothing is read twice, and nothing that was written is read again. One counts guests."""
    li = await api.tenant()
    plain = await li.cart("beef_noodles")
    with asked_of(api) as asked:
        await li.place(plain)
    assert len(asked) <= 11, asked
    with_options_and_stock = await li.cart("cola")
    change = {"options": ["less_ice"]}
    lines = (await li.get("/carts"))["carts"][0]["lines"]
    await li.patch(f"/carts/{with_options_and_stock}/lines/{lines[0]['id']}", change)
    with asked_of(api) as asked:
        await li.place(with_options_and_stock)
    assert len(asked) <= 13, asked


async def test_a_long_list_asks_no_more_than_a_short_one(api: Api) -> None:
    li = await api.tenant()
    await li.order()
    with asked_of(api) as short:
        await li.get("/orders")
    for code in ("americano", "umbrella", "beef_noodles", "croissant"):
        await li.order(code)
    with asked_of(api) as long:
        assert len((await li.get("/orders"))["items"]) == 5
    assert len(long) == len(short)


@contextmanager
def asked_of(api: Api) -> Iterator[list[str]]:
    """The statements of the block."""
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        asked.append(statement)

    engine = api.demo.sessions.kw["bind"].sync_engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)


async def test_what_is_noted_on_an_order_is_heard_by_the_bot_afterwards(api: Api) -> None:
    li = await api.tenant()
    cart = await li.cart()
    await li.patch(f"/carts/{cart}", {"note": "麻烦叫保安陪着上来", "allergy_note": "花生"})
    await li.place(cart)
    async with api.demo.sessions() as session:
        [job] = await jobs(session, hearing.QUEUE)
    assert (job.args["source"], job.args["conversation_id"]) == ("order", li.conversation.id)
