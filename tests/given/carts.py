"""A cart that is filled and looked at, for tests of what becomes of it."""

from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.ordering import Order
from services.ordering import carts
from services.ordering.cart_lines import Wish
from services.ordering.carts import Added
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark

NOW = WEDNESDAY_MORNING
Shown = list[tuple[str, int, list[str], str | None, int]]


class Cart:
    """A conversation's cart at hand in one session."""

    def __init__(self, demo: DemoPark, session: AsyncSession, conversation: Conversation) -> None:
        self.demo, self.session, self.conversation = demo, session, conversation

    @classmethod
    async def new(cls, demo: DemoPark, session: AsyncSession) -> "Cart":
        return cls(demo, session, await demo.conversation(session))

    async def add(
        self, code: str, quantity: int | None = None, *options: str, note: str | None = None
    ) -> Added:
        wish = Wish(self.demo.items[code], quantity, options, note)
        return await carts.add(self.session, self.conversation, [wish], now=NOW)

    async def order(self) -> Order:
        order = await carts.at_hand(self.session, self.conversation)
        assert order is not None
        return order

    async def shown(self) -> Shown:
        """(item, quantity, options, note, unit price) of each line."""
        codes = {id_: code for code, id_ in self.demo.items.items()}
        return [
            (
                codes[line.item_id],
                line.quantity,
                [str(option["code"]) for option in line.options],
                line.note,
                line.unit_price,
            )
            for line in (await self.order()).lines
        ]
