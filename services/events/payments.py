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

    @property
    def subject(self) -> str:
        return f"order:{self.order.id}"


class PaymentSucceeded(PaymentEvent):
    type = "payment.succeeded"


class PaymentRefunded(PaymentEvent):
    type = "payment.refunded"

    refund: RefundData


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
