"""The picture of an item: put there, shown and taken away."""

from aiohttp import web
from aiohttp.web_request import FileField

from desk.catalogue.menu import HERE, ITEM, MAY, area
from desk.frame.call import Visit
from desk.frame.changes import by, change
from desk.frame.forms import posted
from models import Item
from services.catalogue import admin, pictures
from services.kit.errors import Invalid
from services.kit.photo_cleaning import BYTES_LIMIT

FIELD = "picture"
BODY_LIMIT = BYTES_LIMIT + 64 * 1024
HEADERS = {"Cache-Control": "private, no-cache"}


class NoPicture(Invalid):
    code = "no_picture"


@area.get(ITEM + "/picture", allows=MAY)
async def picture(visit: Visit) -> web.Response:
    found = await pictures.load(
        visit.session, visit.park.id, visit.id("item"), thumbnail="small" in visit.request.query
    )
    body = found.thumbnail if "small" in visit.request.query else found.image
    return web.Response(body=body, content_type=found.media_type, headers=HEADERS)


@change(area, ITEM + "/picture", allows=MAY, body_limit=BODY_LIMIT)
async def put_picture(visit: Visit) -> web.Response:
    """A form with a file. Decoding takes its time, so no transaction is open meanwhile."""
    await _item(visit)
    raw = await _sent(visit)
    await visit.commit()
    cleaned = await visit.deps.clean_photo(raw, longest=pictures.LONGEST_SIDE)
    item = await _item(visit)
    await pictures.put(visit.session, by(visit), item, cleaned)
    return _saved(visit, item)


@change(area, ITEM + "/picture/remove", allows=MAY)
async def remove_picture(visit: Visit) -> web.Response:
    item = await _item(visit)
    await pictures.remove(visit.session, by(visit), item)
    return _saved(visit, item)


async def _sent(visit: Visit) -> bytes:
    """Raises NoPicture; a field in which nothing was chosen is an empty file."""
    field = (await posted(visit.request)).get(FIELD)
    raw = b""
    if isinstance(field, FileField):
        with field.file as file:
            raw = file.read()
    if not raw:
        raise NoPicture("a file is needed", field=FIELD)
    return raw


async def _item(visit: Visit) -> Item:
    return await admin.find(visit.session, visit.park.id, visit.id("item"))


def _saved(visit: Visit, item: Item) -> web.Response:
    visit.toast("catalogue-saved")
    return visit.redirect(f"{HERE}/items/{item.id}")
