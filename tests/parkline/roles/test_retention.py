"""The worker removes what has served its time in turns, and gives way to people's work."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count

import pytest
from prometheus_client import CollectorRegistry
from sqlalchemy import func, select

from models.conversations import Message
from models.privacy import RetentionPass
from parkline.roles.retention import Retention, RetentionMetrics
from services.conversations import receiving
from services.privacy import retention_sweep
from services.privacy.retention_rules import RULES
from tests.given.demo_park import WEDNESDAY_MORNING as NOW
from tests.given.demo_park import DemoPark

LATER = NOW + timedelta(days=400)


async def written(demo: DemoPark, texts: str, **columns: object) -> None:
    async with demo.sessions.begin() as session:
        talk = await demo.conversation(session)
        for text in texts:
            received = await receiving.receive(session, talk, external_id=text, text=text, now=NOW)
            received.message.status = "handled"
        for name, value in columns.items():
            setattr(talk, name, value)


async def messages(demo: DemoPark) -> int:
    async with demo.sessions() as session:
        return await session.scalar(select(func.count(Message.id))) or 0


def keeper(
    demo: DemoPark,
    now: datetime = LATER,
    *,
    registry: CollectorRegistry | None = None,
    ticks: Iterator[float] | None = None,
) -> Retention:
    """`ticks`: what the monotonic clock shows, each time that it is asked."""
    metrics = RetentionMetrics(registry or CollectorRegistry())
    times = ticks or iter(lambda: 0.0, None)
    return Retention(demo.sessions, lambda: now, metrics, monotonic=lambda: next(times))


async def test_a_turn_removes_what_is_due_and_the_next_finds_nothing(demo: DemoPark) -> None:
    await written(demo, "abc")
    assert await keeper(demo).turn() == 3 + 2  # And events of them: the last stays.
    assert await messages(demo) == 0
    assert await keeper(demo, LATER + timedelta(hours=1)).turn() == 0
    async with demo.sessions() as session:
        ended = await session.scalars(select(RetentionPass.rule).where(
            RetentionPass.finished_at == LATER
        ))  # fmt: skip
        assert set(ended) == set(RULES)


async def test_a_turn_ends_in_its_time_and_the_next_goes_on(
    demo: DemoPark, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention_sweep, "WINDOW", 1)
    monkeypatch.setattr("parkline.roles.retention.REST", 0)
    await written(demo, "abc")
    ticks = (float(each) for each in count())
    await keeper(demo, ticks=ticks).turn()
    left = await messages(demo)
    assert 0 < left < 3
    while await messages(demo):
        await keeper(demo, ticks=(float(each) for each in count())).turn()


@pytest.mark.parametrize(("seconds", "waits"), [(1, False), (3, True), (700, False)])
async def test_a_message_that_waits_goes_before(demo: DemoPark, seconds: int, waits: bool) -> None:
    await written(demo, "abc")
    async with demo.sessions.begin() as session:
        talk = await demo.conversation(session)
        at = LATER - timedelta(seconds=seconds)
        await receiving.receive(session, talk, external_id="new", text="hello", now=at)
    await keeper(demo).turn()
    assert await messages(demo) == (4 if waits else 1)


async def test_a_step_that_postgresql_gives_up_is_logged_and_keeps_no_other_from_its_turn(
    demo: DemoPark, monkeypatch: pytest.MonkeyPatch
) -> None:
    await written(demo, "abc")
    async with demo.sessions.begin() as session:
        await session.execute(select(Message).with_for_update())
        await keeper(demo).turn()  # All are locked: they are left for the next pass.
    assert await messages(demo) == 3
    monkeypatch.setattr(retention_sweep, "STEP_MILLISECONDS", 1)
    await keeper(demo, LATER + timedelta(days=1)).turn()
    monkeypatch.setattr(retention_sweep, "STEP_MILLISECONDS", 10_000)
    await keeper(demo, LATER + timedelta(days=2)).turn()
    assert await messages(demo) == 0


async def test_metrics_tell_the_oldest_of_a_kind_and_what_was_removed(demo: DemoPark) -> None:
    await written(demo, "abc")
    await written(demo, "de", owner="queued")
    registry = CollectorRegistry()
    await keeper(demo, registry=registry).turn()
    oldest = registry.get_sample_value(
        "parkline_retention_oldest_seconds", {"park": "daybreak", "kind": "messages"}
    )
    removed = registry.get_sample_value("parkline_retention_removed_total", {"kind": "messages"})
    assert (oldest, removed) == (400 * 86_400, 3)
    assert registry.get_sample_value("parkline_retention_lag_seconds", {"park": "daybreak"}) == 0
