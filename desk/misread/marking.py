"""Whoever reads a conversation says that the bot has misread a message, and what it should have
been."""

from aiohttp import web

from desk.frame import looking
from desk.frame.call import Call
from desk.frame.changes import change
from desk.frame.routing import Area
from desk.misread.entered import Entered, offered
from services.conversations import conversations
from services.kit.errors import NotFound
from services.knowledge import misread

area = Area("misread")

PATH, MAY = "/inbox/{conversation}/misread/{seq}", "misread.mark"


@area.get(PATH, allows=MAY)
async def form(call: Call) -> web.Response:
    """With the words as they would be kept: masked."""
    found = await conversations.find(call.session, call.park.id, call.id("conversation"))
    await looking.note(call, "conversation.look", f"conversation:{found.id}")
    seq = _seq(call)
    text, before = await misread.shown(call.session, call.park.id, found.id, seq)
    return call.fragment(
        "misread/_form.html",
        path=f"/inbox/{found.id}/misread/{seq}",
        words=text,
        before=before,
        **offered(),
    )


@change(area, PATH, allows=MAY)
async def mark(call: Call) -> web.Response:
    entered = await call.form(Entered)
    await misread.mark(
        call.session,
        call.park.id,
        call.id("conversation"),
        _seq(call),
        entered.marked(),
        staff=call.staff,
        now=call.now,
    )
    call.toast("misread-marked")
    answer = call.empty()
    call.trigger(answer, "misread:done")
    return answer


def _seq(call: Call) -> int:
    seq = call.id("seq")
    if seq > 2**53:
        raise NotFound("no such message")
    return seq
