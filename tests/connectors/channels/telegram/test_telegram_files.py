"""Documents and voice messages of staff, sent by Telegram's own messages."""

import pytest
from sqlalchemy import select

from models.conversations import Message
from services.conversations.conversations import Reply
from tests.connectors.channels.telegram.driver import TelegramDriver, TelegramTenant
from tests.connectors.channels.telegram.fake import No
from tests.contract.installation import Installation
from tests.given.chat_files import OGG, PDF, WEBM, of_staff
from tests.kit.waiting import until


async def told(
    installation: Installation, who: str, text: str, body: bytes, seconds: float | None = None
) -> None:
    data = await of_staff(installation, "telegram", who, body, seconds=seconds)
    await installation.speak("telegram", who, Reply(text, data=data), author="staff")


async def test_a_document_arrives_under_its_name_after_its_words(
    li: TelegramTenant, driver: TelegramDriver, installation: Installation
) -> None:
    await li.say("在吗")
    await li.hear()
    await told(installation, driver.external_id("li"), "请看合同", PDF)
    assert (await li.hear()).text == "请看合同"
    sent = await li.platform.hear(li.chat_id)
    assert (sent["name"], sent["document"]) == ("合同 2026.pdf", PDF)


@pytest.mark.parametrize(
    "recorded", [(OGG, "voice", "voice-8s.ogg"), (WEBM, "document", "voice-8s.webm")]
)
async def test_a_voice_message_is_one_where_telegram_plays_it(
    li: TelegramTenant,
    driver: TelegramDriver,
    installation: Installation,
    recorded: tuple[bytes, str, str],
) -> None:
    body, kind, name = recorded
    await li.say("在吗")
    await li.hear()
    await told(installation, driver.external_id("li"), "", body, 7.4)
    sent = await li.platform.hear(li.chat_id)
    assert (sent["name"], sent[kind]) == (name, body)


async def test_what_telegram_refuses_is_told_at_the_desk(
    li: TelegramTenant, driver: TelegramDriver, installation: Installation
) -> None:
    await li.say("在吗")
    await li.hear()
    li.platform.refusals.append(No(400, "Bad Request: file is too big"))
    await told(installation, driver.external_id("li"), "", PDF)

    async def undelivered() -> bool:
        async with installation.sessions() as session:
            last = await session.scalar(select(Message).order_by(Message.id.desc()).limit(1))
        assert last is not None
        return (last.status, last.outcome) == ("undelivered", "refused")

    await until(undelivered)
