"""Bookings that recur: those that are free are booked, gaps filled in later, days left out."""

from typing import Any
from zoneinfo import ZoneInfo

from api.booking import views
from api.booking.series_shapes import (
    BookingSeriesShown,
    BookSeries,
    DayOfSeries,
    EndSeries,
    ExtendSeries,
    OneSeries,
    SeriesBrief,
    SeriesList,
    SeriesPreview,
)
from api.booking.things import RULES, thing_of
from api.frame.call import Call
from api.frame.routing import Area
from models.booking import BookingSeries
from models.booking_shelf import BookingResource
from services.booking import dry_runs, extending, limits, series, states
from services.booking.series import Recurs
from services.kit.actors import tenant
from services.kit.errors import NotFound
from services.people.guest_limits import GuestLimit

area = Area("bookings", grant="bookings")


REFUSED: list[type[Any]] = [
    *RULES,
    *(series.TooManySeries, series.NeedsApproval, GuestLimit),
    *(limits.TooManyBookings, limits.CompaniesOnly, limits.Struck),
]


@area.post("/booking-series", errors=REFUSED, key="may", status=201)
async def book_series(call: Call, body: BookSeries) -> BookingSeriesShown:
    """Take a time that recurs, by the park's clock. Occurrences whose time is taken, or that would
    cost something, are `skipped`; all others are mine."""
    made = await series.book(
        call.session,
        call.park,
        call.me,
        await _recurs(call, body),
        by=tenant(call.me),
        now=call.now,
    )
    return await _shown(call, made.series)


@area.post("/booking-previews", errors=REFUSED)
async def preview_series(call: Call, body: BookSeries) -> SeriesPreview:
    """What that would take, day by day. Nothing is booked."""
    found = await dry_runs.preview(
        call.session,
        call.park,
        call.me,
        await _recurs(call, body),
        by=tenant(call.me),
        now=call.now,
    )
    return SeriesPreview(
        days=[
            DayOfSeries(
                day=call.local(one.starts_at).date(),
                from_at=call.local(one.starts_at),
                until_at=call.local(one.ends_at),
                what=one.what,
            )
            for one in found
        ]
    )


@area.get("/booking-series")
async def list_series(call: Call) -> SeriesList:
    """Those of mine that go on, the newest first."""
    found = await series.of_person(call.session, call.park.id, call.me.id)
    return SeriesList(series=[await _brief(call, one) for one in found])


@area.get("/booking-series/{series}")
async def show_series(call: Call, path: OneSeries) -> BookingSeriesShown:
    """All of it, what was skipped too."""
    return await _shown(call, await _mine(call, path))


@area.post("/booking-series/{series}/fill", errors=RULES)
async def fill_series(call: Call, path: OneSeries) -> BookingSeriesShown:
    """Take those that were skipped and are free by now."""
    row = await _mine(call, path)
    await series.fill(call.session, call.park, row.id, person_id=call.me.id, now=call.now)
    return await _shown(call, row)


@area.post("/booking-series/{series}/extend", errors=REFUSED, key="may")
async def extend_series(call: Call, path: OneSeries, body: ExtendSeries) -> BookingSeriesShown:
    """Have it go on by its rule. New days whose time is taken, or that would cost something, are
    `skipped`, as when it was booked."""
    made = await extending.extend(
        call.session,
        call.park,
        path.series,
        times=body.times,
        until=body.until,
        skips=frozenset(body.without),
        by=tenant(call.me),
        now=call.now,
    )
    return await _shown(call, made.series)


@area.post("/booking-series/{series}/cancel")
async def cancel_series(call: Call, path: OneSeries, body: EndSeries) -> BookingSeriesShown:
    """Give up what is still to come of it, or what is on some days alone."""
    row = await _mine(call, path)
    await series.end(
        call.session,
        call.park.id,
        row.id,
        by=tenant(call.me),
        days=frozenset(body.days) or None,
        zone=ZoneInfo(call.park.timezone),
        now=call.now,
    )
    return await _shown(call, row)


async def _recurs(call: Call, body: BookSeries) -> Recurs:
    return Recurs(
        thing=await thing_of(call, body.resource),
        rule=body.rule,
        starts_on=body.day,
        starts=body.starts,
        minutes=body.minutes,
        skips=frozenset(body.without),
        headcount=body.headcount,
        title=body.title or None,
        fills=body.fills,
    )


async def _brief(call: Call, row: BookingSeries) -> SeriesBrief:
    thing = await call.session.get_one(BookingResource, (call.park.id, row.resource_id))
    found = await series.of_series(call.session, call.park.id, row.id)
    ahead = [one for one in found if one.ends_at > call.now]
    coming = [one for one in ahead if one.status in states.OPEN]
    first = min(coming, key=lambda one: one.starts_at, default=None)
    return SeriesBrief(
        id=row.id,
        rule=row.rule,
        resource=thing.code,
        name=call.named(thing),
        starts=f"{row.starts:%H:%M}",
        minutes=row.minutes,
        coming=len(coming),
        skipped=sum(one.status == "skipped" for one in ahead),
        next_text=views.time(call, first.starts_at, first.ends_at) if first else None,
    )


async def _mine(call: Call, path: OneSeries) -> BookingSeries:
    """Raises NotFound."""
    row = await call.session.get(BookingSeries, (call.park.id, path.series))
    if row is None or row.person_id != call.me.id:
        raise NotFound("no such series")
    return row


async def _shown(call: Call, row: BookingSeries) -> BookingSeriesShown:
    found = await series.of_series(call.session, call.park.id, row.id)
    return BookingSeriesShown(
        id=row.id,
        rule=row.rule,
        ended=row.ended_at is not None,
        fills=row.fills,
        occurrences=await views.all_shown(call, found),
    )
