"""Filling and changing the cart."""

from dataclasses import replace

from rasa_sdk.events import ActiveLoop, SlotSet

from actions import cart_view
from actions.base import Events
from actions.said import SaidLine
from actions.shopping import tell_sold_out
from actions.turn import Button, Turn, button
from models import Item, Order, OrderLine, Outlet
from services import cart_edits, carts, menus
from services.cart_lines import QuantityRefused, Wish

CART, FORM = "cart", "checkout_form"
CHOICES = 6
"""Items offered at once when a name fits several."""
_DIGITS = 2
_COUNTS = (
    ("one", "just one", "一"), ("two", "两", "二", "俩"), ("three", "三", "仨"), ("four", "四"),
    ("five", "五"), ("six", "六"), ("seven", "七"), ("eight", "八"), ("nine", "九"), ("ten", "十"),
)  # fmt: skip
PORTION, DRINK_UNITS = "份", {"杯", "瓶", "罐", "听", "盒"}


async def cart_events(turn: Turn) -> Events:
    """Whether the rules go on to checkout: with a cart, unless another form is under way.

    Without a cart the checkout form ends.
    """
    order = await carts.at_hand(turn.session, turn.conversation)
    if order is None and turn.active_form == FORM:
        return [ActiveLoop(None), SlotSet("requested_slot", None), SlotSet(CART, False)]
    return [SlotSet(CART, order is not None and turn.active_form in (None, FORM))]


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
    if gone is None:
        ways = [("button-menu", "/browse_menu"), ("button-shop", "/browse_shop")]
        buttons = [button(turn.text(title), command) for title, command in ways]
        turn.tell(turn.text("cart-empty"), buttons=buttons)
        return
    refill = f'/reorder{{"order_no": "{gone.order_no}"}}'
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


async def ask_for_item(turn: Turn) -> Events:
    turn.tell(
        turn.text("item-missing"),
        buttons=[button(turn.text("button-menu"), "/browse_menu")],
        expects="item",
    )
    return await cart_events(turn)


async def add_lines(turn: Turn, lines: list[SaidLine]) -> bool:
    """Add what is clear, say what is not; whether anything was added."""
    wishes: list[Wish] = []
    for line in lines:
        if line.item_id is not None:
            wishes.append(Wish(line.item_id, line.quantity, tuple(line.options), line.note))
        elif line.candidates:
            await ask_which_item(turn, line)
        else:
            turn.tell(turn.text("item-unknown-plain", name=line.words or ""))
    if not wishes:
        return False
    added = await carts.add(turn.session, turn.conversation, wishes, now=turn.now)
    for refusal in added.refused:
        tell_refusal(turn, refusal)
    return len(added.refused) < len(wishes)


async def ask_which_item(turn: Turn, line: SaidLine) -> None:
    """With buttons, those first that are sold where this kind of thing is ordered."""
    items = await menus.candidates(
        turn.session, turn.park_id, line.candidates, shop=turn.said.intent == "order_goods"
    )
    quantity = f', "quantity": {line.quantity}' if line.quantity else ""
    turn.tell(
        turn.text("item-unknown-maybe" if line.unknown else "item-which", name=line.words or ""),
        buttons=[
            button(
                f"{turn.named(item)} {turn.money(item.price)}",
                f'/order_food{{"item": {item.id}{quantity}}}',
            )
            for item in items[:CHOICES]
        ],
        expects="item",
    )


async def set_count(turn: Turn) -> bool:
    """Take a bare "two" as how many there should be of what stands in the cart alone."""
    count = count_alone(turn.said.text)
    order = await carts.at_hand(turn.session, turn.conversation)
    if count is None or order is None or len(order.lines) != 1:
        return False
    await change_cart(turn, [SaidLine(quantity=count)])
    return True


def count_alone(text: str) -> int | None:
    words = text.strip(" .!。！,，").casefold().removesuffix(" please").removesuffix("吧")
    if words.isdecimal() and len(words) <= _DIGITS:
        return int(words) or None
    return next((n for n, names in enumerate(_COUNTS, start=1) if words in names), None)


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
    return button(take, f'/modify_order{{"item": {item.id}, "quantity": {allowed}}}')


async def change_cart(turn: Turn, lines: list[SaidLine]) -> Events:
    """Apply the edits of a message to the cart, one after another."""
    order = await carts.at_hand(turn.session, turn.conversation)
    if order is None:
        named = [line for line in lines if line.names_item and line.role is None]
        changed = bool(named) and await add_lines(turn, named)
        return await show_cart(turn, "cart-added", changed)
    if not lines:
        turn.tell(turn.text("modify-what"), expects="change")
        return await cart_events(turn)
    changed = False
    for edit in _pair_swaps(lines):
        try:
            changed |= await _apply(turn, order, edit)
        except QuantityRefused as refusal:
            tell_refusal(turn, refusal)
    return await show_cart(turn, "cart-now", changed)


