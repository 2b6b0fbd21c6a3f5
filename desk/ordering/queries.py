"""Orders as the desk looks them up: a list by what is known of them, and one with all of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.accounting import PaymentReturn
from models.catalogue import Outlet
from models.conversations import Conversation
from models.events import EventRow
from models.ordering import Locker, Order
from models.payments import Payment, PaymentRequest, Refund, SpendingApproval
from models.people import Company, Person
from models.staff import Staff
from models.vendors import Delivery, Endpoint
from services.accounting import returns as payment_returns
from services.kit.folding import plain_phone
from services.ordering import lockers, payments

PAGE = 50
NUMBER_LETTER = "O-"
_NUMBER = re.compile(r"O-[0-9A-Z]{4,10}", re.IGNORECASE)
_PHONE = re.compile(r"[+0-9 ()-]+")
SHORTEST_PHONE = 4
HELD, PAYING = "held", "paying"
"""What the filter calls drafts that wait for a manager, or to be paid by WeChat Pay; the other
drafts are nobody's business."""
COLLECTED = ("returned", "disputed")
"""A request of which money came that no order was placed by."""


@dataclass(frozen=True, slots=True)
class Row:
    order: Order
    outlet: Outlet
    person: Person
    company: Company | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; `before_id` goes on after the last one of a page."""

    q: str = ""
    outlet_id: int | None = None
    status: str | None = None
    before_id: int | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """An event's way to one endpoint of the vendor."""

    event: EventRow
    delivery: Delivery
    url: str


@dataclass(frozen=True, slots=True)
class Details:
    row: Row
    payment: Payment | None
    refunds: Sequence[tuple[Refund, str | None]]
    """Each with the name of who gave it."""
    returns: Sequence[PaymentReturn]
    """What went back through WeChat Pay, or should."""
    disputed: Sequence[PaymentRequest]
    """What WeChat Pay collected with another sum than was asked for."""
    approvals: Sequence[tuple[SpendingApproval, Person, str | None]]
    """Each with the manager, and who entered the answer for them."""
    events: Sequence[EventRow]
    sent: Sequence[Sent]
    conversation: Conversation | None
    locker: Locker | None


def _rows(park_id: int) -> Any:
    return (
        select(Order, Outlet, Person, Company)
        .join(Outlet, and_(Outlet.park_id == Order.park_id, Outlet.id == Order.outlet_id))
        .join(Person, and_(Person.park_id == Order.park_id, Person.id == Order.person_id))
        .outerjoin(
            Company, and_(Company.park_id == Person.park_id, Company.id == Person.company_id)
        )
        .where(Order.park_id == park_id)
    )


async def listed(session: AsyncSession, park_id: int, wanted: Wanted) -> list[Row]:
    """The newest first. Carts are left out."""
    query = _rows(park_id).where(
        or_(Order.status != "draft", Order.held), Order.placed_at.is_not(None) | Order.held
    )
    if wanted.q:
        query = query.where(await _matches(session, park_id, wanted.q))
    if wanted.outlet_id is not None:
        query = query.where(Order.outlet_id == wanted.outlet_id)
    by_wechat = Order.payment == payments.WECHAT_PAY
    if wanted.status == HELD:
        query = query.where(Order.held, ~by_wechat)
    elif wanted.status == PAYING:
        query = query.where(Order.held, by_wechat)
    elif wanted.status is not None:
        query = query.where(Order.status == wanted.status)
    if wanted.before_id is not None:
        query = query.where(Order.id < wanted.before_id)
    found = await session.execute(query.order_by(Order.id.desc()).limit(PAGE))
    return [Row(*row) for row in found]


async def _matches(session: AsyncSession, park_id: int, search: str) -> ColumnElement[bool]:
    """By number, phone, or a part of a person's or company's name.

    Whose they are is looked up first: one condition for all would read every order.
    """
    number = Order.order_no == NUMBER_LETTER + search.upper().removeprefix(NUMBER_LETTER)
    if _NUMBER.fullmatch(search):
        return number
    phone = plain_phone(search)
    if _PHONE.fullmatch(search) and len(phone) >= SHORTEST_PHONE:
        reached = func.reverse(Order.phone).startswith(phone[::-1], autoescape=True)
        orders = select(Order.id).where(Order.park_id == park_id, reached)
        return number | Order.id.in_((await session.scalars(orders)).all())
    people = (await session.scalars(_named(park_id, search))).all()
    return number | Order.person_id.in_(people)


