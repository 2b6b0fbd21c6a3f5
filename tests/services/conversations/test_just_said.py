"""An answer to what this process has just said is stored without reading that."""

from collections.abc import Sequence

import pytest

from services.conversations import just_said, receiving, turns
from services.conversations.concluding import conclude
from services.conversations.conversations import Reply
from services.conversations.just_said import JustSaid
from services.conversations.receiving import ButtonRef, Received
from services.handoffs import handoffs
from tests.given.demo_park import DemoPark
from tests.given.factories import make_staff
from tests.kit.statements import counted
from tests.services.conversations.chatting import MENU, NOW, TRACK, Chat


@pytest.fixture
def said() -> JustSaid:
    return JustSaid()


ASKS = Reply("要看菜单吗？", buttons=[MENU])


async def answered(demo: DemoPark, said: JustSaid) -> Chat:
    """A message was answered by this process, as turns do it."""
    chat = await Chat.new(demo)
    await chat.hear("你好")
    async with demo.sessions() as session:
        found = await turns.take(
            session, demo.id, chat.id, token="a", now=NOW, until=NOW.replace(year=2099)
        )
        assert found is not None
        concluded = await conclude(
            session, found.message, [Reply("您好。"), ASKS], token="a", author="bot", now=NOW
        )
        await session.commit()
        said.note(found.conversation, concluded.said[-1])
    return chat


async def hears(
    chat: Chat, said: JustSaid, text: str = "", button: ButtonRef | None = None
) -> tuple[Received, Sequence[str]]:
    """What was stored, and by which statements."""
    async with chat.demo.sessions.begin() as session:
        with counted(chat.demo.sessions) as seen:
            received = await receiving.receive_alone(
                session, chat.demo.id, chat.id, external_id=f"{chat.id}:{text}", text=text,
                button=button, now=NOW, just_said=said,
            )  # fmt: skip
    return received, seen


@pytest.mark.parametrize(("text", "button"), [("看菜单", None), ("", ButtonRef(3, 0))])
async def test_it_is_one_statement(
    demo: DemoPark, said: JustSaid, text: str, button: ButtonRef | None
) -> None:
    received, seen = await hears(await answered(demo, said), said, text, button)
    assert (received.message.payload, received.message.seq) == ("/browse_menu", 4)
    assert (received.answering, len(seen)) == (True, 1)


async def test_what_came_since_is_what_is_answered(demo: DemoPark, said: JustSaid) -> None:
    chat = await answered(demo, said)
    await chat.say(Reply("您的订单好了。", buttons=[TRACK]))
    for text, payload in (("My orders", "/track_order"), ("看菜单", None)):
        received, _ = await hears(chat, said, text)
        assert received.message.payload == payload


async def test_staff_who_took_over_since_get_the_message(demo: DemoPark, said: JustSaid) -> None:
    chat = await answered(demo, said)
    async with demo.sessions.begin() as session:
        me = await make_staff(session, demo.id)
        await handoffs.take(session, demo.id, chat.id, me, now=NOW)
    received, _ = await hears(chat, said, "有人吗")
    assert (received.answering, received.duplicate) == (False, False)


async def test_a_message_that_comes_again_is_known(demo: DemoPark, said: JustSaid) -> None:
    chat = await answered(demo, said)
    first, _ = await hears(chat, said, "看菜单")
    again, _ = await hears(chat, said, "看菜单")
    assert (again.duplicate, again.message.id) == (True, first.message.id)


async def test_the_first_word_after_opening_is_one_statement(
    demo: DemoPark, said: JustSaid
) -> None:
    chat = await Chat.new(demo)
    said.note_opened(await chat.row())
    received, seen = await hears(chat, said, "你好")
    assert (received.message.seq, received.answering, len(seen)) == (1, True, 1)


async def test_and_what_was_said_before_it_is_what_is_answered(
    demo: DemoPark, said: JustSaid
) -> None:
    chat = await Chat.new(demo)
    said.note_opened(await chat.row())
    await chat.say(Reply("您的订单好了。", buttons=[TRACK]))
    said_last, opened_later = JustSaid(), await chat.row()
    said_last.note_opened(opened_later)  # Of one in which something was said nothing is known.
    assert said_last.take(demo.id, chat.id) is None
    received, _ = await hears(chat, said, "My orders")
    assert received.message.payload == "/track_order"


async def test_it_is_known_of_so_many_conversations(
    demo: DemoPark, said: JustSaid, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(just_said, "MOST", 1)
    chats = [await answered(demo, said), await answered(demo, said)]
    assert [len((await hears(chat, said, "看菜单"))[1]) for chat in chats] == [2, 1]
