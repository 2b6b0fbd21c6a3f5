"""The picture of an item: put there, shown and taken away."""

from aiohttp import web
from aiohttp.web_request import FileField

from desk.catalogue.menu import HERE, ITEM, MAY
from desk.frame.call import Call
from desk.frame.changes import by, change
from desk.frame.forms import posted
from desk.frame.routing import Area
from models.catalogue import Item
from services.catalogue import admin, pictures
from services.kit.errors import Invalid
from services.kit.photo_cleaning import BYTES_LIMIT

area = Area("catalogue")

FIELD = "picture"
BODY_LIMIT = BYTES_LIMIT + 64 * 1024
HEADERS = {"Cache-Control": "private, no-cache"}


class NoPicture(Invalid):
    code = "no_picture"


@area.get(ITEM + "/picture", allows=MAY)
async def picture(call: Call) -> web.Response:
    found = await pictures.load(
        call.session, call.park.id, call.id("item"), thumbnail="small" in call.request.query
    )
    body = found.thumbnail if "small" in call.request.query else found.image
    return web.Response(body=body, content_type=found.media_type, headers=HEADERS)


@change(area, ITEM + "/picture", allows=MAY, body_limit=BODY_LIMIT)
async def put_picture(call: Call) -> web.Response:
    """A form with a file. Decoding takes its time, so no transaction is open meanwhile."""
    await _item(call)
    raw = await _sent(call)
    await call.commit()
    cleaned = await call.deps.clean_photo(raw, longest=pictures.LONGEST_SIDE)
    item = await _item(call)
    await pictures.put(call.session, by(call), item, cleaned)
    return _saved(call, item)


@change(area, ITEM + "/picture/remove", allows=MAY)
async def remove_picture(call: Call) -> web.Response:
    item = await _item(call)
    await pictures.remove(call.session, by(call), item)
    return _saved(call, item)


async def _sent(call: Call) -> bytes:
    """Raises NoPicture; a field in which nothing was chosen is an empty file."""
    field = (await posted(call.request)).get(FIELD)
    raw = b""
    if isinstance(field, FileField):
        with field.file as file:
            raw = file.read()
    if not raw:
        raise NoPicture("a file is needed", field=FIELD)
    return raw


async def _item(call: Call) -> Item:
    return await admin.find(call.session, call.park.id, call.id("item"))


def _saved(call: Call, item: Item) -> web.Response:
    call.toast("catalogue-saved")
    return call.redirect(f"{HERE}/items/{item.id}")
