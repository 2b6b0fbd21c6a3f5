"""Quotes: what work on a ticket would cost."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from api.frame.enums import Among, states_of
from api.frame.shapes import Asked, Id, In, Moment, Money, Out
from services.quotes.quotes import ACTIONS, LONGEST_REASON

QuoteStatus = Annotated[str, Among(states_of(ACTIONS))]
Payment = Literal["on_pickup", "company_account"]
"""on_pickup: when the work is done."""


class QuotesOf(Asked):
    ticket_no: Annotated[str, StringConstraints(pattern=r"^T-[0-9A-Z]{6}$")]


class OneQuote(Asked):
    quote: Id


class LineQuoted(Out):
    name: str
    quantity: int
    unit: str
    price: Money
    """Of one, tax included."""
    sum: Money


class QuoteShown(Out):
    id: int
    ticket_no: str
    version: int
    """A new version replaces the one before, if that waits for an answer."""
    status: QuoteStatus
    lines: list[LineQuoted]
    total: Money
    """Tax included."""
    total_text: str
    """The same in words, with how much of it is tax where that is shown."""
    note: str | None
    valid_until: Moment
    order_no: str | None
    """Of the work, once it is accepted."""
    pays: list[Payment]
    """How it can be paid; nothing once it cannot be accepted any more."""


class Quotes(Out):
    quotes: list[QuoteShown]
    """The newest version first."""


class AcceptQuote(In):
    payment: Payment = "on_pickup"


class DeclineQuote(In):
    reason: Annotated[
        str, StringConstraints(strip_whitespace=True), Field(max_length=LONGEST_REASON)
    ] = ""
