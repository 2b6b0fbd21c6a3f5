"""What is said after acts on carts and orders: what stands now, and what could not be done."""

from collections.abc import Sequence

from actions.kit.turn import Button, Turn, button
from actions.ordering import cart_view, fulfilment, order_view
from actions.ordering.checkout_answers import tell_slot_refusal
from actions.ordering.filling import APART, CHOICES, LONGEST_NAME, MOST_LINES, NAMED
from actions.ordering.giving_up import CANCELLABLE
from actions.ordering.shopping import tell_sold_out
from actions.ordering.standing import is_back, order_id
from models.catalogue import Item, Outlet
from models.ordering import Order
from services.acts.acts import Act, Cancel, Edit, Human, Op
from services.acts.chosen import command_of
from services.acts.steps import Refusal, Why
from services.acts.values import Line, Ref, Target, What
from services.acts.wording import within
from services.catalogue import menus
from services.kit.errors import NotFound, ParkError
from services.ordering import carts, orders
from services.ordering.cart_lines import QuantityRefused
from services.ordering.edits import Refusal as LineRefusal
from services.ordering.line_edits import EnoughAlready, OptionRefused
from services.ordering.order_slots import NoCommonMeal, SlotRefused
from services.ordering.placing import EmptyCart, Incomplete, OutOfStock

QUANTITY = "quantity"
OF_PEOPLE = range(2, 7)
"""How many people are offered where nobody has said how many there are."""
"""What we wait for where we offered as many as can be had."""


def act_button(title: str, *acts: Act) -> Button:
    return button(title, command_of(acts))


def on(order: Order) -> Target:
    return Target(what=What.ORDER, thing=f"order:{order.id}")


async def show(turn: Turn, order: Order, heading: str = "cart-now") -> None:
    """The cart as it is now, once in a message however many acts changed it."""
    forget_shown(turn, order)
    if not order.lines:
        turn.tell(turn.text("cart-emptied"))
        return
    turn.tell(
        f"{turn.text(heading)}\n{cart_view.cart_text(turn, order)}{_note(turn, order)}",
        cart=cart_view.cart_data(order),
    )
    for other in await carts.drafts(turn.session, turn.conversation):
        if other.id > order.id:
            outlet = await turn.session.get_one(Outlet, (other.park_id, other.outlet_id))
            items = cart_view.items_text(other, turn.language)
            turn.tell(
                turn.text("cart-other-outlet", outlet=turn.named(outlet), items=items),
                beside=order.order_no,
            )


def forget_shown(turn: Turn, order: Order) -> None:
    """What was said before in this message of how the order stands is not said beside the new."""
    turn.utterances = [
        said
        for said in turn.utterances
        if (said["custom"].get("cart") or {}).get("order_no") != order.order_no
        and said["custom"].get("beside") != order.order_no
    ]


def _note(turn: Turn, order: Order) -> str:
    return f"\n{turn.text('order-note', note=order.note)}" if order.note else ""


async def show_amended(turn: Turn, order: Order) -> None:
    """A placed order as it is after a change, with its day and hour."""
    forget_shown(turn, order)
    outlet = await turn.session.get_one(Outlet, (order.park_id, order.outlet_id))
    turn.tell(
        turn.text(
            "order-amended",
            order_no=order.order_no,
            lines=cart_view.lines_text(turn, order) + _note(turn, order),
            when=cart_view.slot_text(turn, order),
            where=await fulfilment.where_text(turn, order),
            total=turn.money(order.total, order.currency),
            outlet=turn.named(outlet),
        ),
        order_no=order.order_no,
        cart=cart_view.cart_data(order),
    )


async def tell_late(turn: Turn, order: Order) -> None:
    """It is accepted, or over: what stands, and what can be had instead."""
    status = await order_view.status(turn, order)
    buttons = [act_button(turn.text("button-ask-person"), Human())]
    key = "order-amend-over"
    if order.status in CANCELLABLE:
        key = "order-amend-late"
        cancel = act_button(turn.text("button-cancel-order"), Cancel(of=on(order)))
        buttons.insert(0, cancel)
    text = turn.text(key, order_no=order.order_no, status=status)
    turn.tell(text, buttons=buttons, order_no=order.order_no)


