"""Events of quotes. They hold nothing personal."""

from services.events.base import Event


class QuoteEvent(Event):
    """Of one version of a ticket's quote. `status` is the one after the event."""

    quote_id: int
    ticket_id: int
    ticket_no: str
    quote_version: int
    status: str
    staff_id: int
    """Who sent it."""

    @property
    def subject(self) -> str:
        return f"quote:{self.quote_id}"


class QuoteSent(QuoteEvent):
    type = "quote.sent"


class QuoteAnswered(QuoteEvent):
    by_staff: bool
    """Whether staff entered what the tenant said."""


class QuoteAccepted(QuoteAnswered):
    """The work is ordered."""

    type = "quote.accepted"

    order_no: str


class QuoteDeclined(QuoteAnswered):
    type = "quote.declined"


class QuoteExpired(QuoteEvent):
    """Nobody answered it in time."""

    type = "quote.expired"


class QuoteReplaced(QuoteEvent):
    """There is a new version."""

    type = "quote.replaced"


class QuoteWithdrawn(QuoteEvent):
    """Staff took it back, or its ticket was cancelled or merged."""

    type = "quote.withdrawn"
