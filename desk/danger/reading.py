"""What the bot heard of danger: words, kind, how sure it was, what came of it, and figures."""

from typing import Literal
from zoneinfo import ZoneInfo

from aiohttp import web
from pydantic import BaseModel, Field

from desk.danger import queries, words
from desk.danger.queries import MOST, PAGE, Filters
from desk.frame import looking
from desk.frame.call import Call
from desk.frame.routing import Area

area = Area("dangers")


class Wanted(BaseModel):
    """Filters, as they stand in the address."""

    zone: Literal["", "alarm", "ask", "none"] = ""
    kind: str = Field("", max_length=20)
    mark: Literal["", "none", "right", "wrong"] = ""
    rows: int = Field(PAGE, ge=1, le=MOST)


@area.get("/dangers", allows="dangers.read")
async def page(call: Call) -> web.Response:
    wanted = call.query(Wanted)
    filters = Filters(wanted.zone, wanted.kind, wanted.mark)
    rows, more = await queries.listing(call.session, call.park.id, filters, limit=wanted.rows)
    if rows:
        day = call.now.astimezone(ZoneInfo(call.park.timezone)).date().isoformat()
        talks = sorted({one.sign.conversation_id for one in rows})
        await looking.note(call, "danger.list", f"dangers:{day}", conversations=talks)
    return call.render(
        "dangers/page.html",
        wanted=wanted,
        rows=rows,
        more=min(wanted.rows + PAGE, MOST) if more and wanted.rows < MOST else None,
        months=await queries.figures(call.session, call.park.id, call.park.timezone, now=call.now),
        zones=words.ZONES,
        **words.of(call),
    )
