"""Who of another park would like to get to know a company of this one: passed on, or not."""

from typing import Annotated, Literal

from aiohttp import web
from pydantic import BaseModel, StringConstraints

from desk.frame.call import Call
from desk.frame.changes import by, change
from desk.frame.routing import Area
from services.network import introductions

area = Area("introductions")
HERE, MAY = "/introductions", "network.work"

Reply = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=introductions.LONGEST_REPLY)
]


class Answered(BaseModel):
    answer: Literal["passed_on", "declined"]
    reply: Reply = ""


@area.get(HERE, allows=MAY)
async def page(call: Call) -> web.Response:
    rows = await introductions.waiting(call.session, call.park.id)
    return call.render("network/introductions.html", rows=rows)


@change(area, HERE + "/{introduction}", allows=MAY)
async def answer(call: Call) -> web.Response:
    form = await call.form(Answered)
    await introductions.answer(
        call.session, by(call), call.id("introduction"), form.answer, form.reply
    )
    call.toast(f"introductions-done-{form.answer}")
    return call.redirect(HERE)
