"""Orders that are paid before they are placed: held, collected by a provider, placed or let go.

Stock and slot are taken when paying begins, so that what is paid for is there; the vendor hears of
the order only once it is paid. Rows are locked in one order: the order's, then the request's.
"""

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.accounting import PaymentReturn
from models.catalogue import FACILITY
from models.ordering import Order
from models.payments import PaymentRequest
from services.accounting import returns
from services.channels import merchants
from services.events.publish import defer, publish
from services.events.states import Move, move
from services.kit.errors import Conflict, NotFound, Refused
from services.ordering import events, orders, payments, placing, spending

MOVES: dict[str, Move] = {
    "pay": move("waiting", "paid"),
    "close": move("waiting", "closed"),
    "return": move("waiting closed", "returned"),
    "dispute": move("waiting closed", "disputed"),
}
"""A request's state machine, whole. It is born waiting (`begin`)."""
WAITS = timedelta(minutes=15)
"""For so long stock and slot are kept for who pays."""
FIRST_LOOK = timedelta(minutes=1)
WATCH_PAYMENT = "watch_payment"
"""Task that asks how a payment stands, as a callback may be lost; `parkline.roles.jobs` registers
it."""


class NothingToPay(Conflict):
    """The order is placed or given up, or is paid in another way."""

    code = "nothing_to_pay"


class PaymentOver(Conflict):
    """The time to pay has passed; in a moment the cart is there again."""

    code = "payment_over"


class PaymentsUnderWay(Conflict):
    """A merchant's keys cannot be forgotten while money is to move by them. `details`: `count`."""

    code = "payments_under_way"


class PaymentRefused(Refused):
    """The provider does not take it. `details`: its own code."""

    code = "payment_refused"


async def begin(session: AsyncSession, order: Order, *, now: datetime) -> PaymentRequest:
    """Take stock and slot, hold the draft, and have its sum collected until `expires_at`.

    Asking again gives the same request while it waits. Raises NothingToPay, PaymentOver, and what
    `catering.reserve` raises.
    """
    order = await orders.load(session, order.park_id, order.id, lock=True)
    waiting = await waiting_of(session, order)
    if waiting is not None:
        if waiting.expires_at <= now:
            raise PaymentOver()
        return waiting
    if order.status != "draft" or order.payment != payments.WECHAT_PAY or order.total <= 0:
        raise NothingToPay()
    slot = await placing.reserve(session, order, now=now)
    return await ask_for(session, order, until=min(now + WAITS, slot.closes), now=now)


async def ask_for(
    session: AsyncSession, order: Order, *, until: datetime, now: datetime
) -> PaymentRequest:
    """Hold a draft that has all that it needs, and have its sum collected until a moment."""
    order.held, order.updated_at = True, now
    request = PaymentRequest(
        park_id=order.park_id,
        order_id=order.id,
        method=order.payment,
        account=await merchants.collecting(session, order.park_id),
        reference=f"{order.order_no}-{secrets.token_hex(8)}",
        amount=order.total,
        currency=order.currency,
        status="waiting",
        created_at=now,
        expires_at=until,
    )
    session.add(request)
    await session.flush()
    await _watch(session, request, at=min(now + FIRST_LOOK, request.expires_at))
    return request


async def waiting_of(session: AsyncSession, order: Order) -> PaymentRequest | None:
    """What an order waits to be paid by."""
    return await session.scalar(
        select(PaymentRequest).where(
            PaymentRequest.park_id == order.park_id,
            PaymentRequest.order_id == order.id,
            PaymentRequest.status == "waiting",
        )
    )


async def accounts(session: AsyncSession, park_id: int, method: str) -> Sequence[str]:
    """Codes of all by which something was ever collected; empty: those of the settings."""
    found = await session.scalars(
        select(PaymentRequest.account)
        .where(PaymentRequest.park_id == park_id, PaymentRequest.method == method)
        .distinct()
        .order_by(PaymentRequest.account)
    )
    return found.all()


async def refuse_under_way(session: AsyncSession, park_id: int, account: str) -> None:
    """Raises PaymentsUnderWay while anything is to be collected or given back by an account."""
    returning = (
        select(PaymentReturn.id)
        .where(
            PaymentReturn.park_id == PaymentRequest.park_id,
            PaymentReturn.request_id == PaymentRequest.id,
            PaymentReturn.status == "waiting",
        )
        .exists()
    )
    count = await session.scalar(
        select(func.count())
        .select_from(PaymentRequest)
        .where(
            PaymentRequest.park_id == park_id,
            PaymentRequest.account == account,
            (PaymentRequest.status == "waiting") | returning,
        )
    )
    if count:
        raise PaymentsUnderWay(f"{count} payments or refunds are under way", count=count)


async def waiting_of_orders(
    session: AsyncSession, park_id: int, orders: Iterable[Order]
) -> dict[int, PaymentRequest]:
    """The same for several, by order."""
    held = [order.id for order in orders if order.held]
    if not held:
        return {}
    found = await session.scalars(
        select(PaymentRequest).where(
            PaymentRequest.park_id == park_id,
            PaymentRequest.order_id.in_(held),
            PaymentRequest.status == "waiting",
        )
    )
    return {request.order_id: request for request in found}


