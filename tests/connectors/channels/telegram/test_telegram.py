"""What is particular to Telegram: its secret, its kinds of messages, its limits."""

import asyncio
import json
from typing import Any

import pytest
from aiohttp import ClientSession
from sqlalchemy import select
from structlog.testing import capture_logs

from connectors.channels.telegram import BotApi, Unreachable
from connectors.channels.telegram.channel import is_genuine
from models import ChannelIdentity, Conversation, Message, Photo
from services.conversations import Reply
from tests.connectors.channels.telegram import fake
from tests.connectors.channels.telegram.driver import TelegramDriver, TelegramTenant
from tests.contract.channels import Receipt, stored
from tests.contract.installation import EchoTurns, Installation
from tests.photo_files import encoded, picture
from tests.waiting import PATIENCE

LI = "li"


@pytest.fixture
async def li(driver: TelegramDriver) -> TelegramTenant:
    async with driver.tenant(LI) as li:
        return li


@pytest.fixture
async def ann(driver: TelegramDriver) -> TelegramTenant:
    async with driver.tenant("ann", language="en-GB") as ann:
        return ann


async def texts(installation: Installation) -> list[str]:
    return [row.text for row in await stored(installation)]


async def settled(installation: Installation) -> list[tuple[str, str | None]]:
    """(status, outcome) of what we said, once nothing waits any more."""
    async with asyncio.timeout(PATIENCE):
        while True:
            async with installation.sessions() as session:
                rows = await session.execute(
                    select(Message.status, Message.outcome)
                    .where(Message.direction == "out")
                    .order_by(Message.id)
                )
                found = [(row.status, row.outcome) for row in rows]
            if "waiting" not in {status for status, _ in found}:
                return found
            await asyncio.sleep(0.02)


# Who may come in


@pytest.mark.parametrize(
    ("shown", "secret", "genuine"),
    [
        ("s3cret", "s3cret", True),
        ("s3cret ", "s3cret", False),
        ("", "s3cret", False),
        (None, "s3cret", False),
        ("ключ", "s3cret", False),
        ("\udcff", "s3cret", False),
        ("", "", False),
        (None, "", False),
    ],
)
def test_only_who_shows_the_secret_is_telegram(
    shown: str | None, secret: str, genuine: bool
) -> None:
    assert is_genuine(shown, secret) is genuine


@pytest.mark.parametrize("headers", [{}, {"X-Telegram-Bot-Api-Secret-Token": "wrong"}])
async def test_without_it_nothing_is_read(
    li: TelegramTenant, installation: Installation, headers: dict[str, str]
) -> None:
    update = li.platform.update("message", li.message({"text": "hello"}))
    async with li.platform.http.post(li.platform.webhook, json=update, headers=headers) as answer:
        assert answer.status == 403
    assert await stored(installation) == []


async def test_an_update_is_kept_by_its_bot_and_number(
    li: TelegramTenant, installation: Installation
) -> None:
    await li.platform.deliver(li.platform.update("message", li.message({"text": "hi"}), 900))
    [row] = await stored(installation)
    assert row.external_id == "7000000001:900"


async def test_what_could_not_be_stored_is_not_acknowledged(
    li: TelegramTenant, installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def down(*_args: Any, **_options: Any) -> None:
        raise OSError("no database")

    monkeypatch.setattr(type(installation.gateway), "open", down)
    update = li.platform.update("message", li.message({"text": "hello"}))
    headers = {"X-Telegram-Bot-Api-Secret-Token": fake.SECRET}
    async with li.platform.http.post(li.platform.webhook, json=update, headers=headers) as answer:
        assert answer.status == 503
    monkeypatch.undo()
    await li.platform.deliver(update)
    assert await texts(installation) == ["hello"]


# What people send


async def test_start_is_a_greeting_in_the_language_of_the_app(
    li: TelegramTenant, ann: TelegramTenant, installation: Installation
) -> None:
    await li.say("/start")
    await ann.say("/start")
    await ann.say("/help")
    await ann.say("/start ref-17")
    assert await texts(installation) == ["你好", "Hello", "Help", "Hello"]


async def test_a_link_can_bring_the_code_along_that_links_two_channels(
    li: TelegramTenant, installation: Installation
) -> None:
    await li.say("/start LK-7K3M9Q")
    [row] = await stored(installation)
    assert (row.text, row.payload) == ("LK-7K3M9Q", '/link_account{"code": "LK-7K3M9Q"}')


async def test_a_venue_is_its_name_and_address(
    li: TelegramTenant, installation: Installation
) -> None:
    spot = {"latitude": 39.9, "longitude": 116.4}
    await li.send(
        {"venue": {"location": spot, "title": "B座大堂", "address": "园区路1号"}, "location": spot}
    )
    assert await texts(installation) == ["B座大堂，园区路1号"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ({"location": {"latitude": 39.9, "longitude": 116.4}}, "楼栋和房间"),
        ({"voice": {"file_id": "v", "duration": 2}}, "只看得懂文字和照片"),
        ({"sticker": {"file_id": "s", "emoji": "👍"}}, "只看得懂文字和照片"),
        ({"document": {"file_id": "d", "mime_type": "application/pdf"}}, "只看得懂文字和照片"),
        ({"something_new": {}}, "只看得懂文字和照片"),
    ],
    ids=["a spot on the map", "voice", "sticker", "file", "what does not exist yet"],
)
async def test_what_cannot_be_read_is_answered_politely(
    li: TelegramTenant, installation: Installation, content: dict[str, Any], says: str
) -> None:
    assert says in str((await li.send(content)).code)
    assert await stored(installation) == []


