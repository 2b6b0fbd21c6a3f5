"""What tenants are told of their money: what WeChat Pay collected, and refunds that staff gave.

An order's own news tells of the other refunds.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from models.catalogue import FACILITY, Outlet
from models.conversations import Conversation
from models.events import EventRow
from models.ordering import Order
from services.conversations.conversations import Reply
from services.kit.money import format_money
from services.notices.notices import Notice
from services.ordering import orders
from services.ordering.events import (
    PaymentEvent,
    PaymentExpired,
    PaymentRefunded,
    PaymentReturned,
    PaymentSucceeded,
)
from services.ordering.payments import WECHAT_PAY
from services.texts import say

NOTICES = {
    "payment.refunded": "notice-refunded",
    "payment.returned": "notice-returned",
    "payment.expired": "notice-payment-expired",
    "payment.succeeded": "notice-paid",
}
"""Event → text."""
Collected = PaymentSucceeded | PaymentReturned | PaymentExpired


@dataclass(frozen=True, slots=True)
class RefundNotice(Notice):
    order: Order
    event: PaymentRefunded

    kind = "order"
    overtaken_by = ()

    def presses(self, until: datetime) -> bool:
        """It can wait."""
        return False

    async def audience(self) -> list[int]:
        return [self.order.person_id]

    async def reply_to(self, conversation: Conversation) -> Reply:
        order, refund = self.order, self.event.refund
        by_wechat = self.event.payment.method == WECHAT_PAY
        text = say(
            conversation.language,
            "notice-refunded-wechat" if by_wechat else NOTICES[self.event.type],
            order_no=order.order_no,
            sum=format_money(refund.amount, order.currency, conversation.language),
            reason=refund.reason or say(conversation.language, "reason-none"),
        )
        return Reply(text, data={"order_no": order.order_no, "refund": refund.amount})


@dataclass(frozen=True, slots=True)
class PaidNotice(Notice):
    """Of what was collected in time, too late, or not at all."""

    order: Order
    outlet: Outlet
    event: Collected

    kind = "order"
    overtaken_by = ()

    def presses(self, until: datetime) -> bool:
        """Whoever has just paid looks for it."""
        return True

    async def audience(self) -> list[int]:
        return [self.order.person_id]

    async def reply_to(self, conversation: Conversation) -> Reply:
        order, event = self.order, self.event
        paid = event.payment.amount if isinstance(event, PaymentSucceeded) else event.paid
        text = say(
            conversation.language,
            NOTICES[event.type],
            order_no=order.order_no,
            sum=format_money(paid, order.currency, conversation.language),
            outlet=str(getattr(self.outlet, f"name_{conversation.language}")),
        )
        return Reply(text, data={"order_no": order.order_no})


async def notice_of(
    session: AsyncSession,
    row: EventRow,
    event: PaymentEvent | PaymentReturned | PaymentExpired,
    _now: datetime,
) -> Notice | None:
    """The notice of a payment's event, if there is one."""
    match event:
        case PaymentRefunded() if event.refund.cause == "staff":
            return RefundNotice(await orders.load(session, row.park_id, event.order.id), event)
        case PaymentSucceeded() if event.payment.method == WECHAT_PAY:
            return await _paid(session, row.park_id, event.order.id, event)
        case PaymentReturned() | PaymentExpired():
            return await _paid(session, row.park_id, event.order_id, event)
    return None


async def _paid(
    session: AsyncSession, park_id: int, order_id: int, event: Collected
) -> PaidNotice | None:
    """Of hours the booking's own news tell what was paid, or not in time."""
    order = await orders.load(session, park_id, order_id)
    if order.kind == FACILITY and not isinstance(event, PaymentReturned):
        return None
    outlet = await session.get_one(Outlet, (park_id, order.outlet_id))
    return PaidNotice(order, outlet, event)
