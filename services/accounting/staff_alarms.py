"""Money that is not where the books say: staff are told outside the desk."""

from sqlalchemy.ext.asyncio import AsyncSession

from models.events import EventRow
from models.park import Park
from services.accounting.events import PaymentBillMissing, PaymentReturnFailed, PaymentUnreconciled
from services.kit.money import format_money
from services.notices.staff_alarms import Alarm, happened_at
from services.texts import say

RECONCILIATION = "/desk/accounts/reconciliation/{}"


async def alarm_of(
    session: AsyncSession,
    row: EventRow,
    event: PaymentReturnFailed | PaymentUnreconciled | PaymentBillMissing,
    language: str,
) -> Alarm:
    at = await happened_at(session, row, language)
    match event:
        case PaymentReturnFailed():
            title = say(language, "alarm-payment-return-failed", number=event.order_no)
            return await of_payment(
                session, row, title, language, amount=event.amount, order_id=event.order_id
            )
        case PaymentUnreconciled():
            title = say(language, "alarm-payment-unreconciled", day=event.day)
            lines = [say(language, "alarm-differences", count=event.differences), at]
            return Alarm(title, lines, RECONCILIATION.format(event.reconciliation_id))
        case PaymentBillMissing():
            title = say(language, "alarm-payment-bill-missing", day=event.day)
            return Alarm(title, [at], RECONCILIATION.format(event.reconciliation_id))


async def of_payment(
    session: AsyncSession, row: EventRow, title: str, language: str, *, amount: int, order_id: int
) -> Alarm:
    """Of a sum, in minor units, that was paid for an order."""
    park = await session.get_one(Park, row.park_id)
    sum_ = format_money(amount, park.currency, language)
    lines = [say(language, "alarm-sum", sum=sum_), await happened_at(session, row, language)]
    return Alarm(title, lines, f"/desk/orders/{order_id}")
