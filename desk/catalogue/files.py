"""The menu as a workbook: taken home, brought back, and looked at before it counts."""

import asyncio
import base64
import binascii
from typing import Annotated

from aiohttp import web
from aiohttp.web_request import FileField
from pydantic import BaseModel, Field

from desk.catalogue.menu import HERE, MAY
from desk.frame import spreadsheets
from desk.frame.call import Call
from desk.frame.changes import Version, by
from desk.frame.forms import posted
from desk.frame.routing import Area
from services.catalogue import menu_import, menu_sheet, menu_writing
from services.catalogue.menu_columns import ITEMS, SHOWN, heading, shown
from services.catalogue.menu_import import MenuMoved
from services.catalogue.menu_sheet import Fault, Menu, SheetRefused
from services.kit.park_file import Change, Outcome

area = Area("catalogue")

FIELD = "sheet"
MARGIN = 64 * 1024
AS_TEXT = menu_sheet.LARGEST * 4 // 3 + MARGIN
"""Bytes of a workbook in a form's hidden field."""
UNFIT, MOVED = 422, 409
"""Statuses."""


class Confirmed(BaseModel):
    sheet: Annotated[str, Field(max_length=AS_TEXT)]
    """The workbook that was shown, in base64."""
    seen: Version


@area.get(HERE + "/file", allows=MAY)
async def page(call: Call) -> web.Response:
    return call.render("catalogue/file.html", outcome=None, faults=())


@area.get(HERE + "/menu.xlsx", allows=MAY)
async def download(call: Call) -> web.Response:
    items = await menu_import.present(call.session, call.park)
    await call.commit()
    body = await asyncio.to_thread(menu_writing.written, items)
    return spreadsheets.answer("xlsx", f"menu-{call.park.slug}", body)


@area.post(HERE + "/file", allows=MAY, body_limit=menu_sheet.LARGEST + MARGIN)
async def look(call: Call) -> web.Response:
    """What a workbook would change. Nothing is changed yet."""
    raw = await _sent(call)
    await call.commit()  # Reading it takes its time, so no transaction is open meanwhile.
    try:
        menu = await asyncio.to_thread(menu_sheet.read, raw)
        outcome = await menu_import.plan(call.session, call.park, by(call), menu)
    except SheetRefused as refused:
        return _refused(call, refused)
    return _shown(call, raw, outcome)


@area.post(HERE + "/file/take-in", allows=MAY, body_limit=AS_TEXT + MARGIN)
async def take_in(call: Call) -> web.Response:
    """Bring in the workbook whose changes were shown."""
    confirmed = await call.form(Confirmed)
    await call.commit()
    try:
        raw = base64.b64decode(confirmed.sheet, validate=True)
        menu = await asyncio.to_thread(menu_sheet.read, raw)
        outcome = await menu_import.take_in(
            call.session, call.park, by(call), menu, seen=confirmed.seen
        )
    except (SheetRefused, binascii.Error) as wrong:
        fault = SheetRefused(Fault(ITEMS, "", "no-workbook"))
        return _refused(call, wrong if isinstance(wrong, SheetRefused) else fault)
    except MenuMoved:
        return await _again(call, raw, menu)
    call.toast("catalogue-file-done", changed=len(outcome.changes))
    return call.redirect(HERE)


async def _again(call: Call, raw: bytes, menu: Menu) -> web.Response:
    """Somebody was faster: the changes as they would be now."""
    call.toast("catalogue-file-moved", tone="bad")
    outcome = await menu_import.plan(call.session, call.park, by(call), menu)
    return _shown(call, raw, outcome, status=MOVED)


def _shown(call: Call, raw: bytes, outcome: Outcome, *, status: int = 200) -> web.Response:
    return call.render(
        "catalogue/file.html",
        status=status,
        outcome=outcome,
        lines=[_line(call, one) for one in outcome.changes],
        faults=(),
        sheet=base64.b64encode(raw).decode(),
        seen=menu_import.digest(outcome.changes),
    )


def _refused(call: Call, refused: SheetRefused) -> web.Response:
    words = [fault.words(call.language) for fault in refused.faults]
    return call.render("catalogue/file.html", status=UNFIT, outcome=None, faults=words)


def _line(call: Call, change: Change) -> tuple[str, str, list[tuple[str, str, str]]]:
    """The item's code, whether it is added or changed, and its fields before and after."""
    fields = [
        (heading(name, call.language), shown(old), shown(new))
        for name, (old, new) in change.fields.items()
        if name in SHOWN and (change.kind == "changed" or new not in (None, "", []))
    ]
    return str(change.key[0]), change.kind, fields


async def _sent(call: Call) -> bytes:
    """A field in which nothing was chosen is an empty file."""
    field = (await posted(call.request)).get(FIELD)
    if not isinstance(field, FileField):
        return b""
    with field.file as file:
        return file.read()
