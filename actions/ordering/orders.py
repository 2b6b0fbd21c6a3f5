"""Orders that exist: tracking, cancelling, ordering the same again."""

import re

from actions.kit.base import Events, ParkAction
from actions.kit.giving_up import leave_everything, says_everything
from actions.kit.hooks import under_way_beside
from actions.kit.turn import Turn
from actions.ordering import cart_view, order_view, paying
from actions.ordering.filling import cart_events
from actions.ordering.giving_up import CANCEL_ASKED, CANCELLABLE, ask_about_placed, left_form
from models.catalogue import Outlet
from models.ordering import Order
from services.kit.errors import IllegalTransition
from services.ordering import carts, orders, reorders, spending
from services.ordering.payments import COMPANY_ACCOUNT, WECHAT_PAY
from services.texts import when

CANCELLED = {COMPANY_ACCOUNT: "cancelled-refunded", WECHAT_PAY: "cancelled-refunded-wechat"}
"""What is said of an order that was paid when it was placed."""
_NAMES_NOTHING = re.compile(
    r"(?:那|还是|就|请|帮我|都){0,6}(?:取消|算|不要)(?:了|吧|掉|一下|它|这个){0,6}"
    r"|(?:please )?(?:cancel|drop)(?: it| that| this)?(?: please)?|never ?mind|forget it",
    re.IGNORECASE,
)
"""A cancelling that does not say of what."""


class TrackOrder(ParkAction):
    action_name = "action_track_order"
    writes = False

    async def act(self, turn: Turn) -> Events:
        named = turn.said.value("order_no")
        if named is not None:
            found = await _mine(turn, str(named))
            if found is None:
                turn.tell(turn.text("order-not-found", order_no=str(named)))
            else:
                turn.tell(await order_view.line(turn, found), **order_view.opens(turn, [found]))
            return []
        if under_way := await order_view.under_way(turn):
            lines = [await order_view.line(turn, order) for order in under_way]
            turn.tell("\n".join(lines), **order_view.opens(turn, under_way))
            return []
        draft = await carts.at_hand(turn.session, turn.conversation)
        if draft is not None:
            items = cart_view.items_text(draft, turn.language)
            turn.tell(turn.text("track-draft", items=items))
            return []
        if others := await under_way_beside(turn, "order"):
            turn.tell("\n".join(others))
            return []
        last = await orders.recent(turn.session, turn.park_id, turn.conversation.person_id, limit=1)
        if last:
            turn.tell(f"{turn.text('track-last')}\n{await order_view.line(turn, last[0])}")
        else:
            turn.tell(turn.text("track-none"))
        return []


async def _mine(turn: Turn, order_no: str) -> Order | None:
    """The tenant's own order of that number; somebody else's is as good as none."""
    found = await orders.find_by_number(turn.session, turn.park_id, order_no)
    mine = found is not None and found.person_id == turn.conversation.person_id
    return found if mine else None


class CancelOrder(ParkAction):
    """Drops the cart at hand; without one, cancels the order that is meant."""

    action_name = "action_cancel_order"

    async def act(self, turn: Turn) -> Events:
        if says_everything(turn.said):
            return await leave_everything(turn)
        named = turn.said.value("order_no")
        if named is None and await carts.discard(turn.session, turn.conversation, now=turn.now):
            turn.tell(turn.text("draft-discarded"))
            return await left_form(turn)
        if named is not None:
            found = await _mine(turn, str(named))
            if found is None:
                turn.tell(turn.text("order-not-found", order_no=str(named)))
            elif found.held:
                await paying.drop_held(turn, found)
            else:
                await _cancel(turn, found)
            return []
        await _cancel_the_one(turn)
        return []


async def _cancel_the_one(turn: Turn) -> None:
    """ "取消订单" cancels the only one; "取消" alone is asked back, for nothing of it is open."""
    candidates = await order_view.recent(turn, CANCELLABLE)
    held = await spending.held_of(turn.session, turn.park_id, turn.conversation.person_id)
    if held and not candidates:
        await paying.drop_held(turn, held[-1])
        return
    words = turn.said.text.strip(" \n.。!！~～")
    if not candidates:
        turn.tell(turn.text("cancel-none"))
    elif len(candidates) == 1 and (turn.said.pressed or not _NAMES_NOTHING.fullmatch(words)):
        await _cancel(turn, candidates[0])
    else:
        ask_about_placed(turn, candidates)


async def _cancel(turn: Turn, order: Order) -> None:
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
    if asked.get("expects") != CANCEL_ASKED:
        return False
    order = await _mine(turn, str(asked["order_no"]))
    if order is None:
        return False
    if turn.said.intent == "affirm":
        await _cancel(turn, order)
    else:
        turn.tell(turn.text("order-kept", order_no=order.order_no))
    return True


class Reorder(ParkAction):
    """Puts the last completed order into the cart at today's prices, and says what changed."""

    action_name = "action_reorder"

    async def act(self, turn: Turn) -> Events:
        named = turn.said.value("order_no")
        if named is not None:
            last = await _mine(turn, str(named))
        else:
            last = await reorders.last_completed(
                turn.session, turn.park_id, turn.conversation.person_id
            )
        if last is None:
            turn.tell(turn.text("reorder-none"), expects="item")
            return await cart_events(turn)
        repeated = await reorders.repeat(turn.session, turn.conversation, last, now=turn.now)
        self._tell_changes(turn, repeated)
        if repeated.order is None:
            turn.tell(turn.text("reorder-nothing-left"))
        else:
            heading = turn.text("refill-added")
            if last.placed_at is not None:
                day = when.day(last.placed_at, turn.language, turn.now, turn.zone)
                heading = turn.text("reorder-added", when=day)
            turn.tell(
                f"{heading}\n{cart_view.cart_text(turn, repeated.order)}",
                cart=cart_view.cart_data(repeated.order),
            )
        return await cart_events(turn)

    def _tell_changes(self, turn: Turn, repeated: reorders.Repeated) -> None:
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
