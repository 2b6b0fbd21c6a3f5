"""What the figures of one period are made of, each read once."""

from collections.abc import Awaitable, Callable, Hashable
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from models.park import Park
from services.reports import containment, orders, promises, ratings, responses, tickets
from services.reports.period import Period


class Numbers:
    """Reads on first use what a figure asks for; several figures share what was read."""

    def __init__(self, session: AsyncSession, park: Park, period: Period) -> None:
        self.session = session
        self.park = park
        self.period = period
        self._read: dict[Hashable, Any] = {}

    async def responses(self) -> list[responses.Response]:
        return await self._once(responses.responses, self.park)

    async def resolutions(self) -> list[tickets.Resolution]:
        return await self._once(tickets.resolutions, self.park)

    async def reported(self) -> list[tickets.Reported]:
        return await self._once(tickets.reported, self.park.id)

    async def outcomes(self) -> list[promises.Outcome]:
        return await self._once(promises.outcomes, self.park.id)

    async def ratings(self) -> list[ratings.Rating]:
        return await self._once(ratings.ratings, self.park.id)

    async def containment(self) -> containment.Containment:
        return await self._once(containment.containment, self.park.id)

    async def ordered(self) -> list[orders.Ordered]:
        return await self._once(orders.ordered, self.park.id)

    async def _once[Scope, Found](
        self, read: Callable[[AsyncSession, Scope, Period], Awaitable[Found]], scope: Scope
    ) -> Found:
        if read not in self._read:
            self._read[read] = await read(self.session, scope, self.period)
        found: Found = self._read[read]
        return found