async def test_in_the_language_of_the_app(ann: TelegramTenant) -> None:
    assert (await ann.send({"voice": {}})).code == (
        "I can read text and photos only. Please type what you need."
    )


async def test_an_edit_is_not_taken_for_a_new_message(
    li: TelegramTenant, installation: Installation
) -> None:
    edited = li.platform.update("edited_message", li.message({"text": "三份"}))
    _, call = await li.platform.deliver(edited)
    assert call["text"] == "改过的消息我看不到，请把新的内容重新发一条。"
    moved = li.message({"location": {"latitude": 1.0, "longitude": 2.0}})
    assert await li.platform.deliver(li.platform.update("edited_message", moved)) == (200, {})
    assert await stored(installation) == []


async def test_a_group_is_told_once_that_it_is_none_of_ours(
    li: TelegramTenant, installation: Installation
) -> None:
    def said(text: str) -> dict[str, Any]:
        chat = {"id": -100200, "type": "supergroup", "title": "园区"}
        return li.platform.update("message", {**li.message({"text": text}), "chat": chat})

    _, call = await li.platform.deliver(said("/start@daybreak_park_bot"))
    assert (call["chat_id"], call["text"]) == (
        -100200,
        "我只在私聊里工作，请点我的头像给我发消息。",
    )
    assert await li.platform.deliver(said("两份牛肉面")) == (200, {})
    assert await stored(installation) == []


async def test_updates_of_other_kinds_are_left_alone(
    li: TelegramTenant, installation: Installation
) -> None:
    for kind in ("my_chat_member", "poll", "something_new"):
        assert await li.platform.deliver({"update_id": 1, kind: {}}) == (200, {})
    assert await stored(installation) == []


# Photos


async def test_a_photo_is_fetched_in_its_largest_size_and_cleaned(
    li: TelegramTenant, installation: Installation
) -> None:
    li.platform.files = {"small": b"?", "large": encoded(picture((300, 200)))}
    sizes = [{"file_id": "small", "file_size": 90}, {"file_id": "large", "file_size": 9000}]
    assert await li.send({"photo": sizes, "caption": "水龙头漏水"}) == Receipt()
    [row] = await stored(installation)
    assert (row.text, len(row.data["photos"])) == ("水龙头漏水", 1)
    async with installation.sessions() as session:
        [kept] = (await session.scalars(select(Photo))).all()
    assert (kept.width, kept.height, kept.media_type) == (300, 200, "image/jpeg")


async def test_a_picture_that_comes_as_a_file_is_a_photo(
    li: TelegramTenant, installation: Installation
) -> None:
    li.platform.files = {"f": encoded(picture((30, 20)))}
    await li.send({"document": {"file_id": "f", "mime_type": "image/jpeg", "file_size": 900}})
    [row] = await stored(installation)
    assert len(row.data["photos"]) == 1


async def test_the_same_photo_twice_is_one_message(
    li: TelegramTenant, installation: Installation
) -> None:
    li.platform.files = {"f": encoded(picture((30, 20)))}
    for _ in range(2):
        await li.send({"photo": [{"file_id": "f"}]}, id="once")
    assert len(await stored(installation)) == 1


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"f": b"GIF89a"}, "photo_type"),
        ({"f": encoded(picture((30, 20)))[:-200]}, "photo_broken"),
        ({"f": b"\xff" * (10 * 1024 * 1024 + 1)}, "photo_too_large"),
        ({}, "这张照片没能从 Telegram 取到，请再发一次。"),
    ],
    ids=["another format", "broken", "too large", "gone"],
)
async def test_what_is_wrong_with_a_photo_is_said(
    li: TelegramTenant, installation: Installation, files: dict[str, bytes], code: str
) -> None:
    li.platform.files = files
    assert await li.send({"photo": [{"file_id": "f"}]}) == Receipt(code=code)
    assert await stored(installation) == []


