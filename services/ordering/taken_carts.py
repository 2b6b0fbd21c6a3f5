"""A conversation's carts as they are read with a message, and handed over to its turn."""

from collections.abc import Mapping, Sequence
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
from services.ordering.carts import known, known_items


def handed_over(
    session: AsyncSession, conversation: Conversation, carts: Sequence[Mapping[str, Any]]
) -> None:
    """The conversation's carts as they were a moment ago (CARTS), in place of reading them. Whoever
    changes what is in one has it locked, and compared with what it is by then (`settle`)."""
    items = {one["id"]: one for cart in carts for one in cart["items"] or ()}
    rows = {id_: _ITEM.read_by(session, _ITEM.of_json(one)) for id_, one in items.items()}
    known_items(session, conversation.park_id, rows)
    known(session, conversation, [_handed_over(session, cart) for cart in carts])


def _handed_over(session: AsyncSession, cart: Mapping[str, Any]) -> Order:
    order = _ORDER.read_by(session, _ORDER.of_json(cart["order"]))
    lines = [_LINE.read_by(session, _LINE.of_json(line)) for line in cart["lines"] or ()]
    set_committed_value(order, "lines", lines)
    outlet = _OUTLET.read_by(session, _OUTLET.of_json(cart["outlet"]))
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
"""Of a statement with the parameters `park` and `conversation`: what `handed_over` takes, oldest
first; null where there is none."""
