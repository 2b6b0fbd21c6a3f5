"""The company's callback, and messages to its members."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from models.conversations import Conversation
from models.people import ChannelIdentity
from parkline.simulate.wechat.crypto import Box, sign
from services.conversations.conversations import Reply
from tests.connectors.channels.wecom.driver import Company
from tests.given.photo_files import encoded, picture
from tests.parkline.simulate.bot import AES_KEY, TOKEN

CORP = "ww0123456789abcdef"


def asked(line: Company, path: str) -> int:
    return sum(call.path == path for call in line.simulator.world.calls)


# The callback


async def test_the_address_is_checked_with_an_encrypted_echo(line: Company) -> None:
    app = line.simulator.world.app("wecom")
    assert await line.simulator.world.courier.check_url(app) == "ok"
    app.aes_key = "B" * 43
    assert await line.simulator.world.courier.check_url(app) != "ok"


@pytest.mark.parametrize("receive_id", ["ww_somebody_else", ""])
async def test_what_is_sealed_for_another_company_is_refused(
    line: Company, receive_id: str
) -> None:
    now = str(line.simulator.world.clock.machine_seconds())
    sealed = Box(AES_KEY, receive_id).encrypt("echo")
    query = {
        "timestamp": now,
        "nonce": "1",
        "echostr": sealed,
        "msg_signature": sign(TOKEN, now, "1", sealed),
    }
    async with line.http.get(line.url, params=query) as answer:
        assert answer.status == 403


async def test_an_old_signature_opens_nothing(line: Company) -> None:
    old = str(line.simulator.world.clock.machine_seconds() - 600)
    sealed = Box(AES_KEY, CORP).encrypt("echo")
    query = {
        "timestamp": old,
        "nonce": "1",
        "echostr": sealed,
        "msg_signature": sign(TOKEN, old, "1", sealed),
    }
    async with line.http.get(line.url, params=query) as answer:
        assert answer.status == 403


async def test_another_app_at_our_address_is_not_heard(line: Company) -> None:
    phone = line.phone("zhang")
    phone.contact.app.agent_id = "1000009"
    delivery = await phone.say("你好")
    assert delivery.outcome == "silent"
    assert await line.heard() == []


async def test_a_delivery_that_is_repeated_is_one_message(line: Company) -> None:
    line.simulator.world.faults.add(on="delivery", do="twice")
    await line.phone("zhang").say("会议室投影坏了")
    assert [row.text for row in await line.heard()] == ["会议室投影坏了"]


@pytest.mark.parametrize("member", ["zhang.san@park", "li_si-2"])
async def test_a_member_is_called_as_the_company_calls_them(line: Company, member: str) -> None:
    await line.phone(member).say("你好")
    async with line.installation.sessions() as session:
        [identity] = (await session.scalars(select(ChannelIdentity))).all()
    assert (identity.channel, identity.external_id) == ("wecom", member)
    await line.settled()
    assert line.phone(member).texts == ["echo: 你好"]


# What members send


async def test_a_photo_is_fetched_and_a_place_is_its_name(line: Company) -> None:
    zhang = line.phone("zhang")
    await zhang.picture(encoded(picture((30, 20))))
    await zhang.location(39.9, 116.4, "B座大堂")
    photo, place = await line.heard()
    assert (len(photo.data["photos"]), place.text) == (1, "B座大堂")


async def test_who_speaks_is_asked_to_type(line: Company) -> None:
    zhang = line.phone("zhang")
    await zhang._message("voice", {"MediaId": "v", "Format": "amr"}, "")
    await line.settled()
    assert zhang.texts == ["这里还听不了语音，麻烦打字告诉我。"]
    assert await line.heard() == []


async def test_who_opens_the_app_is_greeted_once(line: Company) -> None:
    zhang = line.phone("zhang")
    for _ in range(2):
        await zhang._event("enter_agent", {"EventKey": ""})
        line.simulator.world.clock.advance(timedelta(seconds=1))
    await line.settled()
    [greeting] = zhang.texts
    assert "启明科技园" in greeting
    assert await line.heard() == []


async def test_a_click_in_the_menu_says_its_key(line: Company) -> None:
    await line.phone("zhang")._event("click", {"EventKey": "中午有什么吃的？"})
    assert [row.text for row in await line.heard()] == ["中午有什么吃的？"]


# What members are told


async def test_a_photo_of_staff_is_uploaded_and_sent(line: Company) -> None:
    zhang = line.phone("zhang")
    await zhang.picture(encoded(picture((30, 20))))
    await line.settled()  # The bot has answered; what it says comes before the photo.
    [heard] = await line.heard()
    await line.speak("wecom", "zhang", Reply("", data={"photos": heard.data["photos"]}))
    assert [bubble.kind for bubble in zhang.contact.bubbles if bubble.side == "account"][-1] == (
        "image"
    )


async def test_more_than_a_burst_waits_and_nothing_is_dropped(line: Company) -> None:
    zhang = line.phone("zhang")
    await zhang.say("你好")
    await line.settled()
    await line.speak("wecom", "zhang", *(Reply(f"第{n}条") for n in range(1, 12)))
    assert zhang.texts == ["echo: 你好", *(f"第{n}条" for n in range(1, 10))]
    statuses = [status for _, status, _ in await line.said()]
    assert statuses == ["sent"] * 10 + ["waiting"] * 2
    async with line.installation.sessions() as session:
        [talk] = (await session.scalars(select(Conversation))).all()
    now = line.installation.door.clock()
    assert talk.push_at is not None
    assert timedelta(0) < talk.push_at - now <= timedelta(seconds=3)


async def test_somebody_who_has_left_the_company_is_not_tried_again(line: Company) -> None:
    zhang = line.phone("zhang")
    await zhang.say("你好")
    await line.settled()
    del line.simulator.world._contacts[zhang.contact.app.appid, "zhang"]
    conversation = await line.installation.door.open("wecom", "zhang", pushed=True)
    await line.installation.speak("wecom", "zhang", Reply("您的餐到了"), author="system")
    line.pusher.wake(conversation.id)
    await line.pusher.settled(conversation.id)
    assert (await line.said())[-1] == ("您的餐到了", "undelivered", "unsubscribed")


@pytest.mark.parametrize("happens", ["expire", "invalidate"])
async def test_a_token_that_is_refused_is_fetched_anew_once(line: Company, happens: str) -> None:
    zhang = line.phone("zhang")
    await zhang.say("一")
    await line.settled()
    getattr(line.simulator.world.tokens, happens)()
    await zhang.say("二")
    await line.settled()
    assert zhang.texts == ["echo: 一", "echo: 二"]
    assert asked(line, "/cgi-bin/gettoken") <= 3  # The app's two, and one of customer service.


async def test_a_token_that_stays_refused_is_not_asked_for_again_and_again(line: Company) -> None:
    zhang = line.phone("zhang")
    await zhang.say("一")
    await line.settled()
    path = "/cgi-bin/message/send"
    line.simulator.world.faults.add(on=path, do="error", errcode=40014, times=9)
    before = asked(line, path)
    await zhang.say("二")
    await line.settled()
    assert asked(line, path) - before <= 2


async def test_told_that_it_is_too_much_it_waits_a_minute_at_most(line: Company) -> None:
    zhang = line.phone("zhang")
    await zhang.say("一")
    await line.settled()
    line.simulator.world.faults.add(on="/cgi-bin/message/send", do="error", errcode=45009)
    await line.speak("wecom", "zhang", Reply("二"))
    async with line.installation.sessions() as session:
        [talk] = (await session.scalars(select(Conversation))).all()
    assert talk.push_at is not None
    wait = talk.push_at - line.installation.door.clock()
    assert timedelta(seconds=50) < wait <= timedelta(minutes=1)


async def test_no_log_has_a_secret_or_a_person(line: Company) -> None:
    with capture_logs() as lines:
        await line.phone("zhang").say("你好")
        await line.phone("zhang")._message("image", {"MediaId": "gone"}, "")
        await line.phone("wang", "kf").say("在吗")
        await line.settled()
    logged = str(lines)
    secrets = [line.simulator.world.app(kind).secret for kind in ("wecom", "kf")]  # type: ignore[arg-type]
    who = [line.phone("zhang").contact.openid, line.phone("wang", "kf").contact.openid]
    assert lines
    assert not [word for word in [*secrets, *who, TOKEN, "access_token"] if word in logged]
