"""Canned replies: everybody may read them, who edits the park's standing answers keeps them."""

from typing import Annotated

from aiohttp import web
from pydantic import BaseModel, StringConstraints

from desk.frame.call import Visit
from desk.inbox.area import area
from services.handoffs import canned
from services.handoffs.canned import LONGEST, VARIABLES

EDIT = "operate.faq"
HERE = "/inbox/canned"

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST)]


class Entered(BaseModel):
    code: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=33)]
    text_zh: Text
    text_en: Text


@area.get(HERE, allows="tickets.read")
async def replies(visit: Visit) -> web.Response:
    kept = await canned.all_of(visit.session, visit.park.id)
    return visit.render(
        "inbox/canned.html", kept=kept, may_edit=visit.may(EDIT), variables=VARIABLES
    )


@area.post(HERE, allows=EDIT)
async def add(visit: Visit) -> web.Response:
    entered = await visit.form(Entered)
    await canned.add(visit.session, visit.park.id, **entered.model_dump())
    visit.toast("inbox-canned-saved")
    return visit.redirect(HERE)


@area.post(HERE + "/{reply}", allows=EDIT)
async def edit(visit: Visit) -> web.Response:
    entered = await visit.form(Entered)
    reply = await canned.find(visit.session, visit.park.id, visit.id("reply"))
    await canned.edit(visit.session, reply, **entered.model_dump())
    visit.toast("inbox-canned-saved")
    return visit.redirect(HERE)


@area.post(HERE + "/{reply}/remove", allows=EDIT)
async def remove(visit: Visit) -> web.Response:
    reply = await canned.find(visit.session, visit.park.id, visit.id("reply"))
    await canned.remove(visit.session, reply)
    visit.toast("inbox-canned-removed")
    return visit.redirect(HERE)
