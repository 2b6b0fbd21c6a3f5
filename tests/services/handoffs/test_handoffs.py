"""Who owns a conversation, and what staff may do with it."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from models.conversations import Conversation, Message
from models.handoffs import Handoff
from models.staff import Staff
from services.conversations import conversations, receiving
from services.handoffs import handoffs, staff_replies
from services.handoffs.handoffs import OwnedByOther
from services.handoffs.staff_replies import AnsweredMeanwhile
from services.kit.errors import Invalid
from tests.given import factories
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark

NOW = WEDNESDAY_MORNING


async def waiting(demo: DemoPark, reason: str = "asked") -> Conversation:
    async with demo.sessions.begin() as session:
        conversation = await demo.conversation(session)
        await receiving.receive(
            session, conversation, external_id=f"m{conversation.id}", text="找人工", now=NOW
        )
        await handoffs.hand_off(session, conversation, reason, now=NOW)
    return conversation


async def agent(demo: DemoPark, name: str = "李工") -> Staff:
    async with demo.sessions.begin() as session:
        return await factories.make_staff(session, demo.id, name=name)


async def take(demo: DemoPark, conversation: Conversation, staff: Staff) -> Conversation:
    async with demo.sessions.begin() as session:
        return await handoffs.take(session, demo.id, conversation.id, staff, now=NOW)


async def reply(
    demo: DemoPark,
    conversation: Conversation,
    staff: Staff,
    text: str = "您好",
    *,
    key: str = "k",
    seen: int | None = None,
) -> Message:
    async with demo.sessions.begin() as session:
        return await staff_replies.reply(
            session, demo.id, conversation.id, staff, text, key=key, seen_seq=seen, now=NOW
        )


async def back(demo: DemoPark, conversation: Conversation, by: str = "resolved") -> Conversation:
    async with demo.sessions.begin() as session:
        return await handoffs.hand_back(
            session, demo.id, conversation.id, by=by, staff=None, now=NOW
        )


async def log(demo: DemoPark, conversation: Conversation) -> list[Message]:
    async with demo.sessions() as session:
        return await conversations.since(session, conversation, 0)


async def told(demo: DemoPark, conversation: Conversation) -> list[str]:
    async with demo.sessions() as session:
        events = await demo.events(session, f"conversation:{conversation.id}")
    return [type_ for _, type_ in events if type_ != "message.received"]


async def test_a_conversation_is_queued_once_however_often_it_is_asked(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        conversation = await demo.conversation(session)

    async def ask() -> bool:
        async with demo.sessions.begin() as session:
            found = await conversations.find(session, demo.id, conversation.id)
            return await handoffs.hand_off(session, found, "asked", now=NOW)

    assert sorted(await asyncio.gather(*(ask() for _ in range(4)))) == [False] * 3 + [True]
    assert await told(demo, conversation) == ["conversation.handed_off"]


async def test_danger_is_said_once_more_in_the_queue(demo: DemoPark) -> None:
    conversation = await waiting(demo)
    async with demo.sessions.begin() as session:
        found = await conversations.find(session, demo.id, conversation.id)
        assert await handoffs.hand_off(session, found, "critical", now=NOW)
        assert not await handoffs.hand_off(session, found, "critical", now=NOW)
        handoff = await handoffs.current(session, found)
        assert handoff is not None
        assert handoff.reason == "critical"
    assert await told(demo, conversation) == ["conversation.handed_off"] * 2


async def test_the_summary_says_what_was_asked_and_what_is_open(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        conversation = await demo.conversation(session)
        order = await demo.placed(session, conversation=conversation)
        await receiving.receive(session, conversation, external_id="m", text="我的面呢", now=NOW)
        await handoffs.hand_off(session, conversation, "asked", now=NOW)
        handoff = await handoffs.current(session, conversation)
    assert handoff is not None
    assert {name: found for name, found in handoff.summary.items() if found} == {
        "asked": [{"text": "我的面呢", "intent": None}],
        "orders": [{"number": order.order_no, "status": "placed"}],
    }


async def test_of_two_who_take_at_once_one_gets_it(demo: DemoPark) -> None:
    conversation, one, two = await waiting(demo), await agent(demo), await agent(demo, "王姐")
    results = await asyncio.gather(
        take(demo, conversation, one), take(demo, conversation, two), return_exceptions=True
    )
    [refused] = [r for r in results if isinstance(r, OwnedByOther)]
    [taken] = [r for r in results if isinstance(r, Conversation)]
    assert refused.details["assignee_id"] == taken.assignee_id
    assert await told(demo, conversation) == ["conversation.handed_off", "conversation.assigned"]


async def test_taking_what_one_has_changes_nothing(demo: DemoPark) -> None:
    conversation, staff = await waiting(demo), await agent(demo)
    await take(demo, conversation, staff)
    await take(demo, conversation, staff)
    assert await told(demo, conversation) == ["conversation.handed_off", "conversation.assigned"]


async def test_staff_may_take_what_the_bot_has(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        conversation = await demo.conversation(session)
    taken = await take(demo, conversation, await agent(demo))
    assert taken.owner == "staff"
    async with demo.sessions() as session:
        assert (await session.scalars(select(Handoff.reason))).one() == "taken"


async def test_a_dispatcher_gives_it_to_somebody_else(demo: DemoPark) -> None:
    conversation, one, two = await waiting(demo), await agent(demo), await agent(demo, "王姐")
    await take(demo, conversation, one)
    async with demo.sessions.begin() as session:
        given = await handoffs.assign(session, demo.id, conversation.id, two, by=one, now=NOW)
    assert given.assignee_id == two.id
    with pytest.raises(OwnedByOther) as refused:
        await reply(demo, conversation, one)
    assert refused.value.details["name"] == "王姐"


async def test_nothing_is_given_to_somebody_who_left(demo: DemoPark) -> None:
    conversation, one = await waiting(demo), await agent(demo)
    async with demo.sessions.begin() as session:
        gone = await factories.make_staff(session, demo.id, active=False)
        with pytest.raises(Invalid):
            await handoffs.assign(session, demo.id, conversation.id, gone, by=one, now=NOW)


async def test_a_reply_takes_the_conversation_and_is_sent_once(demo: DemoPark) -> None:
    conversation, staff = await waiting(demo), await agent(demo)
    first = await reply(demo, conversation, staff, " 马上来 ", key="a")
    again = await reply(demo, conversation, staff, "马上来", key="a")
    assert first.id == again.id
    messages = await log(demo, conversation)
    assert [(m.author, m.text, m.staff_id) for m in messages] == [
        ("tenant", "找人工", None),
        ("staff", "马上来", staff.id),
    ]
    assert messages[1].data == {"staff": {"name": "李工"}}


async def test_who_has_not_seen_a_colleagues_answer_is_told(demo: DemoPark) -> None:
    conversation, one, two = await waiting(demo), await agent(demo), await agent(demo, "王姐")
    await reply(demo, conversation, one, "我来处理", key="1")
    async with demo.sessions.begin() as session:
        await handoffs.assign(session, demo.id, conversation.id, two, by=two, now=NOW)
    with pytest.raises(AnsweredMeanwhile) as stopped:
        await reply(demo, conversation, two, "您好", key="2", seen=1)
    assert stopped.value.details["seq"] == 2
    await reply(demo, conversation, two, "您好", key="2", seen=2)
    assert [m.text for m in await log(demo, conversation)] == ["找人工", "我来处理", "您好"]


@pytest.mark.parametrize("text", ["", "  \n", "长" * 2_001])
async def test_a_reply_has_words_but_not_too_many(demo: DemoPark, text: str) -> None:
    conversation, staff = await waiting(demo), await agent(demo)
    with pytest.raises(Invalid):
        await reply(demo, conversation, staff, text)
    async with demo.sessions() as session:
        assert (await conversations.find(session, demo.id, conversation.id)).owner == "queued"


async def test_resolving_asks_for_a_rating_once(demo: DemoPark) -> None:
    conversation, staff = await waiting(demo), await agent(demo)
    await reply(demo, conversation, staff)
    await back(demo, conversation)
    await back(demo, conversation)
    last = (await log(demo, conversation))[-1]
    assert (last.author, last.data["expects"]) == ("system", "rating")
    assert [b["title"] for b in last.buttons] == ["1", "2", "3", "4", "5"]
    assert (await told(demo, conversation))[-2:] == [
        "conversation.assigned",
        "conversation.handed_back",
    ]


async def test_who_got_no_answer_is_not_asked_how_it_was(demo: DemoPark) -> None:
    conversation = await waiting(demo)
    await back(demo, conversation)
    assert "expects" not in (await log(demo, conversation))[-1].data


async def test_it_returns_by_itself_when_nobody_writes(demo: DemoPark) -> None:
    quiet, lively, staff = await waiting(demo), await waiting(demo), await agent(demo)
    await take(demo, quiet, staff)
    await take(demo, lively, staff)
    async with demo.sessions.begin() as session:
        found = await conversations.find(session, demo.id, lively.id)
        later = NOW + timedelta(minutes=20)
        await receiving.receive(session, found, external_id="late", text="还在吗", now=later)
    async with demo.sessions.begin() as session:
        returned = await handoffs.return_quiet(session, now=NOW + timedelta(minutes=31))
    assert [c.id for c in returned] == [quiet.id]
    async with demo.sessions() as session:
        found = await conversations.find(session, demo.id, lively.id)
        assert (found.owner, found.assignee_id) == ("staff", staff.id)


async def test_a_rating_counts_once_and_only_from_the_one_who_was_served(demo: DemoPark) -> None:
    conversation, other, staff = await waiting(demo), await waiting(demo), await agent(demo)
    await reply(demo, conversation, staff)
    await back(demo, conversation)
    async with demo.sessions.begin() as session:
        handoff = await session.scalar(
            select(Handoff).where(Handoff.conversation_id == conversation.id)
        )
        mine = await conversations.find(session, demo.id, conversation.id)
        theirs = await conversations.find(session, demo.id, other.id)
        assert not await handoffs.rate(session, theirs, handoff.id, 1, None, now=NOW)
        assert await handoffs.rate(session, mine, handoff.id, 5, "很快", now=NOW)
        assert not await handoffs.rate(session, mine, handoff.id, 1, None, now=NOW)
        await session.refresh(handoff)
        assert (handoff.rating, handoff.rating_comment) == (5, "很快")


@pytest.mark.parametrize(
    ("reason", "withdrawn"),
    [("asked", True), ("fallbacks", True), ("complaint", False), ("critical", False)],
)
async def test_a_tenant_withdraws_what_only_they_asked_for(
    demo: DemoPark, reason: str, withdrawn: bool
) -> None:
    conversation = await waiting(demo, reason)
    async with demo.sessions.begin() as session:
        found = await conversations.find(session, demo.id, conversation.id)
        assert await handoffs.withdraw(session, found, now=NOW) is withdrawn
        assert (found.owner == "bot") is withdrawn
        ended = await session.scalar(select(Handoff.ended_by))
        assert ended == ("withdrawn" if withdrawn else None)


async def test_what_staff_have_taken_is_not_withdrawn(demo: DemoPark) -> None:
    conversation = await waiting(demo)
    await take(demo, conversation, await agent(demo))
    async with demo.sessions.begin() as session:
        found = await conversations.find(session, demo.id, conversation.id)
        assert not await handoffs.withdraw(session, found, now=NOW)
        assert found.owner == "staff"
