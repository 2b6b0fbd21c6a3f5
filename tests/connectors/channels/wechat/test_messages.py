"""Every kind of message and event, as the platform delivers it."""

from typing import get_args

import pytest
from sqlalchemy import select

from models.channels import Reach
from models.park import Building, LastPlace
from models.tickets import Photo
from parkline.simulate.wechat.config import Mode
from services.conversations.conversations import Reply
from services.park import last_places
from services.people import identities
from tests.connectors.channels.wechat.driver import Line, connected
from tests.contract.installation import Installation
from tests.given.photo_files import telltale_jpeg


@pytest.mark.parametrize("mode", get_args(Mode))
async def test_text_in_every_mode(installation: Installation, mode: Mode) -> None:
    async with connected(installation, mode=mode) as line:
        assert await line.simulator.world.courier.check_url(line.app) == "ok"
        delivery = await line.phone().say("空调]]>不制冷 <b>")
    assert delivery.outcome == "replied"
    assert line.phone().texts == ["echo: 空调]]>不制冷 ＜b>"], "WeChat reads markup in what we say"
    assert [one.text for one in await line.heard()] == ["空调]]>不制冷 <b>"]


async def test_a_voice_message_is_what_the_platform_recognised(line: Line) -> None:
    await line.phone().voice("两份牛肉面。")
    assert line.phone().texts == ["echo: 两份牛肉面。"]


async def test_a_voice_message_that_was_not_recognised_is_answered(line: Line) -> None:
    await line.phone().voice("")
    assert line.phone().texts == ["这条语音我没听清，麻烦再说一遍或者打字告诉我。"]
    assert await line.heard() == []


async def test_a_photo_is_fetched_at_once_cleaned_and_kept(line: Line) -> None:
    await line.phone().picture(telltale_jpeg())
    [message] = await line.heard()
    assert message.payload == "/photo"
    async with line.installation.sessions() as session:
        [photo] = await session.scalars(select(Photo))
    assert message.data["photos"][0]["id"] == photo.id
    assert photo.conversation_id == message.conversation_id


async def test_a_photo_that_is_none_is_refused_in_words(line: Line) -> None:
    await line.phone().picture(b"\xff\xd8 not a photo")
    assert await line.heard() == []
    assert line.phone().texts == ["这里只能发照片，支持 JPEG、PNG 和 WebP。"]


async def test_a_photo_that_cannot_be_fetched_is_asked_for_again(line: Line) -> None:
    line.simulator.world.faults.add(on="/cgi-bin/media/get", do="error", errcode=40007)
    await line.phone().picture(telltale_jpeg())
    assert line.phone().texts == ["这张照片没能收到，麻烦再发一次。"]


async def test_a_location_is_heard_by_its_label(line: Line) -> None:
    await line.phone().location(22.5, 113.9, "A座3楼301")
    assert line.phone().texts == ["echo: A座3楼301"]


async def test_a_location_without_a_label_is_answered(line: Line) -> None:
    await line.phone().location(22.5, 113.9, "")
    assert "这类消息我还看不了" in line.phone().texts[0]


async def test_other_kinds_are_answered_politely(line: Line) -> None:
    phone = line.phone()
    for kind in ("video", "shortvideo", "link", "file", "something_new"):
        delivery = await phone._message(kind, {"MediaId": "x"}, "")
        assert delivery.outcome == "replied"
        assert "这类消息我还看不了" in phone.texts[-1]
    assert len(phone.texts) == 5
    assert await line.heard() == []


async def test_who_follows_is_greeted(line: Line) -> None:
    phone = line.simulator.phone("li")
    delivery = await phone.follow()
    assert delivery.outcome == "replied"
    assert phone.texts[0].startswith("您好，这里是启明科技园服务号")


async def test_who_is_known_from_the_mini_program_is_the_same_person(line: Line) -> None:
    phone, door = line.simulator.phone("li"), line.installation.door
    async with line.installation.sessions.begin() as session:
        known = await identities.open_conversation(
            session, door.park_id, channel="miniprogram", external_id="o_mini",
            union_id=phone.contact.unionid, now=door.clock(),
        )  # fmt: skip
    await phone.follow()
    here = await door.open("wechat", phone.contact.openid)
    assert here.person_id == known.person_id


async def test_a_platform_that_does_not_say_who_they_are_keeps_nobody_waiting(line: Line) -> None:
    line.simulator.world.faults.add(on="/cgi-bin/user/info", do="error", errcode=48001)
    phone = line.simulator.phone("li")
    assert (await phone.follow()).outcome == "replied"


async def add_building(line: Line) -> None:
    async with line.installation.sessions.begin() as session:
        session.add(
            Building(
                park_id=line.installation.door.park_id, code="A", name_zh="A座",
                name_en="Building A", aliases=[], floors=12, basements=1,
            )
        )  # fmt: skip


