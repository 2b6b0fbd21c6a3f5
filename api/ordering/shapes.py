"""Carts and orders."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from api.frame.enums import Among, events_of, states_of
from api.frame.shapes import (
    Asked,
    Id,
    In,
    Line,
    Moment,
    Money,
    Named,
    Out,
    Paged,
    Phone,
    PictureShown,
    Place,
    Where,
    Words,
)
from services.ordering import orders
from services.tickets import tickets

OrderNo = Annotated[str, StringConstraints(pattern=r"^O-[0-9A-Z]{6}$")]
Fulfilment = Literal["pickup", "delivery", "locker", "desk", "counter"]
OnSite = Literal["on_site"]
"""How work is done that a quote was accepted for; nobody chooses it."""
OptionCode = Annotated[str, StringConstraints(max_length=60, pattern=r"^[!-~]+$")]
Payment = Literal["on_pickup", "company_account", "wechat_pay"]
OrderStatus = Annotated[str, Among(states_of(orders.ACTIONS))]
TicketStatus = Annotated[str, Among(states_of(tickets.ACTIONS))]
OrderEventType = Annotated[str, Among(events_of("order", "payment"))]
PaymentStatus = Literal["not_paid", "waiting", "succeeded", "partly_refunded", "refunded"]
Quantity = Annotated[int, Field(ge=1, le=1000)]
What = Literal["missing", "wrong", "quality", "late", "other"]


class OneOrder(Asked):
    order_no: OrderNo


class OneLine(OneOrder):
    line: Id


class LineShown(Out):
    id: Id
    item_id: Id
    name: str
    unit: str
    quantity: int
    unit_price: Money
    """Options included."""
    total: Money
    options: list[Named]
    note: str | None
    picture: PictureShown | None
    """Of the item as it is today."""


class When(Out):
    start: Moment
    end: Moment | None
    text: str


class LockerShown(Out):
    """The locker that an order goes to; from ready on with its box, and the code that opens it."""

    building: str
    name: str
    place: str
    box: int | None
    pickup_code: str | None


class Invoice(Out):
    title: str
    tax_no: str | None


class OrderBase(Out):
    order_no: str
    kind: Literal["catering", "shopping", "service", "facility"]
    outlet: Named
    lines: list[LineShown]
    total: Money
    fulfilment: Fulfilment | OnSite | None
    where: Where
    slot: When | None
    phone: str | None
    note: str | None
    allergy_note: str | None
    locker: LockerShown | None
    invoice_wanted: bool
    invoice: Invoice | None
    payment: Payment


class Cart(OrderBase):
    """An order that is not placed yet: the same that the chat speaks of."""

    missing: list[str]
    """What must be known before it can be placed: location, slot, phone, invoice."""


class Carts(Out):
    carts: list[Cart]
    """One for each outlet, the oldest first: that is the one which the chat speaks of."""


class OrderShown(OrderBase):
    status: OrderStatus
    status_text: str
    status_reason: str | None
    pickup_number: str | None
    """Called out at the counter; of what is placed and fetched there."""
    held: bool
    """It waits for the yes of the company's manager, or to be paid; it is not placed yet."""
    payment_status: PaymentStatus
    """waiting: by WeChat Pay, until `pay_by`. What is paid on pickup is `not_paid` until then."""
    pay_by: Moment | None
    placed_at: Moment | None
    accept_by: Moment | None
    expected_at: Moment | None
    """When the outlet expects it to be ready or, where it is brought, to arrive; if it said so."""
    can_cancel: bool
    """At once, or by asking the outlet where it has begun."""


class Step(Out):
    """Something that happened to an order."""

    event: OrderEventType
    """Its name, as vendors and staff know it."""
    status: OrderStatus
    status_text: str
    at: Moment


class RatingShown(Out):
    stars: int
    words: str | None


class ComplaintShown(Out):
    ticket_no: str
    """Of the ticket where desk and tenant write to each other about it."""
    what: What
    status: TicketStatus
    status_text: str


class OrderDetail(OrderShown):
    history: list[Step]
    rating: RatingShown | None
    """Mine, of the order as a whole."""
    can_rate: bool
    complaint: ComplaintShown | None
    can_complain: bool


class AddLine(In):
    item_id: Id
    quantity: Quantity | None = None
    """The least that can be ordered, if left out."""
    options: Annotated[list[OptionCode], Field(max_length=20)] = Field(default_factory=list)
    note: Line | None = None


class LineChange(In):
    """What is left out stays; a null note forgets it."""

    quantity: Quantity | None = None
    options: Annotated[list[OptionCode], Field(max_length=20)] | None = None
    note: Line | None = None


class CartChange(In):
    """What is left out stays; null forgets it."""

    fulfilment: Fulfilment | None = None
    location: Place | None = None
    locker: Line | None = None
    """Code of the building in which it stands."""
    slot: Moment | None = None
    """A moment in the slot."""
    phone: Phone | None = None
    note: Words | None = None
    allergy_note: Words | None = None
    invoice_wanted: bool | None = None
    invoice_title: Annotated[Line, Field(max_length=100)] | None = None
    """A company, with its `invoice_tax_no`; or 个人 for a private person."""
    invoice_tax_no: Line | None = None
    payment: Payment | None = None


class PlaceOrder(In):
    cart: OrderNo
    ask_manager: bool = False
    """If it goes above the company's limit: hold it and put it to the manager, until its slot
    closes. Without it such an order is refused."""


class WxPayment(Out):
    """What `wx.requestPayment` takes, as it is."""

    timeStamp: str
    nonceStr: str
    package: str
    signType: Literal["RSA"]
    paySign: str


class ToPay(Out):
    order_no: str
    amount: Money
    pay_by: Moment
    """Stock and slot are kept until then."""
    wechat: WxPayment


class InvoiceFor(In):
    title: Annotated[Line, Field(max_length=100)]
    """A company, with its tax number; or 个人 for a private person."""
    tax_no: Line | None = None


class WhichOrders(Paged):
    open: bool | None = None
    """Only those under way, or only those that have ended."""
    q: Annotated[str, StringConstraints(strip_whitespace=True, max_length=60)] | None = None
    """Words of an order's number, its outlet or what was ordered, in either language."""


class Cancelled(Out):
    order: OrderShown
    asked: bool
    """The outlet has begun, and was asked; the order stays as it is until it answers."""


class Repriced(Out):
    name: str
    before: Money
    now: Money


class Reordered(Out):
    carts: list[Cart]
    gone: list[str]
    """Names of what cannot be had any more."""
    repriced: list[Repriced]


class Bank(Out):
    """Of boxes that a shop's orders can be brought to."""

    building: str
    """Its code, which a cart's `locker` takes."""
    name: str
    place: str


class Banks(Out):
    banks: list[Bank]
