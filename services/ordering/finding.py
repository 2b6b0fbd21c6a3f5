"""Finding an order by words of it."""

from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_

from models.catalogue import Outlet
from models.ordering import Order, OrderLine


def named(words: str) -> ColumnElement[bool]:
    """Whether each of the words stands in an order's number, the name of its outlet or the name of
    something in it, in either language."""
    return and_(*(_says(word) for word in words.split()))


def _says(word: str) -> ColumnElement[bool]:
    outlet = exists().where(
        Outlet.park_id == Order.park_id,
        Outlet.id == Order.outlet_id,
        or_(_in(Outlet.name_zh, word), _in(Outlet.name_en, word)),
    )
    line = exists().where(
        OrderLine.park_id == Order.park_id,
        OrderLine.order_id == Order.id,
        or_(_in(OrderLine.name_zh, word), _in(OrderLine.name_en, word)),
    )
    return or_(_in(Order.order_no, word), outlet, line)


def _in(column: Any, word: str) -> ColumnElement[bool]:
    found: ColumnElement[bool] = column.icontains(word, autoescape=True)
    return found
