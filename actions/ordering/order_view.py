"""How orders are shown to tenants."""

from collections.abc import Sequence
from typing import Any

from actions.kit.turn import Turn
from actions.ordering import cart_view, wechat_pay
from models.catalogue import Outlet
from models.ordering import Order
from services.ordering import lockers, orders, payments, spending


async def recent(turn: Turn, statuses: Sequence[str]) -> list[Order]:
    person = turn.conversation.person_id
    return await orders.recent(turn.session, turn.park_id, person, statuses=statuses)


async def status(turn: Turn, order: Order) -> str:
    if order.held:
        return turn.text("status-unpaid" if order.payment == payments.WECHAT_PAY else "status-held")
    outlet = await turn.session.get_one(Outlet, (order.park_id, order.outlet_id))
    return turn.text(f"status-{order.status}", outlet=turn.named(outlet), kind=order.kind)


async def line(turn: Turn, order: Order) -> str:
    told = turn.text(
        "track-line",
        order_no=order.order_no,
        items=cart_view.items_text(order, turn.language),
        when=cart_view.slot_text(turn, order),
        status=await status(turn, order),
    )
    locker = await lockers.of_order(turn.session, order)
    if locker is None or order.box_number is None:
        return told
    box = {"box": order.box_number, "code": order.pickup_code}
    return f"{told}\n{turn.text('track-box', locker=turn.named(locker), **box)}"


async def under_way(turn: Turn) -> list[Order]:
    """The tenant's open orders, also those that wait for a manager's yes, or to be paid."""
    person = turn.conversation.person_id
    held = await spending.held_of(turn.session, turn.park_id, person)
    return [*await recent(turn, orders.UNDER_WAY), *held]


async def lines_under_way(turn: Turn) -> list[str]:
    return [await line(turn, order) for order in await under_way(turn)]


def opens(turn: Turn, shown: Sequence[Order]) -> dict[str, Any]:
    """What a message carries besides, so that an order that waits to be paid can be paid."""
    for order in shown:
        if order.held and order.payment == payments.WECHAT_PAY:
            return wechat_pay.pay_link(turn, order)
    return {}