async def settle(
    session: AsyncSession,
    park_id: int,
    reference: str,
    *,
    amount: int,
    currency: str,
    paid_at: datetime,
    provider_id: str,
    now: datetime,
    account: str = "",
) -> PaymentRequest:
    """Book what the provider vouches for: the order is placed, or the money goes back.

    Repeating it changes nothing. The sum is looked at before the state: another one than was asked
    for is put to staff. What nobody waits for any more is given back. Raises NotFound,
    also for what another `account` of the park collects.
    """
    request, order = await _locked(session, park_id, reference)
    if request.account != account:
        raise NotFound(f"payment {reference}")
    if (amount, currency) != (request.amount, request.currency):
        if request.status in MOVES["dispute"].sources:
            waited = request.status == "waiting"
            _received(request, "dispute", order, paid_at, provider_id)
            await _dispute(session, request, order, amount, waited=waited, now=now)
        return request
    if request.status not in MOVES["return"].sources:
        return request
    awaited = request.status == "waiting" and order.status == "draft" and order.held
    _received(request, "pay" if awaited else "return", order, paid_at, provider_id)
    await session.flush()
    if awaited:
        await payments.book(session, order, now=now)
        await placing.place_paid(session, order, now=now)
        return request
    await returns.of_late(session, request, now=now)
    said = events.PaymentReturned(**_summary(request, order), paid=amount)
    await publish(session, park_id, said, now=now)
    return request


async def withdraw(session: AsyncSession, order: Order, *, now: datetime) -> Order:
    """Let a held draft wait no longer, for a payment or for a manager; the cart that it is again.

    Raises NotFound if nothing is waited for.
    """
    waiting = await waiting_of(session, order)
    if waiting is None:
        return await spending.withdraw(session, order, now=now)
    request, order = await _locked(session, order.park_id, waiting.reference)
    cart = await _end(session, request, order, now=now)
    await _watch(session, request, at=None)
    said = events.PaymentWithdrawn(**_summary(request, order), paid=0)
    await publish(session, order.park_id, said, now=now)
    return cart


async def cancel(session: AsyncSession, order: Order, *, now: datetime) -> Order:
    """Give a held draft up: nobody can pay for it any more."""
    cart = await withdraw(session, order, now=now)
    if cart.id == order.id:
        await orders.advance(session, order.park_id, order.id, "cancel", now=now)
    return await orders.load(session, order.park_id, order.id)


async def expire(session: AsyncSession, park_id: int, reference: str, *, now: datetime) -> None:
    """Nobody has paid in time: stock and slot go back, the cart is the tenant's. Repeatable."""
    request, order = await _locked(session, park_id, reference)
    if request.status == "waiting":
        await _end(session, request, order, now=now)
        said = events.PaymentExpired(**_summary(request, order), paid=0)
        await publish(session, park_id, said, now=now)


async def _end(
    session: AsyncSession, request: PaymentRequest, order: Order, *, now: datetime
) -> Order:
    MOVES["close"].check(request.reference, request.status, "close")
    request.status, request.closed_at = "closed", now
    await session.flush()
    return await _let_go(session, order, now=now)


async def _let_go(session: AsyncSession, order: Order, *, now: datetime) -> Order:
    """Give back what `begin` took. An order of hours is no cart: not paid, it is given up."""
    if order.status != "draft" or not order.held:
        return order
    if order.kind == FACILITY:
        return await orders.move(session, order, "cancel", now=now)
    await orders.release(session, order)
    return await spending.let_go(session, order, now)


async def _dispute(
    session: AsyncSession,
    request: PaymentRequest,
    order: Order,
    paid: int,
    *,
    waited: bool,
    now: datetime,
) -> None:
    await session.flush()
    if waited:
        await _let_go(session, order, now=now)
    said = events.PaymentDisputed(**_summary(request, order), paid=paid)
    await publish(session, request.park_id, said, now=now)


def _received(
    request: PaymentRequest, action: str, order: Order, paid_at: datetime, provider_id: str
) -> None:
    MOVES[action].check(order.order_no, request.status, action)
    request.status = MOVES[action].target
    request.paid_at, request.provider_id = paid_at, provider_id


async def _watch(session: AsyncSession, request: PaymentRequest, *, at: datetime | None) -> None:
    args = {"park_id": request.park_id, "request_id": request.id}
    await defer(session, WATCH_PAYMENT, queue="payments", args=args, at=at)


async def _locked(
    session: AsyncSession, park_id: int, reference: str
) -> tuple[PaymentRequest, Order]:
    found = await session.scalar(
        select(PaymentRequest).where(
            PaymentRequest.park_id == park_id, PaymentRequest.reference == reference
        )
    )
    if found is None:
        raise NotFound(f"payment {reference}")
    order = await orders.load(session, park_id, found.order_id, lock=True)
    request = await session.get_one(
        PaymentRequest, (park_id, found.id), with_for_update=True, populate_existing=True
    )
    return request, order


def _summary(request: PaymentRequest, order: Order) -> dict[str, Any]:
    return {
        "request_id": request.id,
        "order_id": order.id,
        "order_no": order.order_no,
        "method": request.method,
        "reference": request.reference,
        "amount": request.amount,
    }
