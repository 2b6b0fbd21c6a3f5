"""What is shown: a day by resource, what waits for a yes, one booking. Looks are in the log."""

from datetime import date, timedelta
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from aiohttp import web
from pydantic import BaseModel, StringConstraints
from sqlalchemy import select

from desk.booking import days
from desk.frame import looking, people
from desk.frame.call import Call
from desk.frame.routing import Area
from models.booking import Booking, BookingStrike
from models.booking_shelf import BookingResource
from models.people import Person
from services.booking import charging, deciding, shelf, states, telling
from services.kit.money import format_money

area = Area("booking")
TONES = {"held": "warn", "confirmed": "info", "checked_in": "good", "no_show": "bad"}


class Wanted(BaseModel):
    day: date | None = None
    pool: Annotated[str, StringConstraints(max_length=64)] | None = None


@area.get("/booking", allows="booking.read")
async def day_page(call: Call) -> web.Response:
    wanted = call.query(Wanted)
    zone = ZoneInfo(call.park.timezone)
    day = wanted.day or call.now.astimezone(zone).date()
    pools = await shelf.pools(call.session, call.park.id)
    pool = wanted.pool if wanted.pool in {one.code for one in pools} else None
    shown = {
        "day": await days.of(call, day, zone, pool),
        "pools": pools,
        "pool": pool,
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1),
        "waiting": len(await deciding.waiting(call.session, call.park.id)),
        "wrong": "",
        **words(call),
    }
    await looking.note(
        call,
        "booking.list",
        f"bookings:{day.isoformat()}",
        bookings=sorted(
            {
                cell.booking.booking_no
                for _, row in shown["day"].rows
                for cell in row
                if cell.booking
            }
        ),
    )
    name = "booking/_day.html" if call.is_htmx else "booking/day.html"
    return call.fragment(name, **shown) if call.is_htmx else call.render(name, **shown)


@area.get("/booking/waiting", allows="booking.read")
async def waiting_page(call: Call) -> web.Response:
    found = await deciding.waiting(call.session, call.park.id)
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
    strike = await call.session.scalar(
        select(BookingStrike).where(
            BookingStrike.park_id == key,
            BookingStrike.booking_id == booking.id,
            BookingStrike.taken_back_at.is_(None),
        )
    )
    unnamed = call.text("booking-unnamed", number=str(person.id))
    return {
        "booking": booking,
        "resource": resource,
        "who": people.called(person, call.language, unnamed),
        "phone": person.phone,
        "strike": strike,
        "charged": await charging.of(call.session, booking),
        "competitors": await deciding.competitors(call.session, booking),
    }


def words(call: Call) -> dict[str, Any]:
    """What every template of the area is given, bound to who reads."""
    zone = ZoneInfo(call.park.timezone)
    return {
        "tones": TONES,
        "named": lambda row: telling.name(row, call.language),
        "when": lambda one: telling.time(
            one.starts_at, one.ends_at, call.language, now=call.now, park=call.park
        ),
        "money": lambda minor: format_money(minor, call.park.currency, call.language),
        "clock": lambda moment: f"{moment.astimezone(zone):%H:%M}",
    }
