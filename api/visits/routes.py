"""Visitors: invited, approved, and let in by a pass."""

from dataclasses import replace
from datetime import time
from io import BytesIO
from typing import Any

import segno
from sqlalchemy import select

from api.frame import located
from api.frame.call import Call
from api.frame.paging import newest, page
from api.frame.routing import Area, Raw
from api.frame.shapes import Page
from api.visits import views
from api.visits.shapes import (
    Deny,
    GuestBook,
    GuestKnown,
    Invite,
    OneVisit,
    PassFormat,
    PassShown,
    Reschedule,
    Series,
    SeriesShown,
    VisitShown,
    WhichVisits,
)
from models.visits import Visit
from services.danger import hearing
from services.kit.errors import IllegalTransition, Invalid, NotFound
from services.park.places import BuildingUnknown, FloorUnknown, RoomElsewhere
from services.visits import amending, facts, guest_book, hosting, series, visits
from services.visits.amending import TooManyChanges
from services.visits.visits import Blocked, Guests, Period, TooMany, TooManyWaiting

area = Area("visits", grant="visits")

GUESTS_SHOWN = 12
PLACE = ("building", "floor", "room", "place")
MEDIA = {"png": "image/png", "svg": "image/svg+xml"}


@area.post(
    "/visits",
    errors=[
        Invalid,
        Blocked,
        TooMany,
        TooManyWaiting,
        BuildingUnknown,
        FloorUnknown,
        RoomElsewhere,
    ],
    key="may",
    status=201,
)
async def invite(call: Call, body: Invite) -> VisitShown:
    """Register visitors: approved at once where I may let people in (`waits_for` is null), else it
    waits for the company's approver, or for the park's reception if nobody there knows me."""
    place = await _place(call, body)
    visit = await visits.register(
        call.session,
        call.me,
        _guests(body),
        _period(body),
        place=place,
        conversation=await call.conversation(),
        now=call.now,
    )
    await hearing.later(call.session, visit, call.held.session.conversation_id, now=call.now)
    return await views.shown(call, visit)


@area.post(
    "/visits/series",
    errors=[
        Invalid,
        Blocked,
        TooMany,
        TooManyWaiting,
        BuildingUnknown,
        FloorUnknown,
        RoomElsewhere,
    ],
    key="may",
    status=201,
)
async def invite_weekly(call: Call, body: Series) -> SeriesShown:
    """Register the same visitors for some weeks, at the same hour: each week is a visit of its own,
    with its own pass. All of them, or none."""
    made = await series.register(
        call.session,
        call.me,
        _guests(body),
        _period(body),
        weeks=body.weeks,
        zone=call.zone,
        place=await _place(call, body),
        conversation=await call.conversation(),
        now=call.now,
    )
    await hearing.later(call.session, made[0], call.held.session.conversation_id, now=call.now)
    return SeriesShown(visits=[await views.shown(call, visit) for visit in made])


@area.get("/visits/guests")
async def list_guests(call: Call) -> GuestBook:
    """Whom I have had as guests, the last first: to invite them again without typing."""
    whose = (call.session, call.park.id, call.me.id)
    return GuestBook(
        guests=[
            GuestKnown(
                name=guest.names[0],
                phone=guest.phone,
                plate=guest.plate,
                plates=guest.plates,
                company=guest.company,
                reason=guest.reason,
            )
            for guest in await guest_book.of_host(*whose, limit=GUESTS_SHOWN)
        ]
    )


@area.get("/visits")
async def list_visits(call: Call, query: WhichVisits) -> Page[VisitShown]:
    """Visits that I host, or that I am asked for; the last registered first."""
    whose = Visit.host_id if query.role == "host" else Visit.approver_id
    wanted = select(Visit).where(Visit.park_id == call.park.id, whose == call.me.id)
    if query.role == "approver":
        wanted = wanted.where(~Visit.needs_desk)
    if query.open is not None:
        is_open = Visit.status.in_(visits.OPEN)
        wanted = wanted.where(is_open if query.open else ~is_open)
    found = await newest(call, wanted, Visit.id, query)
    shown = [await views.shown(call, visit) for visit in found[: query.limit]]
    return page(Page[VisitShown], shown, [visit.id for visit in found], query)


@area.get("/visits/{visit_no}")
async def show_visit(call: Call, path: OneVisit) -> VisitShown:
    """One of them."""
    return await views.shown(call, await _mine(call, path, "host", "approver"))


@area.post("/visits/{visit_no}/cancel", errors=[IllegalTransition])
async def cancel_visit(call: Call, path: OneVisit) -> VisitShown:
    """They do not come. The pass opens nothing from now on."""
    return await _advance(call, await _mine(call, path, "host"), "cancel")


