"""What a process lets each park use."""

from prometheus_client import CollectorRegistry

from edge.shares import MINUTE, Shares
from models.quotas import ParkQuota
from parkline.process.clock import SetClock
from parkline.stores.database import Sessions
from services.quotas import quotas
from tests.given import factories
from tests.given.demo_park import WEDNESDAY_MORNING


class Clock:
    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


async def shares_of(sessions: Sessions, clock: Clock, **bounds: int) -> tuple[Shares, int]:
    """And the park that they are of."""
    async with sessions.begin() as session:
        park = await factories.make_park(session, share=3)
        for what, most in bounds.items():
            session.add(ParkQuota(park_id=park.id, what=what, most=most))
        await session.flush()
        shares = Shares(CollectorRegistry(), clock)
        await shares.read(session)
    return shares, park.id


async def test_beyond_its_quota_a_park_waits_for_the_next_minute(sessions: Sessions) -> None:
    clock = Clock()
    shares, park = await shares_of(sessions, clock, messages=10)
    taken = [shares.takes_message(park, 1) for _ in range(12)]
    assert taken == [True] * 10 + [False] * 2
    assert all(shares.takes_message(park + 1, 1) for _ in range(50)), "others have no bound"
    clock.seconds = MINUTE
    assert shares.takes_message(park, 1)


async def test_what_somebody_says_first_is_taken_though_others_send_without_end(
    sessions: Sessions,
) -> None:
    shares, park = await shares_of(sessions, Clock(), messages=10)
    while shares.takes_message(park, 1):
        pass
    assert not shares.has_had_all_messages(park)
    assert [shares.takes_message(park, n) for n in range(2, 13)] == [True] * 10 + [False]
    assert shares.has_had_all_messages(park)
    assert not shares.has_had_all_messages(park + 1)


async def test_webhooks_of_a_full_park_are_put_off(sessions: Sessions) -> None:
    clock = Clock()
    shares, park = await shares_of(sessions, clock, webhooks=2)
    for expected in ([], [], [park]):
        assert shares.full_of_webhooks() == expected
        shares.sent_webhook(park)
    clock.seconds = MINUTE
    assert shares.full_of_webhooks() == []


async def test_what_was_refused_is_written_down_once(sessions: Sessions) -> None:
    shares, park = await shares_of(sessions, Clock(), messages=1)
    for _ in range(5):
        shares.takes_message(park, 1)
    for _ in range(2):
        await shares.write(sessions, SetClock(WEDNESDAY_MORNING))
    async with sessions() as session:
        [quota] = await quotas.of(session, park)
    assert (quota.refused, quota.told_at) == (4, WEDNESDAY_MORNING)


async def test_a_share_is_read_with_them(sessions: Sessions) -> None:
    shares, park = await shares_of(sessions, Clock(), turns=2)
    assert (shares.share(park), shares.most(park, "turns")) == (3, 2)
    assert (shares.share(park + 1), shares.most(park + 1, "turns")) == (1, None)
