"""What the second reader said and cost, by day, and the messages that it would have changed."""

from zoneinfo import ZoneInfo

from aiohttp import web

from desk.frame import looking
from desk.frame.call import Call
from desk.frame.deps import Reader
from desk.frame.routing import Area
from services.kit.money import format_money
from services.readers import budget, figures
from services.readers.figures import Day
from services.readers.vocabulary import BY_DO

area = Area("readers")
MILLION = 1_000_000
MINOR = 100
"""Minor units of the park's currency in one."""


@area.get("/readers", allows="readers.read")
async def page(call: Call) -> web.Response:
    park, now = call.park, call.now
    changed = await figures.changed(call.session, park.id)
    if changed:
        day = now.astimezone(ZoneInfo(park.timezone)).date().isoformat()
        talks = sorted({one.call.conversation_id for one in changed})
        await looking.note(call, "reader.list", f"readers:{day}", conversations=talks)
    days = await figures.days(call.session, park.id, park.timezone, now=now)
    today = budget.day_of(park.timezone, now)
    return call.render(
        "readers/page.html",
        park=park,
        reader=call.deps.reader,
        days=[(one, cost(call, one)) for one in days],
        priced=_is_priced(call.deps.reader),
        used=await budget.used(call.session, park.id, today),
        changed=changed,
        known=BY_DO,
    )


def cost(call: Call, day: Day) -> str | None:
    """In the park's currency; None where the settings name no price."""
    reader = call.deps.reader
    if reader is None or not _is_priced(reader):
        return None
    return format_money(_minor(reader, day), call.park.currency, call.language)


def _is_priced(reader: Reader | None) -> bool:
    return reader is not None and bool(reader.price_in or reader.price_out)


def _minor(reader: Reader, day: Day) -> int:
    sent = day.tokens_in * reader.price_in / MILLION
    came = day.tokens_out * reader.price_out / MILLION
    return round((sent + came) * MINOR)
