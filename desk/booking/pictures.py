"""The picture of a room or court: put there with what it shows, seen, and taken away."""

from typing import Annotated

from aiohttp import web
from aiohttp.web_request import FileField
from pydantic import BaseModel, StringConstraints

from desk.booking.settings import MAY, ONE
from desk.frame.call import Call
from desk.frame.changes import by, change
from desk.frame.forms import posted
from desk.frame.routing import Area
from models.booking_shelf import BookingResource
from services.booking import pictures
from services.kit.errors import Invalid, NotFound
from services.kit.photo_cleaning import BYTES_LIMIT

area = Area("booking")

FIELD = "picture"
BODY_LIMIT = BYTES_LIMIT + 64 * 1024
HEADERS = {"Cache-Control": "private, no-cache"}
PATH = ONE + "/things/{booking_thing}/picture"
Alt = Annotated[str, StringConstraints(strip_whitespace=True, max_length=pictures.LONGEST_ALT)]


class NoPicture(Invalid):
    code = "no_picture"


class Shows(BaseModel):
    alt_zh: Alt = ""
    alt_en: Alt = ""


@area.get(PATH, allows=MAY)
async def picture(call: Call) -> web.Response:
    thing, small = await _thing(call), "small" in call.request.query
    found = await pictures.load(call.session, call.park.id, thing.id, thumbnail=small)
    body = found.thumbnail if small else found.image
    return web.Response(body=body, content_type=found.media_type, headers=HEADERS)


@change(area, PATH, allows=MAY, body_limit=BODY_LIMIT)
async def put_picture(call: Call) -> web.Response:
    """With a file a new picture, without one new words for the one that is there. Decoding takes
    its time, so no transaction is open meanwhile."""
    thing, shows = await _thing(call), await call.form(Shows)
    alts = {"alt_zh": shows.alt_zh, "alt_en": shows.alt_en}
    raw = await _sent(call)
    for field, words in alts.items():
        if not words:
            raise Invalid("what the picture shows", field=field)
    if not raw:
        await _describe(call, thing, alts)
        return _saved(call, thing)
    await call.commit()
    cleaned = await call.deps.clean_photo(raw, longest=pictures.LONGEST_SIDE)
    thing = await _thing(call)
    await pictures.put(call.session, by(call), thing, cleaned, **alts)
    return _saved(call, thing)


@change(area, PATH + "/remove", allows=MAY)
async def remove_picture(call: Call) -> web.Response:
    thing = await _thing(call)
    await pictures.remove(call.session, by(call), thing)
    return _saved(call, thing)


async def _describe(call: Call, thing: BookingResource, alts: dict[str, str]) -> None:
    """Raises NoPicture where there is none to be described."""
    try:
        await pictures.describe(call.session, by(call), thing, **alts)
    except NotFound as none:
        raise NoPicture("a file is needed", field=FIELD) from none


async def _sent(call: Call) -> bytes:
    """A field in which nothing was chosen is an empty file."""
    field = (await posted(call.request)).get(FIELD)
    if not isinstance(field, FileField):
        return b""
    with field.file as file:
        return file.read()


async def _thing(call: Call) -> BookingResource:
    """Raises NotFound."""
    row = await call.session.get(BookingResource, (call.park.id, call.id("booking_thing")))
    if row is None or row.pool_id != call.id("booking_pool"):
        raise NotFound("no such thing")
    return row


def _saved(call: Call, thing: BookingResource) -> web.Response:
    call.toast("booking-saved")
    return call.redirect(f"/operate/booking/{thing.pool_id}")
