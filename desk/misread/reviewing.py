"""Operators look at what staff have marked, take out whoever is still named, correct the marks, and
have it become an example or not."""

from aiohttp import web

from desk.frame.call import Call
from desk.frame.changes import by, change
from desk.frame.routing import Area
from desk.misread.entered import Entered, offered
from services.knowledge import misread, misread_effect
from services.knowledge.misread_marks import words_of

area = Area("misread")

HERE, MAY = "/operate/misread", "operate.misread"


@area.get(HERE, allows=MAY)
async def show(call: Call) -> web.Response:
    rows = await misread.waiting(call.session, call.park.id)
    return call.render(
        "misread/review.html",
        rows=rows,
        counts=await misread.counts(call.session, call.park.id),
        weighed=await misread_effect.shown(call.session, call.park.id),
        words_of=words_of,
        **offered(),
    )


@change(area, HERE + "/{misread}/accept", allows=MAY)
async def accept(call: Call) -> web.Response:
    entered = await call.form(Entered)
    marked = entered.marked()
    await misread.accept(call.session, by(call), call.id("misread"), entered.text, marked)
    call.toast("misread-accepted")
    return call.redirect(HERE)


@change(area, HERE + "/{message}/reject", allows=MAY)
async def reject(call: Call) -> web.Response:
    await misread.reject(call.session, by(call), call.id("message"))
    call.toast("misread-rejected")
    return call.redirect(HERE)
