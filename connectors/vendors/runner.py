"""Runs deliveries: claims them in batches, posts a few at a time to each endpoint, records in
batches. Claims that wait their turn here are of endpoints that answer well; the lease of the others
would run out."""

import asyncio
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from prometheus_client import CollectorRegistry

from connectors.vendors.delivery import Deliverer
from connectors.vendors.exchange import DEADLINE_SECONDS
from edge.shares import Shares
from services.vendors.attempts import Claim
from services.vendors.outcomes import Answered
from services.vendors.retries import LEASE

AT_A_TIME = 8
"""POSTs to one endpoint from one process, so that a slow one leaves room for others."""
AHEAD = 8 * AT_A_TIME
"""Claims in hand of an endpoint that answers well, so that few claims are made for many posts."""
AHEAD_SECONDS = 4.0
"""In which they are posted, each taking as long as the last: before their lease runs out."""
IN_HAND = 512
"""Claims in hand of all endpoints together."""
SLOW = 1000
"""Milliseconds in which an endpoint does not answer well."""
POLL_SECONDS = 0.5
"""For retries that are due, and for a notification that was lost."""
REST_SECONDS = 1.0
"""After PostgreSQL failed us."""
FINISH_SECONDS = 7.0
"""A POST that takes longer when we leave is cut off, and another worker's."""

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class _Lane:
    """What is in hand of one endpoint."""

    waiting: deque[Claim] = field(default_factory=deque)
    posting: int = 0
    took: int = SLOW
    """Milliseconds to its last answer; SLOW if that was no success, or there was none."""
    has_more: bool = False
    """The last claim filled it up."""

    @property
    def in_hand(self) -> int:
        return len(self.waiting) + self.posting

    @property
    def is_well(self) -> bool:
        """Its last answer was a quick success."""
        return self.took < SLOW

    @property
    def room(self) -> int:
        ahead = AT_A_TIME
        if self.is_well:
            ahead = min(AHEAD, int(AT_A_TIME * AHEAD_SECONDS * 1000 / max(self.took, 1)))
        return max(ahead - self.in_hand, 0)


