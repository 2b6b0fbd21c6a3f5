"""What staff enter to book for somebody, or to give a booking another time or room."""

from datetime import date, datetime, time, timedelta
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, Field, StringConstraints

from services.booking.booking import LONGEST_TITLE, MOST_PEOPLE

WHO = r"^(desk|(company:)?[1-9][0-9]{0,17})$"
"""Somebody's id, a company's, or nobody whom the park knows."""
LONGEST_QUERY = 100


class When(BaseModel):
    """By the park's clock; what ends before it begins ends on the next day."""

    resource: Annotated[str, StringConstraints(max_length=64)]
    day: date
    starts: time
    ends: time
    headcount: Annotated[int, Field(ge=1, le=MOST_PEOPLE)] | None = None
    pays_min: Annotated[int, Field(ge=0, le=100_000)] = 0
    pays: Annotated[int, Field(ge=0)] | None = None
    """What they agreed to, as the form said it."""

    def span(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        ends_on = self.day if self.starts < self.ends else self.day + timedelta(days=1)
        return (
            datetime.combine(self.day, self.starts, zone),
            datetime.combine(ends_on, self.ends, zone),
        )


class Placed(When):
    who: Annotated[str, StringConstraints(pattern=WHO)]
    title: Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST_TITLE)] = ""
    payment: Literal["on_pickup", "company_account"] | None = None
    q: Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST_QUERY)] = ""
    """What was typed to find them."""


class Prefilled(BaseModel):
    resource: Annotated[str, StringConstraints(max_length=64)] = ""
    day: date | None = None
    starts: time | None = None
    ends: time | None = None


class Search(BaseModel):
    q: Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST_QUERY)] = ""
    who: Annotated[str, StringConstraints(max_length=30)] = ""
