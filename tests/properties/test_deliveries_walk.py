"""Webhooks at random: attempts that succeed and fail, endpoints that go and come, replays."""

from collections.abc import Sequence
from datetime import timedelta
from random import Random

from sqlalchemy import select

from models.events import EventRow
from models.vendors import Attempt, Delivery
from parkline.stores.database import Sessions
from services.kit.errors import ParkError, Refused
from services.vendors import attempts, deliveries, endpoints, outcomes
from services.vendors.attempts import Claim
from services.vendors.deliveries import FailedSince, One
from services.vendors.delivery_states import DELIVERY, ENDPOINT
from services.vendors.outcomes import Answer
from services.vendors.retries import BREAKER_OPENS_AFTER, MAX_ATTEMPTS
from tests.contract.vendor_delivery import NOW, World, make_world
from tests.properties.walking import legal

ANSWERS = (
    *[Answer(status=200, milliseconds=5)] * 3,
    *[Answer(status=500, milliseconds=5)] * 5,
    Answer(status=None, milliseconds=500, error="no complete answer"),
    Answer(status=410, milliseconds=5),
)
MOVES = {(source, rule.target) for rule in DELIVERY.values() for source in rule.sources}
ENDPOINT_MOVES = {(source, rule.target) for rule in ENDPOINT.values() for source in rule.sources}


class Vendor:
    """One endpoint, some deliveries, and what happens to them at random."""

    def __init__(self, world: World, endpoint_id: int, owed: Sequence[int], seed: int) -> None:
        self.world, self.endpoint_id, self.owed = world, endpoint_id, owed
        self.random, self.now = Random(seed), NOW
        self.open: list[Claim] = []
        """POSTs that are on their way."""

    async def happens(self) -> str:
        park, chosen = self.world.park.id, self.random.choice(self.owed)
        name = self.random.choice(
            [
                "claim",
                "claim",
                "answer",
                "answer",
                "disable",
                "enable",
                "replay one",
                "replay failed",
            ]
        )
        async with self.world.sessions.begin() as session:
            match name:
                case "claim":
                    got = await attempts.claim(
                        session, now=self.now, rooms={}, each=self.random.choice((1, 2)), at_most=9
                    )
                    self.open += got.claims
                case "answer" if self.open:
                    claim = self.open.pop(self.random.randrange(len(self.open)))
                    answer = self.random.choice(ANSWERS)
                    await outcomes.record(session, claim, answer, at=self.now, random=self.random)
                case "disable" if self.random.random() < 0.3:
                    await endpoints.disable_endpoint(
                        session, park, self.endpoint_id, reason="x", now=self.now
                    )
                case "enable":
                    await endpoints.enable_endpoint(session, park, self.endpoint_id, now=self.now)
                case "replay one":
                    await deliveries.replay(session, park, self.endpoint_id, One(chosen))
                case "replay failed":
                    await deliveries.replay(session, park, self.endpoint_id, FailedSince(NOW))
        return name

    async def states(self) -> dict[int, Delivery]:
        async with self.world.sessions() as session:
            return {row.id: row for row in await session.scalars(select(Delivery))}


async def test_no_walk_leaves_the_tables(sessions: Sessions, seed: int) -> None:
    world = await make_world(sessions)
    endpoint, _ = await world.endpoint("https://vendor.example/hooks", rate_per_second=1000)
    owed = [id_ for _ in range(4) for id_ in await world.place()]
    vendor = Vendor(world, endpoint.id, owed, seed)
    before, was, disabled = await vendor.states(), "active", 0
    for _ in range(300):
        vendor.now += timedelta(hours=8) * vendor.random.random() ** 4
        refused: ParkError | None = None
        name = ""
        try:
            name = await vendor.happens()
        except Refused as raised:
            refused = raised
        after, now = await vendor.states(), await world.endpoint_now(endpoint)
        check_moves(before, after, name)
        assert now.status == was or (was, now.status) in ENDPOINT_MOVES
        if refused is not None:
            assert was == "disabled"
        disabled += was == "active" and now.status == "disabled"
        assert len(await world.events("endpoint.disabled")) == disabled
        assert (now.open_until is not None) == (now.failures >= BREAKER_OPENS_AFTER)
        assert (now.disabled_at is not None) == (now.status == "disabled")
        before, was = after, now.status
    await check_attempts(sessions)


def check_moves(before: dict[int, Delivery], after: dict[int, Delivery], name: str) -> None:
    for id_, old in before.items():
        new = after[id_]
        assert old.status == new.status or (old.status, new.status) in MOVES, name
        assert (new.delivered_at is not None) == (new.status == "delivered"), name
        assert new.next_attempt_at is None or new.status == "pending", name
        assert 0 <= new.attempts <= MAX_ATTEMPTS
        assert new.status != "failed" or new.attempts > 0


async def check_attempts(sessions: Sessions) -> None:
    """No delivery without the POST that made it so."""
    async with sessions() as session:
        delivered = await session.scalars(select(Delivery.id).where(Delivery.status == "delivered"))
        posted = await session.scalars(
            select(Attempt.delivery_id).where(Attempt.status_code == 200)
        )
        assert set(delivered) <= set(posted)
        assert await session.scalar(select(EventRow.id).where(EventRow.type == "order.placed"))


def test_the_tables_are_these() -> None:
    """By hand, so that nobody widens them by accident."""
    assert legal(DELIVERY) == {
        "pending": "deliver fail cancel replay",
        "delivered": "replay",
        "failed": "replay",
        "cancelled": "replay",
    }
    assert legal(ENDPOINT) == {"active": "disable enable", "disabled": "enable"}
