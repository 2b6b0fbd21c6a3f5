"""What those who waited are told when something is back in stock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from models.catalogue import Item
from models.conversations import Conversation
from models.events import EventRow
from models.park import Park
from services.catalogue import stock_watches
from services.catalogue.events import ItemBackInStock
from services.conversations.conversations import Reply
from services.kit.money import format_money
from services.notices.notices import Notice
from services.texts import say


@dataclass(frozen=True, slots=True)
class BackInStock(Notice):
    """Told, a watch is over."""

    session: AsyncSession
    row: EventRow
    item: Item

    kind = "stock"
    overtaken_by = frozenset[str]()

    def presses(self, until: datetime) -> bool:
        return False

    async def audience(self) -> Sequence[int]:
        return await stock_watches.told_by(self.session, self.row.park_id, self.row.id)

    async def reply_to(self, conversation: Conversation) -> Reply:
        item, language = self.item, conversation.language
        person = conversation.person_id
        await stock_watches.unwatch(self.session, item.park_id, person, item.id)
        park = await self.session.get_one(Park, item.park_id)
        name, unit = getattr(item, f"name_{language}"), getattr(item, f"unit_{language}")
        text = say(
            language,
            "notice-back-in-stock" if item.stock is None else "notice-back-in-stock-left",
            name=name,
            price=format_money(item.price, park.currency, language),
            left=item.stock or 0,
            unit=unit,
        )
        title = say(language, "button-order-it", quantity=item.min_quantity, unit=unit)
        command = f'/order_goods{{"item": {item.id}, "quantity": {item.min_quantity}}}'
        return Reply(text, [{"title": title, "payload": command}], {"item": item.id})


TOLD = frozenset({"item.back_in_stock"})
"""Types of events that are news."""


async def notice_of(
    session: AsyncSession, row: EventRow, event: ItemBackInStock, _now: datetime
) -> BackInStock | None:
    """None if it has been sold out again meanwhile: who waited goes on waiting."""
    item = await session.get_one(Item, (row.park_id, event.item_id))
    if not stock_watches.available(item):
        await stock_watches.wait_on(session, row.park_id, row.id)
        return None
    return BackInStock(session, row, item)
