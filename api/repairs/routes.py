"""Repairs: reported with photos, followed, urged, and rated."""

from collections.abc import Collection
from functools import partial

from api.frame import located
from api.frame.call import Call
from api.frame.paging import page
from api.frame.routing import Area
from api.frame.shapes import Page
from api.frame.views import moment, photo
from api.repairs import views
from api.repairs.shapes import (
    DangerAnswer,
    OneTicket,
    Photos,
    Promised,
    Promises,
    PromisesOf,
    RateRepair,
    Reopen,
    Report,
    Reported,
    Thread,
    TicketDetail,
    TicketShown,
    Urged,
    WhichTickets,
    Write,
)
from models.tickets import Photo, Ticket
from services.danger import answering, hearing
from services.danger.answering import NothingAsked
from services.kit.actors import tenant
from services.kit.errors import IllegalTransition, NotFound, Refused
from services.park import places
from services.park.places import BuildingUnknown, FloorUnknown, RoomElsewhere
from services.people.guest_limits import GuestLimit
from services.repair import promises, repair, withdrawing
from services.repair.repair import AlreadyRated, TooLate
from services.repair.withdrawing import DangerStays
from services.tickets import photos as kept
from services.tickets import thread, tickets
from services.tickets.photos import Cleaned, TooManyPhotos
from services.tickets.thread import ThreadOver

area = Area("repairs", grant="repairs")


class PlaceNeeded(Refused):
    """Nobody who is sent there would find it."""

    code = "place_needed"


class OnlyReporter(Refused):
    """Somebody else has reported it: whoever follows may urge it, and no more."""

    code = "only_reporter"


@area.post("/photos", errors=[TooManyPhotos, GuestLimit], status=201)
async def upload_photos(call: Call, photos: list[Cleaned]) -> Photos:
    """Upload up to six photos, to be named in a report within the hour.

    They are kept upright, as JPEG of at most 2,048 pixels a side, without what the camera noted.
    """
    conversation = await call.conversation()
    stored = [await kept.store(call.session, conversation, one, now=call.now) for one in photos]
    return Photos(photos=[photo(call, one) for one in stored])


@area.post(
    "/repairs",
    errors=[
        NotFound,
        PlaceNeeded,
        BuildingUnknown,
        FloorUnknown,
        RoomElsewhere,
        TooManyPhotos,
        GuestLimit,
    ],
    key="may",
    status=201,
)
async def report_repair(call: Call, body: Report) -> Reported:
    """Report something that is broken.

    Where somebody has reported the same at the same place, that ticket is followed instead.
    """
    place = body.location.model_dump()
    if not places.can_be_found(place, roughly=True):
        raise PlaceNeeded("a building, or a spot that everybody knows")
    await located.check(call, place)
    conversation = await call.conversation()
    preferred = (body.preferred_from, body.preferred_until) if body.preferred_from else None
    reported = await repair.report(
        call.session,
        conversation,
        body.description,
        category=body.category,
        urgency=body.urgency,
        place=place,
        preferred=preferred,
        phone=body.phone or call.me.phone,
        now=call.now,
    )
    if body.photos:
        await _attach(call, reported.ticket, body.photos)
    await hearing.later(call.session, reported.ticket, conversation.id, now=call.now)
    return Reported(**await views.with_history(call, reported.ticket), joined=reported.joined)


@area.get("/repairs")
async def list_repairs(call: Call, query: WhichTickets) -> Page[TicketShown]:
    """What I have reported or follow, complaints and questions too; the newest first."""
    statuses = None
    if query.open is not None:
        statuses = sorted(tickets.OPEN if query.open else repair.NOT_OPEN)
    found = await repair.mine(
        call.session,
        call.park.id,
        call.me.id,
        statuses=statuses,
        before=query.before,
        limit=query.limit + 1,
    )
    shown = [await views.shown(call, ticket) for ticket in found[: query.limit]]
    return page(Page[TicketShown], shown, [ticket.id for ticket in found], query)


@area.get("/repairs/promises")
async def list_promises(call: Call, query: PromisesOf) -> Promises:
    """When somebody would come to what is reported now, by how urgent it is. Where that is not
    before the park opens again, and it may not wait, `call` is whom to call."""
    shown = []
    for urgency in promises.URGENCIES:
        due = await promises.if_reported(call.session, call.park, urgency, now=call.now)
        number = promises.to_call(call.park, urgency, due, category=query.category, now=call.now)
        shown.append(
            Promised(
                urgency=urgency,  # type: ignore[arg-type]
                respond_by=moment(call, due),
                text=await views.promised(call, urgency, due, query.category),
                call=number,
            )
        )
    return Promises(promises=shown, phones=[call.park.emergency_phone, call.park.fire_phone])


@area.get("/repairs/{ticket_no}")
async def show_repair(call: Call, path: OneTicket) -> TicketDetail:
    """One of them, and how it went on."""
    return await views.detail(call, await followed(call, path))


@area.post(
    "/repairs/{ticket_no}/photos", errors=[OnlyReporter, TooManyPhotos, GuestLimit], status=201
)
async def add_photos(call: Call, path: OneTicket, photos: list[Cleaned]) -> TicketDetail:
    """Show more of it, as long as it is being worked on."""
    ticket = await reported(call, path)
    conversation = await call.conversation()
    stored = [await kept.store(call.session, conversation, one, now=call.now) for one in photos]
    await _attach(call, ticket, [one.id for one in stored])
    return await views.detail(call, ticket)


