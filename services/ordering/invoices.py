"""Invoices that tenants ask for: to whom, for which order, and the same again next time."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.ordering import Order
from models.people import Person
from services.events.publish import publish
from services.ordering import carts, describing, events, orders
from services.ordering.tax_numbers import checked

PERSONAL = "个人"
"""The title of a private person's invoice, as the tax office wants it. It has no number."""


async def order_meant(session: AsyncSession, conversation: Conversation) -> Order | None:
    """The cart at hand, else the person's last order that has not ended."""
    at_hand = await carts.at_hand(session, conversation)
    if at_hand is not None:
        return at_hand
    return await session.scalar(
        select(Order)
        .where(
            Order.park_id == conversation.park_id,
            Order.person_id == conversation.person_id,
            Order.placed_at.is_not(None),
            Order.status.not_in(orders.ENDED),
        )
        .order_by(Order.id.desc())
        .limit(1)
    )


async def want(session: AsyncSession, order: Order, *, now: datetime) -> None:
    """An invoice is wanted; to whom is still to be said."""
    order.invoice_wanted, order.updated_at = True, now
    await session.flush()


def complete(order: Order) -> bool:
    """Whether the vendor can write it: a company's needs its number."""
    return order.invoice_title == PERSONAL or bool(order.invoice_title and order.invoice_tax_no)


async def make_out(
    session: AsyncSession, order: Order, *, title: str | None, tax_no: str | None, now: datetime
) -> None:
    """To whom it is made out, as far as it is said; remembered for the person's next one.

    A vendor that has the order already is told. Raises TaxNumberInvalid, the title being noted.
    """
    order = await orders.load(session, order.park_id, order.id, lock=True)
    before = (order.invoice_title, order.invoice_tax_no)
    order.invoice_wanted, order.updated_at = True, now
    if title is not None and title != order.invoice_title:
        order.invoice_title, order.invoice_tax_no = title, None
    if tax_no is not None and order.invoice_title != PERSONAL:
        order.invoice_tax_no = checked(tax_no)
    await session.flush()
    if not complete(order):
        return
    person = await session.get_one(Person, (order.park_id, order.person_id))
    person.invoice_title, person.invoice_tax_no = order.invoice_title, order.invoice_tax_no
    if order.status != "draft" and before != (order.invoice_title, order.invoice_tax_no):
        event = events.OrderInvoiceRequested(order=await describing.describe(session, order))
        await publish(session, order.park_id, event, now=now)


async def decline(session: AsyncSession, order: Order, *, now: datetime) -> None:
    """No invoice after all. Only a cart's: a vendor may have written the other one already."""
    order.invoice_wanted, order.updated_at = False, now
    order.invoice_title = order.invoice_tax_no = None
    await session.flush()
