"""What ordering brings to the API: carts, orders, the company's account."""

from api.frame.call import Call
from api.frame.shortcuts import MOST_SHOWN, Shortcut
from api.ordering import account, afterwards, carts
from api.ordering import orders as routes
from services.ordering import orders


async def _under_way(call: Call) -> int:
    whose = (call.session, call.park.id, call.me.id)
    return len(await orders.recent(*whose, statuses=orders.UNDER_WAY, limit=MOST_SHOWN))


RANK = 40
BRINGS = (
    carts.area,
    routes.area,
    afterwards.area,
    account.area,
    Shortcut("order_food"),
    Shortcut("order_goods"),
    Shortcut("my_orders", _under_way),
)