@area.get("/repairs/{ticket_no}/messages")
async def list_ticket_messages(call: Call, path: OneTicket) -> Thread:
    """What staff and I write to each other about it."""
    return await views.written(call, await followed(call, path))


@area.post(
    "/repairs/{ticket_no}/messages",
    errors=[NotFound, ThreadOver, TooManyPhotos],
    key="may",
    status=201,
)
async def write_about_ticket(call: Call, path: OneTicket, body: Write) -> Thread:
    """Write to whoever works on it, also with photos that were uploaded. Once it is closed or
    cancelled nobody reads on: reopen it, or report anew."""
    ticket = await followed(call, path)
    shown = await _attach(call, ticket, body.photos) if body.photos else []
    await thread.answer(call.session, ticket, call.me.id, body.text, photos=shown, now=call.now)
    await hearing.later(call.session, ticket, call.held.session.conversation_id, now=call.now)
    return await views.written(call, ticket)


@area.post("/repairs/{ticket_no}/urge")
async def urge_repair(call: Call, path: OneTicket) -> Urged:
    """Ask for it to be done sooner (催单). Once an hour it counts."""
    ticket = await followed(call, path)
    counted = await repair.urge(call.session, ticket, by=tenant(call.me), now=call.now)
    return Urged(counted=counted, ticket=await views.shown(call, ticket))


@area.post("/repairs/{ticket_no}/cancel", errors=[OnlyReporter, DangerStays, IllegalTransition])
async def cancel_repair(call: Call, path: OneTicket) -> TicketDetail:
    """It is not needed any more. What danger has opened stays: staff go and see."""
    ticket = await reported(call, path)
    ticket = await withdrawing.withdraw(call.session, ticket, by=tenant(call.me), now=call.now)
    return await views.detail(call, ticket)


@area.post("/repairs/{ticket_no}/confirm", errors=[OnlyReporter, IllegalTransition])
async def confirm_repair(call: Call, path: OneTicket) -> TicketDetail:
    """It works again."""
    return await _advance(call, path, "confirm")


@area.post("/repairs/{ticket_no}/danger", errors=[NothingAsked])
async def answer_danger(call: Call, path: OneTicket, body: DangerAnswer) -> TicketDetail:
    """Answer whether what the bot heard is happening. Silence counts as yes."""
    ticket = await followed(call, path)
    conversation = await call.conversation()
    await answering.answer(
        call.session,
        conversation,
        ticket,
        happening=body.happening,
        language=call.language,
        now=call.now,
    )
    call.later.append(partial(call.deps.show, call.park.id, conversation.id))
    return await views.detail(call, await followed(call, path))


@area.post("/repairs/{ticket_no}/reopen", errors=[OnlyReporter, IllegalTransition, TooLate])
async def reopen_repair(call: Call, path: OneTicket, body: Reopen) -> TicketDetail:
    """It is not done after all. Within seven days; later, report it anew."""
    ticket = await reported(call, path)
    ticket = await repair.reopen(
        call.session, ticket, by=tenant(call.me), now=call.now, reason=body.reason
    )
    await hearing.later(call.session, ticket, call.held.session.conversation_id, now=call.now)
    return await views.detail(call, ticket)


@area.post("/repairs/{ticket_no}/rating", errors=[OnlyReporter, AlreadyRated])
async def rate_repair(call: Call, path: OneTicket, body: RateRepair) -> TicketDetail:
    """One to five stars, once. That also confirms what waits for it."""
    ticket = await reported(call, path)
    rated = await repair.rate(
        call.session, ticket, body.rating, body.comment, by=tenant(call.me), now=call.now
    )
    await hearing.later(call.session, rated, call.held.session.conversation_id, now=call.now)
    return await views.detail(call, rated)


async def followed(call: Call, path: OneTicket) -> Ticket:
    """A ticket that the caller reported or follows. Raises NotFound."""
    ticket = await tickets.find_by_number(call.session, call.park.id, path.ticket_no)
    if ticket is None or not await repair.follows(call.session, ticket, call.me.id):
        raise NotFound("no such ticket")
    return ticket


async def reported(call: Call, path: OneTicket) -> Ticket:
    """Raises NotFound, OnlyReporter."""
    ticket = await followed(call, path)
    if ticket.person_id != call.me.id:
        raise OnlyReporter("somebody else has reported it")
    return ticket


async def _advance(call: Call, path: OneTicket, action: str) -> TicketDetail:
    found = await reported(call, path)
    ticket = await tickets.advance(
        call.session, call.park.id, found.id, action, by=tenant(call.me), now=call.now
    )
    return await views.detail(call, ticket)


async def _attach(call: Call, ticket: Ticket, ids: Collection[int]) -> list[Photo]:
    """Raises NotFound for a photo that is not the caller's to give, TooManyPhotos."""
    taken = await kept.attach(
        call.session,
        ticket,
        await call.conversation(),
        by=tenant(call.me),
        now=call.now,
        since=call.now - kept.LOOSE_FOR,
        only=ids,
    )
    if len(taken) < len(set(ids)):
        raise NotFound("no such photo")
    return taken
