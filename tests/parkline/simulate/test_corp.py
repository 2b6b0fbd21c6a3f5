"""WeCom's side: members, customer service for people outside, the robot of a group."""

import xml.etree.ElementTree as ET
from datetime import timedelta
from typing import Any

from aiohttp import web

from parkline.simulate.wechat import App
from parkline.simulate.wechat.crypto import Box, sign
from tests.parkline.simulate.bot import (
    AES_KEY,
    TOKEN,
    Bot,
    Heard,
    Platform,
    platform,
    service,
    wecom,
)

CORP = "ww0123456789abcdef"


def opened(heard: Heard) -> dict[str, str]:
    """What was posted, opened with the corp's key."""
    clear = Box(AES_KEY, CORP).decrypt(heard.fields["Encrypt"])
    return {one.tag: one.text or "" for one in ET.fromstring(clear)}


async def token(made: Platform, app: App) -> str:
    query = {"corpid": app.receiver, "corpsecret": app.secret}
    return str((await made.call("/cgi-bin/gettoken", **query))["access_token"])


async def test_a_member_s_message_is_sealed_for_the_corp() -> None:
    bot = Bot()
    async with platform(bot, wecom()) as made:
        await made.simulator.phone("zhang", "wecom").say("会议室投影坏了")

    heard = bot.heard[0]
    parts = (TOKEN, heard.query["timestamp"], heard.query["nonce"], heard.fields["Encrypt"])
    assert set(heard.query) == {"msg_signature", "timestamp", "nonce"}
    assert heard.query["msg_signature"] == sign(*parts)
    assert list(heard.fields) == ["ToUserName", "AgentID", "Encrypt"]
    told = opened(heard)
    assert (told["FromUserName"], told["Content"]) == ("zhang", "会议室投影坏了")
    assert (told["ToUserName"], told["AgentID"]) == (CORP, "1000002")


async def test_the_url_check_is_encrypted() -> None:
    app = wecom()

    async def answer(request: web.Request) -> web.Response:
        return web.Response(text=Box(AES_KEY, CORP).decrypt(request.query["echostr"]))

    bot = Bot()
    bot.get = answer  # type: ignore[method-assign]
    async with platform(bot, app) as made:
        assert await made.simulator.world.courier.check_url(app) == "ok"
        app.aes_key = "B" * 43
        assert await made.simulator.world.courier.check_url(app) != "ok"


async def test_tokens_of_a_corp_stay_the_same() -> None:
    app = wecom()
    async with platform(None, app, service()) as made:
        assert await token(made, app) == await token(made, app)
        assert await token(made, app) != await token(made, service())
        wrong = await made.call("/cgi-bin/gettoken", corpid=CORP, corpsecret="no")
        unknown = await made.call("/cgi-bin/gettoken", corpid="ww1", corpsecret="no")

    assert wrong["errcode"] == 40001
    assert "more info at https://open.work.weixin.qq.com/devtool/query?e=40001" in wrong["errmsg"]
    assert unknown["errcode"] == 40013


async def test_a_message_to_members_past_thirty_a_minute_is_swallowed() -> None:
    app = wecom()
    async with platform(Bot(), app) as made:
        zhang, clock = made.simulator.phone("zhang", "wecom"), made.simulator.world.clock
        access = await token(made, app)
        clock.advance(timedelta(seconds=60 - clock.seconds() % 60))

        async def send(to: str, said: str = "hi", agent: int = 1000002) -> dict[str, Any]:
            text = {"content": said}
            body = {"touser": to, "agentid": agent, "msgtype": "text", "text": text}
            return await made.call("/cgi-bin/message/send", body, access_token=access)

        codes = [(await send("zhang|nobody"))["errcode"] for _ in range(31)]
        partly, nobody = await send("zhang|nobody"), await send("nobody")
        agent = await send("zhang", agent=1)
        clock.advance(timedelta(minutes=1))
        await send("zhang", "汉" * 700)

    assert codes == [0] * 31
    assert zhang.texts == ["hi"] * 30 + ["汉" * 682]
    assert (partly["invaliduser"], nobody["errcode"], agent["errcode"]) == ("nobody", 81013, 40056)


async def test_customer_service_is_told_and_fetches_from_a_cursor() -> None:
    app, bot = service(), Bot()
    async with platform(bot, app) as made:
        li = made.simulator.phone("li", "kf")
        await li.open_service()
        await li.say("访客怎么进园？")
        await li.say("开车来")
        told, access = opened(bot.heard[-1]), await token(made, app)

        async def sync(**more: Any) -> dict[str, Any]:
            body = {"token": told["Token"], "open_kfid": app.appid, **more}
            return await made.call("/cgi-bin/kf/sync_msg", body, access_token=access)

        first = await sync(limit=2)
        second = await sync(cursor=first["next_cursor"])
        nothing = await sync(cursor=second["next_cursor"])
        wrong = await sync(token="ENCwrong")
        bad = await sync(cursor="x")

    assert (told["Event"], told["OpenKfId"]) == ("kf_msg_or_event", app.appid)
    assert "FromUserName" not in told
    entered, asked = first["msg_list"]
    assert (entered["origin"], entered["event"]["event_type"]) == (4, "enter_session")
    assert asked["text"] == {"content": "访客怎么进园？"}
    assert (asked["external_userid"], asked["origin"]) == (li.contact.openid, 3)
    assert (first["has_more"], second["has_more"]) == (1, 0)
    assert [one["text"]["content"] for one in second["msg_list"]] == ["开车来"]
    assert nothing["msg_list"] == []
    assert (wrong["errcode"], bad["errcode"]) == (95007, 40058)


async def test_customer_service_answers_five_times_within_48_hours() -> None:
    app = service()
    async with platform(Bot(), app) as made:
        li = made.simulator.phone("li", "kf")
        await li.say("hi")

        async def send(n: int, **more: Any) -> int:
            body = {
                "touser": li.contact.openid,
                "open_kfid": app.appid,
                "msgid": f"m{n}",
                "msgtype": "text",
                "text": {"content": str(n)},
                **more,
            }
            access = await token(made, app)
            path = "/cgi-bin/kf/send_msg"
            return int((await made.call(path, body, access_token=access))["errcode"])

        assert [await send(n) for n in range(6)] == [0, 0, 0, 0, 0, 95001]
        assert await send(0) == 40058
        assert await send(9, open_kfid="wk") == 95000
        made.simulator.world.clock.advance(timedelta(hours=48))
        assert await send(7) == 95002
    assert li.texts == ["0", "1", "2", "3", "4"]


async def test_a_robot_speaks_in_its_group() -> None:
    app = wecom()
    async with platform(None, app) as made:
        clock = made.simulator.world.clock
        clock.advance(timedelta(seconds=60 - clock.seconds() % 60))
        said = {"msgtype": "markdown", "markdown": {"content": "**工单 T-1** 超时"}}
        path = "/cgi-bin/webhook/send"
        sent = await made.call(path, said, key=app.robot_key)
        wrong = await made.call(path, said, key="no")
        codes = [(await made.call(path, said, key=app.robot_key))["errcode"] for _ in range(20)]
        group = [bubble.text for bubble in made.simulator.world.group]

    assert (sent["errcode"], wrong["errcode"]) == (0, 93000)
    assert codes[:18] == [0] * 18
    assert codes[-1] == 45009
    assert set(group) == {"**工单 T-1** 超时"}
