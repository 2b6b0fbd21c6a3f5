"""What bookings bring to the API."""

from api.booking import calendars, guests, looking, open_data, recurring, routes
from api.frame.call import Call
from api.frame.shortcuts import MOST_SHOWN, Shortcut
from services.booking import of_people


async def _open(call: Call) -> int:
    found = await of_people.of_person(call.session, call.park.id, call.me.id, limit=MOST_SHOWN)
    return len(found)


RANK = 67
BRINGS = (
    looking.area,
    routes.area,
    guests.area,
    guests.gates,
    recurring.area,
    calendars.area,
    calendars.everybodys,
    open_data.everybodys,
    Shortcut("book", _open),
)
