"""Which days somebody wants to read about."""

from datetime import date, timedelta
from typing import Literal, Self
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from pydantic import BaseModel, Field, model_validator

from desk.frame.call import Call
from desk.frame.forms import InvalidForm
from services.kit.errors import Invalid
from services.reports.period import Period

RANGES = ("today", "7", "30", "custom")
Range = Literal["today", "7", "30", "custom"]


class Asked(BaseModel):
    """`from` and `until` are days of the park, both included; they hold for "custom" alone."""

    range: Range = "today"
    first: date | None = Field(None, alias="from")
    last: date | None = Field(None, alias="until")

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.range == "custom" and None in (self.first, self.last):
            raise ValueError("reports-invalid-days")
        return self


def period_of(call: Call) -> tuple[Range, Period]:
    """What the query string asks for. Raises InvalidForm."""
    asked = call.query(Asked)
    zone = ZoneInfo(call.park.timezone)
    today = call.now.astimezone(zone).date()
    first, last = today, today
    if asked.range == "custom" and asked.first and asked.last:
        first, last = asked.first, asked.last
    elif asked.range in {"7", "30"}:
        first = today - timedelta(days=int(asked.range) - 1)
    try:
        return asked.range, Period.of_days(first, last, zone, now=call.now)
    except Invalid:
        raise InvalidForm({"from": call.text("reports-invalid-period")}) from None


def query_of(chosen: Range, period: Period) -> str:
    """The same, for the address of a CSV."""
    days = {"from": str(period.first), "until": str(period.last)} if chosen == "custom" else {}
    return urlencode({"range": chosen, **days})
