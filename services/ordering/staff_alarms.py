"""A payment that somebody disputes: staff are told outside the desk."""

from sqlalchemy.ext.asyncio import AsyncSession

from models.events import EventRow
from services.accounting.staff_alarms import of_payment
from services.notices.staff_alarms import Alarm
from services.ordering.events import PaymentDisputed
from services.texts import say


async def alarm_of(
    session: AsyncSession, row: EventRow, event: PaymentDisputed, language: str
) -> Alarm:
    title = say(language, "alarm-payment-disputed", number=event.order_no)
    return await of_payment(
        session, row, title, language, amount=event.amount, order_id=event.order_id
    )
