"""Lost and found: reported, followed, claimed, and fetched with a code."""

from sqlalchemy import select

from api.frame import located
from api.frame.call import Call
from api.frame.paging import newest, page
from api.frame.routing import Area
from api.frame.shapes import Page
from api.lost import views
from api.lost.shapes import CodeShown, LostShown, OneItem, OneMatch, ReportLost, WhichLost
from models.lost import LostItem
from services.kit.errors import Conflict, IllegalTransition, Invalid, NotFound, Refused
from services.lost import claims, codes, lost
from services.lost import photos as lost_photos
from services.lost.facts import Facts
from services.lost.hazards import is_hazard
from services.park.places import BuildingUnknown, FloorUnknown, RoomElsewhere
from services.people.guest_limits import GuestLimit
from services.tickets import photos as kept
from services.tickets.photos import Cleaned, TooManyPhotos

area = Area("lost", grant="lost")


class Hazard(Refused):
    """What was found should not be touched: it is reported as a danger, by the chat or by phone.
    `details`: `phone`."""

    code = "lost_hazard"


class Closed(Conflict):
    """Nothing more happens to it."""

    code = "lost_closed"


@area.post(
    "/lost",
    errors=[
        *(
            Invalid,
            NotFound,
            Hazard,
            lost.TooManyOpen,
            BuildingUnknown,
            FloorUnknown,
            RoomElsewhere,
        ),
        *(TooManyPhotos, GuestLimit),
    ],
    key="may",
    status=201,
)
async def report_lost(call: Call, body: ReportLost) -> LostShown:
    """Report what I have lost (`lost`) or found (`found`). What may be the same is looked for at
    once; I am told of it in the conversation, and it stands in `matches`."""
    if body.kind == "found" and is_hazard(body.description):
        raise Hazard("it should not be touched", phone=call.park.emergency_phone)
    place = body.location.model_dump() if body.location else {}
    await located.check(call, place)
    facts = Facts(
        kind=body.kind,
        category=body.category,
        colour=body.colour,
        description=body.description,
        mark=body.mark,
        from_at=body.from_at,
        until_at=body.until_at or body.from_at,
        phone=body.phone or call.me.phone,
        place=place,
    )
    conversation = await call.conversation()
    item = await lost.report(call.session, call.me, facts, conversation=conversation, now=call.now)
    if body.photos:
        await _attach(call, item, body.photos)
    return await views.shown(call, item)


@area.get("/lost")
async def list_lost(call: Call, query: WhichLost) -> Page[LostShown]:
    """What I have lost and found; the last reported first."""
    wanted = select(LostItem).where(
        LostItem.park_id == call.park.id, LostItem.person_id == call.me.id
    )
    if query.kind is not None:
        wanted = wanted.where(LostItem.kind == query.kind)
    if query.open is not None:
        is_open = LostItem.status.in_(lost.OPEN)
        wanted = wanted.where(is_open if query.open else ~is_open)
    found = await newest(call, wanted, LostItem.id, query)
    shown = [await views.shown(call, item) for item in found[: query.limit]]
    return page(Page[LostShown], shown, [item.id for item in found], query)


@area.get("/lost/{item_no}")
async def show_lost(call: Call, path: OneItem) -> LostShown:
    """One of them."""
    return await views.shown(call, await _mine(call, path))


@area.post("/lost/{item_no}/photos", errors=[Closed, TooManyPhotos, GuestLimit], status=201)
async def add_lost_photos(call: Call, path: OneItem, photos: list[Cleaned]) -> LostShown:
    """Show more of it, as long as it is open. Only staff see the photos."""
    item = await _mine(call, path)
    if item.status not in lost.OPEN:
        raise Closed("nothing more happens to it")
    conversation = await call.conversation()
    stored = [await kept.store(call.session, conversation, one, now=call.now) for one in photos]
    await _attach(call, item, [one.id for one in stored])
    return await views.shown(call, item)


@area.post("/lost/{item_no}/withdraw", errors=[IllegalTransition, lost.WithDesk])
async def withdraw_lost(call: Call, path: OneItem) -> LostShown:
    """It turned up, or I gave it back myself."""
    item = await _mine(call, path)
    return await views.shown(
        call, await claims.give_up(call.session, item, "withdraw", now=call.now)
    )


@area.post("/lost/{item_no}/matches/{match}/claim", errors=[IllegalTransition])
async def claim_lost(call: Call, path: OneMatch) -> LostShown:
    """It is mine. A thing of little worth that agrees in nearly everything is mine at once
    (`agreed`); else staff compare what I said of it first."""
    held = await claims.claim(
        call.session, call.park.id, await _match(call, path), person_id=call.me.id, now=call.now
    )
    return await views.shown(call, held.lost)


@area.post("/lost/{item_no}/matches/{match}/disown", errors=[IllegalTransition])
async def disown_lost(call: Call, path: OneMatch) -> LostShown:
    """It is not mine: the search goes on."""
    held = await claims.disown(
        call.session, call.park.id, await _match(call, path), person_id=call.me.id, now=call.now
    )
    return await views.shown(call, held.lost)


@area.post("/lost/{item_no}/matches/{match}/code", errors=[codes.NotAgreed], status=201)
async def fetch_lost(call: Call, path: OneMatch) -> CodeShown:
    """A code for the desk, which hands the thing out to whoever says it. A new one each time."""
    code, until = await codes.issue(
        call.session, call.park.id, await _match(call, path), person_id=call.me.id, now=call.now
    )
    return CodeShown(code=code, expires_at=call.local(until))


async def _mine(call: Call, path: OneItem) -> LostItem:
    """Raises NotFound."""
    item = await lost.find_by_number(call.session, call.park.id, path.item_no)
    if item is None or item.person_id != call.me.id:
        raise NotFound("no such item")
    return item


async def _match(call: Call, path: OneMatch) -> int:
    """A match of a thing that I have lost. Raises NotFound."""
    item = await _mine(call, path)
    match = await claims.load(call.session, call.park.id, path.match)
    if match.lost_id != item.id:
        raise NotFound("no such match")
    return match.id


async def _attach(call: Call, item: LostItem, ids: list[int]) -> None:
    """Raises NotFound for a photo that is not the caller's to give, TooManyPhotos."""
    taken = await lost_photos.attach(
        call.session,
        item,
        await call.conversation(),
        since=kept.LOOSE_FOR,
        only=ids,
        now=call.now,
    )
    if len(taken) < len(set(ids)):
        raise NotFound("no such photo")