@area.post(
    "/visits/{visit_no}/reschedule", errors=[Invalid, Blocked, amending.Settled, TooManyChanges]
)
async def reschedule_visit(call: Call, path: OneVisit, body: Reschedule) -> VisitShown:
    """They come at another time. Whoever had said yes is asked again where they could come in at an
    hour that the yes was not for; the pass that is out there opens nothing any more."""
    visit = await _mine(call, path, "host")
    stands = amending.period_of(visit)
    ends_at = body.ends_at or body.starts_at + (stands.ends_at - stands.starts_at)
    guests = Guests(
        names=visit.names,
        headcount=visit.headcount,
        phone=visit.phone,
        plate=visit.plate,
        more_plates=visit.more_plates,
        company=visit.visitor_company,
        reason=visit.reason,
    )
    amended = await amending.amend(
        call.session,
        call.me,
        visit,
        guests,
        replace(stands, starts_at=body.starts_at, ends_at=ends_at),
        place={name: getattr(visit, name) for name in PLACE},
        now=call.now,
    )
    return await views.shown(call, amended.visit)


@area.post("/visits/{visit_no}/approve", errors=[IllegalTransition])
async def approve_visit(call: Call, path: OneVisit) -> VisitShown:
    """They may come: by whoever is asked."""
    return await _advance(call, await _asked_of_me(call, path), "approve")


@area.post("/visits/{visit_no}/deny", errors=[IllegalTransition])
async def deny_visit(call: Call, path: OneVisit, body: Deny) -> VisitShown:
    """They may not: the host is told, and why."""
    visit = await _asked_of_me(call, path)
    return await _advance(call, visit, "deny", reason=body.reason)


@area.get("/visits/{visit_no}/pass")
async def show_pass(call: Call, path: OneVisit) -> PassShown:
    """The pass: not found before approval, and when it opens nothing any more."""
    visit = await _mine(call, path, "host")
    held = await views.good_pass(call, visit)
    if held is None:
        raise NotFound("no pass")
    return views.pass_shown(call, visit, held)


@area.get("/visits/{visit_no}/pass.{format}", media="image/*")
async def show_qr_code(call: Call, path: PassFormat) -> Raw:
    """The pass as a QR code, to be shown to a gate."""
    visit = await _mine(call, path, "host")
    held = await views.good_pass(call, visit)
    if held is None:
        raise NotFound("no pass")
    out = BytesIO()
    code = segno.make(views.token(call, visit, held), error="m", micro=False)
    code.save(out, kind=path.format, scale=8, border=4, light="#fff")
    return Raw(out.getvalue(), MEDIA[path.format])


async def _mine(call: Call, path: OneVisit, *roles: str) -> Visit:
    """A visit in which the caller has one of these roles. Raises NotFound."""
    visit = await visits.find_by_number(call.session, call.park.id, path.visit_no)
    if visit is not None:
        approver = None if visit.needs_desk else visit.approver_id
        holders = {"host": visit.host_id, "approver": approver}
        if any(holders[role] == call.me.id for role in roles):
            return visit
    raise NotFound("no such visit")


async def _asked_of_me(call: Call, path: OneVisit) -> Visit:
    """A visit that the caller may say yes or no to. Raises NotFound."""
    visit = await _mine(call, path, "approver")
    if not await hosting.may_decide(call.session, visit, call.me.id):
        raise NotFound("no such visit")
    return visit


async def _advance(
    call: Call, visit: Visit, action: str, *, reason: str | None = None
) -> VisitShown:
    changed = await visits.advance(
        call.session, call.park.id, visit.id, action, now=call.now, reason=reason
    )
    return await views.shown(call, changed)


async def _place(call: Call, body: Invite) -> dict[str, Any]:
    """Raises BuildingUnknown, FloorUnknown, RoomElsewhere."""
    place = body.location.model_dump() if body.location else {}
    await located.check(call, place)
    return place


def _guests(body: Invite) -> Guests:
    plates = [*([body.plate] if body.plate else []), *body.plates]
    return Guests(
        names=body.names,
        headcount=body.headcount or len(body.names),
        phone=body.phone,
        company=body.company,
        reason=body.reason,
        **facts.cars(plates),
    )


def _period(body: Invite) -> Period:
    daily = None
    if body.daily_from is not None and body.daily_until is not None:
        daily = time.fromisoformat(body.daily_from), time.fromisoformat(body.daily_until)
    return Period(body.starts_at, body.ends_at or body.starts_at + visits.DEFAULT_STAY, daily)
