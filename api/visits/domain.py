"""What visits bring to the API."""

from api.frame.call import Call
from api.frame.shortcuts import MOST_SHOWN, Shortcut
from api.visits import routes
from services.visits import of_people


async def _expected(call: Call) -> int:
    whose = (call.session, call.park.id, call.me.id)
    return len(await of_people.of_host(*whose, open_only=True, limit=MOST_SHOWN))


RANK = 60
BRINGS = (routes.area, Shortcut("register_visitor", _expected))
