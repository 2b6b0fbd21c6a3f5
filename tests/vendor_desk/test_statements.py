"""What a vendor sold in a month: what the park owes it, and what it took itself."""

import csv
import io
from datetime import datetime, timedelta

from models.payments import Payment, Refund
from tests.given.demo_park import SHANGHAI
from tests.vendor_desk.driver import THEIRS, VendorDesk

LAST_OF_NOVEMBER = datetime(2026, 11, 30, 23, 59, tzinfo=SHANGHAI)


async def sold(vendors: VendorDesk, code: str, *, method: str, at: datetime, back: int = 0) -> str:
    """An order that was paid at a moment, and of which a sum was given back an hour later."""
    async with vendors.demo.sessions.begin() as session:
        order = await vendors.demo.placed(session, code)
        payment = Payment(
            park_id=order.park_id,
            order_id=order.id,
            method=method,
            amount=order.total,
            refunded=back,
            currency="CNY",
            status="partly_refunded" if back else "succeeded",
            paid_at=at,
        )
        session.add(payment)
        await session.flush()
        if back:
            session.add(
                Refund(
                    park_id=order.park_id,
                    payment_id=payment.id,
                    amount=back,
                    cause="rejected",
                    created_at=at + timedelta(hours=1),
                )
            )
        return order.order_no


async def test_a_month_has_its_payments_and_refunds_and_two_sums(vendors: VendorDesk) -> None:
    """Beef noodles are 22 yuan."""
    now = vendors.clock()
    late = await sold(vendors, "beef_noodles", method="wechat_pay", at=LAST_OF_NOVEMBER, back=500)
    paid = await sold(vendors, "beef_noodles", method="wechat_pay", at=now)
    cash = await sold(vendors, "beef_noodles", method="on_pickup", at=now)
    theirs = await sold(vendors, "latte", method="wechat_pay", at=now)
    async with vendors.signed_in() as browser:
        month = await browser.get("/statements")
        assert month.headers["Location"] == "/vendor/statements/2026-12"
        page = await browser.page("/statements/2026-12")
        answer = await browser.get("/statements/2026-12/csv")
        november = await browser.page("/statements/2026-11")
        assert (await browser.get("/statements/2026-13")).status == 404
    assert theirs not in page + november
    assert "¥17" in page  # 22 that were paid, less 5 of November's that went back.
    assert "¥22" in november
    raw = await answer.read()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert answer.headers["Content-Disposition"].endswith('-2026-12.csv"')
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))
    assert [row[0] for row in rows[:1]] == ["Time"]
    assert [(row[1], row[3], row[5]) for row in rows[1:4]] == [
        (late, "Refund", "-5.00"),
        *sorted([(paid, "Payment", "22.00"), (cash, "Payment", "22.00")]),
    ]
    assert [row[5] for row in rows[4:]] == ["17.00", "22.00"]


async def test_another_vendor_has_a_statement_of_its_own(vendors: VendorDesk) -> None:
    mine = await sold(vendors, "beef_noodles", method="on_pickup", at=vendors.clock())
    async with vendors.signed_in(THEIRS) as browser:
        page = await browser.page("/statements/2026-12")
    assert mine not in page
    assert "Nothing was paid" in page
