"""From a cart to a placed order: starting the checkout, and committing what it has settled."""

from rasa_sdk.events import ActiveLoop, SlotSet

from actions.kit.base import Events, ParkAction
from actions.kit.forms import REQUESTED, goes_on_with, left
from actions.kit.guests import tell_limit
from actions.kit.hooks import understood
from actions.kit.turn import Turn
from actions.ordering import cart_view, fulfilment, wechat_pay
from actions.ordering.checkout import cleared
from actions.ordering.checkout_answers import soon_after, tell_slot_refusal
from actions.ordering.filling import (
    CART,
    FORM,
    cart_events,
    has_cart,
    take_button,
    take_up,
    tell_empty,
    tell_refusal,
)
from actions.ordering.paying import hold, paid_how, take_back
from actions.ordering.shopping import tell_sold_out
from models.catalogue import Outlet
from models.ordering import Order
from services.accounting import accounts
from services.ordering import carts, fulfilments, payments, placing
from services.ordering.cart_lines import QuantityRefused
from services.people.guest_limits import GuestLimit


class StartCheckout(ParkAction):
    """checkout with no form open: says so if there is nothing to check out."""

    action_name = "action_checkout"

    async def act(self, turn: Turn) -> Events:
        if (otherwise := await understood(turn, self.action_name)) is not None:
            return otherwise
        await take_back(turn)
        take_up(turn, await carts.at_hand(turn.session, turn.conversation))
        events = await cart_events(turn)
        if await carts.at_hand(turn.session, turn.conversation) is None:
            await tell_empty(turn)
        elif turn.active_form not in (None, FORM) and turn.said.names_kind("order"):
            events = [ActiveLoop(FORM), SlotSet(REQUESTED, None), SlotSet(CART, True)]
        return events


class PlaceOrder(ParkAction):
    """The form is complete: commits the order, or says what stands against it."""

    action_name = "action_place_order"

    async def act(self, turn: Turn) -> Events:
        order = await carts.at_hand(turn.session, turn.conversation)
        if order is not None:
            await place(turn, order)
        elif not turn.has_answered:
            await _tell_gone(turn)
        if await has_cart(turn):
            return [*cleared(), *await cart_events(turn), goes_on_with(FORM)]
        return await left(turn, FORM)


async def _tell_gone(turn: Turn) -> None:
    """What became of the cart that was asked about: placed elsewhere, expired, or emptied."""
    placed = await carts.placed(turn.session, turn.conversation)
    if placed is None:
        await tell_empty(turn)
        return
    turn.tell(turn.text("placed-elsewhere", order_no=placed.order_no), order_no=placed.order_no)


async def place(turn: Turn, order: Order) -> None:
    """Place a cart that was said yes to, or say what stands against it."""
    try:
        if order.payment == payments.WECHAT_PAY:
            await wechat_pay.ask(turn, order)
            return
        placed = await placing.place(turn.session, order, now=turn.now)
    except placing.SlotRefused as refusal:
        tell_slot_refusal(turn, refusal)
        placing.set_slot(order, soon_after(refusal))
    except placing.NoCommonMeal:
        placing.set_slot(order, None)  # Said when the slot is asked for.
    except placing.PriceChanged:
        turn.tell(turn.text("price-changed"))
    except placing.OutOfStock as shortage:
        _tell_shortage(turn, shortage)
    except QuantityRefused as refused:
        tell_refusal(turn, refused)
    except accounts.LimitReached as reached:
        await hold(turn, order, reached)
    except accounts.NotEntitled:
        order.payment = payments.ON_PICKUP
        turn.tell(turn.text("payment-account-gone"))
    except GuestLimit as refused:
        tell_limit(turn, refused)
    else:
        await _tell_placed(turn, placed)


def _tell_shortage(turn: Turn, shortage: placing.OutOfStock) -> None:
    item, left = shortage.item, shortage.left
    if left < item.min_quantity:
        tell_sold_out(turn, item, "sold-out", expects="change")
        return
    unit = turn.named(item, "unit")
    text = turn.text("out-of-stock", name=turn.named(item), left=left, unit=unit)
    turn.tell(text, buttons=[take_button(turn, item, left)], expects="change")


async def _tell_placed(turn: Turn, order: Order) -> None:
    outlet = await turn.session.get_one(Outlet, (order.park_id, order.outlet_id))
    turn.tell(
        turn.text(
            "placed",
            order_no=order.order_no,
            number=order.pickup_number if order.fulfilment in fulfilments.FETCHED else "none",
            when=cart_view.slot_text(turn, order),
            where=await fulfilment.where_text(turn, order),
            total=turn.money(order.total, order.currency),
            payment=await paid_how(turn, order),
            outlet=turn.named(outlet),
        ),
        order_no=order.order_no,
    )
    following = await carts.at_hand(turn.session, turn.conversation)
    if following is not None:
        await fulfilments.carry_over(turn.session, order, following)
        await placing.same_slot(turn.session, order, following, now=turn.now)
        other = await turn.session.get_one(Outlet, (following.park_id, following.outlet_id))
        turn.tell(turn.text("placed-next", outlet=turn.named(other)))
