import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import unused_port

from connectors.bot.client import Answer, BotDown, BotFailed, Dialogue, Utterance
from services.conversations.conversations import Reply
from tests.connectors.bot.fake import TOKEN, Behaviour, FakeBot


def utterance(text: str = "你好", message_id: str = "7") -> Utterance:
    return Utterance("1:2", message_id, text, None, {"park_id": 1})


@pytest.fixture
async def client() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as client:
        yield client


@pytest.fixture
def dialogue(client: aiohttp.ClientSession, bot: FakeBot) -> Dialogue:
    return Dialogue(client, [bot.url], TOKEN, timeout=5)


def answering(body: Any, status: int = 200) -> Behaviour:
    async def behave(_turn: dict[str, Any]) -> web.Response:
        return web.json_response(body, status=status)

    return behave


async def test_a_turn_asks_as_the_bot_agreed_and_gives_what_it_said(
    dialogue: Dialogue, bot: FakeBot
) -> None:
    answer = await dialogue.turn(utterance())
    heard = {"intent": "greet", "confidence": 1.0}
    assert answer == Answer([Reply("re: 你好")], heard, memory="7;")
    assert bot.asked == [
        {
            "sender": "1:2",
            "message_id": "7",
            "text": "你好",
            "payload": None,
            "metadata": {"park_id": 1},
            "memory": None,
        }
    ]


async def test_buttons_and_data_arrive_and_what_has_no_text_is_not_said(
    dialogue: Dialogue, bot: FakeBot
) -> None:
    button = {"title": "下单", "payload": "/affirm"}
    bot.behave = answering(
        {
            "messages": [
                {"text": "好的", "buttons": [button], "custom": {"order_no": "O-AAAAAA"}},
                {"text": None, "buttons": None, "custom": {"faq": "wifi"}},
                {"text": "还有吗", "buttons": None, "custom": None},
            ]
        }
    )
    said = [Reply("好的", [button], {"order_no": "O-AAAAAA"}), Reply("还有吗")]
    assert await dialogue.turn(utterance()) == Answer(said, {})


async def test_the_same_message_again_is_the_same_turn(dialogue: Dialogue, bot: FakeBot) -> None:
    assert await dialogue.turn(utterance()) == await dialogue.turn(utterance())
    assert bot.turns == [("1:2", "你好")]


async def test_a_wrong_token_is_a_failure_not_a_wait(
    client: aiohttp.ClientSession, bot: FakeBot
) -> None:
    with pytest.raises(BotFailed, match="HTTP 401"):
        await Dialogue(client, [bot.url], "another", timeout=5).turn(utterance())


@pytest.mark.parametrize("status", [400, 404, 500])
async def test_what_the_bot_could_not_handle(dialogue: Dialogue, bot: FakeBot, status: int) -> None:
    bot.behave = answering({"error": {"code": "x"}}, status)
    with pytest.raises(BotFailed, match=f"HTTP {status}"):
        await dialogue.turn(utterance())


@pytest.mark.parametrize("status", [502, 503, 504])
async def test_what_passes(dialogue: Dialogue, bot: FakeBot, status: int) -> None:
    bot.behave = answering({"error": {"code": "x"}}, status)
    with pytest.raises(BotDown, match=f"HTTP {status}"):
        await dialogue.turn(utterance())


async def test_a_bot_that_is_not_there_is_down(client: aiohttp.ClientSession) -> None:
    absent = Dialogue(client, [f"http://127.0.0.1:{unused_port()}"], TOKEN, timeout=5)
    with pytest.raises(BotDown):
        await absent.turn(utterance())
    assert await absent.is_up() is False


async def test_a_bot_that_takes_too_long_is_down(
    client: aiohttp.ClientSession, bot: FakeBot
) -> None:
    async def hangs(_turn: dict[str, Any]) -> None:
        await asyncio.Event().wait()

    bot.behave = hangs
    with pytest.raises(BotDown):
        await Dialogue(client, [bot.url], TOKEN, timeout=0.2).turn(utterance())


async def test_a_connection_that_breaks_off_is_down(dialogue: Dialogue, bot: FakeBot) -> None:
    async def breaks(_turn: dict[str, Any]) -> web.StreamResponse:
        raise asyncio.CancelledError

    bot.behave = breaks
    with pytest.raises(BotDown):
        await dialogue.turn(utterance())


@pytest.mark.parametrize(
    "body", [{}, [], None, {"messages": None}, {"messages": ["hello"]}, {"messages": [{}]}]
)
async def test_an_answer_that_is_not_as_agreed_is_a_failure(
    dialogue: Dialogue, bot: FakeBot, body: Any
) -> None:
    bot.behave = answering(body)
    with pytest.raises(BotFailed):
        await dialogue.turn(utterance())


async def test_an_answer_that_is_not_json_is_a_failure(dialogue: Dialogue, bot: FakeBot) -> None:
    async def half(_turn: dict[str, Any]) -> web.Response:
        return web.Response(text='{"messages": [', content_type="application/json")

    bot.behave = half
    with pytest.raises(BotFailed, match="not JSON"):
        await dialogue.turn(utterance())


async def test_is_up(dialogue: Dialogue) -> None:
    assert await dialogue.is_up() is True
