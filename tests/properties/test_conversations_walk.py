"""Whose a conversation is, at random: tenants ask for people, staff take, give and hand back."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models.conversations import Conversation
from models.handoffs import Handoff
from services.conversations import conversations, receiving
from services.handoffs import handoffs, staff_replies
from services.handoffs.handoffs import ACTIONS, OwnedByOther
from services.kit.errors import ParkError
from tests.given import factories
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark
from tests.properties.walking import Looked, Row, Step, Walk, legal, step

HANDED_OFF, ASSIGNED = ["conversation.handed_off"], ["conversation.assigned"]
REASONS = ("asked", "fallbacks", "complaint")


async def prepared(demo: DemoPark, seed: int) -> Walk:
    walk = Walk(
        demo.sessions, "conversation", "conversation", [], [], WEDNESDAY_MORNING, seed, "owner"
    )
    async with demo.sessions.begin() as session:
        walk.subjects = [(await demo.conversation(session)).id for _ in range(3)]
        walk.steps = await steps(demo, session, walk)
    return walk


async def steps(demo: DemoPark, session: AsyncSession, walk: Walk) -> list[Step]:
    one, two = [await factories.make_staff(session, demo.id) for _ in range(2)]

    async def hand_off(session: AsyncSession, id_: int, now: datetime) -> None:
        found = await conversations.find(session, demo.id, id_)
        await handoffs.hand_off(session, found, walk.random.choice(REASONS), now=now)

    async def give_to_the_other(session: AsyncSession, id_: int, now: datetime) -> None:
        found = await handoffs.lock(session, demo.id, id_)
        other = two if found.assignee_id == one.id else one
        await handoffs.assign(session, demo.id, id_, other, by=one, now=now)

    def take(session: AsyncSession, id_: int, now: datetime) -> Any:
        return handoffs.take(session, demo.id, id_, one, now=now)

    def is_anothers(row: Row, _now: datetime) -> type[ParkError] | None:
        return OwnedByOther if row["assignee_id"] == two.id else None

    def hand_back(session: AsyncSession, id_: int, now: datetime) -> Any:
        by = walk.random.choice(["handed_back", "resolved"])
        return handoffs.hand_back(session, demo.id, id_, by=by, staff=one, now=now)

    taken = {"bot": ("staff", ASSIGNED), "queued": ("staff", ASSIGNED)}
    handed_off = {"bot": ("queued", HANDED_OFF)}
    return [
        Step("hand off", hand_off, handed_off, {"queued", "staff"}),
        Step("take", take, taken, {"staff"}, refused=is_anothers),
        step("give", ACTIONS["give"], give_to_the_other),
        step("hand back", ACTIONS["hand_back"], hand_back),
    ]


async def one_handoff_each(demo: DemoPark, looked: Looked) -> None:
    """What people have or wait for has one handoff that is open; what the bot has, none."""
    async with demo.sessions() as session:
        rows = await session.scalars(select(Handoff).where(Handoff.ended_at.is_(None)))
        found = {row.conversation_id: row.assignee_id for row in rows}
    theirs = {id_: row for id_, row in looked.rows.items() if row["owner"] != "bot"}
    assert found == {id_: row["assignee_id"] for id_, row in theirs.items()}
    assert {row["owner"] for row in theirs.values() if row["assignee_id"]} <= {"staff"}


async def test_no_walk_leaves_the_table(demo: DemoPark, seed: int) -> None:
    walk = await prepared(demo, seed)

    async def holds(looked: Looked) -> None:
        await one_handoff_each(demo, looked)

    await walk.go(120, holds=holds)
    for conversation in walk.subjects:
        await walk.check_log(conversation, ACTIONS, "bot")


async def test_many_at_once_while_people_write_and_fall_silent(demo: DemoPark, seed: int) -> None:
    walk = await prepared(demo, seed)
    async with demo.sessions.begin() as session:
        agent = await factories.make_staff(session, demo.id)

    async def write(number: int) -> None:
        async with demo.sessions.begin() as session:
            chosen = walk.random.choice(walk.subjects)
            conversation = await conversations.find(session, demo.id, chosen)
            await receiving.receive(
                session, conversation, external_id=f"m{number}", text="在吗", now=walk.now
            )

    async def answer(number: int) -> None:
        async with demo.sessions.begin() as session:
            chosen = walk.random.choice(walk.subjects)
            await staff_replies.reply(
                session,
                demo.id,
                chosen,
                agent,
                "在的",
                key=f"r{number}",
                seen_seq=None,
                now=walk.now,
            )

    async def fall_silent() -> None:
        async with demo.sessions.begin() as session:
            await handoffs.return_quiet(session, now=walk.now)

    for turn in range(15):
        walk.now += timedelta(minutes=40) * walk.random.random()
        looked = await walk.look()
        acts = [walk.once(looked) for _ in range(6)]
        others = [write(turn), answer(turn), fall_silent(), fall_silent()]
        done = await asyncio.gather(*acts, *others, return_exceptions=True)
        assert [one for one in done if not isinstance(one, ParkError | list | None)] == []
        await one_handoff_each(demo, await walk.look())
    for conversation in walk.subjects:
        await walk.check_log(conversation, ACTIONS, "bot")
        await seq_has_no_gap(demo, conversation)


async def seq_has_no_gap(demo: DemoPark, id_: int) -> None:
    async with demo.sessions() as session:
        conversation = await session.get_one(Conversation, (demo.id, id_))
        messages = await conversations.since(session, conversation, 0, limit=1_000)
    assert [one.seq for one in messages] == list(range(1, conversation.last_seq + 1))


def test_the_table_is_the_domains() -> None:
    """By hand, so that nobody widens it by accident."""
    assert legal(ACTIONS) == {
        "bot": "hand_off give",
        "queued": "give hand_back",
        "staff": "give hand_back",
    }
