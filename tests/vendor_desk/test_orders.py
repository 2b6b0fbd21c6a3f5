"""A vendor without a program works its orders from the board."""

import re
from datetime import timedelta

from sqlalchemy import select

from models.events import EventRow
from models.ordering import Order
from services.ordering import orders
from tests.vendor_desk.driver import VendorDesk, hidden


async def placed(vendors: VendorDesk, *codes: str, **how: int) -> Order:
    async with vendors.demo.sessions.begin() as session:
        return await vendors.demo.placed(session, *codes, **how)


async def order_of(vendors: VendorDesk, order: Order) -> Order:
    async with vendors.demo.sessions() as session:
        return await session.get_one(Order, (order.park_id, order.id))


def told(page: str) -> list[str]:
    """What was said in passing."""
    return re.findall(r'<p class="toast" data-tone="\w+">([^<]*)<', page)


async def test_an_order_goes_from_the_board_to_whoever_ordered_it(vendors: VendorDesk) -> None:
    order = await placed(vendors)
    step = f"/orders/{order.id}/do"
    async with vendors.signed_in(role="counter") as browser:
        page = await browser.page("/orders")
        assert order.pickup_number in page
        assert order.order_no in page
        sequence = hidden(page, "sequence", f'id="order-{order.id}"')
        await browser.post(f"{step}/accept", {"sequence": sequence, "minutes": "20"})
        accepted = await order_of(vendors, order)
        assert accepted.status == "accepted"
        assert accepted.expected_at == vendors.clock() + timedelta(minutes=20)
        for action, status in (("preparing", "preparing"), ("ready", "ready")):
            answer = await browser.post(f"{step}/{action}", {"sequence": sequence})
            assert (answer.status, answer.headers["Location"]) == (303, "/vendor/orders")
            assert (await order_of(vendors, order)).status == status
        await browser.post(f"{step}/complete")
        board = await browser.page("/orders/board")
    assert (await order_of(vendors, order)).status == "completed"
    assert f'id="order-{order.id}"' not in board
    assert order.order_no in board  # Among those that ended lately.
    async with vendors.demo.sessions() as session:
        kinds = await session.scalars(
            select(EventRow.type)
            .where(EventRow.subject == f"order:{order.id}")
            .order_by(EventRow.sequence)
        )
        assert kinds.all() == [
            "order.placed", "order.accepted", "order.preparing", "order.ready", "order.completed",
            "payment.succeeded",
        ]  # fmt: skip


async def test_what_the_state_no_longer_allows_is_told_and_changes_nothing(
    vendors: VendorDesk,
) -> None:
    order = await placed(vendors)
    async with vendors.signed_in() as browser:
        async with vendors.demo.sessions.begin() as session:
            await orders.advance(session, order.park_id, order.id, "cancel", now=vendors.clock())
        answer = await browser.post(f"/orders/{order.id}/do/accept", {"sequence": "1"})
        assert answer.status == 303
        [said] = told(await browser.page("/orders"))
    assert "another state" in said
    assert (await order_of(vendors, order)).status == "cancelled"


async def test_who_accepts_what_was_amended_meanwhile_looks_again(vendors: VendorDesk) -> None:
    order = await placed(vendors)
    async with vendors.demo.sessions.begin() as session:
        row = await orders.load(session, order.park_id, order.id, lock=True)
        described = await orders.describing.describe(session, row)
        amended = orders.events.OrderAmended(order=described, changed=["note"])
        await orders.publish(session, order.park_id, amended, now=vendors.clock())
    async with vendors.signed_in() as browser:
        await browser.post(f"/orders/{order.id}/do/accept", {"sequence": "1"})
        page = await browser.page("/orders")
        assert "changed the order" in told(page)[0]
        assert (await order_of(vendors, order)).status == "placed"
        sequence = hidden(page, "sequence", f'id="order-{order.id}"')
        assert sequence == "2"
        await browser.post(f"/orders/{order.id}/do/accept", {"sequence": sequence})
    assert (await order_of(vendors, order)).status == "accepted"


async def test_a_part_is_rejected_with_a_reason_and_the_rest_stands(vendors: VendorDesk) -> None:
    order = await placed(vendors, "beef_noodles", quantity=3)
    line = order.lines[0]
    path = f"/orders/{order.id}/left"
    async with vendors.signed_in() as browser:
        form = {"line": str(line.id), "left": "1", "sequence": "1"}
        silent = await browser.htmx(path, form | {"reason": " "})
        assert silent.status == 422
        many = await browser.post(path, form | {"left": "7", "reason": "卖完了"})
        assert many.status == 303
        assert "quantities" in told(await browser.page("/orders"))[0]
        await browser.post(path, form | {"reason": "卖完了"})
        left = await order_of(vendors, order)
        assert (left.status, left.lines[0].quantity) == ("placed", 1)
        await browser.post(f"/orders/{order.id}/do/reject", {"reason": "都卖完了"})
    gone = await order_of(vendors, order)
    assert (gone.status, gone.status_reason) == ("rejected", "都卖完了")


async def test_a_rejection_without_a_reason_is_refused(vendors: VendorDesk) -> None:
    order = await placed(vendors)
    async with vendors.signed_in() as browser:
        answer = await browser.htmx(f"/orders/{order.id}/do/reject", {"reason": "  "})
        assert answer.status == 422
        assert "reads it" in answer.headers["HX-Trigger"]
    assert (await order_of(vendors, order)).status == "placed"


async def test_who_wants_to_cancel_is_shown_and_an_estimate_is_told(vendors: VendorDesk) -> None:
    order = await placed(vendors)
    async with vendors.signed_in() as browser:
        await browser.post(f"/orders/{order.id}/do/accept", {"sequence": "1"})
        async with vendors.demo.sessions.begin() as session:
            await orders.request_cancellation(session, order.park_id, order.id, now=vendors.clock())
        assert "would like to cancel" in await browser.page("/orders")
        await browser.post(f"/orders/{order.id}/eta", {"minutes": "45"})
        said = await order_of(vendors, order)
        assert said.expected_at == vendors.clock() + timedelta(minutes=45)


async def test_a_slip_has_the_width_of_the_roll_and_what_was_ordered(vendors: VendorDesk) -> None:
    order = await placed(vendors, "beef_noodles", quantity=2)
    async with vendors.signed_in(language="zh") as browser:
        narrow = await browser.page(f"/orders/{order.id}/slip")
        wide = await browser.get(f"/orders/{order.id}/slip?paper=80&auto=true")
        assert (await browser.get(f"/orders/{order.id}/slip?paper=44")).status == 422
        style = await (await browser.get("/static/slip.css")).text()
        assert "frame-ancestors 'self'" in wide.headers["Content-Security-Policy"]
        page = await browser.get("/orders")
        assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    assert 'data-paper="58"' in narrow
    assert "data-auto" not in narrow
    assert order.pickup_number in narrow
    assert "牛肉面" in narrow
    assert 'data-paper="80" data-auto' in await wide.text()
    assert {"size: 58mm 200mm;", "size: 80mm 200mm;"} <= {
        line.strip() for line in style.split("\n")
    }
