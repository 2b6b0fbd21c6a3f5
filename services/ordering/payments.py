"""How an order is paid: which ways there are, and what is booked as it moves.

An order on a company's account is charged where it is placed, and given back where it is cancelled,
rejected or expires, each in the transaction of that change. What WeChat Pay collected is booked in
the same way (`services.ordering.payment_requests` says when), and goes back through it
(`services.accounting.returns`). What is paid at the counter is known when the vendor completes the
order.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import BigInteger, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from models.accounting import CompanyAccount
from models.ordering import Order
from models.payments import Payment, Refund, SpendingApproval
from services.accounting import accounts, returns
from services.events.publish import publish
from services.kit.errors import Conflict, Invalid
from services.ordering import events
from services.ordering.events import OrderData

ON_PICKUP, COMPANY_ACCOUNT, WECHAT_PAY = "on_pickup", "company_account", "wechat_pay"
METHODS = (ON_PICKUP, COMPANY_ACCOUNT)
"""What every park has; WECHAT_PAY is offered where an installation is a merchant of it."""
PREPAID = (COMPANY_ACCOUNT, WECHAT_PAY)
"""Paid when it is placed, through us: so it is given back through us."""
GIVES_BACK = {"cancelled", "rejected", "expired"}
"""An order that ends so costs nothing; also the `cause` of its refund."""


class NotPaid(Conflict):
    """It is placed by paying for it (`services.ordering.payment_requests`)."""

    code = "not_paid"


async def choose(
    session: AsyncSession, order: Order, method: str, *, also: Sequence[str] = ()
) -> None:
    """Let a draft be paid in this way, one of METHODS or `also`.

    Raises Invalid, accounts.NotEntitled.
    """
    if method not in (*METHODS, *also):
        raise Invalid(f"orders cannot be paid by {method!r}", field="payment")
    if method == COMPANY_ACCOUNT:
        account = await accounts.of_person(session, order.park_id, order.person_id)
        if account is None:
            raise accounts.NotEntitled(f"person {order.person_id} has no company account")
    order.payment = method
    await session.flush()


async def of_order(
    session: AsyncSession, park_id: int, order_id: int, *, lock: bool = False
) -> Payment | None:
    """What was paid for an order; its row locked if asked. An order's row is locked before."""
    query = select(Payment).where(Payment.park_id == park_id, Payment.order_id == order_id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return await session.scalar(query)


_OF_ORDERS = select(Payment).where(
    Payment.park_id == bindparam("park_id"),
    Payment.order_id == func.any(bindparam("order_ids", type_=ARRAY(BigInteger))),
)


async def of_orders(
    session: AsyncSession, park_id: int, orders: Iterable[Order]
) -> dict[int, Payment]:
    """What was paid, by order. Nothing is asked of those that nobody can have paid yet."""
    ids = [one.id for one in orders if one.payment in PREPAID or one.status == "completed"]
    if not ids:
        return {}
    found = await session.scalars(_OF_ORDERS, {"park_id": park_id, "order_ids": ids})
    return {payment.order_id: payment for payment in found}


async def charge(
    session: AsyncSession, order: Order, *, approval: SpendingApproval | None, now: datetime
) -> None:
    """Charge an order that is about to be placed, if it is on a company's account.

    With an `approval` it may go above the limit of the account that gave it. Raises
    accounts.NotEntitled, LimitReached, NotPaid.
    """
    if order.payment == WECHAT_PAY:
        raise NotPaid()
    if order.payment != COMPANY_ACCOUNT:
        return
    account = await accounts.take(session, order, beyond_limit=approval is not None, now=now)
    if approval is not None and approval.account_id != account.id:
        raise accounts.NotEntitled(f"approval {approval.id} is of another account")
    approval_id = None if approval is None else approval.id
    payment = await _paid(session, order, account_id=account.id, approval_id=approval_id, now=now)
    await accounts.book(session, account, order, order.total, payment_id=payment.id, now=now)


async def book(session: AsyncSession, order: Order, *, now: datetime) -> None:
    """A provider has collected what an order costs that is about to be placed."""
    await _paid(session, order, now=now)


async def follow(
    session: AsyncSession, order: Order, described: OrderData, *, now: datetime
) -> None:
    """Book and tell what a new status of an order means for its payment.

    The order's row is locked; `described` is how events show it. Repeating it changes nothing.
    """
    if order.status == "placed" and order.payment in PREPAID:
        payment = await of_order(session, order.park_id, order.id)
        if payment is not None:
            await _publish_paid(session, described, payment, now)
    elif order.status == "completed" and order.payment == ON_PICKUP:
        if await of_order(session, order.park_id, order.id) is None:
            payment = await _paid(session, order, now=now)
            await _publish_paid(session, described, payment, now)
    elif order.status in GIVES_BACK and order.payment in PREPAID:
        payment = await of_order(session, order.park_id, order.id, lock=True)
        if payment is not None and payment.refunded < payment.amount:
            refund = Refund(
                amount=payment.amount - payment.refunded,
                cause=order.status,
                reason=order.status_reason,
            )
            await give_back(session, order, described, payment, refund, now=now)


async def give_back(
    session: AsyncSession,
    order: Order,
    described: OrderData,
    payment: Payment,
    refund: Refund,
    *,
    now: datetime,
) -> None:
    """Book a refund where the money came from, and say so. Order and payment are locked."""
    refund.park_id, refund.payment_id, refund.created_at = payment.park_id, payment.id, now
    payment.refunded += refund.amount
    is_all = payment.refunded == payment.amount
    payment.status = "refunded" if is_all else "partly_refunded"
    session.add(refund)
    await session.flush()
    if payment.method == WECHAT_PAY:
        await returns.of_refund(session, payment, refund, now=now)
    else:
        await _to_account(session, order, payment, refund, now=now)
    told = events.PaymentRefunded(
        order=described,
        payment=_data(payment),
        refund=events.RefundData(
            id=refund.id, amount=refund.amount, cause=refund.cause, reason=refund.reason
        ),
    )
    await publish(session, order.park_id, told, now=now)


async def _to_account(
    session: AsyncSession, order: Order, payment: Payment, refund: Refund, *, now: datetime
) -> None:
    account = await session.get_one(CompanyAccount, (payment.park_id, payment.account_id))
    await accounts.give_back(session, account, refund.amount, now=now)
    await accounts.book(
        session,
        account,
        order,
        -refund.amount,
        payment_id=payment.id,
        refund_id=refund.id,
        staff_id=refund.staff_id,
        now=now,
    )


async def _paid(
    session: AsyncSession,
    order: Order,
    *,
    account_id: int | None = None,
    approval_id: int | None = None,
    now: datetime,
) -> Payment:
    payment = Payment(
        park_id=order.park_id,
        order_id=order.id,
        method=order.payment,
        account_id=account_id,
        approval_id=approval_id,
        amount=order.total,
        refunded=0,
        currency=order.currency,
        paid_at=now,
    )
    session.add(payment)
    await session.flush()
    return payment


async def _publish_paid(
    session: AsyncSession, described: OrderData, payment: Payment, now: datetime
) -> None:
    told = events.PaymentSucceeded(order=described, payment=_data(payment))
    await publish(session, payment.park_id, told, now=now)


def _data(payment: Payment) -> events.PaymentData:
    return events.PaymentData(
        id=payment.id, method=payment.method, amount=payment.amount, refunded=payment.refunded
    )
