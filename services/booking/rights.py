"""What each process may do to the tables of bookings."""

from services.kit.rights import NOTHING, READ, REMOVE, WRITE, Rights, Rule, catalogue, secret, work

RIGHTS = Rights(
    {
        "booking_pool": catalogue(),
        "booking_hours": Rule("riud"),
        "booking_resource": Rule(WRITE, READ, hidden=("panel_hash",)),
        "booking_series": Rule(WRITE, WRITE),
        "booking": work(WRITE, WRITE, "title", "status_reason"),
        "booking_closure": Rule(WRITE, WRITE),
        "booking_calendar": secret(WRITE, WRITE),
        "booking_wait": Rule("riud", "riuld"),
        "booking_strike": Rule("riud", "riuld", hidden=("appeal", "answer")),
        "booking_open_item": Rule(READ, REMOVE),
        "booking_picture": Rule(REMOVE, NOTHING, hidden=("image", "thumbnail")),
        "booking_feed": secret("riud", "rud"),
    }
)