class Runner:
    """Delivers until `stop`. `wake` it when something waits; it also looks by itself."""

    def __init__(
        self, deliverer: Deliverer, clock: Callable[[], datetime], shares: Shares | None = None
    ) -> None:
        self._shares = shares or Shares(CollectorRegistry())
        self._deliverer = deliverer
        self._clock = clock
        self._lanes: dict[tuple[int, int], _Lane] = {}
        self._posts: dict[asyncio.Task[None], Claim] = {}
        self._answered: list[Answered] = []
        """Successes that are not recorded yet."""
        self._recording = 0
        self._again = asyncio.Event()
        self._to_record = asyncio.Event()
        self._leaving = False

    def wake(self) -> None:
        self._again.set()

    def stop(self) -> None:
        """Claim no more; `run` ends when what is on its way has ended, or is given back."""
        self._leaving = True
        self._again.set()

    async def run(self) -> None:
        recorder = asyncio.create_task(self._record_for_ever(), name="record-deliveries")
        try:
            while not self._leaving:
                self._again.clear()
                await self._pause(await self._claim())
        finally:
            await self._finish()
            recorder.cancel()
            await asyncio.gather(recorder, return_exceptions=True)
            await self._record()

    @property
    def in_hand(self) -> int:
        """What is claimed and not recorded yet."""
        lanes = sum(lane.in_hand for lane in self._lanes.values())
        return lanes + len(self._answered) + self._recording

    async def _claim(self) -> float:
        """Take up what there is room for. Returns the seconds after which to look again."""
        if (free := IN_HAND - self.in_hand) <= 0:
            return POLL_SECONDS
        now, rooms = self._clock(), {key: lane.room for key, lane in self._lanes.items()}
        try:
            claimed = await self._deliverer.claim(
                now=now,
                rooms=rooms,
                each=AT_A_TIME,
                at_most=free,
                full=self._shares.full_of_webhooks(),
            )
        except Exception:
            log.exception("deliveries.not_claimed")
            return REST_SECONDS
        for claim in claimed.claims:
            self._shares.sent_webhook(claim.park_id)
            self._lanes.setdefault(claim.endpoint, _Lane()).waiting.append(claim)
        for key in {claim.endpoint for claim in claimed.claims}:
            taken = sum(claim.endpoint == key for claim in claimed.claims)
            self._lanes[key].has_more = taken >= min(rooms.get(key, AT_A_TIME), free)
            self._post_from(key)
        if claimed.again_at is None:
            return POLL_SECONDS
        return min((claimed.again_at - now).total_seconds(), POLL_SECONDS)

    async def _pause(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._again.wait()

    def _post_from(self, key: tuple[int, int]) -> None:
        lane = self._lanes[key]
        while lane.waiting and lane.posting < AT_A_TIME:
            claim = lane.waiting.popleft()
            if self._clock() + timedelta(seconds=DEADLINE_SECONDS) > claim.at + LEASE:
                continue  # It may be another's before this POST ends; it is due again then.
            lane.posting += 1
            task = asyncio.create_task(self._attempt(key, claim), name="deliver")
            self._posts[task] = claim
            task.add_done_callback(self._posts.pop)
        if lane.has_more and len(lane.waiting) < AT_A_TIME:
            lane.has_more = False
            self._again.set()

    async def _attempt(self, key: tuple[int, int], claim: Claim) -> None:
        lane = self._lanes[key]
        try:
            answered = await self._deliverer.post(claim)
        finally:
            lane.posting -= 1
        answer = answered.answer
        lane.took = answer.milliseconds if answer.is_success else SLOW
        if answered.is_plain:
            self._answered.append(answered)
            self._to_record.set()
        else:
            await self._record_one(lane, answered)
        if not self._leaving:
            self._post_from(key)

    async def _record_one(self, lane: _Lane, answered: Answered) -> None:
        """What changes the endpoint: a failure, or the success that ends its troubles."""
        if not lane.is_well:
            # The breaker may open with this: what waits here shall ask again.
            await self._give_back([lane.waiting.popleft() for _ in range(len(lane.waiting))])
        try:
            await self._deliverer.record(answered)
        except Exception:
            log.exception("deliveries.not_recorded")  # It is due again after its lease.
        self._again.set()

    async def _record_for_ever(self) -> None:
        while True:
            await self._to_record.wait()
            self._to_record.clear()
            if not await self._record():
                await asyncio.sleep(REST_SECONDS)
                self._to_record.set()

    async def _record(self) -> bool:
        """Whether all that was there is recorded. What is not, while its lease lasts, is kept."""
        batch, self._answered = self._answered, []
        if not batch:
            return True
        self._recording = len(batch)
        try:
            recorded = await self._deliverer.record_plain(batch)
        except Exception:
            log.exception("deliveries.not_recorded")
            leased = [one for one in batch if self._clock() < one.claim.at + LEASE]
            self._answered = leased + self._answered
            return False
        except asyncio.CancelledError:
            self._answered = batch + self._answered
            raise
        finally:
            self._recording = 0
        if recorded.is_followed:
            self._again.set()
        return True

    async def _finish(self) -> None:
        waiting = [claim for lane in self._lanes.values() for claim in lane.waiting]
        for lane in self._lanes.values():
            lane.waiting.clear()
        if self._posts:
            await asyncio.wait(self._posts, timeout=FINISH_SECONDS)
        cut_off = dict(self._posts)
        for task in cut_off:
            task.cancel()
        await asyncio.gather(*cut_off, return_exceptions=True)
        await self._give_back([*waiting, *cut_off.values()])

    async def _give_back(self, claims: list[Claim]) -> None:
        if not claims:
            return
        try:
            await self._deliverer.release(claims)
        except Exception:
            log.exception("deliveries.not_released")  # They are due again after their lease.
