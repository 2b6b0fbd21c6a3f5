"""Events of orders; vendors get these."""

from datetime import datetime

from pydantic import BaseModel

from services.events.base import Event


class OptionData(BaseModel):
    code: str
    name_zh: str
    name_en: str
    price_delta: int
    """Minor units."""


class LineData(BaseModel):
    id: int | None = None
    """Names the line where a part of the order is rejected."""
    item_id: int
    item_code: str
    name_zh: str
    name_en: str
    quantity: int
    unit_price: int
    """Minor units, options included."""
    options: list[OptionData]
    note: str | None


class LocationData(BaseModel):
    building: str | None
    floor: int | None
    """Basements are negative."""
    room: str | None
    place: str | None


class LockerData(BaseModel):
    """The locker that the tenant asked for."""

    code: str
    name_zh: str
    name_en: str
    building: str
    box: int | None
    """From `ready` to the end. An order that found no free box is at the counter, without one."""


class InvoiceData(BaseModel):
    title: str
    tax_no: str | None
    """The company's; none for a private person."""


class OrderData(BaseModel):
    """An order as a vendor needs it. Sums in minor units of `currency`; moments with offset."""

    id: int
    order_no: str
    pickup_number: str | None = None
    """Four digits that the tenant knows, too: to be called out at the counter."""
    kind: str
    outlet: str
    status: str
    status_reason: str | None
    lines: list[LineData]
    note: str | None
    allergy_note: str | None
    fulfilment: str | None
    slot_start: datetime | None
    slot_end: datetime | None
    location: LocationData
    locker: LockerData | None = None
    contact_name: str | None = None
    """As the tenant calls themselves, if they ever said it."""
    contact_phone: str | None
    payment: str
    invoice_wanted: bool
    invoice: InvoiceData | None = None
    currency: str
    total: int
    placed_at: datetime | None
    accept_by: datetime | None
    expected_at: datetime | None = None
    """When the vendor expects it to be ready or, where it is brought, to arrive."""


class OrderEvent(Event):
    order: OrderData

    for_vendors = True

    @property
    def subject(self) -> str:
        return f"order:{self.order.id}"


class OrderPlaced(OrderEvent):
    type = "order.placed"


class OrderAmended(OrderEvent):
    """The tenant changed what is placed and not accepted yet: `order` is all of it as it stands
    now. Accepting it afterwards names this event's `sequence`, or a later one."""

    type = "order.amended"

    changed: list[str]
    """Of lines, slot, location, contact_phone, note."""


class OrderAccepted(OrderEvent):
    type = "order.accepted"


class OrderRejected(OrderEvent):
    type = "order.rejected"


class RejectedData(BaseModel):
    line_id: int
    name_zh: str
    name_en: str
    quantity: int


class OrderReduced(OrderEvent):
    """The vendor rejected a part of it: `order` is what is left, in the state that it had."""

    type = "order.reduced"

    rejected: list[RejectedData]
    reason: str


class OrderPreparing(OrderEvent):
    type = "order.preparing"


class OrderEstimated(OrderEvent):
    """The vendor says when it expects an order that it has accepted: `expected_at`."""

    type = "order.estimated"


class OrderReady(OrderEvent):
    type = "order.ready"


class OrderDelivering(OrderEvent):
    type = "order.delivering"


class OrderCompleted(OrderEvent):
    type = "order.completed"


class OrderCancelled(OrderEvent):
    type = "order.cancelled"


class OrderCancelRequested(OrderEvent):
    type = "order.cancel_requested"


class OrderExpired(OrderEvent):
    type = "order.expired"


class OrderInvoiceRequested(OrderEvent):
    """The tenant wants an invoice, or another one, for an order that the vendor has already."""

    type = "order.invoice_requested"


class OrderRated(OrderEvent):
    """Whoever ordered gave stars, once; what they wrote besides stays with the park."""

    type = "order.rated"

    rating: int
    """1 to 5, of the order as a whole."""


class PiecesData(BaseModel):
    line_id: int
    quantity: int


class ComplaintData(BaseModel):
    ticket_no: str
    """The park's ticket, to be named where vendor and desk speak of it."""
    what: str
    """missing, wrong, quality, late or other."""
    lines: list[PiecesData]
    """What it is about; empty where it is about the order as a whole."""
    amount: int
    """What these pieces cost, in minor units of the order's currency."""


class OrderComplained(OrderEvent):
    """The tenant says that something is missing or wrong, once; the desk decides over it."""

    type = "order.complained"

    complaint: ComplaintData


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


class PaymentWithdrawn(PaymentRequestEvent):
    """Who was to pay did not want to any more: what was kept is let go."""

    type = "payment.withdrawn"


class PaymentReturned(PaymentRequestEvent):
    """It was paid when the order had been given up; all of it goes back."""

    type = "payment.returned"


class PaymentDisputed(PaymentRequestEvent):
    """Another sum was paid than was asked for: nothing is done before staff have looked."""

    type = "payment.disputed"


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
