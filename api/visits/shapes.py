"""Visitors, and the pass that opens the gate for them."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from api.frame.enums import Among, states_of
from api.frame.shapes import Asked, In, Line, Moment, Out, Paged, Phone, Spot, Where, Words
from services.visits import visits
from services.visits.facts import MOST_PEOPLE, MOST_PLATES
from services.visits.series import MOST_WEEKS

VisitStatus = Annotated[str, Among(states_of(visits.ACTIONS))]
VisitNo = Annotated[str, StringConstraints(pattern=r"^V-[0-9A-Z]{6}$")]
ClockTime = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Plate = Annotated[
    str, StringConstraints(min_length=2, max_length=20, pattern=r"^[^\u0000-\u001f]+$")
]


class OneVisit(Asked):
    visit_no: VisitNo


class PassFormat(OneVisit):
    format: Literal["png", "svg"]


class Invite(In):
    names: Annotated[list[Line], Field(min_length=1, max_length=50)]
    headcount: Annotated[int, Field(ge=1, le=MOST_PEOPLE)] | None = None
    """As many as there are names, if left out."""
    phone: Phone | None = None
    plate: Plate | None = None
    plates: Annotated[list[Plate], Field(default_factory=list, max_length=MOST_PLATES)]
    """Of all cars, where there is more than one; `plate` is one of them."""
    company: Line | None = None
    reason: Line | None = None
    starts_at: Moment
    ends_at: Moment | None = None
    """Two hours after it starts, if left out."""
    daily_from: ClockTime | None = None
    """Of a visit over several days: the hours of each day, by the park's clock."""
    daily_until: ClockTime | None = None
    location: Spot | None = None

    @model_validator(mode="after")
    def _daily_hours(self) -> "Invite":
        if (self.daily_from is None) != (self.daily_until is None):
            raise ValueError("daily_from and daily_until go together")
        return self


class Series(Invite):
    """The same every week, from `starts_at` on."""

    weeks: Annotated[int, Field(ge=2, le=MOST_WEEKS)]
    """How many visits."""


class Reschedule(In):
    starts_at: Moment
    ends_at: Moment | None = None
    """As long after the start as before, if left out."""


class GuestKnown(Out):
    """Somebody whom I had as a guest, as registered last."""

    name: str
    phone: str | None
    plate: str | None
    plates: list[str]
    company: str | None
    reason: str | None


class GuestBook(Out):
    guests: list[GuestKnown]


class PassShown(Out):
    token: str
    """What the QR code says. A gate verifies it with the park's public key, also offline."""
    url: str
    """A page that shows it: for the guest."""
    valid_from: Moment
    valid_until: Moment
    entries_left: int


class VisitShown(Out):
    visit_no: str
    status: VisitStatus
    status_text: str
    role: Literal["host", "approver"]
    names: list[str]
    """Empty once erased."""
    headcount: int
    phone: str | None
    plate: str | None
    """Of the first car."""
    plates: list[str]
    """Of all cars: each opens the barrier."""
    company: str | None
    reason: str | None
    where: Where
    starts_at: Moment
    ends_at: Moment
    daily_from: str | None
    daily_until: str | None
    text: str
    """Who comes and when, for people."""
    can: list[Literal["cancel", "reschedule", "approve", "deny"]]
    has_pass: bool
    waits_for: Literal["desk", "approver", "host"] | None
    """Who has to say yes before there is a pass; null once somebody has said yes or no."""


class SeriesShown(Out):
    visits: list[VisitShown]
    """In their order."""


class WhichVisits(Paged):
    role: Literal["host", "approver"] = "host"
    open: bool | None = None


class Deny(In):
    reason: Words | None = None
