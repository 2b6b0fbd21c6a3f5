"""Canned replies: everybody may read them, who edits the park's standing answers keeps them."""

from typing import Annotated

from aiohttp import web
from pydantic import BaseModel, StringConstraints

from desk.frame.call import Call
from desk.frame.routing import Area
from services.handoffs import canned
from services.handoffs.canned import LONGEST, VARIABLES

area = Area("inbox")

EDIT = "operate.faq"
HERE = "/inbox/canned"

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST)]


class Entered(BaseModel):
    code: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=33)]
    text_zh: Text
    text_en: Text


@area.get(HERE, allows="tickets.read")
async def replies(call: Call) -> web.Response:
    kept = await canned.all_of(call.session, call.park.id)
    return call.render("inbox/canned.html", kept=kept, may_edit=call.may(EDIT), variables=VARIABLES)


@area.post(HERE, allows=EDIT)
async def add(call: Call) -> web.Response:
    entered = await call.form(Entered)
    await canned.add(call.session, call.park.id, **entered.model_dump())
    call.toast("inbox-canned-saved")
    return call.redirect(HERE)


@area.post(HERE + "/{reply}", allows=EDIT)
async def edit(call: Call) -> web.Response:
    entered = await call.form(Entered)
    reply = await canned.find(call.session, call.park.id, call.id("reply"))
    await canned.edit(call.session, reply, **entered.model_dump())
    call.toast("inbox-canned-saved")
    return call.redirect(HERE)


@area.post(HERE + "/{reply}/remove", allows=EDIT)
async def remove(call: Call) -> web.Response:
    reply = await canned.find(call.session, call.park.id, call.id("reply"))
    await canned.remove(call.session, reply)
    call.toast("inbox-canned-removed")
    return call.redirect(HERE)
