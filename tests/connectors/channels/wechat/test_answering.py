"""Passive answers, slow bots, repeated deliveries: one message, one reply."""

import asyncio
from datetime import timedelta

from connectors.channels.push import Pusher
from parkline.simulate.wechat import Rules
from services.conversations.conversations import Reply
from services.tickets import photos, shared_photos
from tests.connectors.channels.wechat.driver import Line, connected
from tests.contract.installation import Installation
from tests.given import factories
from tests.given.photo_files import telltale_jpeg
from tests.kit.waiting import until

SLOW = timedelta(seconds=0.3)
HASTY = Rules(patience=0.8)


async def test_an_answer_in_time_is_passive_and_not_pushed(line: Line) -> None:
    delivery = await line.phone().say("在吗")
    await line.settled()
    assert delivery.outcome == "replied"
    assert [bubble.via for bubble in line.phone().contact.bubbles] == ["", "passive"]
    assert await line.said() == [("echo: 在吗", "sent", "passive")]


async def test_several_bubbles_are_one_answer(line: Line) -> None:
    phone = line.phone()
    line.installation.turns.pause()
    saying = asyncio.create_task(phone.say("在吗"))
    await until(line.heard)
    openid = phone.contact.openid
    await line.installation.speak("wechat", openid, Reply("第一条"), Reply("第二条"))
    line.installation.turns.resume()
    await saying
    await line.settled()
    assert phone.texts == ["第一条\n\n第二条\n\necho: 在吗"]


async def test_a_late_answer_is_pushed_once(installation: Installation) -> None:
    async with connected(installation, patience=SLOW) as line:
        installation.turns.pause()
        phone = line.phone()
        delivery = await phone.say("两份牛肉面")
        assert (delivery.outcome, len(delivery.attempts)) == ("silent", 1)
        installation.turns.resume()
        await line.answered()
        assert phone.texts == ["echo: 两份牛肉面"]
        assert await line.said() == [("echo: 两份牛肉面", "sent", None)]


async def test_three_deliveries_while_the_bot_is_slow_are_one_turn_and_one_reply(
    installation: Installation,
) -> None:
    """We answer in time, the platform does not hear it: it comes again, and again."""
    async with connected(installation, patience=SLOW) as line:
        installation.turns.pause()
        line.simulator.world.faults.add(on="delivery", do="lose_answer", times=2)
        phone = line.phone()
        delivery = await phone.say("两份牛肉面")
        assert len(delivery.attempts) == 3
        installation.turns.resume()
        await line.answered()
        assert [one.text for one in await line.heard()] == ["两份牛肉面"]
        assert phone.texts == ["echo: 两份牛肉面"]


async def test_an_answer_that_was_lost_on_the_way_is_given_again(line: Line) -> None:
    line.simulator.world.faults.add(on="delivery", do="lose_answer")
    phone = line.phone()
    await phone.say("在吗")
    await line.settled()
    assert phone.texts == ["echo: 在吗"]
    assert len(await line.said()) == 1


async def test_two_deliveries_at_once_are_one_message(line: Line) -> None:
    line.simulator.world.faults.add(on="delivery", do="twice")
    phone = line.phone()
    await phone.say("在吗")
    await line.settled()
    assert phone.texts == ["echo: 在吗"]
    assert len(await line.heard()) == 1


async def test_an_event_that_is_delivered_twice_greets_once(line: Line) -> None:
    line.simulator.world.faults.add(on="delivery", do="lose_answer", times=2)
    phone = line.simulator.phone("li")
    await phone.follow()
    await line.settled()
    assert len(phone.texts) == 1
    assert len(await line.said()) == 1


async def test_without_the_push_right_the_last_delivery_is_answered(
    installation: Installation,
) -> None:
    async with connected(installation, may_push=False, patience=SLOW, rules=HASTY) as line:
        installation.turns.pause()
        phone = line.phone()
        saying = asyncio.create_task(phone.say("两份牛肉面"))
        delivered = phone.contact.deliveries

        async def twice() -> bool:
            return bool(delivered) and len(delivered[-1].attempts) == 2

        await until(twice)
        installation.turns.resume()
        await saying
        assert phone.texts == ["echo: 两份牛肉面"]
        assert delivered[-1].attempts[0].verdict == "late"
        assert len(await line.heard()) == 1


