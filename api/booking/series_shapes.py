"""Bookings that recur, as who books them sees them."""

from datetime import date, time
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from api.booking.shapes import BookingShown, Headcount, ThingCode, Title
from api.booking.shelf_shapes import Day
from api.frame.shapes import Asked, Id, In, Moment, Out
from services.booking.series import MOST


class BookSeries(In):
    resource: ThingCode
    rule: Annotated[str, StringConstraints(pattern=r"^[A-Z0-9=;,+-]{8,200}$")]
    """RFC 5545's, daily, weekly or monthly, with a COUNT or a local UNTIL:
    FREQ=WEEKLY;BYDAY=MO;COUNT=12."""
    day: Day
    """The first, by the park's calendar."""
    starts: time
    """By the park's clock, on every day."""
    minutes: Annotated[int, Field(ge=5, le=1440)]
    without: Annotated[list[date], Field(max_length=60)] = Field(default_factory=list)
    """Days that are left out."""
    headcount: Headcount | None = None
    title: Title
    fills: bool = False
    """Whether days that are skipped are to be taken by themselves once they can be had."""


class DayOfSeries(Out):
    day: date
    from_at: Moment
    until_at: Moment
    what: Literal["free", "taken", "closed", "later", "costs"]
    """`closed`: out of hours; `later`: further ahead than one may book by now; `costs`: it would
    cost something. All but `free` would be skipped."""


class SeriesPreview(Out):
    days: list[DayOfSeries]


class SeriesBrief(Out):
    id: int
    rule: str
    resource: ThingCode
    name: str
    starts: str
    """Clock time of the park: 09:00."""
    minutes: int
    coming: int
    """Occurrences that are booked and not over."""
    skipped: int
    """Those to come that could not be had."""
    next_text: str | None


class SeriesList(Out):
    series: list[SeriesBrief]


class EndSeries(In):
    days: Annotated[list[date], Field(max_length=120)] = Field(default_factory=list)
    """None: all that is to come."""


class ExtendSeries(In):
    """So many times more, or to the end of a day."""

    times: Annotated[int, Field(ge=1, le=MOST)] | None = None
    until: Day | None = None
    without: Annotated[list[date], Field(max_length=60)] = Field(default_factory=list)
    """Days that are left out."""


class OneSeries(Asked):
    series: Id


class BookingSeriesShown(Out):
    id: int
    rule: str
    ended: bool
    fills: bool
    """Whether what is skipped is taken by itself once it can be had."""
    occurrences: list[BookingShown]
    """In order. `skipped`: the time was taken, or would have cost something."""
