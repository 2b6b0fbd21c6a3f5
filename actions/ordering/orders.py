"""Orders that exist: tracking, cancelling, ordering the same again."""

from actions.kit.base import Events, ParkAction
from actions.kit.hooks import under_way_beside, understood
from actions.kit.turn import Turn
from actions.ordering import cart_view, order_view
from actions.ordering.giving_up import CANCEL_ASKED
from models.catalogue import Outlet
from models.ordering import Order
from services.conversations.questions import asked_for
from services.kit.errors import IllegalTransition
from services.ordering import carts, orders, reorders
from services.ordering.payments import COMPANY_ACCOUNT, WECHAT_PAY

CANCELLED = {COMPANY_ACCOUNT: "cancelled-refunded", WECHAT_PAY: "cancelled-refunded-wechat"}
"""What is said of an order that was paid when it was placed."""


class TrackOrder(ParkAction):
    action_name = "action_track_order"

    async def act(self, turn: Turn) -> Events:
        if (otherwise := await understood(turn, self.action_name)) is not None:
            return otherwise
        if any(e["entity"] == "question" and e["value"] == "fee" for e in turn.said.entities):
            turn.tell(turn.text("fee-none"))
            return []
        named = turn.said.value("order_no")
        await track(turn, None if named is None else str(named))
        return []


async def track(turn: Turn, named: str | None) -> None:
    """How far an order is; all that go on if none is named, else what there was last."""
    if named is not None:
        found = await mine(turn, named)
        if found is None:
            turn.tell(turn.text("order-not-found", order_no=named))
        else:
            turn.tell(await order_view.line(turn, found), **order_view.opens(turn, [found]))
        return
    if under_way := await order_view.under_way(turn):
        lines = [await order_view.line(turn, order) for order in under_way]
        turn.tell("\n".join(lines), **order_view.opens(turn, under_way))
        return
    draft = await carts.at_hand(turn.session, turn.conversation)
    if draft is not None:
        items = cart_view.items_text(draft, turn.language)
        turn.tell(turn.text("track-draft", items=items))
        return
    if others := await under_way_beside(turn, "order"):
        turn.tell("\n".join(others))
        return
    last = await orders.recent(turn.session, turn.park_id, turn.conversation.person_id, limit=1)
    if last:
        turn.tell(f"{turn.text('track-last')}\n{await order_view.line(turn, last[0])}")
    else:
        turn.tell(turn.text("track-none"))


async def mine(turn: Turn, order_no: str) -> Order | None:
    """The tenant's own order of that number; somebody else's is as good as none."""
    found = await orders.find_by_number(turn.session, turn.park_id, order_no)
    mine = found is not None and found.person_id == turn.conversation.person_id
    return found if mine else None


async def cancel(turn: Turn, order: Order) -> None:
    outlet = await turn.session.get_one(Outlet, (order.park_id, order.outlet_id))
    try:
        order = await orders.request_cancellation(
            turn.session, turn.park_id, order.id, now=turn.now
        )
    except IllegalTransition:
        status = await order_view.status(turn, order)
        turn.tell(turn.text("cancel-too-late", order_no=order.order_no, status=status))
        return
    if order.status == "cancelled":
        items = cart_view.items_text(order, turn.language)
        turn.tell(
            turn.text(
                CANCELLED.get(order.payment, "cancelled"),
                order_no=order.order_no,
                items=items,
                total=turn.money(order.total, order.currency),
            )
        )
    else:
        turn.tell(turn.text("cancel-requested", order_no=order.order_no, outlet=turn.named(outlet)))


async def decide_cancelling(turn: Turn) -> bool:
    """Take yes or no as the answer to "cancel the order?", if that was the last thing we said."""
    asked = await turn.asked()
    if asked_for(asked) != CANCEL_ASKED:
        return False
    order = await mine(turn, str(asked["order_no"]))
    if order is None:
        return False
    if turn.said.intent == "affirm":
        await cancel(turn, order)
    else:
        turn.tell(turn.text("order-kept", order_no=order.order_no))
    return True


def tell_changes(turn: Turn, repeated: reorders.Repeated) -> None:
    """What of an order can be had no more, and what costs otherwise."""
    said = []
    if repeated.gone:
        names = ("、" if turn.language == "zh" else ", ").join(
            turn.named(line) for line in repeated.gone
        )
        said.append(turn.text("reorder-gone", items=names))
    for line, before in repeated.repriced:
        said.append(
            turn.text(
                "reorder-price",
                name=turn.named(line),
                now=turn.money(line.unit_price),
                before=turn.money(before),
            )
        )
    if said:
        turn.tell("\n".join(said))
