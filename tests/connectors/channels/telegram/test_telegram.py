"""What comes in from Telegram: from whom, and of which kind."""

from typing import Any

import pytest

from connectors.channels.telegram.channel import is_genuine
from tests.connectors.channels.telegram import fake
from tests.connectors.channels.telegram.driver import TelegramTenant
from tests.contract.channels import stored
from tests.contract.installation import Installation


async def texts(installation: Installation) -> list[str]:
    return [row.text for row in await stored(installation)]


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

    monkeypatch.setattr(type(installation.door), "open", down)
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
