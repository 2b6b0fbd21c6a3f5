"""What a series would be before anybody books it: which dates are free, and which are not."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from models.park import Park
from services.booking import free, rules
from services.booking.series import Recurs, occurrences
from services.booking.shelf import Thing
from services.claims.claims import Busy
from services.kit.errors import Invalid, Refused
from services.park.calendar import special_days

State = Literal["free", "taken", "closed", "later"]
"""closed: it cannot be used then. later: it cannot be booked so far ahead yet."""
AHEAD = timedelta(days=760)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Moments are in UTC."""

    starts_at: datetime
    ends_at: datetime
    state: State


@dataclass(frozen=True, slots=True)
class Preview:
    recurs: Recurs
    dates: Sequence[Occurrence]

    def of(self, state: State) -> list[Occurrence]:
        return [one for one in self.dates if one.state == state]


async def best(
    session: AsyncSession, park: Park, things: Sequence[Thing], recurs: Recurs, *, now: datetime
) -> Preview:
    """Of the one of these things that has most of the dates; the first of several that have the
    same. What has begun already is left out. Raises Invalid; and what `rules.check` raises where
    no date of any of them could ever be had."""
    spans = [span for span in occurrences(recurs, ZoneInfo(park.timezone)) if span[0] > now]
    if not spans:
        raise rules.Past("it is over")
    taken = await free.taken_between(session, things, spans[0][0], spans[-1][1], now=now)
    refused: Exception | None = None
    found: Preview | None = None
    for thing in things:
        try:
            dates = [
                Occurrence(*span, _state(replace(recurs, thing=thing), span, taken, now=now))
                for span in spans
            ]
        except (Refused, Invalid) as error:
            refused = refused or error
            continue
        this = Preview(replace(recurs, thing=thing), dates)
        if found is None or len(this.of("free")) > len(found.of("free")):
            found = this
    if found is not None:
        return found
    raise refused or Invalid("nothing to book", field="resource")


async def holidays(session: AsyncSession, park: Park, first: date, last: date) -> frozenset[date]:
    """Days off of the park's calendar, between two days."""
    special = await special_days(session, park.id, first, min(last, first + AHEAD))
    return frozenset(day for day, kind in special.items() if kind == "holiday")


def _state(
    recurs: Recurs, span: tuple[datetime, datetime], taken: Sequence[Busy], *, now: datetime
) -> State:
    """Raises what is wrong with every date: its length, its step, how many people."""
    try:
        rules.check(recurs.thing, *span, headcount=recurs.headcount, now=now)
    except rules.TooEarly:
        return "later"
    except (rules.OutOfHours, rules.TooLate):
        return "closed"
    return "free" if free.is_free(recurs.thing, *span, taken) else "taken"
