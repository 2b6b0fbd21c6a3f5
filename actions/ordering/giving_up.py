"""Dropping a cart, and asking about orders that are placed."""

from rasa_sdk.events import ActiveLoop, SlotSet

from actions.kit.base import Events
from actions.kit.turn import Turn, button
from actions.ordering import cart_view, order_view
from actions.ordering.checkout import cleared
from actions.ordering.filling import FORM, cart_events
from models.ordering import Order
from services.conversations.commands import command
from services.ordering import carts

CANCELLABLE = ("placed", "accepted", "preparing")
CANCEL_ASKED = "order_cancel"
"""What the question whether to cancel a placed order settles."""
GIVING_UP = ("算了", "不要了", "不订了", "不点了", "never mind", "nevermind", "forget it")


async def drop_carts(turn: Turn) -> list[str]:
    """Discard all carts; what was in each."""
    things = []
    for cart in await carts.drafts(turn.session, turn.conversation):
        items = cart_view.items_text(cart, turn.language)
        things.append(turn.text("dropped-cart", items=items))
        await carts.discard(turn.session, turn.conversation, now=turn.now)
    return things


async def tell_placed(turn: Turn) -> None:
    """Ask about orders that are placed, if there are."""
    placed = await order_view.recent(turn, CANCELLABLE)
    if placed:
        ask_about_placed(turn, placed)


async def left_form(turn: Turn) -> Events:
    """The cart is gone: the checkout form ends, or goes on with the next cart."""
    events = [*cleared(), *await cart_events(turn)]
    still = await carts.at_hand(turn.session, turn.conversation)
    if turn.active_form not in (None, FORM) or (turn.active_form == FORM and still is not None):
        return events
    return [*events, ActiveLoop(None), SlotSet("requested_slot", None)]


async def refuse_cart(turn: Turn) -> Events:
    """No, or never mind, to the cart at hand."""
    if any(word in turn.said.text.lower() for word in GIVING_UP):
        await carts.discard(turn.session, turn.conversation, now=turn.now)
        turn.tell(turn.text("draft-discarded"))
        return await left_form(turn)
    if turn.active_form == FORM and turn.slots.get("requested_slot") == "confirm":
        turn.tell(turn.text("confirm-change"), expects="change")
        return []
    turn.tell(
        turn.text("deny-in-order"),
        buttons=[
            button(turn.text("button-cancel"), "/cancel_order"),
            button(turn.text("button-keep"), "/checkout"),
        ],
    )
    return []


def ask_about_placed(turn: Turn, placed: list[Order]) -> None:
    """Whether to cancel the order that is placed, or which; nothing is cancelled by the way."""
    if len(placed) == 1:
        [order] = placed
        items = cart_view.items_text(order, turn.language)
        turn.tell(
            turn.text("cancel-placed-sure", order_no=order.order_no, items=items),
            buttons=[
                button(
                    turn.text("button-cancel-order"),
                    command("cancel_order", order_no=order.order_no),
                ),
                button(turn.text("button-keep-order"), "/deny"),
            ],
            settles=CANCEL_ASKED,
            order_no=order.order_no,
        )
        return
    turn.tell(
        turn.text("cancel-which"),
        buttons=[
            button(
                f"{order.order_no} {cart_view.items_text(order, turn.language)}",
                command("cancel_order", order_no=order.order_no),
            )
            for order in placed
        ],
        expects="order",
    )
