"""How the platform delivers to a bot: what it posts, how long it waits, what it shows."""

import json
import re

import pytest

from parkline.simulate.wechat import NotPossible, Rules
from parkline.simulate.wechat.crypto import Box, sign
from parkline.simulate.wechat.people import Delivery
from tests.parkline.simulate.bot import (
    AES_KEY,
    TOKEN,
    Bot,
    late,
    mini,
    official,
    platform,
    status,
    success,
    text,
    xml,
)

FAILED = "该公众号提供的服务出现故障，请稍后再试"


def verdicts(delivery: Delivery) -> list[str]:
    return [attempt.verdict for attempt in delivery.attempts]


async def test_a_text_is_posted_signed_with_all_its_fields() -> None:
    bot = Bot()
    async with platform(bot, official()) as made:
        alice = made.simulator.phone("alice")
        await alice.follow()
        delivery = await alice.say("两份牛肉面 ]]> & <b>")

    heard = bot.heard[-1]
    assert heard.query["signature"] == sign(TOKEN, heard.query["timestamp"], heard.query["nonce"])
    assert set(heard.query) == {"signature", "timestamp", "nonce", "openid"}
    assert heard.content_type == "text/xml"
    assert list(heard.fields) == [
        *("ToUserName", "FromUserName", "CreateTime", "MsgType", "Content", "MsgId"),
    ]
    assert heard.fields["Content"] == "两份牛肉面 ]]> & <b>"
    assert heard.fields["ToUserName"] == "gh_0123456789ab"
    assert re.fullmatch(r"o[0-9a-f]{27}", heard.fields["FromUserName"])
    assert heard.fields["MsgId"] == delivery.id


async def test_an_event_has_no_message_id() -> None:
    bot = Bot()
    async with platform(bot, official()) as made:
        await made.simulator.phone("alice").follow()

    assert bot.heard[0].fields["Event"] == "subscribe"
    assert bot.heard[0].fields["EventKey"] == ""
    assert "MsgId" not in bot.heard[0].fields


async def test_safe_mode_posts_nothing_that_can_be_read() -> None:
    bot = Bot()
    async with platform(bot, official(mode="safe")) as made:
        alice = made.simulator.phone("alice")
        await alice.follow()
        await alice.say("悄悄话")

    heard, box = bot.heard[-1], Box(AES_KEY, "wx0123456789abcdef")
    parts = (TOKEN, heard.query["timestamp"], heard.query["nonce"], heard.fields["Encrypt"])
    assert heard.query["encrypt_type"] == "aes"
    assert heard.query["msg_signature"] == sign(*parts)
    assert list(heard.fields) == ["ToUserName", "Encrypt"]
    assert "<Content><![CDATA[悄悄话]]></Content>" in box.decrypt(heard.fields["Encrypt"])


async def test_compatible_mode_posts_both() -> None:
    bot = Bot()
    async with platform(bot, official(mode="compatible")) as made:
        alice = made.simulator.phone("alice")
        await alice.follow()
        await alice.say("你好")

    assert bot.heard[-1].fields["Content"] == "你好"
    assert "Encrypt" in bot.heard[-1].fields


async def test_a_mini_program_is_told_in_json() -> None:
    bot = Bot()
    async with platform(bot, mini(mode="plain")) as made:
        alice = made.simulator.phone("alice", "mini")
        await alice.open_service()
        delivery = await alice.say("在吗")

    told = json.loads(bot.heard[-1].body)
    assert bot.heard[-1].content_type == "application/json"
    assert (told["MsgType"], told["Content"], str(told["MsgId"])) == ("text", "在吗", delivery.id)
    assert json.loads(bot.heard[0].body)["Event"] == "user_enter_tempsession"


async def test_the_passive_answer_is_shown() -> None:
    async with platform(Bot([text("您好")]), official()) as made:
        alice = made.simulator.phone("alice")
        delivery = await alice.follow()

    assert delivery.outcome == "replied"
    assert alice.texts == ["您好"]
    assert alice.contact.bubbles[-1].via == "passive"


async def test_success_and_an_empty_body_show_nothing() -> None:
    async with platform(Bot([success, xml("")]), official()) as made:
        alice = made.simulator.phone("alice")
        outcomes = [(await alice.follow()).outcome, (await alice.say("hi")).outcome]

    assert outcomes == ["silent", "silent"]
    assert alice.texts == []


async def test_without_an_answer_it_comes_three_times_with_one_id() -> None:
    bot = Bot([late()])
    async with platform(bot, official(), rules=Rules(patience=0.1)) as made:
        alice = made.simulator.phone("alice")
        alice.contact.follows = True
        delivery = await alice.say("有人吗")

    assert verdicts(delivery) == ["late", "late", "late"]
    assert len({heard.fields["MsgId"] for heard in bot.heard}) == 1
    assert len({heard.query["nonce"] for heard in bot.heard}) == 3
    assert alice.contact.texts("system") == [FAILED]


async def test_three_retries_are_four_deliveries() -> None:
    rules = Rules(patience=0.1, deliveries=4)
    async with platform(Bot([status(500)]), official(), rules=rules) as made:
        delivery = await made.simulator.phone("alice").follow()

    assert verdicts(delivery) == ["status"] * 4


async def test_a_later_delivery_may_be_answered() -> None:
    bot = Bot([late(), status(502), text("来了")])
    async with platform(bot, official(), rules=Rules(patience=0.1)) as made:
        alice = made.simulator.phone("alice")
        delivery = await alice.follow()

    assert verdicts(delivery) == ["late", "status", "replied"]
    assert alice.texts == ["来了"]
    assert alice.contact.texts("system") == []


async def test_repeated_failure_stops_deliveries_for_a_minute() -> None:
    bot = Bot([status(500), status(500), status(500), success])
    rules = Rules(deliveries=1, suspend_after=3)
    async with platform(bot, official(), rules=rules) as made:
        alice = made.simulator.phone("alice")
        alice.contact.follows = True
        outcomes = [(await alice.say(str(number))).outcome for number in range(4)]
        made.simulator.world.clock.advance(Rules().suspended)
        outcomes.append((await alice.say("again")).outcome)

    assert outcomes == ["failed", "failed", "failed", "suspended", "silent"]
    assert len(bot.heard) == 4


async def test_who_left_is_not_told_of_a_failure() -> None:
    async with platform(Bot([status(500)]), official()) as made:
        alice = made.simulator.phone("alice")
        alice.contact.follows = True
        delivery = await alice.unfollow()

    assert delivery.outcome == "failed"
    assert list(alice.contact.bubbles) == []
    with pytest.raises(NotPossible):
        await alice.say("still here?")


async def test_the_url_is_checked_as_the_settings_page_does() -> None:
    async with platform(Bot(), official()) as made:
        courier, app = made.simulator.world.courier, made.simulator.world.app("official")
        assert await courier.check_url(app) == "ok"
        app.token = "another"
        assert await courier.check_url(app) == "token验证失败"
        app.url = "http://127.0.0.1:9/"
        assert await courier.check_url(app) == "请求URL失败"
