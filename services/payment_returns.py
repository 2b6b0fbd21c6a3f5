"""Money that goes back through the provider that collected it: a row and a job, then a call."""

import secrets
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models import Order, Payment, PaymentRequest, PaymentReturn, Refund
from services import events
from services.publish import defer, publish

RETURN_PAYMENT = "return_payment"
"""Task that asks the provider; `parkline.jobs` registers it."""
LATE = "paid after the order was given up"


async def of_refund(
    session: AsyncSession, payment: Payment, refund: Refund, *, now: datetime
) -> None:
    """Have a refund carried out by whoever collected the payment."""
    request = await session.scalar(
        select(PaymentRequest).where(
            PaymentRequest.park_id == payment.park_id,
            PaymentRequest.order_id == payment.order_id,
            PaymentRequest.status == "paid",
        )
    )
    assert request is not None, "what is paid by a wallet was asked for"
    reason = refund.reason or refund.cause
    await _begin(session, request, refund.amount, reason, refund_id=refund.id, now=now)


async def of_late(session: AsyncSession, request: PaymentRequest, *, now: datetime) -> None:
    """Give all of a payment back that came when nobody waited for it."""
    await _begin(session, request, request.amount, LATE, refund_id=None, now=now)


async def _begin(
    session: AsyncSession,
    request: PaymentRequest,
    amount: int,
    reason: str,
    *,
    refund_id: int | None,
    now: datetime,
) -> None:
    made = PaymentReturn(
        park_id=request.park_id,
        request_id=request.id,
        refund_id=refund_id,
        reference=f"R-{secrets.token_hex(14)}",
        amount=amount,
        reason=reason,
        status="waiting",
        created_at=now,
    )
    session.add(made)
    await session.flush()
    args = {"park_id": made.park_id, "return_id": made.id}
    await defer(session, RETURN_PAYMENT, queue="payments", args=args)


async def decide(
    session: AsyncSession, park_id: int, return_id: int, problem: str | None, *, now: datetime
) -> None:
    """Write how it ended; a `problem` is told to staff. Safe to repeat."""
    made = await session.get_one(
        PaymentReturn, (park_id, return_id), with_for_update=True, populate_existing=True
    )
    if made.status != "waiting":
        return
    made.status, made.decided_at = "failed" if problem else "given", now
    made.problem = problem
    await session.flush()
    if problem:
        request = await session.get_one(PaymentRequest, (park_id, made.request_id))
        order = await session.get_one(Order, (park_id, request.order_id))
        told = events.PaymentReturnFailed(
            return_id=made.id,
            order_id=order.id,
            order_no=order.order_no,
            amount=made.amount,
            problem=problem,
        )
        await publish(session, park_id, told, now=now)
