"""A park with a past, and who acts in it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from models.catalogue import Item, Outlet
from models.conversations import Conversation
from models.events import EventRow
from models.park import Park
from models.staff import Staff
from parkline.stores.database import Sessions


@dataclass(slots=True)
class Site:
    sessions: Sessions
    park: Park
    staff: Staff
    people: int
    """Whose ids are 1 to this, each with a conversation of the same id."""
    item: Item
    vendor_id: int
    last_event: int
    random: Random = field(default_factory=lambda: Random(8))  # noqa: S311 - chooses rows, keeps no secret

    @property
    def now(self) -> datetime:
        return datetime.now(UTC)

    @property
    def midnight(self) -> datetime:
        local = self.now.astimezone(ZoneInfo(self.park.timezone))
        return local.replace(hour=0, minute=0, second=0, microsecond=0)

    def somebody(self) -> int:
        """One whom the bot serves."""
        return self.random.randint(1, self.people - 20)


async def site(sessions: Sessions) -> Site:
    async with sessions() as session:
        park = (await session.scalars(select(Park))).one()
        staff = await session.scalars(select(Staff).where(Staff.roles.any_() == "agent"))
        people = await session.scalar(select(func.count()).where(Conversation.channel == "webchat"))
        item = await session.scalars(
            select(Item)
            .join(Outlet, Outlet.id == Item.outlet_id)
            .where(Outlet.code == "shop", Item.active)
        )
        found = item.first()
        assert found is not None
        vendor = await session.scalar(select(Outlet.vendor_id).where(Outlet.id == found.outlet_id))
        last = await session.scalar(select(func.max(EventRow.id)))
        return Site(sessions, park, next(iter(staff)), people or 0, found, vendor or 0, last or 0)


Operation = Callable[[Site], Awaitable[None]]
"""One thing that is done in it."""
