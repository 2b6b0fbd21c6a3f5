"""What follows an order: its rating, complaints, refunds, its receipt."""

from typing import Annotated, Literal

from pydantic import Field

from api.frame.shapes import Id, In, Moment, Money, Out, Words
from api.ordering.shapes import OrderShown, Quantity, What
from services.tickets.photos import PER_TICKET

Stars = Annotated[int, Field(ge=1, le=5)]


class ItemStars(In):
    item_id: Id
    stars: Stars


class RateOrder(In):
    stars: Stars
    """Of the order as a whole."""
    words: Words | None = None
    items: Annotated[list[ItemStars], Field(max_length=50)] = Field(default_factory=list)
    """Of items that stood in it."""


class Pieces(In):
    line: Id
    quantity: Quantity


class Complain(In):
    what: What
    lines: Annotated[list[Pieces], Field(max_length=50)] = Field(default_factory=list)
    """What is missing or wrong needs one."""
    words: Words | None = None
    photos: Annotated[list[Id], Field(max_length=PER_TICKET)] = Field(default_factory=list)
    """Ids of photos that were uploaded in the last hour."""


class RefundShown(Out):
    amount: Money
    cause: Literal["cancelled", "rejected", "expired", "staff"]
    reason: str | None
    at: Moment


class Receipt(Out):
    park: str
    order: OrderShown
    paid: Money | None
    """null until it is paid, at the counter too."""
    paid_at: Moment | None
    refunds: list[RefundShown]
    left: Money | None
    """What was paid, less what came back."""