async def place(line: Line) -> LastPlace | None:
    async with line.installation.sessions() as session:
        return await session.scalar(select(LastPlace))


async def test_the_code_by_which_they_follow_says_where_they_are(line: Line) -> None:
    await add_building(line)
    line.simulator.world.scenes["ticket"] = "A/3/301"
    phone = line.simulator.phone("li")
    await phone.follow("ticket")
    assert "您在A座3楼301。" in phone.texts[0]
    there = await place(line)
    assert there is not None
    assert (there.building, there.floor, there.room, there.place) == ("A", 3, "301", None)


async def test_a_follower_who_scans_is_told_where(line: Line) -> None:
    await add_building(line)
    line.simulator.world.scenes["ticket"] = "a/1/=前台"
    phone = line.phone()
    await phone.scan("ticket")
    assert phone.texts == ["您在A座1楼前台。两小时内报修、送餐没说地点的话，就按这里来。"]


async def test_a_scene_that_is_no_place_says_nothing(line: Line) -> None:
    await add_building(line)
    for scene in ("Z/1", "A/99", "A/x", "campaign-2026", "/", "A" * 65):
        line.simulator.world.scenes["ticket"] = scene
        assert (await line.phone().scan("ticket")).outcome == "silent", scene
    assert await place(line) is None


async def test_a_place_is_forgotten_after_two_hours(line: Line) -> None:
    await add_building(line)
    line.simulator.world.scenes["ticket"] = "A/B1"
    await line.phone().scan("ticket")
    there = await place(line)
    assert there is not None
    async with line.installation.sessions() as session:
        ask = (session, there.park_id, there.person_id)
        late = there.seen_at + last_places.KNOWN_FOR
        found = await last_places.current(*ask, now=late)
        assert found is not None
        assert (found.building, found.floor) == ("A", -1)
        assert await last_places.current(*ask, now=late + last_places.KNOWN_FOR) is None


async def test_a_menu_click_says_what_its_key_says(line: Line) -> None:
    line.simulator.world.menus[line.app.appid] = {
        "button": [{"type": "click", "name": "菜单", "key": "中午有什么吃的？"}]
    }
    await line.phone().press(0)
    assert line.phone().texts == ["echo: 中午有什么吃的？"]


async def test_a_link_in_the_menu_and_a_position_are_only_acknowledged(line: Line) -> None:
    line.simulator.world.menus[line.app.appid] = {
        "button": [{"type": "view", "name": "官网", "url": "https://park.example"}]
    }
    assert (await line.phone().press(0)).outcome == "silent"
    assert (await line.phone().enter(22.5, 113.9)).outcome == "silent"
    assert await line.said() == []


async def test_who_leaves_is_not_written_to_and_learns_of_it_on_return(line: Line) -> None:
    phone = line.phone()
    await phone.say("您好")
    await phone.unfollow()
    contact = phone.contact
    await line.installation.speak("wechat", contact.openid, Reply("您的餐到了"))
    await line.settled()
    assert (await line.said())[-1] == ("您的餐到了", "undelivered", "unsubscribed")
    await phone.follow()
    assert "之前有 1 条消息没能送到您这里：\n· 您的餐到了" in phone.texts[-1]


async def test_how_they_chose_for_a_template_is_kept(line: Line) -> None:
    await line.phone().accept("TEMPLATE-REPLY", accepts=False)
    async with line.installation.sessions() as session:
        row = await session.scalar(select(Reach))
    assert row is not None
    assert row.consents == {"TEMPLATE-REPLY": "reject"}


async def test_a_typed_number_presses_a_button(line: Line) -> None:
    buttons = [{"title": "确认", "payload": "/affirm"}, {"title": "取消", "payload": "/deny"}]
    line.installation.turns.answer_with(Reply("确认吗？", buttons=buttons))
    phone = line.phone()
    await phone.say("下单")
    assert phone.texts == ["确认吗？\n\n1. 确认\n2. 取消\n回复数字就能选。"]
    await phone.say("２")
    assert (await line.heard())[-1].payload == "/deny"


async def test_the_customer_service_of_a_mini_program(installation: Installation) -> None:
    async with connected(installation, kind="mini", format="json") as line:
        phone = line.phone()
        await phone.open_service()
        await line.settled()
        await phone.say("hello")
        await line.answered(2)
        assert phone.texts == [
            "您好，我是启明科技园的小助手，有事直接说，语音和照片也可以。", "echo: hello",
        ]  # fmt: skip
        await phone.open_service()
        await line.settled()
        assert len(phone.texts) == 2  # Who has written knows us.


async def test_the_customer_service_of_a_mini_program_in_xml(installation: Installation) -> None:
    async with connected(installation, kind="mini", format="xml") as line:
        await line.phone().picture(telltale_jpeg())
        await line.settled()
        assert (await line.heard())[0].payload == "/photo"