def _named(park_id: int, search: str) -> Select[int]:
    """People who are called so, or work for who is called so."""
    companies = select(Company.id).where(
        Company.park_id == park_id,
        Company.name_zh.icontains(search, autoescape=True)
        | Company.name_en.icontains(search, autoescape=True),
    )
    named = Person.name.icontains(search, autoescape=True)
    return select(Person.id).where(
        Person.park_id == park_id, named | Person.company_id.in_(companies)
    )


async def outlets(session: AsyncSession, park_id: int) -> Sequence[Outlet]:
    found = await session.scalars(
        select(Outlet).where(Outlet.park_id == park_id).order_by(Outlet.id)
    )
    return found.all()


async def details(session: AsyncSession, park_id: int, order_id: int) -> Details | None:
    """A cart is nobody's business, unless money came for it that should not have."""
    collected = select(PaymentRequest.id).where(
        PaymentRequest.park_id == Order.park_id,
        PaymentRequest.order_id == Order.id,
        PaymentRequest.status.in_(COLLECTED),
    )
    shown = or_(Order.status != "draft", Order.held, collected.exists())
    row = (await session.execute(_rows(park_id).where(Order.id == order_id, shown))).one_or_none()
    if row is None:
        return None
    order: Order = row[0]
    payment = await payments.of_order(session, park_id, order_id)
    conversation = None
    if order.conversation_id is not None:
        conversation = await session.get(Conversation, (park_id, order.conversation_id))
    return Details(
        Row(*row),
        payment,
        await _refunds(session, payment) if payment else [],
        await payment_returns.of_order(session, park_id, order_id),
        await _disputed(session, order),
        await _approvals(session, order),
        await _events(session, order),
        await _sent(session, order),
        conversation,
        await lockers.of_order(session, order),
    )


async def _refunds(session: AsyncSession, payment: Payment) -> list[tuple[Refund, str | None]]:
    found = await session.execute(
        select(Refund, Staff.name)
        .outerjoin(Staff, and_(Staff.park_id == Refund.park_id, Staff.id == Refund.staff_id))
        .where(Refund.park_id == payment.park_id, Refund.payment_id == payment.id)
        .order_by(Refund.id)
    )
    return [(refund, name) for refund, name in found]


async def _disputed(session: AsyncSession, order: Order) -> Sequence[PaymentRequest]:
    found = await session.scalars(
        select(PaymentRequest)
        .where(
            PaymentRequest.park_id == order.park_id,
            PaymentRequest.order_id == order.id,
            PaymentRequest.status == "disputed",
        )
        .order_by(PaymentRequest.id)
    )
    return found.all()


async def _approvals(
    session: AsyncSession, order: Order
) -> list[tuple[SpendingApproval, Person, str | None]]:
    one = SpendingApproval
    found = await session.execute(
        select(one, Person, Staff.name)
        .join(Person, and_(Person.park_id == one.park_id, Person.id == one.manager_id))
        .outerjoin(Staff, and_(Staff.park_id == one.park_id, Staff.id == one.staff_id))
        .where(one.park_id == order.park_id, one.order_id == order.id)
        .order_by(one.id)
    )
    return [(approval, manager, name) for approval, manager, name in found]


async def _events(session: AsyncSession, order: Order) -> Sequence[EventRow]:
    found = await session.scalars(
        select(EventRow)
        .where(EventRow.park_id == order.park_id, EventRow.subject == f"order:{order.id}")
        .order_by(EventRow.sequence)
    )
    return found.all()


async def _sent(session: AsyncSession, order: Order) -> list[Sent]:
    found = await session.execute(
        select(EventRow, Delivery, Endpoint.url)
        .join(
            Delivery,
            and_(Delivery.park_id == EventRow.park_id, Delivery.event_id == EventRow.id),
        )
        .join(
            Endpoint,
            and_(Endpoint.park_id == Delivery.park_id, Endpoint.id == Delivery.endpoint_id),
        )
        .where(EventRow.park_id == order.park_id, EventRow.subject == f"order:{order.id}")
        .order_by(EventRow.sequence, Delivery.id)
    )
    return [Sent(*row) for row in found]
