"""A number alone, said of the only thing in the cart."""

from actions.kit.base import Events
from actions.kit.turn import Turn
from actions.ordering.filling import FORM, show_cart, tell_refusal
from services.ordering import cart_edits, carts
from services.ordering.cart_lines import QuantityRefused

_DIGITS = 2
_COUNTS = (
    ("one", "just one", "一"), ("two", "两", "二", "俩"), ("three", "三", "仨"), ("four", "四"),
    ("five", "五"), ("six", "六"), ("seven", "七"), ("eight", "八"), ("nine", "九"), ("ten", "十"),
)  # fmt: skip


async def take_count(turn: Turn) -> Events | None:
    """A number alone, while the checkout form asks for something."""
    return [] if turn.active_form == FORM and await set_count(turn) else None


async def set_count(turn: Turn) -> bool:
    """Take a bare "two" as how many there should be of what stands in the cart alone."""
    count = count_alone(turn.said.text)
    order = await carts.at_hand(turn.session, turn.conversation)
    if count is None or order is None or len(order.lines) != 1:
        return False
    try:
        await cart_edits.set_quantity(turn.session, order, order.lines[0], count, now=turn.now)
    except QuantityRefused as refusal:
        tell_refusal(turn, refusal)
    await show_cart(turn, "cart-now", True)
    return True


def count_alone(text: str) -> int | None:
    words = text.strip(" .!。！,，").casefold().removesuffix(" please").removesuffix("吧")
    if words.isdecimal() and len(words) <= _DIGITS:
        return int(words) or None
    return next((n for n, names in enumerate(_COUNTS, start=1) if words in names), None)
