"""Every message is taken once, in its order, with the button that it presses."""

import asyncio

import pytest
from sqlalchemy import select, update

from edge.sessions import statement_by_statement
from models.conversations import ActionResult, Conversation
from models.events import EventRow
from services.conversations import conversations, receiving
from services.conversations.conversations import Reply
from services.conversations.events import MessageReceived
from services.conversations.receiving import WAITING_LIMIT, ButtonRef, Received, TooManyWaiting
from services.events.publish import publish
from services.handoffs import handoffs
from services.kit.errors import Invalid
from tests.given import factories
from tests.given.demo_park import DemoPark
from tests.kit.waiting import PATIENCE
from tests.services.conversations.chatting import MENU, NOW, TRACK, Chat, somebody_waits


async def test_the_same_external_id_is_one_message_and_one_event(demo: DemoPark) -> None:
    chat = await Chat.new(demo)
    first = await chat.hear("两份牛肉面", "m-1")
    again = await chat.hear("两份牛肉面", "m-1")
    assert (first.duplicate, again.duplicate) == (False, True)
    assert again.message.id == first.message.id
    async with demo.sessions() as session:
        assert await demo.events(session, f"conversation:{chat.id}") == [(1, "message.received")]
        data = await session.scalar(select(EventRow.data))
    assert data == {"conversation_id": chat.id, "message_id": first.message.id}
    assert (await chat.row()).last_seq == 1


async def test_events_of_a_message_to_staff_are_numbered_in_the_order_of_their_ids(
    demo: DemoPark,
) -> None:
    chat = await Chat.new(demo)
    async with demo.sessions.begin() as session:
        me = await factories.make_staff(session, demo.id)
        await handoffs.take(session, demo.id, chat.id, me, now=NOW)
    await chat.hear("在吗")
    async with statement_by_statement(demo.sessions) as session:
        await receiving.receive_alone(
            session, demo.id, chat.id, external_id="alone", text="还在吗", now=NOW
        )
    rows = select(EventRow).where(EventRow.subject == f"conversation:{chat.id}")
    async with demo.sessions() as session:
        told = (await session.scalars(rows.order_by(EventRow.id))).all()
    assert [(one.sequence, one.type) for one in told] == [
        (1, "conversation.assigned"),
        (2, "message.received"),
        (3, "conversation.replied"),
        (4, "message.received"),
        (5, "conversation.replied"),
    ]
    assert told[-1].data == {"conversation_id": chat.id, "staff_id": me.id}
    assert [one.due_at is None for one in told[1:]] == [True, False, True, False]


async def test_sessions_that_race_with_one_external_id_store_it_once(demo: DemoPark) -> None:
    chat = await Chat.new(demo)
    received = await asyncio.gather(*(chat.hear("你好", "m-1") for _ in range(6)))
    assert sorted(one.duplicate for one in received) == [False] + [True] * 5
    assert len({one.message.id for one in received}) == 1
    assert [message.seq for message in await chat.all()] == [1]


async def test_messages_and_answers_at_once_count_without_gaps(demo: DemoPark) -> None:
    chat = await Chat.new(demo)
    heard = [chat.hear(f"第{n}条") for n in range(8)]
    said = [chat.say(Reply("一"), Reply("二")) for _ in range(4)]
    await asyncio.gather(*heard, *said)
    messages = await chat.all()
    assert [message.seq for message in messages] == list(range(1, 17))
    out = [message.seq for message in messages if message.direction == "out"]
    assert [b - a for a, b in zip(out[::2], out[1::2], strict=True)] == [1] * 4
    assert (await chat.row()).last_seq == 16


async def test_a_crash_before_the_commit_leaves_no_gap(demo: DemoPark) -> None:
    chat = await Chat.new(demo)
    async with demo.sessions() as session:
        conversation = await conversations.find(session, demo.id, chat.id)
        await receiving.receive(session, conversation, external_id="a", text="一", now=NOW)
        await session.rollback()
    await chat.hear("二")
    assert [(message.seq, message.text) for message in await chat.all()] == [(1, "二")]


async def test_a_message_that_waited_for_another_is_sent_again_and_counted_without_gaps(
    demo: DemoPark,
) -> None:
    """It did not lock before it counted, so the number of its event is taken by then."""
    chat = await Chat.new(demo)

    async def come() -> Received:
        async with statement_by_statement(demo.sessions) as session:
            return await receiving.receive_alone(
                session, demo.id, chat.id, external_id="second", text="second", now=NOW
            )

    async with demo.sessions.begin() as session:
        conversation = await conversations.find(session, demo.id, chat.id)
        await receiving.receive(session, conversation, external_id="first", text="first", now=NOW)
        coming = asyncio.create_task(come())
        await somebody_waits(demo.sessions)
    assert (await coming).message.seq == 2
    async with demo.sessions() as session:
        told = await session.scalars(
            select(EventRow.sequence).where(EventRow.subject == f"conversation:{chat.id}")
        )
        assert sorted(told) == [1, 2]


