"""What repairs bring to the API."""

from api.frame.call import Call
from api.frame.shortcuts import MOST_SHOWN, Shortcut
from api.repairs import appointing, routes
from services.tickets import of_people


async def _under_way(call: Call) -> int:
    whose = (call.session, call.park.id, call.me.id)
    return len(await of_people.unfinished(*whose, limit=MOST_SHOWN))


RANK = 50
BRINGS = (routes.area, appointing.area, Shortcut("report_repair", _under_way))
