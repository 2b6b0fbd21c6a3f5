"""What rules draw, and the ways in which they ask."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any

from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncSession

from models.ordering import Order
from services.kit.errors import IllegalTransition, ParkError
from services.ordering import line_edits, orders
from services.ordering.amending import amend
from services.ordering.cart_lines import Wish
from tests.given.demo_park import DemoPark
from tests.properties.crashing.gateway import Answer, GatewayProcess
from tests.properties.crashing.machine import How, Send
from tests.properties.crashing.process import Fate, Point

COMMITS = [Point.BEFORE_COMMIT, Point.AFTER_COMMIT]
SENDS = [Point.BEFORE_SEND, Point.AFTER_SEND]
LIVES = st.just(Fate())
ONCE = LIVES | st.builds(Fate, st.sampled_from(COMMITS))
"""For what is one transaction."""
OFTEN = LIVES | st.builds(Fate, st.sampled_from(COMMITS + SENDS), st.integers(1, 3))
PICK = st.integers(0, 11)
"""Of a list, whatever its length."""
WHICH = st.integers(0, 1)
"""Gateway, or tenant."""
HOW = st.builds(How, WHICH, ONCE, st.booleans())


def call(token: Callable[[], str], path: str, body: Any = None, key: str | None = None) -> Send:
    """A request to the API, the same however often it is sent."""

    async def send(gateway: GatewayProcess, fate: Fate) -> Answer:
        return await gateway.ask(token(), path, body, key=key, fate=fate)

    return send


def amending(demo: DemoPark, number: str, code: str, count: int) -> Send:
    """Set how many of a dish a placed order has, as an act of its tenant does."""
    item = demo.items[code]

    async def change(session: AsyncSession, placed: Order, holds: Mapping[int, int]) -> None:
        lines = await line_edits.of(session, placed, more=[item], holds=holds)
        line = next((one for one in placed.lines if one.item_id == item), None)
        if line is None:
            lines.add(Wish(item, count))
        else:
            lines.set(line, count)

    async def send(gateway: GatewayProcess, fate: Fate) -> Answer:
        async def act(session: AsyncSession) -> None:
            order = await orders.find_by_number(session, demo.id, number)
            assert order is not None
            await amend(session, order, partial(change, session), now=gateway.clock())

        try:
            await gateway.do(act, fate)
        except ParkError:
            return Answer(409, None)
        return Answer(200, None)

    return send


def done(act: Callable[[AsyncSession], Awaitable[None]]) -> Send:
    """A transaction of staff, and whether it was refused."""

    async def send(gateway: GatewayProcess, fate: Fate) -> Answer:
        try:
            await gateway.do(act, fate)
        except IllegalTransition:
            return Answer(409, None)
        return Answer(200, None)

    return send
