"""Events of visits. They outlive what is personal, and so hold none of it."""

from datetime import datetime

from services.events.base import Event


class VisitEvent(Event):
    """`status` is the one after the event."""

    visit_id: int
    visit_no: str
    status: str
    host_id: int
    headcount: int
    starts_at: datetime
    ends_at: datetime

    @property
    def subject(self) -> str:
        return f"visit:{self.visit_id}"


class VisitRequested(VisitEvent):
    type = "visit.requested"

    approver_id: int | None = None
    needs_desk: bool = False
    """Whether only the desk may say yes."""


class VisitAskedAgain(VisitRequested):
    """What was approved, or waits, now lets in more than was asked: it waits for a yes to that."""

    type = "visit.asked_again"


class VisitRestored(VisitRequested):
    """The host called it off and takes that back."""

    type = "visit.restored"


class VisitChanged(VisitEvent):
    """Its host changed it. Its status stays; if it has to be asked for again, that follows."""

    type = "visit.changed"

    what: list[str]
    """Names of what changed: names, plate, starts_at …"""


class VisitApproved(VisitEvent):
    type = "visit.approved"


class VisitDenied(VisitEvent):
    type = "visit.denied"


class VisitCancelled(VisitEvent):
    type = "visit.cancelled"


class VisitExpired(VisitEvent):
    """Nobody said yes or no before it was over."""

    type = "visit.expired"


class VisitNoShow(VisitEvent):
    type = "visit.no_show"


class VisitCheckedIn(VisitEvent):
    type = "visit.checked_in"


class VisitCheckedOut(VisitEvent):
    type = "visit.checked_out"


class VisitOverstayed(VisitEvent):
    """Still inside half an hour after the end. Its status stays."""

    type = "visit.overstayed"