Swap = tuple[SaidLine, SaidLine]


def _pair_swaps(lines: list[SaidLine]) -> list[SaidLine | Swap]:
    replaced = next((line for line in lines if line.role == "replaced"), None)
    replacement = next((line for line in lines if line.role == "replacement"), None)
    if replaced is None or replacement is None:
        return list(lines)
    rest: list[SaidLine | Swap] = [
        line for line in lines if line is not replaced and line is not replacement
    ]
    return [(replaced, replacement), *rest]


async def _apply(turn: Turn, order: Order, edit: SaidLine | Swap) -> bool:
    if isinstance(edit, tuple):
        return await _swap(turn, order, *edit)
    line = _line_of(order, edit)
    if not edit.names_item:
        return await _alter(turn, order, line, edit)
    if edit.role == "remove":
        return await _remove(turn, order, line, edit)
    return await (add_lines(turn, [edit]) if line is None else _alter(turn, order, line, edit))


async def _remove(turn: Turn, order: Order, line: OrderLine | None, edit: SaidLine) -> bool:
    if line is None:
        turn.tell(turn.text("line-not-in-cart", name=edit.words or ""))
        return False
    await cart_edits.remove(turn.session, order, line, now=turn.now)
    return True


async def _alter(turn: Turn, order: Order, line: OrderLine | None, edit: SaidLine) -> bool:
    if edit.quantity is None or edit.quantity_role == "part":
        return await _refine(turn, order, line, edit)
    if line is None:
        return _ask_which_line(turn, order, edit)
    return await _requantify(turn, order, line, edit)


def _line_of(order: Order, edit: SaidLine) -> OrderLine | None:
    """The line an edit is about: by its item, the only one, or the only one with that unit."""
    if edit.names_item:
        ids = {edit.item_id} if edit.item_id is not None else set(edit.candidates)
        named = [line for line in order.lines if line.item_id in ids]
        return named[-1] if named else None
    if len(order.lines) == 1:
        return order.lines[0]
    by_unit = [line for line in order.lines if _counted_in(line, edit.unit)]
    return by_unit[0] if len(by_unit) == 1 else None


def _counted_in(line: OrderLine, unit: str | None) -> bool:
    """Whether people would count it so: 份 goes for any food, but not for a drink."""
    return unit == line.unit_zh or (unit == PORTION and line.unit_zh not in DRINK_UNITS)


async def _requantify(turn: Turn, order: Order, line: OrderLine, edit: SaidLine) -> bool:
    assert edit.quantity is not None
    adds = edit.quantity_role == "add" or (
        edit.quantity_role is None
        and edit.names_item
        and turn.said.intent == "order_food"
        and not turn.said.corrects
    )
    quantity = edit.quantity + (line.quantity if adds else 0)
    if edit.quantity_role == "subtract":
        quantity = line.quantity - edit.quantity
    await cart_edits.set_quantity(turn.session, order, line, quantity, now=turn.now)
    if line in order.lines and (edit.options or edit.notes):
        await cart_edits.refine(turn.session, order, line, edit.options, edit.note, now=turn.now)
    return True


async def _refine(turn: Turn, order: Order, line: OrderLine | None, edit: SaidLine) -> bool:
    """Options and notes: on the line they name, else on every line that offers them."""
    if not edit.options and not edit.notes:
        if edit.names_item and line is not None:  # "another cola", "再来牛肉面"
            await cart_edits.set_quantity(
                turn.session, order, line, line.quantity + 1, now=turn.now
            )
            return True
        return False
    offering = await cart_edits.lines_offering(turn.session, order, edit.options)
    targets = [line] if line is not None else offering or order.lines[-1:]
    for target in targets:
        await cart_edits.refine(turn.session, order, target, edit.options, edit.note, now=turn.now)
    return True


async def _swap(turn: Turn, order: Order, old: SaidLine, new: SaidLine) -> bool:
    line = _line_of(order, old)
    if line is None:
        turn.tell(turn.text("line-not-in-cart", name=old.words or ""))
        return False
    if new.item_id is None:
        return await add_lines(turn, [replace(new)])
    items = await carts.load_items(turn.session, turn.park_id, [new.item_id])
    item: Item = items[new.item_id]
    if item.outlet_id != order.outlet_id:
        await cart_edits.remove(turn.session, order, line, now=turn.now)
        return await add_lines(turn, [replace(new, quantity=new.quantity or line.quantity)])
    await cart_edits.swap(turn.session, order, line, item, new.quantity, now=turn.now)
    return True


def _ask_which_line(turn: Turn, order: Order, edit: SaidLine) -> bool:
    turn.tell(
        turn.text("line-which"),
        buttons=[
            button(
                turn.named(line),
                f'/modify_order{{"item": {line.item_id}, "quantity": {edit.quantity}}}',
            )
            for line in order.lines
        ],
        expects="item",
    )
    return False
