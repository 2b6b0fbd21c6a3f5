"""Calendars by a secret address, that any calendar program reads."""

from api.booking.feed_shapes import Feeds, FeedShown, IssuedShown, MakeFeed, OneCalendar, OneFeed
from api.frame.call import Call
from api.frame.routing import Area, Raw
from services.booking import calendar_text, calendars
from services.kit.errors import NotFound

area = Area("bookings", grant="bookings")
everybodys = Area("bookings", scope="public")


@area.post("/booking-feeds", errors=[calendars.NoCompany, calendars.TooManyFeeds], status=201)
async def add_feed(call: Call, body: MakeFeed) -> IssuedShown:
    """A calendar of what I have booked, or of what my company has. Whoever has its address reads
    it; it is shown once."""
    issued = await calendars.issue(call.session, call.me, body.scope, now=call.now)
    return IssuedShown(
        id=issued.feed.id, scope=body.scope, path=f"/booking-calendars/{issued.token}"
    )


@area.get("/booking-feeds")
async def list_feeds(call: Call) -> Feeds:
    """Those that hold, without their addresses."""
    found = await calendars.of_person(call.session, call.me)
    return Feeds(
        feeds=[
            FeedShown(id=one.id, scope=one.scope, created_at=call.local(one.created_at))  # type: ignore[arg-type]
            for one in found
        ]
    )


@area.delete("/booking-feeds/{feed}")
async def end_feed(call: Call, path: OneFeed) -> None:
    """Its address is good no more."""
    await calendars.revoke(call.session, call.me, path.feed, now=call.now)


@everybodys.get("/booking-calendars/{token}", media="text/calendar", errors=[NotFound])
async def read_calendar(call: Call, path: OneCalendar) -> Raw:
    """What the address shows, as RFC 5545 has it."""
    text = await calendar_text.read(
        call.session, call.park, path.token, call.language, now=call.now
    )
    return Raw(text.encode(), "text/calendar; charset=utf-8", "bookings.ics")
