"""Documents and voice messages in a conversation."""

import pytest
from sqlalchemy import func, select

from models.conversations import Conversation, ConversationFile, Message
from services.conversations import conversations
from services.conversations.receiving import Received
from services.handoffs import files, staff_replies
from services.handoffs.files import MOST, TooManyFiles
from services.kit.errors import NotFound
from services.kit.file_checking import Checked, check
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark
from tests.services.handoffs.test_handoffs import agent, log, take, waiting
from tests.services.kit.test_file_checking import PDF, WEBM

NOW = WEDNESDAY_MORNING
LEASE = check(PDF, name="lease.pdf")
SPOKEN = check(WEBM, seconds=7)


async def fresh(demo: DemoPark) -> Conversation:
    async with demo.sessions.begin() as session:
        return await demo.conversation(session)


async def send(
    demo: DemoPark, conversation: Conversation, checked: Checked, id: str, caption: str = ""
) -> Received:
    async with demo.sessions.begin() as session:
        found = await conversations.find(session, demo.id, conversation.id)
        return await files.receive(
            session, found, checked, external_id=id, caption=caption, now=NOW
        )


def shows(message: Message) -> list[str]:
    return [one["kind"] for one in message.data["files"]]


@pytest.mark.parametrize("checked", [LEASE, SPOKEN], ids=["document", "voice"])
async def test_of_a_file_alone_the_bot_says_that_it_cannot_tell_and_offers_a_person(
    demo: DemoPark, checked: Checked
) -> None:
    conversation = await fresh(demo)
    received = await send(demo, conversation, checked, "one")
    sent, told = await log(demo, conversation)
    assert (shows(sent), sent.status, sent.payload) == ([checked.kind], "handled", None)
    assert told.buttons == [{"title": "转人工", "payload": "/ask_human"}]
    assert (received.answering, told.author) == (False, "bot")


async def test_words_beside_a_file_are_understood_like_any_others(demo: DemoPark) -> None:
    conversation = await fresh(demo)
    assert (await send(demo, conversation, LEASE, "one", "空调不制冷")).answering
    [sent] = await log(demo, conversation)
    assert (sent.text, sent.status, shows(sent)) == ("空调不制冷", "received", ["document"])


async def test_whoever_waits_for_a_person_or_has_one_is_told_nothing_by_the_bot(
    demo: DemoPark,
) -> None:
    conversation = await waiting(demo)
    await send(demo, conversation, SPOKEN, "one")
    await take(demo, conversation, await agent(demo))
    await send(demo, conversation, LEASE, "two")
    assert [one.author for one in await log(demo, conversation)] == ["tenant"] * 3


async def test_an_upload_that_is_repeated_is_stored_once(demo: DemoPark) -> None:
    conversation = await fresh(demo)
    for _ in range(3):
        await send(demo, conversation, LEASE, "one")
    async with demo.sessions() as session:
        assert await session.scalar(select(func.count()).select_from(ConversationFile)) == 1
    assert len(await log(demo, conversation)) == 2


async def test_a_tenant_sends_so_many_within_an_hour_and_the_last_leaves_nothing(
    demo: DemoPark,
) -> None:
    conversation = await waiting(demo)
    for number in range(MOST):
        await send(demo, conversation, SPOKEN, f"{number}")
    with pytest.raises(TooManyFiles):
        await send(demo, conversation, SPOKEN, "more")
    assert len(await log(demo, conversation)) == 1 + MOST


async def test_staff_send_one_and_whoever_has_its_address_has_the_file(demo: DemoPark) -> None:
    conversation, lin = await waiting(demo), await agent(demo)

    async def keep(found: Conversation) -> dict[str, object]:
        return {"files": [await files.keep_of_staff(session, found, lin, LEASE, now=NOW)]}

    async with demo.sessions.begin() as session:
        message = await staff_replies.reply(
            session, demo.id, conversation.id, lin, "", key="k", seen_seq=None, now=NOW, keep=keep
        )
    [file] = message.data["files"]
    assert (file["name"], file["size"]) == ("lease.pdf", len(PDF))
    async with demo.sessions() as session:
        found = await files.load(session, demo.id, file["id"], file["token"])
        assert (found.body, found.staff_id) == (PDF, lin.id)
        with pytest.raises(NotFound):
            await files.load(session, demo.id, file["id"], "guessed")
