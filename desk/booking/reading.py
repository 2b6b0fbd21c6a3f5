"""What is shown: a day by resource, what waits for a yes, one booking. Looks are in the log."""

from datetime import date, datetime, time, timedelta
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from aiohttp import web
from pydantic import BaseModel, StringConstraints

from desk.booking import days
from desk.frame import looking, people
from desk.frame.call import Call
from desk.frame.routing import Area
from models.booking import Booking
from models.booking_shelf import BookingResource
from models.people import Person
from services.booking import appeals, charging, deciding, shelf, states, telling
from services.booking.shelf import Thing
from services.kit.money import format_money
from services.texts import when

area = Area("booking")
TONES = {"held": "warn", "confirmed": "info", "checked_in": "good", "no_show": "bad"}


class Wanted(BaseModel):
    day: date | None = None
    pool: Annotated[str, StringConstraints(max_length=64)] | None = None
    resource: Annotated[str, StringConstraints(max_length=64)] | None = None
    """The week of this one."""


@area.get("/booking", allows="booking.read")
async def day_page(call: Call) -> web.Response:
    wanted = call.query(Wanted)
    zone = ZoneInfo(call.park.timezone)
    day = wanted.day or call.now.astimezone(zone).date()
    pools = await shelf.pools(call.session, call.park.id)
    pool = wanted.pool if wanted.pool in {one.code for one in pools} else None
    thing = await _chosen(call, wanted.resource)
    grid = await (
        days.of(call, day, zone, pool) if thing is None else days.week(call, day, zone, thing)
    )
    step = timedelta(days=grid.days)
    shown = {
        "grid": grid,
        "all_things": await shelf.things(call.session, call.park, now=call.now),
        "pools": pools,
        "pool": pool,
        "chosen": thing.resource.code if thing else "",
        "before": day - step,
        "after": day + step,
        "waiting": len(await deciding.waiting(call.session, call.park.id))
        + len(await appeals.waiting(call.session, call.park.id)),
        **words(call),
    }
    await looking.note(
        call,
        "booking.list",
        f"bookings:{day.isoformat()}",
        bookings=sorted(
            {cell.booking.booking_no for row in grid.rows for cell in row.cells if cell.booking}
        ),
    )
    name = "booking/_day.html" if call.is_htmx else "booking/day.html"
    return call.fragment(name, **shown) if call.is_htmx else call.render(name, **shown)


async def _chosen(call: Call, code: str | None) -> Thing | None:
    row = await shelf.by_code(call.session, call.park.id, code) if code else None
    return await shelf.thing(call.session, call.park, row.id, now=call.now) if row else None


@area.get("/booking/waiting", allows="booking.read")
async def waiting_page(call: Call) -> web.Response:
    found = [
        *await deciding.waiting(call.session, call.park.id),
        *await appeals.waiting(call.session, call.park.id),
    ]
    rows = [await details(call, one) for one in found]
    today = call.now.astimezone(ZoneInfo(call.park.timezone)).date().isoformat()
    await looking.note(
        call, "booking.list", f"bookings:{today}", bookings=[one.booking_no for one in found]
    )
    return call.render("booking/waiting.html", rows=rows, **words(call))


@area.get("/booking/{booking}", allows="booking.read")
async def booking_page(call: Call) -> web.Response:
    return call.render("booking/booking.html", **await page(call))


async def page(call: Call) -> dict[str, Any]:
    booking = await states.load(call.session, call.park.id, call.id("booking"))
    await looking.note(call, "booking.look", f"booking:{booking.id}")
    return {"one": await details(call, booking), **words(call)}


async def details(call: Call, booking: Booking) -> dict[str, Any]:
    """One booking with who has it, and who else wants the time."""
    key = call.park.id
    person = await call.session.get_one(Person, (key, booking.person_id))
    resource = await call.session.get_one(BookingResource, (key, booking.resource_id))
    strike = await appeals.of_booking(call.session, key, booking.id)
    return {
        "booking": booking,
        "resource": resource,
        "person": person,
        "strike": strike,
        "charged": await charging.of(call.session, booking),
        "competitors": [
            {"wait": one, "person": await call.session.get_one(Person, (key, one.person_id))}
            for one in await deciding.competitors(call.session, booking)
        ],
    }


def words(call: Call) -> dict[str, Any]:
    """What every template of the area is given, bound to who reads."""
    zone = ZoneInfo(call.park.timezone)
    return {
        "tones": TONES,
        "called": lambda person: people.called(
            person, call.language, call.text("booking-unnamed", number=str(person.id))
        ),
        "named": lambda row: telling.name(row, call.language),
        "when": lambda one: telling.time(
            one.starts_at, one.ends_at, call.language, now=call.now, park=call.park
        ),
        "money": lambda minor: format_money(minor, call.park.currency, call.language),
        "day_named": lambda day: when.day(
            datetime.combine(day, time(12), zone), call.language, call.now, zone
        ),
        "today": call.now.astimezone(zone).date(),
        "date_named": lambda day: when.written_date(day, call.language),
        "on": lambda moment: when.span(
            moment, None, call.language, call.now, ZoneInfo(call.park.timezone)
        ),
        "clock": lambda moment: f"{moment.astimezone(zone):%H:%M}",
    }
