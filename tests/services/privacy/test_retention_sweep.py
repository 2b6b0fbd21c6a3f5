"""The pass: a rule at a time, by one worker, and the figures beforehand of what it will remove."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from models.conversations import Message
from models.handoffs import ConversationNote
from models.privacy import RetentionPass
from models.staff import AuditEntry
from services.kit.audit import By
from services.kit.errors import Invalid, NotFound
from services.kit.snapshots import ChangedMeanwhile
from services.privacy import retention, retention_sweep
from services.privacy.retention_kinds import KINDS
from services.privacy.retention_rules import RULES
from tests.given.demo_park import WEDNESDAY_MORNING as NOW
from tests.given.demo_park import DemoPark
from tests.services.privacy.sweeping import (
    FAR,
    LATER,
    sweep,
    written,
)


async def test_every_kind_has_a_rule_and_every_rule_a_kind() -> None:
    assert {rule.kind for rule in RULES.values()} == set(KINDS)


async def test_a_pass_goes_on_where_it_was_interrupted_and_begins_again_a_day_later(
    demo: DemoPark, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention_sweep, "WINDOW", 2)
    async with demo.sessions.begin() as session:
        talk = await demo.conversation(session)
        await written(session, talk, *"abcde")
    taken = [await one(demo, LATER) for _ in range(3)]
    assert [(step.removed, step.ended) for step in taken if step] == [
        (2, False), (2, False), (1, True),
    ]  # fmt: skip
    assert await one(demo, LATER + timedelta(hours=19)) is None
    assert await one(demo, LATER + timedelta(hours=20)) is not None
    async with demo.sessions() as session:
        [state] = await session.scalars(select(RetentionPass))
    assert (state.removed, state.oldest_at) == (5, None)


async def one(demo: DemoPark, now: datetime) -> retention_sweep.Step | None:
    async with demo.sessions.begin() as session:
        before = retention.limit(365, now)
        return await retention_sweep.step(session, demo.id, "messages", before, now=now)


async def test_two_workers_are_never_at_one_rule_together(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        await written(session, await demo.conversation(session), "one")
    await one(demo, NOW)
    async with demo.sessions.begin() as first:
        step = retention_sweep.step
        assert await step(first, demo.id, "messages", LATER, now=LATER) is not None
        async with demo.sessions.begin() as second:
            assert await step(second, demo.id, "messages", LATER, now=LATER) is None


async def test_the_oldest_that_is_left_is_told(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        talk = await demo.conversation(session)
        await written(session, talk, "kept")
        talk.owner = "queued"
    await sweep(demo, LATER, "messages")
    async with demo.sessions() as session:
        [state] = (await retention_sweep.passes(session, demo.id)).values()
    assert state.oldest_at == NOW


async def test_the_figure_is_what_the_pass_then_removes(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        talk = await demo.conversation(session)
        await written(session, talk, *"abc")
        session.add(ConversationNote(
            park_id=demo.id, conversation_id=talk.id, after_seq=1, text="x", created_at=NOW
        ))  # fmt: skip
    async with demo.sessions() as session:
        before = LATER - timedelta(days=365)
        figure = await retention_sweep.count(session, demo.id, "messages", before)
        none = await retention_sweep.count(session, demo.id, "messages", NOW)
    assert (figure, none) == (retention_sweep.Count(4), retention_sweep.Count(0))
    assert await sweep(demo, LATER, "messages", "notes", "handoffs") == 4


async def test_every_figure_can_be_counted_and_nothing_is_due_in_a_new_park(
    demo: DemoPark,
) -> None:
    async with demo.sessions() as session:
        for code, days in (await retention.periods(session, demo.id)).items():
            before = retention.limit(days, NOW)
            assert before is not None
            found = await retention_sweep.count(session, demo.id, code, before)
            assert found == retention_sweep.Count(0), code


async def test_a_figure_that_takes_too_long_is_none_and_breaks_nothing(
    demo: DemoPark, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention_sweep, "COUNTING_MILLISECONDS", 1)
    async with demo.sessions.begin() as session:
        await written(session, await demo.conversation(session), *map(str, range(300)))
    async with demo.sessions() as session:
        await retention_sweep.count(session, demo.id, "messages", FAR)
        assert await session.scalar(select(func.count(Message.id))) == 300


async def test_a_period_is_the_parks_own_and_its_change_is_noted(demo: DemoPark) -> None:
    by = By(demo.id, None, NOW)
    async with demo.sessions.begin() as session:
        await retention.save(session, by, "messages", 30, seen=365)
        await retention.save(session, by, "visits", 7, seen=30)
        await retention.save(session, by, "events", None, seen=365)
    async with demo.sessions() as session:
        found = await retention.periods(session, demo.id)
        noted = await session.execute(
            select(AuditEntry.subject, AuditEntry.before, AuditEntry.after).order_by(AuditEntry.id)
        )
        entries: Sequence[Any] = [tuple(row) for row in noted]
    assert (found["messages"], found["visits"], found["events"]) == (30, 7, None)
    assert found["photos"] == 180
    assert entries == [
        ("retention:messages", {"days": 365}, {"days": 30}),
        ("retention:visits", {"days": 30}, {"days": 7}),
        ("retention:events", {"days": 365}, {"days": None}),
    ]


async def test_without_limit_nothing_goes(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        await written(session, await demo.conversation(session), "one")
        await retention.save(session, By(demo.id, None, NOW), "messages", None, seen=365)
    assert await sweep(demo, FAR, "messages") == 0


async def test_a_period_that_cannot_be_is_refused(demo: DemoPark) -> None:
    by = By(demo.id, None, NOW)
    async with demo.sessions.begin() as session:
        for code, days, error in (
            ("messages", 0, Invalid),
            ("messages", 36_501, Invalid),
            ("visits", None, Invalid),
            ("birthdays", 3, NotFound),
        ):
            with pytest.raises(error):
                await retention.save(session, by, code, days, seen=365)
        with pytest.raises(ChangedMeanwhile):
            await retention.save(session, by, "messages", 10, seen=364)
