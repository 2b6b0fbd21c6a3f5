"""The list of people who are not let in."""

from typing import Annotated

from aiohttp import web
from pydantic import BaseModel, StringConstraints

from desk.frame.call import Visit
from desk.frame.forms import InvalidForm, posted
from desk.visits.area import area, by
from services.kit.errors import Invalid
from services.visits import blocks
from services.visits.blocks import Kind

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class NewBlock(BaseModel):
    kind: Kind
    value: Line
    reason: Line


@area.get("/visitors/blocked", allows="visitors.work")
async def blocked(visit: Visit) -> web.Response:
    return await _page(visit, {}, {})


@area.post("/visitors/blocked", allows="visitors.work")
async def block(visit: Visit) -> web.Response:
    entered = {name: str(value) for name, value in (await posted(visit.request)).items()}
    try:
        said = await visit.form(NewBlock)
        await blocks.add(visit.session, by(visit), said.kind, said.value, reason=said.reason)
    except InvalidForm as wrong:
        return await _page(visit, entered, wrong.fields, status=422)
    except Invalid as wrong:
        told = visit.text("shell-invalid-other")
        return await _page(visit, entered, {str(wrong.details["field"]): told}, status=422)
    visit.toast("visitors-blocked")
    return visit.redirect("/visitors/blocked")


@area.post("/visitors/blocked/{block}/lift", allows="visitors.work")
async def lift(visit: Visit) -> web.Response:
    await blocks.lift(visit.session, by(visit), visit.id("block"))
    visit.toast("visitors-lifted")
    return visit.redirect("/visitors/blocked")


async def _page(
    visit: Visit, entered: dict[str, str], errors: dict[str, str], *, status: int = 200
) -> web.Response:
    return visit.render(
        "visitors/blocked.html",
        status=status,
        listed=await blocks.current(visit.session, visit.park.id),
        kinds=blocks.KINDS,
        entered=entered,
        errors=errors,
    )
