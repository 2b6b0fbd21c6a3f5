"""What lost and found brings to the API."""

from api.frame.call import Call
from api.frame.shortcuts import MOST_SHOWN, Shortcut
from api.lost import routes
from services.lost import of_people


async def _open(call: Call) -> int:
    found = await of_people.of_person(
        call.session, call.park.id, call.me.id, open_only=True, limit=MOST_SHOWN
    )
    return len(found)


RANK = 65
BRINGS = (routes.area, Shortcut("report_lost", _open))
