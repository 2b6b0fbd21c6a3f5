"""The list of people who are not let in."""

from typing import Annotated

from aiohttp import web
from pydantic import BaseModel, StringConstraints

from desk.frame.call import Call
from desk.frame.changes import by
from desk.frame.forms import InvalidForm, posted
from desk.frame.routing import Area
from services.kit.errors import Invalid
from services.visits import blocks
from services.visits.blocks import Kind

area = Area("visitors")

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class NewBlock(BaseModel):
    kind: Kind
    value: Line
    reason: Line


@area.get("/visitors/blocked", allows="visitors.work")
async def blocked(call: Call) -> web.Response:
    return await _page(call, {}, {})


@area.post("/visitors/blocked", allows="visitors.work")
async def block(call: Call) -> web.Response:
    entered = {name: str(value) for name, value in (await posted(call.request)).items()}
    try:
        said = await call.form(NewBlock)
        await blocks.add(call.session, by(call), said.kind, said.value, reason=said.reason)
    except InvalidForm as wrong:
        return await _page(call, entered, wrong.fields, status=422)
    except Invalid as wrong:
        told = call.text("shell-invalid-other")
        return await _page(call, entered, {str(wrong.details["field"]): told}, status=422)
    call.toast("visitors-blocked")
    return call.redirect("/visitors/blocked")


@area.post("/visitors/blocked/{block}/lift", allows="visitors.work")
async def lift(call: Call) -> web.Response:
    await blocks.lift(call.session, by(call), call.id("block"))
    call.toast("visitors-lifted")
    return call.redirect("/visitors/blocked")


async def _page(
    call: Call, entered: dict[str, str], errors: dict[str, str], *, status: int = 200
) -> web.Response:
    return call.render(
        "visitors/blocked.html",
        status=status,
        listed=await blocks.current(call.session, call.park.id),
        kinds=blocks.KINDS,
        entered=entered,
        errors=errors,
    )
