"""Repairs, complaints and questions: tickets."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from api.frame.enums import Among, states_of
from api.frame.shapes import (
    Asked,
    Id,
    In,
    Moment,
    Out,
    Paged,
    Phone,
    PhotoShown,
    Spot,
    Where,
    Words,
)
from services.tickets import tickets
from services.tickets.photos import PER_TICKET
from services.tickets.thread import LONGEST

SEEN = tuple(sorted({*tickets.ACTIONS, "report"} - {"decline", "merge"}))
"""Lines of the history that tenants see; the rest is staff's own."""
StepAction = Annotated[str, Among(SEEN)]
TicketStatus = Annotated[str, Among(states_of(tickets.ACTIONS))]
TicketNo = Annotated[str, StringConstraints(pattern=r"^T-[0-9A-Z]{6}$")]
Category = Literal[
    "electrical",
    "plumbing",
    "hvac",
    "elevator",
    "network",
    "access_control",
    "fire_safety",
    "security",
    "cleaning",
    "furniture",
    "landscaping",
    "parking",
    "pest",
    "other",
]
Urgency = Literal["critical", "urgent", "normal", "low"]


class OneTicket(Asked):
    ticket_no: TicketNo


class Report(In):
    category: Category
    urgency: Urgency = "normal"
    """critical: danger to people. Staff are alarmed at once."""
    description: Words
    location: Spot
    phone: Phone | None = None
    preferred_from: Moment | None = None
    """When somebody should come, if it matters."""
    preferred_until: Moment | None = None
    photos: Annotated[list[Id], Field(max_length=PER_TICKET)] = Field(default_factory=list)
    """Ids of photos that were uploaded in the last hour."""

    @model_validator(mode="after")
    def _forwards(self) -> "Report":
        start, end = self.preferred_from, self.preferred_until
        if end is not None and (start is None or end <= start):
            raise ValueError("preferred_until needs an earlier preferred_from")
        return self


class TicketStep(Out):
    action: StepAction
    status: TicketStatus
    status_text: str
    at: Moment


class PromisesOf(Asked):
    category: Category | None = None


class Promised(Out):
    urgency: Urgency
    respond_by: Moment | None
    text: str
    """When somebody comes, in words."""
    call: str | None
    """Whom to call if it cannot wait; the text names it, too."""


class Promises(Out):
    promises: list[Promised]
    phones: list[str]
    """Whom to call first where somebody is in danger: the park, and the fire brigade."""


class Window(Out):
    """When somebody comes, or could come."""

    starts_at: Moment
    ends_at: Moment
    text: str
    """In words, with the day."""


class Windows(Out):
    windows: list[Window]
    """Free by the rota of who comes, for seven days; the earliest first."""


class RescheduleRepair(In):
    """One of the windows that are offered, as it was told."""

    starts_at: Moment
    ends_at: Moment


class TicketShown(Out):
    ticket_no: str
    kind: Literal["repair", "complaint", "question"]
    category: str
    category_text: str
    urgency: Urgency
    status: TicketStatus
    status_text: str
    where: Where
    mine: bool
    """Reported by me. What somebody else had reported before, I follow."""
    description: str | None
    """Of my own words alone."""
    photos: list[PhotoShown]
    respond_by: Moment | None
    respond_text: str | None
    """When somebody comes, in words; None where somebody has, or it is over."""
    engineer: str | None
    """Who comes, or works on it; None before somebody is chosen and after it is over."""
    preferred_from: Moment | None
    preferred_until: Moment | None
    """When its reporter would like somebody to come."""
    appointment: Window | None
    """The window that staff have promised; None where none is, or it is over."""
    can: list[
        Literal["urge", "cancel", "confirm", "reopen", "rate", "photo", "write", "reschedule"]
    ]
    rating: int | None
    created_at: Moment
    updated_at: Moment


class DangerTold(Out):
    """Somebody may be in danger: a question with two answers, or what to do at once."""

    text: str
    phones: list[str]
    """Numbers to call."""
    asked_until: Moment | None
    """Staff are called then if nobody has answered; None where nothing is asked."""
    yes: str | None
    no: str | None


class TicketDetail(TicketShown):
    history: list[TicketStep]
    danger: DangerTold | None
    """What the bot heard in my words, a second or two after they were sent."""


class Reported(TicketDetail):
    joined: bool
    """Somebody had reported the same: that ticket is followed, no second one was opened."""


class Urged(Out):
    counted: bool
    """Once an hour it does."""
    ticket: TicketShown


class Reopen(In):
    reason: Words | None = None


class RateRepair(In):
    rating: Annotated[int, Field(ge=1, le=5)]
    comment: Annotated[Words, Field(max_length=500)] | None = None


class DangerAnswer(In):
    happening: bool
    """True: it is happening, somebody has to come. False: I was only asking."""


class WhichTickets(Paged):
    open: bool | None = None
    """Only those being worked on, or only those that are not."""


class Write(In):
    text: Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST)] = ""
    photos: Annotated[list[Id], Field(max_length=PER_TICKET)] = Field(default_factory=list)
    """Ids of photos that were uploaded in the last hour."""

    @model_validator(mode="after")
    def _says_something(self) -> "Write":
        if not self.text and not self.photos:
            raise ValueError("text or photos")
        return self


class Written(Out):
    id: int
    author: Literal["tenant", "staff"]
    """tenant: written by me."""
    name: str | None
    """Of who of staff wrote it."""
    text: str
    photos: list[PhotoShown]
    at: Moment


class Thread(Out):
    messages: list[Written]
    """Oldest first; of a long thread the newest 200."""


class Photos(Out):
    photos: list[PhotoShown]
