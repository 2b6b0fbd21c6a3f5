"""Filling the cart, and saying what is in it."""

from rasa_sdk.events import ActiveLoop, SlotSet

from actions.kit.agreeing import agreed_to_nothing, is_content
from actions.kit.base import Events
from actions.kit.turn import Button, Turn, button
from actions.ordering import cart_view
from actions.ordering.shopping import tell_sold_out
from models.catalogue import Item, Outlet
from models.ordering import Order
from services.acts.state import RECENT
from services.conversations.commands import command
from services.ordering import carts
from services.ordering.cart_lines import QuantityRefused

CART, FORM = "cart", "checkout_form"
CART_INTENTS = frozenset({"order_food", "order_goods", "modify_order"})
RESTS_AFTER = RECENT
CHOICES = 6
"""Items offered at once when a name fits several."""
MOST_LINES = 30
"""Of one message, taken into a cart."""
APART = 3
"""Things not added that are told with a message each."""
NAMED, LONGEST_NAME = 5, 20
"""Of the others: how many are named, in how many characters each."""


async def cart_events(turn: Turn) -> Events:
    """Whether the rules go on to checkout: with a cart, unless another form is under way.

    Without a cart the checkout form ends.
    """
    order = await carts.at_hand(turn.session, turn.conversation)
    if order is None and turn.active_form == FORM:
        return [ActiveLoop(None), SlotSet("requested_slot", None), SlotSet(CART, False)]
    return [SlotSet(CART, order is not None and turn.active_form in (None, FORM))]


async def has_cart(turn: Turn) -> bool:
    return await carts.at_hand(turn.session, turn.conversation) is not None


async def is_under_way(turn: Turn) -> bool:
    """Whether a cart is being put together. One that rests is there, and nobody is asked of it."""
    order = await carts.at_hand(turn.session, turn.conversation)
    return order is not None and not rests(turn, order)


def rests(turn: Turn, order: Order) -> bool:
    """Whether nobody has touched the cart for RESTS_AFTER: until somebody speaks of it again, what
    is said is not about it."""
    return turn.now - order.updated_at > RESTS_AFTER


def take_up(turn: Turn, order: Order | None) -> None:
    """The cart is spoken of: it rests no more."""
    if order is not None and order.status == "draft":
        order.updated_at = turn.now


async def goes_on_by_yes(turn: Turn) -> Events:
    """What a yes to no question of the cart's does: it goes on with one that does not rest."""
    order = await carts.at_hand(turn.session, turn.conversation)
    if order is not None and rests(turn, order) and turn.active_form != FORM:
        return [SlotSet(CART, False)]
    return await cart_events(turn)


async def show_cart(turn: Turn, heading: str, changed: bool) -> Events:
    """Say what is in the cart at hand; silent about it if nothing changed."""
    order = await carts.at_hand(turn.session, turn.conversation)
    if order is None and not turn.utterances:
        await tell_empty(turn)
    elif order is not None and changed:
        turn.tell(
            f"{turn.text(heading)}\n{cart_view.cart_text(turn, order)}",
            cart=cart_view.cart_data(order),
        )
        await _tell_of_other_outlets(turn)
    return await cart_events(turn)


async def tell_empty(turn: Turn) -> None:
    """That there is nothing in the cart, or that what was in it has expired."""
    gone = await carts.expired(turn.session, turn.conversation)
    if gone is None and await is_content(turn):
        await agreed_to_nothing(turn)
        return
    if gone is None:
        ways = [("button-menu", "/browse_menu"), ("button-shop", "/browse_shop")]
        buttons = [button(turn.text(title), way) for title, way in ways]
        turn.tell(turn.text("cart-empty"), buttons=buttons)
        return
    refill = command("reorder", order_no=gone.order_no)
    turn.tell(
        turn.text("cart-expired", items=cart_view.items_text(gone, turn.language)),
        buttons=[
            button(turn.text("button-refill"), refill),
            button(turn.text("button-menu"), "/browse_menu"),
        ],
        expects="refill",
        order_no=gone.order_no,
    )


async def _tell_of_other_outlets(turn: Turn) -> None:
    for other in (await carts.drafts(turn.session, turn.conversation))[1:]:
        outlet = await turn.session.get_one(Outlet, (other.park_id, other.outlet_id))
        items = cart_view.items_text(other, turn.language)
        turn.tell(turn.text("cart-other-outlet", outlet=turn.named(outlet), items=items))


def tell_refusal(turn: Turn, refusal: QuantityRefused) -> None:
    """Say why a quantity cannot be had, and offer the one that can."""
    item, allowed = refusal.item, refusal.allowed
    if refusal.why == "stock" and allowed < item.min_quantity:
        tell_sold_out(turn, item, "quantity-none-left")
        return
    turn.tell(
        turn.text(
            f"quantity-{refusal.why.replace('_', '-')}",
            name=turn.named(item),
            allowed=allowed,
            wanted=refusal.wanted,
            unit=turn.named(item, "unit"),
        ),
        buttons=[take_button(turn, item, allowed)] if allowed > 0 else [],
    )


def take_button(turn: Turn, item: Item, allowed: int) -> Button:
    """Sets the item's quantity to what can be had."""
    take = turn.text("quantity-take", allowed=allowed, unit=turn.named(item, "unit"))
    return button(take, command("modify_order", item=item.id, quantity=allowed))
