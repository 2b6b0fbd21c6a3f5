"""What WeChat Pay tells us in a dialogue, and what tenants are told of it, as the worker would."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.ordering import Order
from models.payments import PaymentRequest
from services.ordering import payment_requests
from tests.dialogues.staff import handle_events


async def pay(
    session: AsyncSession, conversation: Conversation, amount: str | int, *, now: datetime
) -> None:
    """The tenant pays what was asked for last; `amount` is all, or minor units."""
    request = await session.scalar(
        select(PaymentRequest)
        .join(
            Order,
            (Order.park_id == PaymentRequest.park_id) & (Order.id == PaymentRequest.order_id),
        )
        .where(Order.park_id == conversation.park_id, Order.person_id == conversation.person_id)
        .order_by(PaymentRequest.id.desc())
        .limit(1)
    )
    assert request is not None, "nothing is to be paid"
    await payment_requests.settle(
        session,
        request.park_id,
        request.reference,
        amount=request.amount if amount == "all" else int(amount),
        currency=request.currency,
        paid_at=now,
        provider_id="4200",
        now=now,
    )
    for kind in ("order.", "payment."):
        await handle_events(session, conversation.park_id, kind, now)
