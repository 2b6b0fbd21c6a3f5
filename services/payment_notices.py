"""What tenants are told of refunds that staff gave. An order's own news tells of the others."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from models import Conversation, Order
from services import orders
from services.conversations import Reply
from services.events import PaymentEvent, PaymentRefunded
from services.money import format_money
from services.notices import Notice
from services.texts import say

NOTICES = {"payment.refunded": "notice-refunded"}
"""Event → text."""


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
        text = say(
            conversation.language,
            NOTICES[self.event.type],
            order_no=order.order_no,
            sum=format_money(refund.amount, order.currency, conversation.language),
            reason=refund.reason or say(conversation.language, "reason-none"),
        )
        return Reply(text, data={"order_no": order.order_no, "refund": refund.amount})


async def notice_of(
    session: AsyncSession, park_id: int, event: PaymentEvent
) -> RefundNotice | None:
    """The notice of a payment's event, if there is one."""
    if not isinstance(event, PaymentRefunded) or event.refund.cause != "staff":
        return None
    return RefundNotice(await orders.load(session, park_id, event.order.id), event)
