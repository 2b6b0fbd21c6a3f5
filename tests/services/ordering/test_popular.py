"""What everybody orders often."""

from datetime import timedelta

from services.ordering import orders, popular
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark

RICE = (
    ("mapo_tofu_rice", 8), ("curry_chicken_rice", 7), ("kung_pao_chicken_rice", 6),
    ("egg_fried_rice", 5), ("beef_noodles", 4),
)  # fmt: skip


async def test_the_three_of_an_outlet_that_most_orders_hold_sell_best(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        for code, count in RICE:
            for _ in range(count):
                await demo.placed(session, code)
        found = await popular.bestsellers(session, demo.id, now=WEDNESDAY_MORNING)
        assert found == {demo.items[code] for code, _ in RICE[:3]}
        later = WEDNESDAY_MORNING + timedelta(days=31)
        assert await popular.bestsellers(session, demo.id, now=later) == set()


async def test_what_came_to_nothing_or_is_ordered_seldom_is_no_bestseller(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        for _ in range(popular.OFTEN - 1):
            await demo.placed(session, "beef_noodles")
        for _ in range(popular.OFTEN):
            order = await demo.placed(session, "mapo_tofu_rice")
            await orders.advance(session, demo.id, order.id, "cancel", now=WEDNESDAY_MORNING)
        assert await popular.bestsellers(session, demo.id, now=WEDNESDAY_MORNING) == set()
