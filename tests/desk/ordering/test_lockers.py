"""Operators see which order is in which box, and free one by hand."""

import pytest
from sqlalchemy import select

from models.catalogue import Outlet
from models.conversations import Conversation, Message
from models.ordering import LockerBox, Order
from models.staff import AuditEntry
from services.ordering import fulfilments, lockers, orders, placing
from tests.desk.driver import Desk


@pytest.fixture
async def packed(desk: Desk) -> Order:
    """An order in the first box of locker A."""
    async with desk.demo.sessions.begin() as session:
        order = await desk.demo.draft(session, "umbrella")
        fulfilments.put_in_locker(order, (await lockers.banks(session, desk.demo.id))[0])
        await placing.place(session, order, now=desk.clock())
        for action in ("accept", "ready"):
            order = await orders.advance(session, order.park_id, order.id, action, now=desk.clock())
        return order


async def box_of(desk: Desk, order: Order) -> LockerBox | None:
    async with desk.demo.sessions() as session:
        return await session.scalar(select(LockerBox).where(LockerBox.order_id == order.id))


async def test_the_page_shows_every_bank_and_whose_order_is_where(
    desk: Desk, packed: Order
) -> None:
    async with desk.signed_in("operator") as browser:
        page = await browser.page("/operate/lockers")
    assert "11 of 12 boxes free" in page
    assert "16 of 16 boxes free" in page
    assert packed.order_no in page
    assert packed.pickup_code not in page


async def test_a_box_is_freed_and_the_history_says_by_whom(desk: Desk, packed: Order) -> None:
    box = await box_of(desk, packed)
    async with desk.signed_in("operator") as browser:
        await browser.page("/operate/lockers")
        answer = await browser.htmx(
            f"/operate/lockers/boxes/{box.id}/free", {"order": str(packed.id)}
        )
        assert answer.headers["HX-Redirect"] == "/desk/operate/lockers"
        assert "12 of 12 boxes free" in await browser.page("/operate/lockers")
        log = await browser.page(f"/audit?subject=order:{packed.id}")
    assert "freed the box of" in log
    assert await box_of(desk, packed) is None
    async with desk.demo.sessions() as session:
        (entry,) = (await session.scalars(select(AuditEntry))).all()
        assert (entry.action, entry.subject) == ("locker.free", f"order:{packed.id}")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "{no} 已由工作人员从A座快递柜取出，原来的取件码不能用了。请到{place}领取。"),
        (
            "en",
            "{no} has been taken out of locker A, and its code no longer opens the box."
            " Please fetch it at {place}.",
        ),
    ],
)
async def test_whose_box_is_freed_is_told_where_it_waits(
    desk: Desk, packed: Order, language: str, text: str
) -> None:
    async with desk.demo.sessions.begin() as session:
        conversation = await session.scalar(
            select(Conversation).where(Conversation.person_id == packed.person_id)
        )
        conversation.language = language
        outlet = await session.get_one(Outlet, (packed.park_id, packed.outlet_id))
    box = await box_of(desk, packed)
    async with desk.signed_in("operator") as browser:
        await browser.htmx(f"/operate/lockers/boxes/{box.id}/free", {"order": str(packed.id)})
    async with desk.demo.sessions() as session:
        said = await session.scalars(select(Message).where(Message.direction == "out"))
        [notice] = [message for message in said if message.author == "system"]
    place = getattr(outlet, f"place_{language}")
    assert notice.text == text.format(no=packed.order_no, place=place)
    assert conversation.id in desk.woken


async def test_a_box_that_holds_another_order_by_now_stays_as_it_is(
    desk: Desk, packed: Order
) -> None:
    box = await box_of(desk, packed)
    async with desk.signed_in("operator") as browser:
        await browser.page("/operate/lockers")
        answer = await browser.htmx(
            f"/operate/lockers/boxes/{box.id}/free", {"order": str(packed.id + 1)}
        )
    assert answer.status == 404
    assert await box_of(desk, packed) is not None