async def test_without_the_push_right_silence_is_never_the_end(installation: Installation) -> None:
    async with connected(installation, may_push=False, patience=SLOW, rules=HASTY) as line:
        installation.turns.pause()
        phone = line.phone()
        delivery = await phone.say("两份牛肉面")
        assert [one.verdict for one in delivery.attempts] == ["late", "late", "replied"]
        assert phone.texts == ["还在处理您刚才的消息，过一会儿随便回复一句，就能看到结果。"]
        installation.turns.resume()
        await line.answered()
        assert len(phone.texts) == 1
        await phone.say("好了吗")
        assert phone.texts[1] == "echo: 两份牛肉面\n\necho: 好了吗"


async def test_what_staff_say_is_pushed(line: Line) -> None:
    phone = line.phone()
    await phone.say("转人工")
    await line.speak("li", "您好，我是小陈", author="staff")
    assert phone.texts[-1] == "您好，我是小陈"
    assert phone.contact.bubbles[-1].via == "push"


async def test_two_gateways_answer_and_push_each_message_once(installation: Installation) -> None:
    async with connected(installation, patience=SLOW) as line:
        other = Pusher(line.pusher._outbox, {"wechat": line.channel}, line.pusher._metrics)
        installation.door.feed.watch(other.heard)
        phone = line.phone()
        words = ["一", "二", "三", "四"]
        for word in words:
            await phone.say(word)
        await line.answered(4)
        openid = phone.contact.openid
        await installation.speak("wechat", openid, Reply("五"), author="staff")
        await line.settled()
        await other.close()
        text = "\n\n".join(phone.texts)
        assert text == "\n\n".join([*(f"echo: {word}" for word in words), "五"])


async def test_a_long_answer_is_divided_only_as_often_as_it_must_be(line: Line) -> None:
    long = "\n".join(f"{number}. 牛肉面 22 元，宫保鸡丁盖饭 25 元" for number in range(100))
    line.installation.turns.answer_with(Reply(long))
    phone = line.phone()
    await phone.say("菜单")
    await line.settled()
    assert [len(text.encode()) <= 2048 for text in phone.texts] == [True] * 3
    assert "\n".join(phone.texts) == long
    assert [bubble.via for bubble in phone.contact.bubbles][1:] == ["passive", "push", "push"]


async def test_a_photo_of_staff_is_uploaded_and_pushed(line: Line) -> None:
    phone = line.phone()
    await phone.say("在吗")
    photo = await kept_photo(line)
    openid = phone.contact.openid
    shown = Reply("修好了", data={"photos": [photo]})
    await line.installation.speak("wechat", openid, shown, author="staff")
    await line.settled()
    assert [(b.kind, b.text) for b in list(phone.contact.bubbles)[-2:]] == [
        ("text", "修好了"), ("image", ""),
    ]  # fmt: skip


async def kept_photo(line: Line) -> dict[str, object]:
    async with line.installation.sessions.begin() as session:
        staff = await factories.make_staff(session, line.installation.door.park_id)
        cleaned = photos.clean(telltale_jpeg())
        now = line.installation.door.clock()
        kept = await photos.store_for_reply(session, staff, cleaned, now=now)
        return shared_photos.shown(kept)


async def test_a_page_of_the_mini_program_is_a_link_below_the_words(line: Line) -> None:
    phone = line.phone()
    await phone.say("在吗")
    opens = {
        "appid": "wxpark",
        "page": "pages/order/detail?no=O-7K3M9Q",
        "title": 'Pay <¥44> & "go"',
        "url": "https://park.example/app/#/pages/order/detail?no=O-7K3M9Q",
    }
    await line.speak("li", "请付款", opens=opens)
    assert phone.texts[-1] == (
        '请付款\n<a href="https://park.example/app/#/pages/order/detail?no=O-7K3M9Q"'
        ' data-miniprogram-appid="wxpark"'
        ' data-miniprogram-path="pages/order/detail?no=O-7K3M9Q">'
        "Pay &lt;¥44&gt; &amp; &quot;go&quot;</a>"
    )
