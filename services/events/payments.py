"""Events of what is paid and given back, and of spending above a company's limit."""

from pydantic import BaseModel

from services.events.base import Event
from services.events.orders import OrderData


class PaymentData(BaseModel):
    """Sums in minor units of the order's currency."""

    id: int
    method: str
    amount: int
    refunded: int
    """All that was given back so far."""


class RefundData(BaseModel):
    id: int
    amount: int
    cause: str
    """cancelled, rejected, expired, or staff, who say a `reason`."""
    reason: str | None


class PaymentEvent(Event):
    """Its subject is the order, so that a vendor gets it in order with the order's own events."""

    order: OrderData
    payment: PaymentData

    for_vendors = True

    @property
    def subject(self) -> str:
        return f"order:{self.order.id}"


class PaymentSucceeded(PaymentEvent):
    type = "payment.succeeded"


class PaymentRefunded(PaymentEvent):
    type = "payment.refunded"

    refund: RefundData


class PaymentRequestEvent(Event):
    """Of what a provider collected and no order was placed by. Sums in minor units."""

    request_id: int
    order_id: int
    order_no: str
    method: str
    reference: str
    """Ours: the provider's merchant order number."""
    amount: int
    """What was asked for."""
    paid: int

    @property
    def subject(self) -> str:
        return f"payment_request:{self.request_id}"


class PaymentExpired(PaymentRequestEvent):
    """Nobody paid in time: what was kept is let go, and the cart is the tenant's again."""

    type = "payment.expired"


class PaymentReturned(PaymentRequestEvent):
    """It was paid when the order had been given up; all of it goes back."""

    type = "payment.returned"


class PaymentDisputed(PaymentRequestEvent):
    """Another sum was paid than was asked for: nothing is done before staff have looked."""

    type = "payment.disputed"


class PaymentReturnFailed(Event):
    """The provider did not give money back that it was told to."""

    type = "payment.return_failed"

    return_id: int
    order_id: int
    order_no: str
    amount: int
    """Minor units."""
    problem: str
    """The provider's code."""

    @property
    def subject(self) -> str:
        return f"payment_return:{self.return_id}"


class PaymentUnreconciled(Event):
    """A day's bill of a provider says something else than our books."""

    type = "payment.unreconciled"

    reconciliation_id: int
    method: str
    day: str
    """Of the provider's clock, such as 2026-12-02."""
    differences: int

    @property
    def subject(self) -> str:
        return f"reconciliation:{self.reconciliation_id}"


class PaymentBillMissing(Event):
    """A day after it should be there, a provider's bill is not."""

    type = "payment.bill_missing"

    reconciliation_id: int
    method: str
    day: str
    """Of the provider's clock."""
    problem: str
    """The provider's code, or what stood in the way of asking."""

    @property
    def subject(self) -> str:
        return f"reconciliation:{self.reconciliation_id}"


class SpendingEvent(Event):
    """Of an order above its company's limit. `status` is the one after the event."""

    approval_id: int
    order_id: int
    order_no: str
    status: str
    amount: int
    over: int
    """By how much it goes above the limit; both in minor units of the park's currency."""

    @property
    def subject(self) -> str:
        return f"spending:{self.approval_id}"


class SpendingRequested(SpendingEvent):
    type = "spending.requested"


class SpendingApproved(SpendingEvent):
    type = "spending.approved"

    failure: str | None = None
    """Code of what stood against placing the order after all; null where it is placed."""


class SpendingDenied(SpendingEvent):
    type = "spending.denied"


class SpendingExpired(SpendingEvent):
    """Nobody said yes or no before the order's slot closed."""

    type = "spending.expired"


class SpendingWithdrawn(SpendingEvent):
    """The tenant did not wait for an answer."""

    type = "spending.withdrawn"