async def test_a_photo_of_ours_is_sent_as_one(
    li: TelegramTenant, driver: TelegramDriver, installation: Installation
) -> None:
    li.platform.files = {"f": encoded(picture((30, 20)))}
    await li.send({"photo": [{"file_id": "f"}]})
    await li.hear()
    async with installation.sessions() as session:
        [kept] = (await session.scalars(select(Photo))).all()
    shown = {"photos": [{"id": kept.id, "token": kept.token}]}
    await installation.speak("telegram", driver.external_id(LI), Reply("修好了", data=shown))
    assert (await li.hear()).text == "修好了"
    assert (await li.platform.hear(li.chat_id))["photo"][:3] == b"\xff\xd8\xff"


# Presses


async def test_every_press_is_answered(
    li: TelegramTenant, installation: Installation, turns: EchoTurns
) -> None:
    yes = [{"title": "好", "payload": "/affirm"}]
    turns.answer_with(Reply("好吗？", buttons=yes))
    await li.say("在吗")
    question = await li.hear()
    good = await li.press_data(f"{question.seq}:0")
    bad = [await li.press_data(data) for data in ("", "x", "1", "1:2:3", "-1:0", "9" * 40 + ":0")]
    assert li.platform.answered[good] == {"text": "", "show_alert": False}
    for query in bad:
        assert li.platform.answered[query] == {
            "text": "这个选项已经失效，请直接打字告诉我。", "show_alert": True
        }  # fmt: skip
    assert [row.payload for row in await stored(installation)] == [None, "/affirm"]


async def test_nothing_of_the_command_is_sent_out(
    li: TelegramTenant, installation: Installation, turns: EchoTurns
) -> None:
    payload = '/order_food{"item": 17, "quantity": 2}'
    turns.answer_with(Reply("要这个吗？", buttons=[{"title": "要", "payload": payload}]))
    await li.say("面")
    await li.hear()
    assert "order_food" not in json.dumps(li.platform.calls)


# Telegram's limits


async def test_a_long_answer_comes_in_parts(
    li: TelegramTenant, installation: Installation, turns: EchoTurns
) -> None:
    turns.answer_with(Reply("一句话。" * 1025, buttons=[{"title": "好", "payload": "/affirm"}]))
    await li.say("菜单")
    first, second = await li.hear(), await li.hear()
    assert (first.text + second.text, first.buttons) == ("一句话。" * 1025, ())
    assert second.buttons == ("好",)
    assert await settled(installation) == [("sent", None)]


async def test_told_to_wait_it_waits_and_then_sends(
    li: TelegramTenant, installation: Installation
) -> None:
    li.platform.refusals = [fake.No(429, "Too Many Requests: retry after 1", retry_after=1)]
    await li.say("hello")
    assert (await li.hear()).text == "echo: hello"
    async with installation.sessions() as session:
        [attempts] = await session.scalars(
            select(Message.attempts).where(Message.direction == "out")
        )
    assert attempts == 0


async def test_who_has_blocked_the_bot_is_not_tried_again(
    li: TelegramTenant, driver: TelegramDriver, installation: Installation
) -> None:
    await li.say("hello")
    await li.hear()
    li.platform.blocked = {li.chat_id}
    await installation.speak("telegram", driver.external_id(LI), Reply("您的餐到了"))
    assert await settled(installation) == [("sent", None), ("undelivered", "unsubscribed")]
    li.platform.blocked = set()
    await li.say("again")
    assert (await li.hear()).text == "echo: again"


async def test_a_person_is_their_chat(li: TelegramTenant, installation: Installation) -> None:
    await li.say("hello")
    async with installation.sessions() as session:
        [identity] = (await session.scalars(select(ChannelIdentity))).all()
        [conversation] = (await session.scalars(select(Conversation))).all()
    assert (identity.channel, identity.external_id) == ("telegram", str(li.chat_id))
    assert (conversation.channel, conversation.pushed) == ("telegram", True)


async def test_an_api_that_cannot_be_reached_says_so_without_its_address() -> None:
    async with ClientSession() as http:
        api = BotApi(http, fake.TOKEN, "http://127.0.0.1:9")
        with pytest.raises(Unreachable) as failed:
            await api.call("getMe")
    assert str(failed.value) == "ClientConnectorError"
    assert (failed.value.__cause__, failed.value.__suppress_context__) == (None, True)


async def test_no_log_has_the_token_or_a_person(
    li: TelegramTenant, driver: TelegramDriver, installation: Installation
) -> None:
    with capture_logs() as lines:
        await li.say("hello")
        await li.send({"photo": [{"file_id": "gone"}]})
        li.platform.blocked = {li.chat_id}
        await installation.speak("telegram", driver.external_id(LI), Reply("您的餐到了"))
        await settled(installation)
    logged = json.dumps(lines, default=str)
    assert len(lines) >= 2
    assert fake.TOKEN not in logged
    assert str(li.chat_id) not in logged
