"""Customer service: what people send, and what they are told within its window."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from models.channels import SendingWindow
from models.conversations import Conversation, Message
from models.people import ChannelIdentity, Person
from parkline.simulate.wechat.phone import Phone
from services.conversations.conversations import Reply
from services.people import identities
from tests.connectors.channels.wecom.driver import KF, Company
from tests.given.demo_park import events_of
from tests.given.photo_files import encoded, picture

# What they send


async def test_photos_places_and_what_cannot_be_read(line: Company, wang: Phone) -> None:
    await wang.picture(encoded(picture((30, 20))))
    await wang.location(39.9, 116.4, "B座大堂")
    await wang.voice("喂")
    await line.settled()
    photo, place = await line.heard()
    assert (len(photo.data["photos"]), place.text) == (1, "B座大堂")
    assert "这里还听不了语音，麻烦打字告诉我。" in "\n".join(wang.texts)


async def test_a_photo_that_is_gone_holds_nothing_up(line: Company, wang: Phone) -> None:
    await wang._message("image", {"MediaId": "gone"}, "")
    await wang.say("看到了吗")
    await line.settled()
    assert await line.texts() == ["看到了吗"]
    assert "这张照片没能收到，麻烦再发一次。" in "\n".join(wang.texts)


async def test_who_comes_in_is_greeted_by_the_code_of_the_event(line: Company, wang: Phone) -> None:
    await wang.open_service()
    await line.settled()
    assert len(wang.texts) == 1
    assert "启明科技园" in wang.texts[0]
    await wang.say("你好")
    await wang.open_service()
    await line.settled()
    assert wang.texts[1:] == ["echo: 你好"]


async def test_somebody_known_by_a_union_id_is_the_same_person(line: Company, wang: Phone) -> None:
    door = line.installation.door
    async with door.sessions.begin() as session:
        known = await identities.open_conversation(
            session, door.park_id, channel="wechat", external_id="o1",
            union_id=wang.contact.unionid, now=door.clock(),
        )  # fmt: skip
    await wang.say("你好")
    await line.settled()
    async with door.sessions() as session:
        found = await session.scalars(
            select(ChannelIdentity.person_id).where(ChannelIdentity.channel == "wecom_kf")
        )
        assert found.all() == [known.person_id]
        assert await session.scalar(select(func.count()).select_from(Person)) == 1


async def test_where_no_union_ids_are_told_they_are_a_person_of_their_own(
    line: Company, wang: Phone
) -> None:
    path = "/cgi-bin/kf/customer/batchget"
    line.simulator.world.faults.add(on=path, do="error", errcode=48001)
    await wang.say("你好")
    await line.settled()
    assert await line.texts() == ["你好"]


# What they are told


async def test_five_and_no_more_until_they_write(line: Company, wang: Phone) -> None:
    await wang.say("你好")
    await line.settled()
    for n in range(1, 7):
        await line.speak("wecom_kf", "wang", Reply(f"第{n}条"))
    assert wang.texts == ["echo: 你好", "第1条", "第2条", "第3条", "第4条"]
    assert [outcome for _, status, outcome in await line.said() if status == "undelivered"] == [
        "over_quota", "over_quota"
    ]  # fmt: skip
    await wang.say("还在吗")
    await line.settled()
    missed = [text for text in wang.texts if "第5条" in text and "第6条" in text]
    assert len(missed) == 1  # What they missed, said once.


@pytest.mark.parametrize(
    ("code", "outcome"),
    [(95001, "over_quota"), (95002, "window_closed"), (95018, "window_closed"), (40003, "refused")],
)
async def test_what_the_platform_refuses_stays_in_the_conversation(
    line: Company, wang: Phone, code: int, outcome: str
) -> None:
    await wang.say("你好")
    await line.settled()
    line.simulator.world.faults.add(on="/cgi-bin/kf/send_msg", do="error", errcode=code)
    await line.speak("wecom_kf", "wang", Reply("您的餐到了"))
    assert (await line.said())[-1] == ("您的餐到了", "undelivered", outcome)


async def test_after_two_days_nothing_is_tried(line: Company, wang: Phone) -> None:
    await wang.say("你好")
    await line.settled()
    calls = len(line.simulator.world.calls)
    async with line.installation.sessions.begin() as session:
        ended = line.installation.door.clock() - timedelta(seconds=1)
        await session.execute(update(SendingWindow).values(until=ended))
    await line.speak("wecom_kf", "wang", Reply("您的餐到了"))
    assert (await line.said())[-1] == ("您的餐到了", "undelivered", "window_closed")
    assert len(line.simulator.world.calls) == calls


async def test_an_answer_whose_receipt_was_lost_is_not_said_twice(
    line: Company, wang: Phone
) -> None:
    await wang.say("你好")
    await line.settled()
    line.simulator.world.faults.add(on="/cgi-bin/kf/send_msg", do="lose_answer")
    await line.speak("wecom_kf", "wang", Reply("您的餐到了"))
    await _at_once(line)
    assert wang.texts == ["echo: 你好", "您的餐到了"]
    assert (await line.said())[-1] == ("您的餐到了", "sent", None)


async def _at_once(line: Company) -> None:
    """Let what was put off go now."""
    async with line.installation.sessions.begin() as session:
        await session.execute(update(Conversation).values(push_at=None))
    await line.settled()


async def test_what_did_not_arrive_after_all_is_known_at_the_desk(
    line: Company, wang: Phone
) -> None:
    await wang.say("你好")
    await line.settled()
    async with line.installation.sessions() as session:
        [said] = (await session.scalars(select(Message).where(Message.direction == "out"))).all()
    failed = {
        "event_type": "msg_send_fail",
        "open_kfid": KF,
        "external_userid": wang.contact.openid,
        "fail_msgid": f"{said.park_id}-{said.id}-0",
        "fail_type": 4,
    }
    line.simulator.world.service.keep(
        KF, wang.contact.openid, {"msgtype": "event", "event": failed}, msg_id="f1"
    )
    await line.service.fetch()
    assert (await line.said())[-1] == ("echo: 你好", "undelivered", "refused")
    async with line.installation.sessions() as session:
        told = await events_of(session, said.park_id, f"conversation:{said.conversation_id}")
    assert [type_ for _, type_ in told] == ["message.received", "message.undelivered"]
