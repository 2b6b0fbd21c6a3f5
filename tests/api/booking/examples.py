"""Something that a tenant has booked and waits for, for every operation of the document."""

from typing import Any

SHOWN = ("/bookings", "/booking-waits")
BOOKING: dict[str, Any] = {
    "resource": "a_301",
    "from_at": "2026-12-03T14:00:00+08:00",
    "until_at": "2026-12-03T15:00:00+08:00",
    "headcount": 5,
    "title": "季度复盘只给我们看",
}
LATER = {"from_at": "2026-12-03T16:00:00+08:00", "until_at": "2026-12-03T17:00:00+08:00"}


async def add(owner: Any, examples: Any) -> None:
    booked = await owner.post("/bookings", BOOKING, status=201)
    wait = {key: BOOKING[key] for key in ("resource", "from_at", "until_at")}
    waits = await owner.post("/booking-waits", wait, status=201)
    examples.names |= {"booking_no": booked["booking_no"], "wait": str(waits["id"])}
    examples.secrets += [booked["booking_no"], BOOKING["title"]]
    examples.bodies |= {
        "book": {**BOOKING, "resource": "a_302"},
        "move_booking": LATER,
        "cancel_booking": {},
        "extend_booking": {"minutes": 30},
        "add_wait": wait | {"any_of_its_kind": True},
    }
