"""A conversation's carts as they are read with a message, and handed over to its turn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, bindparam, func, select, true, type_coerce
from sqlalchemy.dialects.postgresql import JSONB, aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.sql.selectable import NamedFromClause

from models.base import table_of
from models.catalogue import Item, Outlet
from models.conversations import Conversation
from models.ordering import Order, OrderLine
from services.kit.plain_rows import Plain
from services.ordering.cart_lines import to_be_locked
from services.ordering.carts import known, known_item, known_items, open_ones

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Cart:
    """Values of rows, by name of the column."""

    order: Values
    outlet: Values
    lines: Sequence[Values]
    items: Sequence[Values]


def of_json(carts: Sequence[Mapping[str, Any]] | None) -> list[Cart]:
    """Of CARTS."""
    return [
        Cart(
            _ORDER.of_json(cart["order"]),
            _OUTLET.of_json(cart["outlet"]),
            [_LINE.of_json(line) for line in cart["lines"] or ()],
            [_ITEM.of_json(item) for item in cart["items"] or ()],
        )
        for cart in carts or ()
    ]


def as_left(session: AsyncSession, conversation: Conversation) -> list[Cart] | None:
    """As the transaction leaves them, all flushed; None where it has not read all of them."""
    orders = open_ones(session, conversation)
    found = [_as_left(session, order) for order in orders or ()]
    if orders is None or None in found:
        return None
    return [cart for cart in found if cart is not None]


def _as_left(session: AsyncSession, order: Order) -> Cart | None:
    at, inside = order.__dict__.get("outlet"), order.__dict__.get("lines")
    if at is None or inside is None:
        return None
    sold = [known_item(session, order.park_id, line.item_id) for line in inside]
    items = [_ITEM.known(item) for item in sold if item is not None]
    lines, values, outlet = (
        [_LINE.known(one) for one in inside],
        _ORDER.known(order),
        _OUTLET.known(at),
    )
    if values is None or outlet is None or None in (*sold, *items, *lines):
        return None
    return Cart(values, outlet, [one for one in lines if one], [one for one in items if one])


def handed_over(session: AsyncSession, conversation: Conversation, carts: Sequence[Cart]) -> None:
    """The conversation's carts as they were a moment ago, in place of reading them. Whoever changes
    what is in one has it locked, and compared with what it is by then (`settle`)."""
    items = {one["id"]: one for cart in carts for one in cart.items}
    rows = {id_: _ITEM.read_by(session, one) for id_, one in items.items()}
    known_items(session, conversation.park_id, rows)
    outlets = {cart.outlet["id"]: cart.outlet for cart in carts}
    places = {id_: _OUTLET.read_by(session, one) for id_, one in outlets.items()}
    orders = [_handed_over(session, cart, places[cart.outlet["id"]]) for cart in carts]
    known(session, conversation, orders)


def _handed_over(session: AsyncSession, cart: Cart, outlet: Outlet) -> Order:
    order = _ORDER.read_by(session, cart.order)
    lines = [_LINE.read_by(session, line) for line in cart.lines]
    set_committed_value(order, "lines", lines)
    set_committed_value(order, "outlet", outlet)
    to_be_locked(session, order)
    return order


def _carts() -> ScalarSelect[Any]:
    cart, line = table_of(Order).alias("cart"), table_of(OrderLine).alias("line")
    item, outlet = table_of(Item).alias("item_of"), table_of(Outlet).alias("outlet_of")
    of_cart = (line.c.park_id == cart.c.park_id) & (line.c.order_id == cart.c.id)
    of_item = (item.c.park_id == line.c.park_id) & (item.c.id == line.c.item_id)
    lines = select(
        func.jsonb_agg(aggregate_order_by(_json(line), line.c.position)).label("lines"),
        func.jsonb_agg(_json(item)).label("items"),
    ).join_from(line, item, of_item)
    inside = lines.where(of_cart).lateral("inside")
    cart_with_all = func.jsonb_build_object(
        *("order", _json(cart), "outlet", _json(outlet)),
        *("lines", inside.c.lines, "items", inside.c["items"]),
    )
    of_outlet = (outlet.c.park_id == cart.c.park_id) & (outlet.c.id == cart.c.outlet_id)
    return (
        select(func.jsonb_agg(aggregate_order_by(cart_with_all, cart.c.id)))
        .join_from(cart, outlet, of_outlet)
        .join(inside, true())
        .where(
            cart.c.park_id == bindparam("park"),
            cart.c.conversation_id == bindparam("conversation"),
            cart.c.status == "draft",
            ~cart.c.held,
        )
        .scalar_subquery()
    )


def _json(table: NamedFromClause) -> ColumnElement[Any]:
    return func.to_jsonb(table.table_valued())


_ORDER, _LINE, _ITEM, _OUTLET = Plain(Order), Plain(OrderLine), Plain(Item), Plain(Outlet)
CARTS = type_coerce(_carts(), JSONB)
"""Of a statement with the parameters `park` and `conversation`: what `of_json` takes, oldest first;
null where there is none."""
