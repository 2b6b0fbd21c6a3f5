"""Stars of an order that was fetched or brought, and what they say of dishes and outlets."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.ordering import Order, OrderRating
from services.events.publish import publish
from services.kit.errors import Conflict, Invalid
from services.ordering import describing, events, orders

WITHIN = timedelta(days=7)
"""So long after its last change a completed order is rated."""
COUNTED = timedelta(days=180)
"""Older stars say nothing of a dish any more."""
FEWEST = 3
"""Stars from which a mean is shown: the opinion of one is none of everybody."""
LONGEST = 500
MOST = 5


class AlreadyRated(Conflict):
    """Stars are given once. `details`: `stars`."""

    code = "already_rated"


class NotRateable(Conflict):
    """It is not completed, or was so long ago."""

    code = "not_rateable"


@dataclass(frozen=True, slots=True)
class Stars:
    """Of the order as a whole, and of some of its items by their id; 1 to MOST."""

    whole: int
    words: str | None = None
    items: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mean:
    """Of all stars within COUNTED, to one decimal."""

    stars: float
    count: int


def may_rate(order: Order, *, now: datetime) -> bool:
    """Whether it can be rated as far as time and state go."""
    return order.status == "completed" and now - order.updated_at <= WITHIN


async def of_order(session: AsyncSession, order: Order) -> OrderRating | None:
    """The stars of the order as a whole."""
    return await session.scalar(
        select(OrderRating).where(
            OrderRating.park_id == order.park_id,
            OrderRating.order_id == order.id,
            OrderRating.item_id.is_(None),
        )
    )


async def rate(
    session: AsyncSession, park_id: int, order_id: int, stars: Stars, *, now: datetime
) -> OrderRating:
    """Note the stars that whoever ordered gives, once.

    Raises NotFound, NotRateable, AlreadyRated, and Invalid for other stars or items.
    """
    order = await orders.load(session, park_id, order_id, lock=True)
    before = await of_order(session, order)
    if before is not None:
        raise AlreadyRated(f"{order.order_no} was rated", stars=before.stars)
    if not may_rate(order, now=now):
        raise NotRateable(f"{order.order_no} is {order.status}", status=order.status)
    if not all(1 <= one <= MOST for one in (stars.whole, *stars.items.values())):
        raise Invalid(f"stars are 1 to {MOST}", field="stars")
    if not stars.items.keys() <= {line.item_id for line in order.lines}:
        raise Invalid("the order has no such item", field="items")
    words = (stars.words or "").strip()[:LONGEST] or None
    rating = _row(order, now, stars=stars.whole, words=words)
    session.add(rating)
    session.add_all(
        _row(order, now, stars=given, item_id=item) for item, given in stars.items.items()
    )
    await session.flush()
    described = await describing.describe(session, order)
    rated = events.OrderRated(order=described, rating=stars.whole)
    await publish(session, park_id, rated, now=now)
    return rating


def _row(order: Order, now: datetime, **values: Any) -> OrderRating:
    return OrderRating(
        park_id=order.park_id,
        order_id=order.id,
        outlet_id=order.outlet_id,
        person_id=order.person_id,
        created_at=now,
        **values,
    )


async def of_items(
    session: AsyncSession, park_id: int, item_ids: Iterable[int], *, now: datetime
) -> dict[int, Mean]:
    """By item; without those of which fewer than FEWEST have said anything."""
    ids = list(item_ids)
    wanted = OrderRating.item_id.in_(ids)
    return await _means(session, park_id, OrderRating.item_id, wanted, now) if ids else {}


async def of_outlets(session: AsyncSession, park_id: int, *, now: datetime) -> dict[int, Mean]:
    """By outlet, of orders as a whole; without those of which fewer than FEWEST have said it."""
    whole = OrderRating.item_id.is_(None)
    return await _means(session, park_id, OrderRating.outlet_id, whole, now)


async def _means(
    session: AsyncSession, park_id: int, by: Any, which: ColumnElement[bool], now: datetime
) -> dict[int, Mean]:
    found = await session.execute(
        select(by, func.avg(OrderRating.stars), func.count())
        .where(OrderRating.park_id == park_id, which, OrderRating.created_at >= now - COUNTED)
        .group_by(by)
        .having(func.count() >= FEWEST)
    )
    return {key: Mean(round(float(mean), 1), count) for key, mean, count in found}
