"""Events of tickets."""

from datetime import datetime
from typing import Literal

from services.events.base import Event


class TicketEvent(Event):
    """`status` is the one after the event."""

    ticket_id: int
    ticket_no: str
    kind: str
    category: str
    urgency: str
    status: str = "reported"
    order_no: str | None = None
    reason: str | None = None

    @property
    def subject(self) -> str:
        return f"ticket:{self.ticket_id}"


class TicketReported(TicketEvent):
    type = "ticket.reported"


class TicketTriaged(TicketEvent):
    type = "ticket.triaged"


class TicketAssigned(TicketEvent):
    type = "ticket.assigned"

    staff_id: int


class TicketAccepted(TicketEvent):
    type = "ticket.accepted"


class TicketStarted(TicketEvent):
    type = "ticket.started"


class TicketWaiting(TicketEvent):
    """Its clocks stand still: for material, or for the tenant."""

    type = "ticket.waiting"


class TicketResolved(TicketEvent):
    type = "ticket.resolved"


class TicketConfirmed(TicketEvent):
    type = "ticket.confirmed"


class TicketClosed(TicketEvent):
    type = "ticket.closed"


class TicketCancelled(TicketEvent):
    type = "ticket.cancelled"


class TicketMerged(TicketEvent):
    """It is worked on under another number."""

    type = "ticket.merged"

    into: str


class TicketReopened(TicketEvent):
    type = "ticket.reopened"


class TicketRestored(TicketEvent):
    """Whoever reported it called it off and takes that back."""

    type = "ticket.restored"


class TicketRated(TicketEvent):
    type = "ticket.rated"

    rating: int


class TicketUrged(TicketEvent):
    type = "ticket.urged"

    urges: int


class TicketChanged(TicketEvent):
    """Something but its status: a note, a photo, an edit, another reporter."""

    type = "ticket.changed"

    what: str


class TicketMessaged(TicketEvent):
    """Staff wrote to a tenant about it, or the tenant wrote. The words stand in its history."""

    type = "ticket.messaged"

    change_id: int
    """Of the line in the ticket's history."""
    author: Literal["staff", "tenant"]


class TicketAppointed(TicketEvent):
    """A window for the visit was promised, or another one chosen; both moments are in UTC."""

    type = "ticket.appointed"

    starts_at: datetime
    ends_at: datetime
    moved: bool
    """Another window stood before."""
    by: Literal["staff", "tenant"]
    by_id: int
    """Of who of staff promised it, or of the person who moved it."""


class TicketMentioned(TicketEvent):
    """A note on it names colleagues."""

    type = "ticket.mentioned"

    by_staff_id: int
    staff_ids: list[int]


class TicketFlagged(TicketEvent):
    """A rule of the park tells these people of staff of it."""

    type = "ticket.flagged"

    staff_ids: list[int]
    rule: str


class TicketSlaWarned(TicketEvent):
    """Three quarters of a clock have run."""

    type = "ticket.sla_warned"

    clock: str
    """respond or resolve."""
    due: datetime


class TicketSlaBreached(TicketEvent):
    type = "ticket.sla_breached"

    clock: str
    due: datetime


class TicketEscalated(TicketEvent):
    type = "ticket.escalated"

    role: str


class TicketCalled(TicketEvent):
    """Nobody has taken a danger, so it has gone on to the next."""

    type = "ticket.called"

    role: str
    """Whose people are alerted; phone: the phone bridge has been told to ring them."""
    minutes: int
    """For how long nobody has taken it."""


class TicketAcknowledged(TicketEvent):
    """Somebody says that they see to a danger, though they do not take the ticket themselves."""

    type = "ticket.acknowledged"

    staff_id: int
