"""Rooms, courts and halls."""

# ruff: noqa: E501 - patterns and word lists read better on one line

from bot.components.domains import Domain

RANK = 37

DOMAIN = Domain(
    business={
        **dict.fromkeys(("book", "find_room"), "booking"),
        **dict.fromkeys(("track_booking", "cancel_booking", "change_booking"), "bookings"),
    },
    kin=(
        frozenset({"booking", "bookings", "faq"}),
        # Who comes to the meeting is one request with the room.
        frozenset({"booking", "bookings", "visit"}),
    ),
    progress=frozenset({"bookings"}),
    answers={"booking_when": frozenset({"time", "period", "duration"})},
    signs={
        "booking": r"订.{0,6}(?:会议室|房间|场地|球场|报告厅)|(?:会议室|房间|场地|球场|报告厅).{0,6}(?:订|空)|\b(?:meeting|conference|training) rooms?\b|\b(?:court|auditorium|hall)\b"
    },
    asks=frozenset({"booking_what", "booking_when"}),
    references={"b": "booking_no"},
    marks={"booking_no": "\ue00d"},
)
