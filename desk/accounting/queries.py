"""Days against a provider's bill, one with its differences, and orders that wait for a manager."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from models.accounting import PaymentReturn, Reconciliation, ReconciliationDifference
from models.catalogue import Outlet
from models.conversations import Conversation
from models.ordering import Order
from models.payments import PaymentRequest as Request
from models.payments import SpendingApproval
from models.people import Person
from models.staff import Staff

PAGE = 31


@dataclass(frozen=True, slots=True)
class Day:
    """`open` is how many of its differences nobody has settled."""

    row: Reconciliation
    open: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A difference with the number of its order, and who settled it."""

    row: ReconciliationDifference
    order_no: str | None
    staff: str | None


@dataclass(frozen=True, slots=True)
class FailedReturn:
    row: PaymentReturn
    order: Order


def _open() -> ColumnElement[int]:
    one = ReconciliationDifference
    return func.count(one.id).filter(one.status == "open")


async def days(
    session: AsyncSession, park_id: int, *, before: date | None = None, only_open: bool = False
) -> list[Day]:
    """The newest first."""
    one = ReconciliationDifference
    query = (
        select(Reconciliation, _open())
        .outerjoin(
            one,
            and_(one.park_id == Reconciliation.park_id, one.reconciliation_id == Reconciliation.id),
        )
        .where(Reconciliation.park_id == park_id)
        .group_by(Reconciliation.park_id, Reconciliation.id)
        .order_by(Reconciliation.day.desc(), Reconciliation.id.desc())
        .limit(PAGE)
    )
    if before is not None:
        query = query.where(Reconciliation.day < before)
    if only_open:
        query = query.having(_open() > 0)
    return [Day(*row) for row in await session.execute(query)]


async def count_open(session: AsyncSession, park_id: int) -> int:
    one = ReconciliationDifference
    found = await session.scalar(
        select(func.count()).where(one.park_id == park_id, one.status == "open")
    )
    return found or 0


async def find(
    session: AsyncSession, park_id: int, reconciliation_id: int
) -> Reconciliation | None:
    return await session.get(Reconciliation, (park_id, reconciliation_id))


async def differences(session: AsyncSession, day: Reconciliation) -> list[Shown]:
    """What is open first."""
    one = ReconciliationDifference
    found = await session.execute(
        select(one, Order.order_no, Staff.name)
        .outerjoin(Order, and_(Order.park_id == one.park_id, Order.id == one.order_id))
        .outerjoin(Staff, and_(Staff.park_id == one.park_id, Staff.id == one.staff_id))
        .where(one.park_id == day.park_id, one.reconciliation_id == day.id)
        .order_by(one.status != "open", one.id)
    )
    return [Shown(*row) for row in found]


async def failed_returns(session: AsyncSession, park_id: int) -> Sequence[FailedReturn]:
    """Refunds that need somebody, the oldest first."""
    back = PaymentReturn
    found = await session.execute(
        select(back, Order)
        .join(Request, and_(Request.park_id == back.park_id, Request.id == back.request_id))
        .join(Order, and_(Order.park_id == Request.park_id, Order.id == Request.order_id))
        .where(back.park_id == park_id, back.status == "failed")
        .order_by(back.id)
        .limit(PAGE)
    )
    return [FailedReturn(*row) for row in found]


@dataclass(frozen=True, slots=True)
class Waiting:
    """An order that waits for a manager's yes. `can_hear`: they have written to the bot."""

    approval: SpendingApproval
    order: Order
    outlet: Outlet
    person: Person
    manager: Person
    can_hear: bool


async def waiting(session: AsyncSession, park_id: int) -> list[Waiting]:
    """What no manager has answered, the first to expire first."""
    one, manager = SpendingApproval, aliased(Person)
    heard = (
        select(Conversation.id)
        .where(Conversation.park_id == one.park_id, Conversation.person_id == one.manager_id)
        .exists()
    )
    found = await session.execute(
        select(one, Order, Outlet, Person, manager, heard)
        .join(Order, and_(Order.park_id == one.park_id, Order.id == one.order_id))
        .join(Outlet, and_(Outlet.park_id == Order.park_id, Outlet.id == Order.outlet_id))
        .join(Person, and_(Person.park_id == one.park_id, Person.id == one.person_id))
        .join(manager, and_(manager.park_id == one.park_id, manager.id == one.manager_id))
        .where(one.park_id == park_id, one.status == "pending")
        .order_by(one.expires_at, one.id)
    )
    return [Waiting(*row) for row in found]
