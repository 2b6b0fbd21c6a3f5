"""What tenants do to a cart: fill it, change it, look at it."""

from actions.kit import corrections
from actions.kit.base import Events, ParkAction
from actions.kit.hooks import understood
from actions.kit.turn import Turn
from actions.ordering.cart_changes import change_cart
from actions.ordering.filling import add_lines, ask_for_item, cart_events, show_cart
from services.ordering import carts


class OrderItems(ParkAction):
    """order_food and order_goods: puts what was named into the cart, and shows it."""

    action_name = "action_order_items"

    async def act(self, turn: Turn) -> Events:
        if (corrected := await corrections.correct_last(turn)) is not None:
            return corrected
        lines = turn.said.lines()
        if not any(line.names_item for line in lines):
            # "点个午饭" counts nothing that is in a cart yet.
            changes = lines and await carts.at_hand(turn.session, turn.conversation)
            return await change_cart(turn, lines) if changes else await ask_for_item(turn)
        if turn.said.corrects:
            return await change_cart(turn, lines)
        changed = await add_lines(turn, [line for line in lines if line.names_item])
        return await show_cart(turn, "cart-added", changed)


class ModifyOrder(ParkAction):
    """modify_order: quantities, options, taking out, swapping; what is not there yet is added."""

    action_name = "action_modify_order"

    async def act(self, turn: Turn) -> Events:
        if await understood(turn, self.action_name) is not None:
            return await cart_events(turn)
        if (corrected := await corrections.correct_last(turn)) is not None:
            return corrected
        return await change_cart(turn, turn.said.lines())


class ViewCart(ParkAction):
    action_name = "action_view_cart"
    writes = False

    async def act(self, turn: Turn) -> Events:
        return await show_cart(turn, "cart-now", True)
