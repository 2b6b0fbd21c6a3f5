"""Money that goes back through the provider that collected it: a row and a job, then a call.

What became of it is learned twice, by asking and by the provider's callback, in any order.
"""

import secrets
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.accounting import PaymentReturn
from models.ordering import Order
from models.payments import Payment, PaymentRequest, Refund
from services.accounting import events
from services.events.publish import defer, publish
from services.events.states import Move, move
from services.kit import audit
from services.kit.audit import By
from services.kit.errors import NotFound

MOVES: dict[str, Move] = {
    "give": move("waiting failed", "given"),
    "fail": move("waiting", "failed"),
    "retry": move("failed", "waiting"),
    "dispute": move("waiting given failed", "failed"),
}
"""A return's state machine, whole. It is born waiting; given after all is what staff mended at the
provider, disputed what it gave back of another sum."""

RETURN_PAYMENT = "return_payment"
"""Task that asks the provider; `parkline.roles.jobs` registers it."""
LATE = "paid after the order was given up"
OTHER_SUM = "OTHER_SUM"
"""The `problem` of a return of which the provider says another sum than it was told."""


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
    await _ask(session, made)


async def _ask(session: AsyncSession, made: PaymentReturn) -> None:
    args = {"park_id": made.park_id, "return_id": made.id}
    await defer(session, RETURN_PAYMENT, queue="payments", args=args)


async def decide(
    session: AsyncSession, park_id: int, return_id: int, problem: str | None, *, now: datetime
) -> None:
    """Write how it ended, as the provider answered; a `problem` is told to staff. Repeatable."""
    await _end(session, await _locked(session, park_id, return_id), problem, now=now)


async def settle(
    session: AsyncSession,
    park_id: int,
    reference: str,
    *,
    paid_reference: str,
    amount: int,
    problem: str | None,
    now: datetime,
    account: str = "",
) -> None:
    """Write how it ended, as the provider calls back to whom it collected for.

    Repeating it changes nothing. The sum is looked at before the state: another one than was asked
    for is put to staff. Raises NotFound for a refund of ours that there is not.
    """
    return_id = await session.scalar(
        select(PaymentReturn.id)
        .join(
            PaymentRequest,
            (PaymentRequest.park_id == PaymentReturn.park_id)
            & (PaymentRequest.id == PaymentReturn.request_id),
        )
        .where(
            PaymentReturn.park_id == park_id,
            PaymentReturn.reference == reference,
            PaymentRequest.reference == paid_reference,
            PaymentRequest.account == account,
        )
    )
    if return_id is None:
        raise NotFound(f"refund {reference}")
    made = await _locked(session, park_id, return_id)
    if amount == made.amount:
        await _end(session, made, problem, now=now)
    elif made.problem != OTHER_SUM:
        await _move(session, made, "dispute", OTHER_SUM, now=now)


async def retry(session: AsyncSession, by: By, order_id: int, return_id: int) -> bool:
    """Ask the provider again for what failed, with the same reference; whether it was asked.

    Pressed twice it is asked once: what is under way, or was given meanwhile, is left alone. Raises
    NotFound.
    """
    made = await _locked(session, by.park_id, return_id)
    request = await session.get_one(PaymentRequest, (by.park_id, made.request_id))
    if request.order_id != order_id:
        raise NotFound(f"refund {return_id} of order {order_id}")
    if made.status not in MOVES["retry"].sources:
        return False
    before = made.problem
    made.status, made.problem, made.decided_at = MOVES["retry"].target, None, None
    await session.flush()
    await _ask(session, made)
    subject = f"order:{order_id}"
    audit.record(session, by, "refund.retry", subject, before={"problem": before}, after={})
    return True


async def of_order(session: AsyncSession, park_id: int, order_id: int) -> list[PaymentReturn]:
    """All that went back, or should, of what was collected for an order; the first first."""
    found = await session.scalars(
        select(PaymentReturn)
        .join(
            PaymentRequest,
            (PaymentRequest.park_id == PaymentReturn.park_id)
            & (PaymentRequest.id == PaymentReturn.request_id),
        )
        .where(PaymentRequest.park_id == park_id, PaymentRequest.order_id == order_id)
        .order_by(PaymentReturn.id)
    )
    return list(found)


async def _locked(session: AsyncSession, park_id: int, return_id: int) -> PaymentReturn:
    """Raises NotFound."""
    made = await session.get(
        PaymentReturn, (park_id, return_id), with_for_update=True, populate_existing=True
    )
    if made is None:
        raise NotFound(f"refund {return_id}")
    return made


async def _end(
    session: AsyncSession, made: PaymentReturn, problem: str | None, *, now: datetime
) -> None:
    action = "fail" if problem else "give"
    if made.status in MOVES[action].sources:
        await _move(session, made, action, problem, now=now)


async def _move(
    session: AsyncSession, made: PaymentReturn, action: str, problem: str | None, *, now: datetime
) -> None:
    made.status, made.problem, made.decided_at = MOVES[action].target, problem, now
    await session.flush()
    if problem is None:
        return
    request = await session.get_one(PaymentRequest, (made.park_id, made.request_id))
    order = await session.get_one(Order, (made.park_id, request.order_id))
    told = events.PaymentReturnFailed(
        return_id=made.id,
        order_id=order.id,
        order_no=order.order_no,
        amount=made.amount,
        problem=problem,
    )
    await publish(session, made.park_id, told, now=now)