async def refuse(turn: Turn, refusal: Refusal) -> bool:
    """What is said where no order is there, or it has no such line, or may not be changed."""
    act, thing = refusal.act, refusal.thing
    if (text := _nothing_there(turn, refusal)) is not None:
        turn.tell(text)
        return True
    if refusal.why != Why.TOO_LATE or thing is None:
        return False
    if is_back(turn, order_id(thing)):
        turn.tell(turn.text("order-back-already", order_no=thing.number or ""))
        return True
    try:
        order = await orders.load(turn.session, turn.park_id, order_id(thing))
    except NotFound:
        return False
    if isinstance(act, Cancel):
        status = await order_view.status(turn, order)
        turn.tell(turn.text("cancel-too-late", order_no=order.order_no, status=status))
    else:
        await tell_late(turn, order)
    return True


def _nothing_there(turn: Turn, refusal: Refusal) -> str | None:
    """That there is no such order, none to call off, or no such line in it."""
    act, why = refusal.act, refusal.why
    if why == Why.NOTHING_THERE and getattr(act, "of", Target()).number is not None:
        return turn.text("order-not-found", order_no=act.of.number)  # type: ignore[union-attr]
    if why in (Why.NOTHING_THERE, Why.GIVEN_UP) and isinstance(act, Cancel):
        return turn.text("cancel-none")
    if why == Why.NOT_IN_CART and isinstance(act, Edit) and act.on and act.on.words:
        return turn.text("line-not-in-cart", name=act.on.words)
    return None


def tell_paid(turn: Turn, order: Order) -> None:
    """What WeChat Pay has collected is not changed: cancelling gives it back."""
    cancel = act_button(turn.text("button-cancel-order"), Cancel(of=on(order)))
    total = turn.money(order.total, order.currency)
    text = turn.text("order-amend-paid", order_no=order.order_no, total=total)
    turn.tell(text, buttons=[cancel], order_no=order.order_no)


async def tell_refusals(turn: Turn, order: Order, refused: Sequence[LineRefusal]) -> None:
    for refusal in refused[:APART]:
        if isinstance(refusal, QuantityRefused):
            tell_quantity(turn, order, refusal)
        else:
            tell_options(turn, [refusal])


def tell_quantity(turn: Turn, order: Order, refusal: QuantityRefused) -> None:
    """Why so many cannot be had, with as many as can: a bare number then is of that item."""
    item, allowed = refusal.item, refusal.allowed
    if refusal.why == "stock" and allowed < item.min_quantity:
        tell_sold_out(turn, item, "quantity-none-left")
        return
    mine = [line for line in order.lines if line.item_id == item.id]
    others = sum(line.quantity for line in mine[:-1])
    buttons = []
    if (quantity := allowed - others) > 0:
        take = turn.text("quantity-take", allowed=allowed, unit=turn.named(item, "unit"))
        edit = Edit(op=Op.ADD, lines=(Line(item=item.id, quantity=quantity),), of=on(order))
        if mine:
            ref = Ref(lines=(mine[-1].id,)) if mine[-1].id else Ref(item=item.id)
            edit = Edit(op=Op.SET, on=ref, quantity=quantity, of=on(order))
        elif not order.lines:
            edit = Edit(op=Op.ADD, lines=(Line(item=item.id, quantity=quantity),))
        buttons = [act_button(take, edit)]
    turn.tell(
        turn.text(
            f"quantity-{refusal.why.replace('_', '-')}",
            name=turn.named(item),
            allowed=allowed,
            wanted=refusal.wanted,
            unit=turn.named(item, "unit"),
        ),
        buttons=buttons,
        expects=QUANTITY,
        item=item.id,
    )


def tell_options(turn: Turn, refused: Sequence[OptionRefused]) -> None:
    """What an item can be had with instead, or that the kitchen is asked for it in a note."""
    for refusal in refused[:APART]:
        if refusal.note is not None:
            text = turn.text("option-noted", name=turn.named(refusal.item), note=refusal.note)
        else:
            comma = "、" if turn.language == "zh" else ", "
            names = comma.join(turn.named(option) for option in refusal.offered)
            key = "option-not-offered" if names else "option-none-offered"
            text = turn.text(key, name=turn.named(refusal.item), options=names)
        turn.tell(text)


