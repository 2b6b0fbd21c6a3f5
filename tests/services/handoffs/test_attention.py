"""What a tenant is shown of whoever has their conversation."""

from datetime import timedelta

from models.conversations import Conversation
from services.conversations import conversations
from services.handoffs import attention
from services.handoffs.attention import Attention
from services.staff import presence
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark
from tests.services.handoffs.test_handoffs import agent, back, take, waiting

NOW = WEDNESDAY_MORNING


async def shown(demo: DemoPark, conversation: Conversation) -> Attention:
    async with demo.sessions() as session:
        found = await conversations.find(session, demo.id, conversation.id)
        return await attention.of(session, found, now=NOW)


async def read(demo: DemoPark, conversation: Conversation, seq: int) -> bool:
    async with demo.sessions.begin() as session:
        found = await conversations.find(session, demo.id, conversation.id)
        return await attention.read(session, found, seq)


async def test_what_staff_have_read_only_grows_and_never_past_what_was_said(demo: DemoPark) -> None:
    conversation = await waiting(demo)
    assert [await read(demo, conversation, seq) for seq in (0, 99, 1, 99)] == [
        False, True, False, False,
    ]  # fmt: skip
    assert (await shown(demo, conversation)).read_seq == conversation.last_seq == 1


async def test_of_a_conversation_that_the_bot_answers_nothing_is_noted(demo: DemoPark) -> None:
    conversation = await waiting(demo)
    await back(demo, conversation)
    assert not await read(demo, conversation, 1)
    assert await shown(demo, conversation) == Attention("bot", None, None, 0)


async def test_whoever_has_it_is_shown_as_they_say_themselves(demo: DemoPark) -> None:
    conversation, lin = await waiting(demo), await agent(demo, "林晓")
    await take(demo, conversation, lin)
    assert await shown(demo, conversation) == Attention("staff", "林晓", "here", 0)
    async with demo.sessions.begin() as session:
        found = await session.merge(lin)
        await presence.say(session, found, "away", NOW + timedelta(hours=1), now=NOW)
    assert (await shown(demo, conversation)).presence == "away"
    async with demo.sessions() as session:
        later = await attention.of(
            session,
            await conversations.find(session, demo.id, conversation.id),
            now=NOW + timedelta(hours=1),
        )
    assert later.presence == "here"
