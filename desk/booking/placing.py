"""Staff book for somebody, and give a booking another time or room."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import web

from desk.booking import proposing, reading, refusing
from desk.booking.placed import Placed, Prefilled, Search, When
from desk.frame import looking
from desk.frame.call import Call
from desk.frame.changes import by
from desk.frame.forms import InvalidForm
from desk.frame.routing import Area
from models.booking import Booking
from models.people import Person
from services.accounting.accounts import NotEntitled
from services.booking import booking as bookings
from services.booking import shelf, states, telling
from services.booking.booking import LONGEST_TITLE, Asked
from services.booking.costs import CostsMore
from services.booking.shelf import Thing
from services.claims.claims import Taken
from services.kit import actors, audit
from services.kit.errors import IllegalTransition, Invalid, NotFound, Refused
from services.people import search as directory
from services.people import stand_ins

area = Area("booking")

NEW, WORK = "/booking/new", "booking.work"


@area.get(NEW, allows=WORK)
async def new(call: Call) -> web.Response:
    wanted = call.query(Prefilled)
    things = await _offered(call, None)
    starts_at, ends_at = proposing.hour(call, things, wanted.resource, wanted.day)
    usual = {
        "day": starts_at.date().isoformat(),
        "starts": f"{starts_at:%H:%M}",
        "ends": f"{ends_at:%H:%M}",
        "who": stand_ins.DESK,
    }
    return await _form(call, usual | _entered(wanted), None)


@area.get("/booking/people", allows=WORK)
async def people(call: Call) -> web.Response:
    """People and companies who fit what is typed."""
    wanted = call.query(Search)
    found = await directory.people(call.session, call.park.id, wanted.q) if wanted.q else []
    await looking.note_people(call, [one.person for one in found])
    companies = await stand_ins.companies(call.session, call.park.id, wanted.q) if wanted.q else []
    return call.fragment(
        "booking/_people.html",
        found=found,
        companies=companies,
        who=wanted.who,
        nobody=bool(wanted.q) and not found and not companies,
        **reading.words(call),
    )


@area.post(NEW, allows=WORK)
async def create(call: Call) -> web.Response:
    async def act(said: Placed, asked: Asked) -> Booking:
        booking = await bookings.book(
            call.session,
            call.park,
            await _person(call, said.who),
            asked,
            conversation=None,
            by=actors.staff(call.staff),
            now=call.now,
        )
        after = {"starts_at": booking.starts_at.isoformat()}
        subject = f"booking:{booking.id}"
        audit.record(call.session, by(call), "booking.add", subject, before={}, after=after)
        return booking

    return await _tried(call, Placed, act, None)


@area.get("/booking/{booking}/move", allows=WORK)
async def moving(call: Call) -> web.Response:
    booking = await states.load(call.session, call.park.id, call.id("booking"))
    thing = await shelf.thing(call.session, call.park, booking.resource_id, now=call.now)
    zone = ZoneInfo(call.park.timezone)
    starts_at, ends_at = (one.astimezone(zone) for one in (booking.starts_at, booking.ends_at))
    there = {
        "resource": thing.resource.code,
        "day": starts_at.date().isoformat(),
        "starts": f"{starts_at:%H:%M}",
        "ends": f"{ends_at:%H:%M}",
        "headcount": str(booking.headcount or ""),
    }
    return await _form(call, there | _entered(call.query(Prefilled)), booking)


@area.post("/booking/{booking}/move", allows=WORK)
async def move(call: Call) -> web.Response:
    key = call.id("booking")

    async def act(_said: When, asked: Asked) -> Booking:
        was = await states.load(call.session, call.park.id, key)
        before = {"starts_at": was.starts_at.isoformat(), "room": str(was.resource_id)}
        booking = await bookings.move_to(
            call.session, call.park, key, asked, by=actors.staff(call.staff), now=call.now
        )
        after = {"starts_at": booking.starts_at.isoformat(), "room": str(booking.resource_id)}
        before, after = await _rooms(call, before), await _rooms(call, after)
        subject = f"booking:{key}"
        audit.record(call.session, by(call), "booking.move", subject, before=before, after=after)
        return booking

    return await _tried(call, When, act, key)


async def _rooms(call: Call, noted: Mapping[str, str]) -> dict[str, str]:
    """With what the room is called in the place of its id."""
    thing = await shelf.thing(call.session, call.park, int(noted["room"]), now=call.now)
    return {**noted, "room": telling.name(thing.resource, call.language)}


async def _tried[Said: When](
    call: Call,
    model: type[Said],
    act: Callable[[Said, Asked], Awaitable[Booking]],
    key: int | None,
) -> web.Response:
    """Do it; or the form again with what stands against it, and what comes nearest."""
    entered = {name: str(value) for name, value in (await call.request.post()).items()}
    moved = None if key is None else await states.load(call.session, call.park.id, key)
    try:
        said = await call.form(model)
        asked = await _asked(call, said)
    except InvalidForm as wrong:
        return await _form(call, entered, moved, errors=wrong.fields, status=422)
    try:
        async with call.session.begin_nested():
            booking = await act(said, asked)
    except CostsMore as more:
        agreed = {"pays_min": str(more.details["minutes"])}
        agreed |= {"pays": str(more.details["amount"])} if "amount" in more.details else {}
        told = refusing.cost(call, more)
        return await _form(call, entered | agreed, moved, told=told, costs=True, status=422)
    except (Taken, Refused, Invalid, NotEntitled, IllegalTransition) as wrong:
        told = await refusing.told(call, wrong, asked)
        return await _form(call, entered, moved, told=told, status=422)
    call.toast("booking-placed", number=booking.booking_no)
    return call.redirect(f"/booking?day={said.day.isoformat()}")


async def _asked(call: Call, said: When) -> Asked:
    """Raises InvalidForm."""
    row = await shelf.by_code(call.session, call.park.id, said.resource)
    if row is None:
        raise InvalidForm({"resource": call.text("shell-invalid-choice")})
    thing = await shelf.thing(call.session, call.park, row.id, now=call.now)
    starts_at, ends_at = said.span(ZoneInfo(call.park.timezone))
    return Asked(
        thing,
        starts_at,
        ends_at,
        said.headcount,
        _title(call, said) or None,
        pays_min=said.pays_min,
        pays=said.pays,
        payment=getattr(said, "payment", None),
    )


def _title(call: Call, said: When) -> str:
    """What it is for, with the name that was typed for somebody whom the park does not know.

    Raises InvalidForm where both together are too long.
    """
    if not isinstance(said, Placed):
        return ""
    if said.who != stand_ins.DESK or said.q.casefold() in said.title.casefold():
        return said.title
    title = " · ".join(filter(None, (said.q, said.title)))
    if len(title) > LONGEST_TITLE:
        words = call.text("shell-invalid-too-long", limit=str(LONGEST_TITLE))
        raise InvalidForm({"title": words})
    return title


async def _person(call: Call, who: str) -> Person:
    """Raises NotFound, InvalidForm."""
    kind, _, id_ = who.rpartition(":")
    if who == stand_ins.DESK:
        return await stand_ins.desk(call.session, call.park.id)
    if kind == stand_ins.COMPANY:
        return await stand_ins.company(call.session, call.park.id, int(id_))
    known = await directory.person(call.session, call.park.id, int(id_))
    if known is None:
        raise NotFound("no such person")
    return known.person


def _entered(wanted: Prefilled) -> dict[str, str]:
    """What the address says."""
    said = {
        "resource": wanted.resource,
        "day": wanted.day.isoformat() if wanted.day else "",
        "starts": f"{wanted.starts:%H:%M}" if wanted.starts else "",
        "ends": f"{wanted.ends:%H:%M}" if wanted.ends else "",
    }
    return {name: value for name, value in said.items() if value}


async def _form(
    call: Call,
    entered: Mapping[str, str],
    moved: Booking | None,
    *,
    errors: Mapping[str, str] | None = None,
    told: str = "",
    costs: bool = False,
    status: int = 200,
) -> web.Response:
    """`moved` is the booking that gets another time; `costs`: what is told is to be agreed to."""
    found, companies = await _chosen(call, entered.get("who", ""))
    if moved is not None:  # What was tried is undone, and with it what was read.
        await call.session.refresh(moved)
    return call.render(
        "booking/_place.html" if call.is_htmx else "booking/place.html",
        status=status,
        entered=entered,
        moved=moved,
        things=await _offered(call, moved),
        errors=errors or {},
        told=told,
        costs=costs,
        found=found,
        companies=companies,
        who=entered.get("who", ""),
        nobody=False,
        **reading.words(call),
    )


async def _offered(call: Call, moved: Booking | None) -> list[Thing]:
    pools = None if moved is None else [moved.pool_id]
    return await shelf.things(call.session, call.park, now=call.now, pool_ids=pools)


async def _chosen(call: Call, who: str) -> tuple[list[Any], list[Any]]:
    """Who was chosen before the form came back."""
    kind, _, id_ = who.rpartition(":")
    if not id_.isdecimal():
        return [], []
    if kind == stand_ins.COMPANY:
        person = await stand_ins.company(call.session, call.park.id, int(id_))
        known = await directory.person(call.session, call.park.id, person.id)
        return [], [known.company] if known and known.company else []
    found = await directory.person(call.session, call.park.id, int(id_))
    return ([found] if found else []), []
