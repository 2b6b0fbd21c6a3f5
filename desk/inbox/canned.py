"""Canned replies: everybody may read them, operators keep them, and agents
their own besides."""

from typing import Annotated

from aiohttp import web
from pydantic import BaseModel, StringConstraints

from desk.frame.call import Call
from desk.frame.changes import by
from desk.frame.routing import Area
from services.handoffs import canned
from services.handoffs.canned import LONGEST, VARIABLES

area = Area("inbox")

EDIT = "operate.canned"
OWN = "inbox.reply"
HERE = "/inbox/canned"

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST)]


class Entered(BaseModel):
    code: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=33)]
    text_zh: Text
    text_en: Text


@area.get(HERE, allows="tickets.read")
async def replies(call: Call) -> web.Response:
    return call.render(
        "inbox/canned.html",
        kept=await canned.all_of(call.session, call.park.id),
        own=await canned.own(call.session, call.staff),
        may_edit=call.may(EDIT),
        variables=VARIABLES,
    )


@area.post(HERE, allows=EDIT)
async def add(call: Call) -> web.Response:
    entered = await call.form(Entered)
    await canned.add(call.session, by(call), **entered.model_dump())
    return _saved(call)


@area.post(HERE + "/{reply}", allows=EDIT)
async def edit(call: Call) -> web.Response:
    entered = await call.form(Entered)
    reply = await canned.find(call.session, call.park.id, call.id("reply"))
    await canned.edit(call.session, by(call), reply, **entered.model_dump())
    return _saved(call)


@area.post(HERE + "/{reply}/remove", allows=EDIT)
async def remove(call: Call) -> web.Response:
    reply = await canned.find(call.session, call.park.id, call.id("reply"))
    await canned.remove(call.session, by(call), reply)
    call.toast("inbox-canned-removed")
    return call.redirect(HERE)


@area.post("/inbox/own-replies", allows=OWN)
async def add_own(call: Call) -> web.Response:
    entered = await call.form(Entered)
    await canned.add_own(call.session, call.staff, **entered.model_dump())
    return _saved(call)


@area.post("/inbox/own-replies/{reply}", allows=OWN)
async def edit_own(call: Call) -> web.Response:
    entered = await call.form(Entered)
    reply = await canned.find_own(call.session, call.staff, call.id("reply"))
    await canned.edit_own(call.session, reply, **entered.model_dump())
    return _saved(call)


@area.post("/inbox/own-replies/{reply}/remove", allows=OWN)
async def remove_own(call: Call) -> web.Response:
    reply = await canned.find_own(call.session, call.staff, call.id("reply"))
    await canned.remove_own(call.session, reply)
    call.toast("inbox-canned-removed")
    return call.redirect(HERE)


@area.get("/operate/canned", allows=EDIT)
async def among_settings(call: Call) -> web.Response:
    """The settings lead to the page that agents have, too."""
    return call.redirect(HERE)


def _saved(call: Call) -> web.Response:
    call.toast("inbox-canned-saved")
    return call.redirect(HERE)