async def tell_error(turn: Turn, order: Order, error: ParkError) -> bool:
    """Say what stands against a change; False where these words know nothing of it."""
    match error:
        case QuantityRefused() | OptionRefused():
            await tell_refusals(turn, order, [error])
        case EnoughAlready(pieces=pieces):
            turn.tell(turn.text("order-enough", pieces=pieces))
        case SlotRefused(instead=instead):
            if error.why != "several":
                tell_slot_refusal(turn, error)
            if instead:
                turn.tell(
                    turn.text("slot-instead"),
                    buttons=cart_view.slot_buttons(turn, instead),
                    expects="slot",
                )
        case NoCommonMeal():
            items = cart_view.items_text(order, turn.language)
            turn.tell(turn.text("no-common-meal", items=items))
        case OutOfStock(item=item, left=left):
            allowed = left + sum(ln.quantity for ln in order.lines if ln.item_id == item.id)
            tell_quantity(turn, order, QuantityRefused(item, allowed + 1, allowed, "stock"))
        case EmptyCart():
            turn.tell(turn.text("order-amend-empty", order_no=order.order_no))
        case Incomplete(missing=missing):
            about = {"order_no": order.order_no, "lacks": missing[0]}
            turn.tell(turn.text("order-amend-lacks", **about), order_no=order.order_no)
        case _:
            return False
    return True


async def ask_items(turn: Turn, lines: Sequence[Line], order: Order | None) -> None:
    """What is meant by words that name several things; and that some name nothing.

    However many lines one text has: MOST_LINES are taken, and of what is not added APART are told
    with a message each, the others together.
    """
    unclear = [line for line in lines[:MOST_LINES] if line.item is None or line.each]
    for line in unclear[:APART]:
        await (_ask_how_many if line.item is not None else _ask_item)(turn, line, order)
    left_out = [*lines[MOST_LINES:], *unclear[APART:]]
    if left_out:
        names = dict.fromkeys((line.words or "")[:LONGEST_NAME] for line in left_out[:NAMED])
        comma = "、" if turn.language == "zh" else ", "
        turn.tell(turn.text("items-left-out", count=len(left_out), names=comma.join(names)))


async def _ask_how_many(turn: Turn, line: Line, order: Order | None) -> None:
    """So many for each of nobody has said how many: how many in all, of which a bare number is."""
    assert line.item is not None
    found = await menus.candidates(turn.session, turn.park_id, [line.item], shop=False)
    for item in found[:1]:
        each = max(line.quantity or 1, 1)
        buttons = []
        for people in OF_PEOPLE:
            many = line.model_copy(update={"quantity": each * people, "each": False})
            add = Edit(op=Op.ADD, lines=(many,), of=on(order) if order else Target())
            unit = turn.named(item, "unit")
            title = turn.text("quantity-for-all", count=each * people, unit=unit)
            buttons.append(act_button(title, add))
        text = turn.text("quantity-each", name=turn.named(item))
        turn.tell(text, buttons=buttons, expects=QUANTITY, item=item.id)


async def _ask_item(turn: Turn, line: Line, order: Order | None) -> None:
    if not line.candidates:
        turn.tell(turn.text("item-unknown-plain", name=line.words or ""))
        return
    found = await menus.candidates(turn.session, turn.park_id, line.candidates, shop=False)
    buttons = []
    for item in found[:CHOICES]:
        chosen = line.model_copy(update={"item": item.id, "candidates": ()})
        add = Edit(op=Op.ADD, lines=(chosen,), of=on(order) if order else Target())
        buttons.append(act_button(f"{turn.named(item)} {turn.money(item.price)}", add))
    named = any(_is_part(line.words or "", item) for item in found)
    key = "item-which" if named else "item-unknown-maybe"
    turn.tell(turn.text(key, name=line.words or ""), buttons=buttons, expects="item")


def _is_part(words: str, item: Item) -> bool:
    """Whether an item is called so, and not only something like it."""
    return any(within(words, name) for name in (item.name_zh, item.name_en, *item.aliases))
