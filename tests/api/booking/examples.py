"""Something that a tenant has booked and waits for, for every operation of the document."""

from typing import Any

SHOWN = ("/bookings", "/booking-waits", "/booking-feeds")
BOOKING: dict[str, Any] = {
    "resource": "a_301",
    "from_at": "2026-12-03T14:00:00+08:00",
    "until_at": "2026-12-03T15:00:00+08:00",
    "headcount": 5,
    "title": "季度复盘只给我们看",
}
LATER = {"from_at": "2026-12-03T16:00:00+08:00", "until_at": "2026-12-03T17:00:00+08:00"}

SERIES: dict[str, Any] = {
    "resource": "b_201",
    "rule": "FREQ=WEEKLY;BYDAY=MO;COUNT=4",
    "day": "2026-12-07",
    "starts": "09:30",
    "minutes": 60,
    "title": "周会",
}


async def add(owner: Any, examples: Any) -> None:
    booked = await owner.post("/bookings", BOOKING, status=201)
    wait = {key: BOOKING[key] for key in ("resource", "from_at", "until_at")}
    waits = await owner.post("/booking-waits", wait, status=201)
    made = await owner.post("/booking-series", SERIES, status=201)
    feed = await owner.post("/booking-feeds", {"scope": "person"}, status=201)
    examples.names |= {
        "feed": str(feed["id"]),
        "booking_no": booked["booking_no"],
        "wait": str(waits["id"]),
        "series": str(made["id"]),
    }
    examples.secrets += [booked["booking_no"], BOOKING["title"], feed["path"]]
    examples.bodies |= {
        "book": {**BOOKING, "resource": "a_302", "title": "另一场会"},
        "move_booking": LATER,
        "cancel_booking": {},
        "extend_booking": {"minutes": 30},
        "invite_to_booking": {"names": ["王伟"]},
        "extend_series": {"times": 2},
        "appeal_strike": {"reason": "我们到了"},
        "book_series": SERIES | {"resource": "c_501"},
        "preview_series": SERIES | {"resource": "c_501"},
        "add_feed": {"scope": "person"},
        "cancel_series": {"days": ["2026-12-14"]},
        "add_wait": wait | {"any_of_its_kind": True},
    }
