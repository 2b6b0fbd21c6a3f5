"""What is shown: the list, one thing, its label. Every look is in the audit log."""

from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

import segno
from aiohttp import web
from pydantic import BaseModel, Field, StringConstraints

from desk.frame import looking
from desk.frame.call import Call
from desk.frame.routing import Area
from desk.lost import queries, words
from services.kit.errors import NotFound
from services.lost import codes, kinds, lost

area = Area("lost")


class Wanted(BaseModel):
    kind: Literal["lost", "found"] | None = None
    state: Literal["open", "claimed", "closed"] = "open"
    category: Annotated[str, StringConstraints(max_length=20)] | None = None
    q: str = Field("", max_length=100)


@area.get("/lost", allows="lost.read")
async def lost_page(call: Call) -> web.Response:
    wanted = call.query(Wanted)
    category = wanted.category if wanted.category in kinds.CATEGORIES else None
    items = await queries.listed(
        call.session,
        call.park.id,
        kind=wanted.kind,
        state=wanted.state,
        category=category,
        search=wanted.q.strip(),
    )
    today = call.now.astimezone(ZoneInfo(call.park.timezone)).date().isoformat()
    await looking.note(call, "lost.list", f"losts:{today}", items=sorted(i.item_no for i in items))
    shown = {
        "items": items,
        "wanted": wanted.model_copy(update={"category": category}),
        "states": queries.STATES,
        **await words.of(call),
    }
    if call.is_htmx:
        return call.fragment("lost/_items.html", **shown)
    return call.render("lost/list.html", **shown)


@area.get("/lost/{item}", allows="lost.read")
async def lost_item(call: Call) -> web.Response:
    shown = await page(call)
    if call.is_htmx:
        return call.fragment("lost/_item.html", **shown)
    return call.render("lost/item.html", **shown)


@area.get("/lost/{item}/label", allows="lost.work")
async def label(call: Call) -> web.Response:
    """To print and tie to a thing: its number, and nothing that says whose it is."""
    item = await lost.load(call.session, call.park.id, call.id("item"))
    if item.stored_at is None:
        raise NotFound("nobody has handed it in")
    number = segno.make(item.item_no, error="m", micro=False)
    return call.render(
        "lost/label.html",
        item=item,
        qr=number.svg_data_uri(border=2, light="#fff"),
        **await words.of(call),
    )


async def page(call: Call, **more: Any) -> dict[str, Any]:
    """What the page of a thing is given; the look is noted."""
    details = await queries.details(call.session, call.park.id, call.id("item"))
    item = details.item
    await looking.note(call, "lost.look", f"lost:{item.id}", item_no=item.item_no)
    return {
        "details": details,
        "item": item,
        "actions": words.actions_for(call, item),
        "tries": codes.TRIES,
        "wrong": None,
        **await words.of(call),
        **more,
    }
