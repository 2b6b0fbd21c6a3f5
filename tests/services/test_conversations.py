"""Every message once, in its order, answered by one."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy import text as sql

from edge.sessions import statement_by_statement
from models import ActionResult, ChannelIdentity, Conversation, EventRow, Message, Person
from parkline.database import Sessions
from services import conversations, inbox, receiving
from services.conversations import Reply
from services.errors import Invalid, NotFound
from services.inbox import Concluded
from services.receiving import WAITING_LIMIT, ButtonRef, Received, TooManyWaiting
from tests.demo_park import WEDNESDAY_MORNING, DemoPark
from tests.waiting import PATIENCE

NOW = WEDNESDAY_MORNING


class Chat:
    """One conversation, written to in sessions of its own."""

    def __init__(self, demo: DemoPark, conversation_id: int) -> None:
        self.demo, self.sessions, self.id = demo, demo.sessions, conversation_id

    @classmethod
    async def new(cls, demo: DemoPark) -> "Chat":
        async with demo.sessions.begin() as session:
            return cls(demo, (await demo.conversation(session)).id)

    async def hear(
        self,
        text: str,
        external_id: str | None = None,
        button: ButtonRef | None = None,
        now: datetime = NOW,
        *,
        numbered: bool = False,
    ) -> Received:
        async with self.sessions.begin() as session:
            conversation = await conversations.find(session, self.demo.id, self.id)
            return await receiving.receive(
                session,
                conversation,
                external_id=external_id or f"{self.id}:{text}",
                text=text,
                button=button,
                numbered=numbered,
                now=now,
            )

    async def say(self, *replies: Reply, author: str = "bot") -> list[Message]:
        async with self.sessions.begin() as session:
            conversation = await conversations.find(session, self.demo.id, self.id)
            return await conversations.speak(session, conversation, replies, author=author, now=NOW)

    async def all(self) -> list[Message]:
        async with self.sessions() as session:
            conversation = await conversations.find(session, self.demo.id, self.id)
            return await conversations.since(session, conversation, 0)

    async def row(self) -> Conversation:
        async with self.sessions() as session:
            return await conversations.find(session, self.demo.id, self.id)

    async def lease(self, token: str, *, now: datetime = NOW, seconds: int = 30) -> bool:
        async with self.sessions.begin() as session:
            taken = await inbox.take(
                session,
                self.demo.id,
                self.id,
                token=token,
                now=now,
                until=now + timedelta(seconds=seconds),
            )
            return taken is not None

    async def conclude(self, message: Message, token: str, *texts: str) -> Concluded:
        async with self.sessions.begin() as session:
            replies = [Reply(text) for text in texts]
            conclusion = await inbox.conclude(
                session, message, replies, token=token, author="bot", now=NOW
            )
            return conclusion.outcome


# A person and their conversation


async def test_a_first_word_makes_a_person_and_the_next_finds_them(demo: DemoPark) -> None:
    async with demo.sessions.begin() as session:
        how = {"channel": "webchat", "external_id": "wx-1", "now": NOW}
        first = await conversations.open_conversation(session, demo.id, **how)
        again = await conversations.open_conversation(session, demo.id, **how)
        other = await conversations.open_conversation(
            session, demo.id, channel="webchat", external_id="wx-2", now=NOW
        )
    assert (first.id == again.id, other.id == first.id) == (True, False)
    assert (first.owner, first.language, first.last_seq) == ("bot", "zh", 0)


async def test_first_words_at_once_get_one_conversation_and_one_person(demo: DemoPark) -> None:
    async def opened() -> int:
        async with demo.sessions.begin() as session:
            found = await conversations.open_conversation(
                session, demo.id, channel="webchat", external_id="wx-1", now=NOW
            )
            return found.id

    ids = await asyncio.gather(*(opened() for _ in range(8)))

    assert len(set(ids)) == 1
    async with demo.sessions() as session:
        for table in (Person, ChannelIdentity, Conversation):
            assert await session.scalar(select(func.count()).select_from(table)) == 1


async def test_a_conversation_is_found_in_its_own_park_only(demo: DemoPark) -> None:
    chat = await Chat.new(demo)
    async with demo.sessions() as session:
        with pytest.raises(NotFound):
            await conversations.find(session, demo.id + 1, chat.id)


# Messages in


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


# Buttons

MENU = {"title": "看菜单", "payload": "/browse_menu"}
TRACK = {"title": "My orders", "payload": "/track_order"}


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


@pytest.mark.parametrize(
    ("typed", "payload"),
    [
        ("看菜单", "/browse_menu"),
        (" my ORDERS \n", "/track_order"),
        ("my orders please", None),
        ("/browse_menu", None),
    ],
)
async def test_typing_the_title_of_an_offered_button_presses_it(
    demo: DemoPark, typed: str, payload: str | None
) -> None:
    chat = await Chat.new(demo)
    await chat.say(Reply("您好", [MENU, TRACK]))
    message = (await chat.hear(typed)).message
    assert (message.text, message.payload) == (typed, payload)


async def test_only_the_last_offer_is_heard_in_typed_words(demo: DemoPark) -> None:
    chat = await Chat.new(demo)
    assert (await chat.hear("看菜单", "m-1")).message.payload is None
    await chat.say(Reply("您好", [MENU]))
    await chat.say(Reply("还有别的吗"))
    assert (await chat.hear("看菜单", "m-2")).message.payload is None


@pytest.mark.parametrize(
    ("typed", "payload"),
    [
        ("1", "/browse_menu"),
        ("２", "/track_order"),
        ("一", "/browse_menu"),
        ("看菜单", "/browse_menu"),
        ("3", None),
        ("两份", None),
    ],
)
async def test_where_buttons_are_a_numbered_list_a_number_presses_one(
    demo: DemoPark, typed: str, payload: str | None
) -> None:
    chat = await Chat.new(demo)
    await chat.say(Reply("您好", [MENU, TRACK]))
    message = (await chat.hear(typed, numbered=True)).message
    assert (message.text, message.payload) == (typed, payload)


async def test_elsewhere_a_number_is_only_a_number(demo: DemoPark) -> None:
    chat = await Chat.new(demo)
    await chat.say(Reply("您好", [MENU, TRACK]))
    assert (await chat.hear("1")).message.payload is None


async def test_a_number_answers_our_last_message_alone(demo: DemoPark) -> None:
    chat = await Chat.new(demo)
    await chat.say(Reply("您好", [MENU, TRACK]))
    await chat.say(Reply("要几份？"))
    assert (await chat.hear("1", numbered=True)).message.payload is None


async def test_news_that_asks_nothing_does_not_end_what_we_asked(demo: DemoPark) -> None:
    chat = await Chat.new(demo)
    await chat.say(Reply("您好", [MENU, TRACK]))
    await chat.say(Reply("您的餐到了"), author="system")
    assert (await chat.hear("2", numbered=True)).message.payload == "/track_order"


async def test_a_conversation_is_pushed_from_when_its_channel_pushes(demo: DemoPark) -> None:
    async def said(pushed: bool) -> str:
        async with demo.sessions.begin() as session:
            found = await conversations.open_conversation(
                session, demo.id, channel="mini", external_id="li", pushed=pushed, now=NOW
            )
            [message] = await conversations.speak(
                session, found, [Reply("您好")], author="bot", now=NOW
            )
            return message.status

    assert [await said(pushed) for pushed in (False, True, False)] == ["sent", "waiting", "waiting"]


ASKS = Reply("几分？", data={"expects": "rating", "about": "ticket:12"})


@pytest.mark.parametrize(
    ("typed", "payload"),
    [
        ("给5分", '/rate{"rating": 5, "about": "ticket:12"}'),
        ('4星，有点"慢"', '/rate{"rating": 4, "about": "ticket:12", "comment": "有点\\"慢\\""}'),
        ("两份牛肉面", None),
        ("还是漏水", None),
    ],
)
async def test_a_rating_in_words_is_one_where_it_was_asked_for(
    demo: DemoPark, typed: str, payload: str | None
) -> None:
    chat = await Chat.new(demo)
    await chat.say(ASKS)
    message = (await chat.hear(typed)).message
    assert (message.text, message.payload) == (typed, payload)


FIXED = Reply("修好了吗？", data={"expects": "repair_confirm", "ticket_no": "T-1"})


@pytest.mark.parametrize(
    ("typed", "payload"),
    [
        ("好了，谢谢", '/confirm_repair{"ticket_no": "T-1"}'),
        ("还是漏水", '/reopen_repair{"ticket_no": "T-1", "comment": "还是漏水"}'),
        ("冒烟了！", None),
        ("两份牛肉面", None),
    ],
)
async def test_words_answer_whether_a_repair_helped(
    demo: DemoPark, typed: str, payload: str | None
) -> None:
    chat = await Chat.new(demo)
    await chat.say(FIXED)
    assert (await chat.hear(typed)).message.payload == payload


async def test_stars_are_no_rating_where_none_was_asked_for_or_a_day_later(
    demo: DemoPark,
) -> None:
    chat = await Chat.new(demo)
    await chat.say(ASKS, Reply("还有别的吗？"))
    assert (await chat.hear("5分", "m-1")).message.payload is None
    await chat.say(ASKS)
    late = NOW + timedelta(hours=24, seconds=1)
    assert (await chat.hear("5分", "m-2", now=late)).message.payload is None


# Whose turn it is


async def test_a_lease_is_one_processs_until_it_ends_or_is_released(demo: DemoPark) -> None:
    chat = await Chat.new(demo)
    await chat.hear("你好")
    assert await chat.lease("a") is True
    assert await chat.lease("b") is False
    assert await chat.lease("a", now=NOW + timedelta(seconds=20)) is True  # Renewed to :50.
    assert await chat.lease("b", now=NOW + timedelta(seconds=50)) is False
    assert await chat.lease("b", now=NOW + timedelta(seconds=51)) is True
    async with demo.sessions.begin() as session:
        await inbox.release(session, demo.id, chat.id, token="a")
    assert (await chat.row()).lease_token == "b"
    async with demo.sessions.begin() as session:
        await inbox.release(session, demo.id, chat.id, token="b")
    assert await chat.lease("c") is True


async def test_of_many_that_ask_at_once_one_gets_the_lease(demo: DemoPark) -> None:
    chat = await Chat.new(demo)
    await chat.hear("你好")
    got = await asyncio.gather(*(chat.lease(f"token-{n}") for n in range(8)))
    assert sum(got) == 1


async def test_a_conclusion_marks_the_message_and_says_the_answer(demo: DemoPark) -> None:
    chat = await Chat.new(demo)
    message = (await chat.hear("你好")).message
    await chat.lease("a")
    assert await chat.conclude(message, "a", "您好", "要点什么？") is Concluded.ALL
    assert [(m.seq, m.author, m.text, m.status) for m in await chat.all()] == [
        (1, "tenant", "你好", "handled"),
        (2, "bot", "您好", "sent"),
        (3, "bot", "要点什么？", "sent"),
    ]
    assert await chat.conclude(message, "a", "您好") is Concluded.LOST
    assert len(await chat.all()) == 3


async def test_a_silent_conclusion_leaves_no_gap(demo: DemoPark) -> None:
    chat = await Chat.new(demo)
    message = (await chat.hear("你好")).message
    await chat.lease("a")
    assert await chat.conclude(message, "a") is Concluded.ALL
    assert (await chat.hear("在吗")).message.seq == 2


async def test_with_a_lost_lease_nothing_is_written(demo: DemoPark) -> None:
    chat = await Chat.new(demo)
    message = (await chat.hear("你好")).message
    await chat.lease("a")
    await chat.lease("b", now=NOW + timedelta(minutes=1))
    assert await chat.conclude(message, "a", "您好") is Concluded.LOST
    assert [(m.text, m.status) for m in await chat.all()] == [("你好", "received")]
    assert await chat.conclude(message, "b", "您好！") is Concluded.ALL


async def test_messages_wait_in_their_order(demo: DemoPark) -> None:
    chat = await Chat.new(demo)
    first, second = (await chat.hear("一")).message, (await chat.hear("二")).message
    await chat.lease("a")
    async with demo.sessions() as session:
        assert (await inbox.waiting(session, demo.id, chat.id)).id == first.id
    assert await chat.conclude(first, "a", "好") is Concluded.MORE
    async with demo.sessions() as session:
        assert (await inbox.waiting(session, demo.id, chat.id)).id == second.id
    await chat.lease("a")
    assert await chat.conclude(second, "a", "好") is Concluded.ALL
    async with demo.sessions() as session:
        assert await inbox.waiting(session, demo.id, chat.id) is None


async def test_stranded_is_what_nobody_has_taken_up_for_a_while(demo: DemoPark) -> None:
    waiting, leased, dead, answered, fresh = [await Chat.new(demo) for _ in range(5)]
    for chat in (waiting, leased, dead, answered):
        await chat.hear("一")
        await chat.hear("二")
    await fresh.hear("一", now=NOW + timedelta(seconds=10))
    await leased.lease("a", seconds=60)
    await dead.lease("a", seconds=5)
    await answered.lease("a", seconds=1)
    for message in await answered.all():
        await answered.lease("a", seconds=1)
        await answered.conclude(message, "a", "好")
    async with demo.sessions() as session:
        before = NOW + timedelta(seconds=10)
        found = await inbox.stranded(session, before=before)
        assert sorted(found) == sorted((demo.id, chat.id) for chat in (waiting, dead))
        assert len(await inbox.stranded(session, before=before, limit=1)) == 1
        assert await inbox.stranded(session, before=NOW) == []


# Reading


async def test_since_and_latest_are_oldest_first_and_no_more_than_asked(demo: DemoPark) -> None:
    chat = await Chat.new(demo)
    await chat.say(*(Reply(str(n)) for n in range(1, 8)))
    async with demo.sessions() as session:
        row = await conversations.find(session, demo.id, chat.id)

        def texts(found: list[Message]) -> list[str]:
            return [message.text for message in found]

        assert texts(await conversations.since(session, row, 4)) == ["5", "6", "7"]
        assert texts(await conversations.since(session, row, 1, limit=2)) == ["2", "3"]
        assert texts(await conversations.latest(session, row, limit=2)) == ["6", "7"]
        assert (await conversations.last_said(session, demo.id, chat.id)).text == "7"


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


async def test_a_refusal_in_a_row_is_said_once(demo: DemoPark) -> None:
    chat = await Chat.new(demo)

    async def refuse(*, once: bool) -> None:
        async with chat.sessions.begin() as session:
            row = await conversations.find(session, demo.id, chat.id)
            await conversations.tell(session, row, "later, please", once=once, now=NOW)

    await refuse(once=True)
    await refuse(once=True)
    assert [row.text for row in await chat.all()] == ["later, please"]
    await chat.say(Reply("an answer"))
    await refuse(once=True)
    await refuse(once=False)
    said = [row.text for row in await chat.all()]
    assert said == ["later, please", "an answer", "later, please", "later, please"]


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


async def somebody_waits(sessions: Sessions) -> None:
    """Until a transaction waits for a lock."""
    async with asyncio.timeout(PATIENCE), sessions() as session:
        while not await session.scalar(_WAITS_FOR_A_LOCK):
            await session.rollback()
            await asyncio.sleep(0.01)


async def test_what_is_stored_while_an_answer_waits_for_the_lock_is_not_overlooked(
    demo: DemoPark,
) -> None:
    chat = await Chat.new(demo)
    first = (await chat.hear("first")).message
    assert await chat.lease("a")
    async with demo.sessions.begin() as session:
        conversation = await conversations.find(session, demo.id, chat.id)
        await receiving.receive(session, conversation, external_id="second", text="second", now=NOW)
        answering = asyncio.create_task(chat.conclude(first, "a", "answer"))
        await somebody_waits(demo.sessions)
    assert await answering is Concluded.MORE
    assert [message.text for message in await chat.all()] == ["first", "second", "answer"]


_WAITS_FOR_A_LOCK = sql("select count(*) from pg_locks where not granted")


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
