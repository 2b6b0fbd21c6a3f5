"""What parks may use, as this process knows it: counted here, refused here, noted in rows.

Each process counts for itself, as limits of addresses are counted. What a park is bounded by is
read along with the parks (edge.parks.Parks), or every minute where there are none.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import prometheus_client
import structlog
from prometheus_client import CollectorRegistry, Gauge
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from edge.parks import Site
from edge.rates import Rate
from models.park import Park
from models.quotas import ParkQuota
from services.kit import fence
from services.quotas import quotas
from services.quotas.quotas import What

MINUTE = 60.0
NOTED_SECONDS = 5.0
"""How often what was refused is written down."""

log = structlog.get_logger(__name__)


class Shares:
    """Quotas and shares of every park. Without rows it bounds nothing and costs two lookups."""

    def __init__(
        self, registry: CollectorRegistry, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._monotonic = monotonic
        self._most: Mapping[tuple[int, str], int] = {}
        self._share: Mapping[int, int] = {}
        self._rates: dict[tuple[int, str], Rate] = {}
        self._spoke = Rate(monotonic, 1, MINUTE)
        self._noted: Counter[tuple[int, What]] = Counter()
        self._quota = Gauge(
            "parkline_park_quota",
            "How much of something a park may use, by the park's id.",
            ["park", "what"],
            registry=registry,
        )
        self._reached = prometheus_client.Counter(
            "parkline_park_quota_reached",
            "How often a park had used as much as it may, by its id.",
            ["park", "what"],
            registry=registry,
        )

    async def read(self, session: AsyncSession, _sites: Sequence[Site] = ()) -> None:
        """What there is now."""
        rows = (await session.scalars(select(ParkQuota))).all()
        self._most = {(one.park_id, one.what): one.most for one in rows}
        shares = await session.execute(select(Park.id, Park.share).where(Park.share > 1))
        self._share = {row.id: row.share for row in shares}
        self._quota.clear()
        for (park_id, what), most in self._most.items():
            self._quota.labels(park_id, what).set(most)

    def most(self, park_id: int, what: What) -> int | None:
        return self._most.get((park_id, what))

    def share(self, park_id: int) -> int:
        """How many of its turns are run in a row where several parks wait."""
        return self._share.get(park_id, 1)

    def takes_message(self, park_id: int, conversation_id: int) -> bool:
        """Whether one more message is within the park's quota. A conversation's first in a minute
        has room of its own, as much again: what one person has to say is not lost among what a few
        send without end."""
        if (most := self.most(park_id, "messages")) is None:
            return True
        is_first = not self._spoke.take(f"{park_id}:{conversation_id}")
        if not self._rate(park_id, "messages", most).take(""):
            return True
        if is_first and not self._rate(park_id, "first messages", most).take(""):
            return True
        self._note(park_id, "messages")
        return False

    def has_had_all_messages(self, park_id: int) -> bool:
        """Whether not even a first message is taken now; then nobody new is let in, either."""
        if (most := self.most(park_id, "messages")) is None:
            return False
        return self._rate(park_id, "first messages", most).left("")[0] == 0

    def waits_for_turn(self, park_id: int) -> None:
        """A turn waits since its park has as many as it may."""
        self._note(park_id, "turns")

    def full_of_webhooks(self) -> list[int]:
        """Parks that have sent as many as they may in a minute."""
        bounded = [park_id for park_id, what in self._most if what == "webhooks"]
        return [park_id for park_id in bounded if not self.room_for_webhooks(park_id)]

    def room_for_webhooks(self, park_id: int) -> bool:
        most = self.most(park_id, "webhooks")
        return most is None or self._rate(park_id, "webhooks", most).left("")[0] > 0

    def sent_webhook(self, park_id: int) -> None:
        """One more has gone. That which fills the quota is noted."""
        if (most := self.most(park_id, "webhooks")) is None:
            return
        rate = self._rate(park_id, "webhooks", most)
        rate.take("")
        if rate.left("")[0] == 0:
            self._note(park_id, "webhooks")

    def _rate(self, park_id: int, name: str, most: int) -> Rate:
        rate = self._rates.get((park_id, name))
        if rate is None or rate.most != most:
            rate = self._rates[park_id, name] = Rate(self._monotonic, most, MINUTE)
        return rate

    def _note(self, park_id: int, what: What) -> None:
        self._noted[park_id, what] += 1
        self._reached.labels(park_id, what).inc()

    async def write(
        self, sessions: async_sessionmaker[AsyncSession], clock: Callable[[], datetime]
    ) -> None:
        """What was refused since it was written last. What cannot be written is next time."""
        noted, self._noted = self._noted, Counter()
        for (park_id, what), times in noted.items():
            try:
                with fence.within(park_id):
                    async with sessions.begin() as session:
                        await quotas.reached(session, park_id, what, times, now=clock())
            except Exception as problem:
                self._noted[park_id, what] += times
                log.warning("quota.not_noted", park_id=park_id, what=what, problem=repr(problem))

    async def keep_noting(
        self, sessions: async_sessionmaker[AsyncSession], clock: Callable[[], datetime]
    ) -> None:
        """Until it is cancelled."""
        while True:
            await asyncio.sleep(NOTED_SECONDS)
            await self.write(sessions, clock)

    async def keep_reading(self, sessions: async_sessionmaker[AsyncSession]) -> None:
        """Every minute, until it is cancelled: where no parks are kept to be read with."""
        while True:
            try:
                with fence.everywhere():
                    async with sessions() as session:
                        await self.read(session)
            except Exception as problem:
                log.warning("quotas.not_read", problem=repr(problem))
            await asyncio.sleep(MINUTE)
