"""Orders for the command palette."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from desk.frame import looking
from desk.frame.call import Call
from desk.frame.finding import MOST, Hit
from desk.ordering import queries
from desk.ordering.queries import Wanted


async def find(call: Call, said: str) -> Sequence[Hit]:
    """By number, phone, person or company; the newest first."""
    rows = (await queries.listed(call.session, call.park.id, Wanted(said)))[:MOST]
    if rows:
        seen = sorted(row.order.order_no for row in rows)
        day = call.now.astimezone(ZoneInfo(call.park.timezone)).date()
        await looking.note(call, "order.search", f"orders:{day.isoformat()}", orders=seen)
    return [
        Hit(
            f"{row.order.order_no} {getattr(row.outlet, f'name_{call.language}')}",
            f"/orders/{row.order.id}",
            call.text(f"orders-status-{row.order.status}"),
        )
        for row in rows
    ]
