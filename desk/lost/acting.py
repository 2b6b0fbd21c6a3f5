"""What staff do: take a thing onto a shelf, say whose it is, hand it out, let it go."""

from collections.abc import Iterable, Sequence
from typing import Annotated, Any

from aiohttp import web
from aiohttp.web_request import FileField
from pydantic import BaseModel, StringConstraints

from desk.frame.call import Call
from desk.frame.changes import by
from desk.frame.forms import posted
from desk.frame.routing import Area
from desk.lost import words
from desk.lost.reading import page
from models.lost import LostItem
from services.kit import audit
from services.kit.errors import NotFound
from services.kit.photo_cleaning import BYTES_LIMIT
from services.lost import claims, codes, lost, photos
from services.tickets.photos import Cleaned, TooManyPhotos

area = Area("lost")

AT_ONCE = 3
BODY_LIMIT = AT_ONCE * BYTES_LIMIT + 1024 * 1024
Short = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]


class Said(BaseModel):
    reason: Short | None = None


class Shelf(BaseModel):
    shelf: Annotated[str, StringConstraints(strip_whitespace=True, max_length=40)] | None = None


class Typed(BaseModel):
    code: Annotated[str, StringConstraints(strip_whitespace=True, max_length=40)] = ""


@area.post("/lost/{item}/store", allows="lost.work")
async def store(call: Call) -> web.Response:
    """Somebody has handed it in, or it moves to another shelf."""
    shelf = (await call.form(Shelf)).shelf
    before = (await lost.load(call.session, call.park.id, call.id("item"))).shelf
    item = await lost.store(
        call.session,
        call.park.id,
        call.id("item"),
        shelf=shelf,
        staff_id=call.staff.id,
        now=call.now,
    )
    note(call, "store", item, before={"shelf": before}, after={"shelf": shelf})
    call.toast("lost-done-store", number=item.item_no)
    return done(call, item)


@area.post("/lost/{item}/do/{action}", allows="lost.work")
async def act(call: Call) -> web.Response:
    """Give it back to who found it, dispose of it, or withdraw the report."""
    action, said = call.request.match_info["action"], await call.form(Said)
    if action not in words.ACTIONS:
        raise NotFound(f"no action {action}")
    item = await lost.load(call.session, call.park.id, call.id("item"))
    item = await claims.give_up(call.session, item, action, now=call.now)
    item.status_reason = said.reason
    note(call, action, item)
    call.toast(f"lost-done-{action}", number=item.item_no)
    return done(call, item)


@area.post("/lost/{item}/matches/{match}/{answer}", allows="lost.work")
async def answer(call: Call) -> web.Response:
    """Say that it is theirs (agree), or that it is not (refuse)."""
    which, said = call.request.match_info["answer"], await call.form(Said)
    match which:
        case "agree":
            held = await claims.agree(call.session, by(call), call.id("match"))
        case "refuse":
            held = await claims.refuse(call.session, by(call), call.id("match"), said.reason)
        case _:
            raise NotFound(f"no answer {which}")
    if call.id("item") not in (held.lost.id, held.found.id):
        raise NotFound("no such match")
    call.toast(f"lost-done-{which}", number=held.found.item_no)
    return done(call, await lost.load(call.session, call.park.id, call.id("item")))


@area.post("/lost/{item}/hand-out", allows="lost.work")
async def hand_out(call: Call) -> web.Response:
    """To who says the code. A wrong one is counted; the page says how many tries are left."""
    typed = (await call.form(Typed)).code
    item = await lost.load(call.session, call.park.id, call.id("item"))
    tried = await codes.hand_out(call.session, by(call), item, typed)
    if tried.right:
        call.toast("lost-done-hand_out", number=item.item_no)
        return done(call, item)
    wrong = (
        call.text("lost-code-wrong", left=tried.left) if tried.left else call.text("lost-code-none")
    )
    await call.commit()  # The desk takes back what an answer that refuses has written.
    name = "lost/_item.html" if call.is_htmx else "lost/item.html"
    return call.render(name, status=422, **await page(call, wrong=wrong))


@area.post("/lost/{item}/photos", allows="lost.work", body_limit=BODY_LIMIT)
async def add_photos(call: Call) -> web.Response:
    """A form with `photo`, one to three."""
    sent = await posted(call.request)
    item = await lost.load(call.session, call.park.id, call.id("item"))
    cleaned = await clean(call, sent.getall("photo", ()))
    for one in cleaned:
        await photos.add(call.session, item, call.staff, one, now=call.now)
    return done(call, item)


async def clean(call: Call, sent: Iterable[Any]) -> Sequence[Cleaned]:
    """What was sent, made safe; ends the transaction, since decoding takes time.

    A field in which nothing was chosen is an empty file. Raises PhotoType, PhotoTooLarge,
    PhotoBroken, TooManyPhotos, Unavailable.
    """
    bodies = []
    for field in sent:
        if isinstance(field, FileField):
            with field.file as file:
                bodies.append(file.read())
    raw = [body for body in bodies if body]
    if len(raw) > AT_ONCE:
        raise TooManyPhotos(limit=AT_ONCE)
    if raw:
        await call.commit()
    return [await call.deps.clean_photo(body) for body in raw]


def note(call: Call, action: str, item: LostItem, **change: Any) -> None:
    """In the audit log: who did what to which number."""
    changed = change or {"before": {}, "after": {"item_no": item.item_no}}
    audit.record(call.session, by(call), f"lost.{action}", f"lost:{item.id}", **changed)


def done(call: Call, item: LostItem) -> web.Response:
    if not call.is_htmx:
        return call.redirect(f"/lost/{item.id}")
    answered = call.empty()
    call.trigger(answered, "desk:lost", {"id": item.id})
    return answered
