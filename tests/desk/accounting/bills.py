"""Days of the demo park that were compared with WeChat Pay's bill."""

from datetime import date, timedelta

from models.accounting import Reconciliation
from models.ordering import Order
from services.accounting import reconciliation
from services.accounting.reconciliation import Booked
from services.ordering import payment_requests, payments
from tests.given.companies import NOW
from tests.given.demo_park import DemoPark

DAY = date(2026, 12, 2)
TOMORROW = NOW + timedelta(days=1, hours=1)


async def paid(demo: DemoPark) -> tuple[Order, str]:
    """An order that was paid by WeChat Pay, and the payment's reference."""
    async with demo.sessions.begin() as session:
        order = await demo.draft(session)
        await payments.choose(session, order, "wechat_pay", also=("wechat_pay",))
        request = await payment_requests.begin(session, order, now=NOW)
        await payment_requests.settle(
            session, demo.id, request.reference,
            amount=order.total, currency="CNY", paid_at=NOW, provider_id="4200", now=NOW,
        )  # fmt: skip
        return order, request.reference


async def compare(demo: DemoPark, *bill: Booked, day: date = DAY) -> None:
    async with demo.sessions.begin() as session:
        await reconciliation.reconcile(session, demo.id, "wechat_pay", day, bill, now=TOMORROW)


async def waiting(demo: DemoPark, day: date, problem: str) -> None:
    """A day whose bill is not there."""
    async with demo.sessions.begin() as session:
        session.add(
            Reconciliation(
                park_id=demo.id, method="wechat_pay", day=day,
                status="waiting", tries=3, problem=problem,
            )
        )  # fmt: skip
