"""More for an order that was placed a while ago: into that one, or a new one, is asked once."""

from actions.kit.base import Events
from actions.kit.turn import SURE, Turn
from actions.ordering import cart_view
from actions.ordering.acting_view import act_button, on
from models.ordering import Order
from services.acts.acts import Edit, Op
from services.acts.steps import Step
from services.acts.values import Line, Target, What
from services.ordering import carts
from services.ordering.words import pieces_text

ASKED = "adds_to"
"""Under which our question has the order's number."""


async def ask(turn: Turn, order: Order, step: Step) -> bool:
    """Whether it was asked. Not where nothing of it is sold by who has the order: that is a new one
    anyway."""
    lines = _more(step)
    ids = {line.item for line in lines if line.item is not None}
    items = await carts.load_items(turn.session, order.park_id, ids) if ids else {}
    if not any(item.outlet_id == order.outlet_id for item in items.values()):
        return False
    pieces = [
        (items[line.item], line.quantity or items[line.item].min_quantity)
        for line in lines
        if line.item in items
    ]
    text = turn.text(
        "order-add-or-new",
        order_no=order.order_no,
        items=cart_view.items_text(order, turn.language),
        when=cart_view.slot_text(turn, order),
        more=pieces_text(pieces, turn.language),
    )
    into = Edit(op=Op.ADD, lines=lines, of=on(order))
    new = Edit(op=Op.ADD, lines=lines, of=Target(what=What.ORDER, new=True))
    buttons = [
        act_button(turn.text("button-add-to-order", order_no=order.order_no), into),
        act_button(turn.text("button-new-order"), new),
    ]
    number = order.order_no
    turn.tell(text, buttons=buttons, settles=SURE, order_no=number, act_sure=True, adds_to=number)
    return True


def _more(step: Step) -> tuple[Line, ...]:
    """What is put in, as lines of an order of their own."""
    act = step.act
    assert isinstance(act, Edit)
    if act.op is Op.ADD:
        return act.lines
    return tuple(
        Line(item=one.item, quantity=act.quantity or 1, options=one.options, note=one.note)
        for one in step.lines
    )


async def take_no(turn: Turn) -> Events | None:
    """A no leaves the order as it is."""
    number = (await turn.last_told()).get(ASKED)
    if number is None:
        return None
    turn.tell(turn.text("order-nothing-added", order_no=number), order_no=number)
    return []
