"""Stars of orders: given once, by who had it, and shown as a mean of several."""

from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from models.ordering import Order
from services.kit.errors import Invalid
from services.ordering import order_ratings, orders
from services.ordering.order_ratings import AlreadyRated, Mean, NotRateable, Stars
from tests.given.companies import NOW
from tests.given.demo_park import DemoPark

COURSE = ("accept", "preparing", "ready", "complete")


async def completed(session: AsyncSession, demo: DemoPark, code: str = "beef_noodles") -> Order:
    order = await demo.placed(session, code)
    for action in COURSE:
        await orders.advance(session, demo.id, order.id, action, now=NOW)
    return order


async def test_stars_are_given_once_for_what_was_handed_over(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        order = await demo.placed(session, "beef_noodles")
        with pytest.raises(NotRateable):
            await order_ratings.rate(session, demo.id, order.id, Stars(5), now=NOW)
        order = await completed(session, demo)
        given = Stars(4, " 面很好 ", {order.lines[0].item_id: 5})
        await order_ratings.rate(session, demo.id, order.id, given, now=NOW)
        whole = await order_ratings.of_order(session, order)
        assert whole is not None
        assert (whole.stars, whole.words, whole.item_id) == (4, "面很好", None)
        with pytest.raises(AlreadyRated) as refused:
            await order_ratings.rate(session, demo.id, order.id, Stars(1), now=NOW)
        assert refused.value.details == {"stars": 4}


async def test_what_is_too_old_or_was_not_in_it_is_not_rated(demo: DemoPark) -> None:
    async with demo.sessions() as session:
        order = await completed(session, demo)
        late = NOW + order_ratings.WITHIN + timedelta(seconds=1)
        with pytest.raises(NotRateable):
            await order_ratings.rate(session, demo.id, order.id, Stars(5), now=late)
        for wrong in (Stars(6), Stars(0), Stars(5, items={demo.items["latte"]: 5})):
            with pytest.raises(Invalid):
                await order_ratings.rate(session, demo.id, order.id, wrong, now=NOW)


async def test_a_mean_is_shown_from_three_on_and_of_half_a_year(demo: DemoPark) -> None:
    item = demo.items["beef_noodles"]
    async with demo.sessions() as session:
        for stars in (5, 4, 4):
            order = await completed(session, demo)
            assert await order_ratings.of_items(session, demo.id, [item], now=NOW) == {}
            given = Stars(stars, items={item: stars})
            await order_ratings.rate(session, demo.id, order.id, given, now=NOW)
        means = await order_ratings.of_items(session, demo.id, [item], now=NOW)
        assert means == {item: Mean(4.3, 3)}
        assert await order_ratings.of_outlets(session, demo.id, now=NOW) == {
            order.outlet_id: Mean(4.3, 3)
        }
        later = NOW + order_ratings.COUNTED + timedelta(days=1)
        assert await order_ratings.of_outlets(session, demo.id, now=later) == {}