async def test_a_message_that_waits_for_who_waits_for_it_is_sent_again(demo: DemoPark) -> None:
    """The other has written an event of the conversation before it locks the conversation."""
    chat = await Chat.new(demo)

    async def come() -> Received:
        async with statement_by_statement(demo.sessions) as session:
            return await receiving.receive_alone(
                session, demo.id, chat.id, external_id="m", text="来了", now=NOW
            )

    async with demo.sessions.begin() as session:
        said = MessageReceived(conversation_id=chat.id, message_id=7)
        await publish(session, demo.id, said, now=NOW)
        coming = asyncio.create_task(come())
        await somebody_waits(demo.sessions)
        await session.execute(update(Conversation).values(language="zh"))
    assert (await coming).message.seq == 1


async def test_a_message_is_taken_while_an_action_of_the_turn_before_has_not_ended(
    demo: DemoPark,
) -> None:
    chat = await Chat.new(demo)
    async with demo.sessions() as action:
        action.add(
            ActionResult(
                park_id=demo.id,
                conversation_id=chat.id,
                message_id="1",
                action="x",
                position=0,
                events=[],
                responses=[],
                created_at=NOW,
            )
        )
        await action.flush()
        async with asyncio.timeout(PATIENCE / 3):
            assert not (await chat.hear("在吗")).duplicate


async def test_one_who_has_too_many_waiting_is_refused_until_one_is_answered(
    demo: DemoPark,
) -> None:
    chat, other = await Chat.new(demo), await Chat.new(demo)
    received = [await chat.hear(f"{number}") for number in range(WAITING_LIMIT)]
    with pytest.raises(TooManyWaiting) as refused:
        await chat.hear("one more")
    assert refused.value.details == {"limit": 20, "retry_after": 5}
    assert (await chat.hear("3")).duplicate, "what waits is known when it comes again"
    assert not (await other.hear("somebody else")).duplicate
    assert await chat.lease("t")
    await chat.conclude(received[0].message, "t", "answer")
    assert not (await chat.hear("one more")).duplicate
    assert len(await chat.all()) == WAITING_LIMIT + 2


@pytest.mark.parametrize(
    ("texts", "language"),
    [
        (["two beef noodles"], "en"),
        (["two beef noodles", "13800000000"], "en"),
        (["two beef noodles", "好的"], "zh"),
        (["👍"], "zh"),
    ],
)
async def test_a_conversation_speaks_the_language_that_was_shown_last(
    demo: DemoPark, texts: list[str], language: str
) -> None:
    chat = await Chat.new(demo)
    for text in texts:
        await chat.hear(text)
    assert (await chat.row()).language == language


async def test_a_pressed_button_is_its_title_with_the_command_that_we_stored(
    demo: DemoPark,
) -> None:
    chat = await Chat.new(demo)
    (offered,) = await chat.say(Reply("您好", [MENU, TRACK]))
    received = await chat.hear("/affirm", "m-1", ButtonRef(offered.seq, 1))
    assert (received.message.text, received.message.payload) == ("My orders", "/track_order")


@pytest.mark.parametrize("ref", [(1, 2), (1, -1), (2, 0), (3, 0), (9, 0)])
async def test_a_button_that_was_never_offered_is_invalid(
    demo: DemoPark, ref: tuple[int, int]
) -> None:
    """Past the last, before the first, of a tenant's message, of one without any, of none."""
    chat = await Chat.new(demo)
    await chat.say(Reply("您好", [MENU, TRACK]))
    await chat.hear("hello")
    await chat.say(Reply("Hi"))
    with pytest.raises(Invalid) as refused:
        await chat.hear("", "m-1", ButtonRef(*ref))
    assert refused.value.details == {"seq": ref[0], "index": ref[1]}
    assert len(await chat.all()) == 3


async def test_a_button_of_another_conversation_is_invalid(demo: DemoPark) -> None:
    chat, other = await Chat.new(demo), await Chat.new(demo)
    (offered,) = await other.say(Reply("您好", [MENU]))
    with pytest.raises(Invalid):
        await chat.hear("", "m-1", ButtonRef(offered.seq, 0))
