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


class OrderData(BaseModel):
    """An order as a vendor needs it. Sums in minor units of `currency`; moments with offset."""

    id: int
    order_no: str
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
    contact_phone: str | None
    payment: str
    invoice_wanted: bool
    currency: str
    total: int
    placed_at: datetime | None
    accept_by: datetime | None


class OrderEvent(Event):
    order: OrderData

    @property
    def subject(self) -> str:
        return f"order:{self.order.id}"


class OrderPlaced(OrderEvent):
    type = "order.placed"


class OrderAccepted(OrderEvent):
    type = "order.accepted"


class OrderRejected(OrderEvent):
    type = "order.rejected"


class OrderPreparing(OrderEvent):
    type = "order.preparing"


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
