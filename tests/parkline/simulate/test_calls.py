"""The platform's API: what it gives, and what it refuses with which number."""

from datetime import timedelta
from typing import Any

import pytest
from aiohttp import FormData

from parkline.simulate.wechat import App, NotPossible, Rules
from tests.parkline.simulate.bot import Bot, Platform, mini, official, platform

SEND = "/cgi-bin/message/custom/send"
JPEG = b"\xff\xd8\xff\xe0" + b"picture"


async def pushed(made: Platform, app: App, openid: str, times: int) -> list[int]:
    return [(await made.push(app, openid, f"{n}"))["errcode"] for n in range(times)]


async def test_a_push_is_shown_as_it_came_escapes_too() -> None:
    app = official()
    async with platform(Bot(), app) as made:
        alice = made.simulator.phone("alice")
        alice.contact.follows = True
        await alice.say("hi")
        token = await made.token(app)
        head = f'{{"touser":"{alice.contact.openid}","msgtype":"text","text":{{"content":'
        raw = head + '"取餐\\n\\u4e2d\\\\u0041😀"}}'
        answer = await made.call(SEND, raw.encode(), access_token=token)

    assert answer == {"errcode": 0, "errmsg": "ok"}
    assert alice.texts == ["取餐\n\\u4e2d\\u0041😀"]
    assert alice.contact.bubbles[-1].via == "push"


async def test_a_message_allows_five_pushes_and_the_next_five_more() -> None:
    app = official()
    async with platform(Bot(), app) as made:
        alice = made.simulator.phone("alice")
        alice.contact.follows = True
        await alice.say("one")
        first = await pushed(made, app, alice.contact.openid, 6)
        await alice.say("two")
        second = await pushed(made, app, alice.contact.openid, 1)

    assert first == [0, 0, 0, 0, 0, 45047]
    assert second == [0]


async def test_a_window_closes_after_48_hours() -> None:
    app = official()
    async with platform(Bot(), app) as made:
        alice, clock = made.simulator.phone("alice"), made.simulator.world.clock
        alice.contact.follows = True
        await alice.say("one")
        clock.advance(timedelta(hours=48, seconds=-2))
        before = await pushed(made, app, alice.contact.openid, 1)
        clock.advance(timedelta(seconds=2))
        answer = await made.push(app, alice.contact.openid, "too late")

    assert before == [0]
    assert answer["errcode"] == 45015
    assert answer["errmsg"].startswith(
        "response out of time limit or subscription is canceled rid: "
    )


async def test_following_scanning_and_a_click_allow_three_within_a_minute() -> None:
    app = official()
    async with platform(Bot(), app) as made:
        alice, world = made.simulator.phone("alice"), made.simulator.world
        world.menus[app.appid] = {"button": [{"type": "click", "name": "菜单", "key": "menu"}]}
        world.scenes["ticket"] = "A-3F"
        await alice.follow()
        followed = await pushed(made, app, alice.contact.openid, 4)
        world.clock.advance(timedelta(minutes=1))
        await alice.press(0)
        clicked = await pushed(made, app, alice.contact.openid, 4)
        world.clock.advance(timedelta(minutes=1))
        closed = await pushed(made, app, alice.contact.openid, 1)
        await alice.scan("ticket")
        scanned = await pushed(made, app, alice.contact.openid, 4)

    assert followed == [0, 0, 0, 45047]
    assert clicked == [0, 0, 0, 45047]
    assert closed == [45015]
    assert scanned == [0, 0, 0, 45047]


async def test_who_is_not_there_or_left_gets_nothing() -> None:
    app = official()
    async with platform(Bot(), app) as made:
        alice = made.simulator.phone("alice")
        unknown = await made.push(app, "o" + "0" * 27, "hi")
        await alice.follow()
        await alice.unfollow()
        left = await made.push(app, alice.contact.openid, "hi")

    assert (unknown["errcode"], left["errcode"]) == (40003, 45015)


async def test_what_a_push_must_not_be() -> None:
    app = official()
    async with platform(Bot(), app) as made:
        alice = made.simulator.phone("alice")
        alice.contact.follows = True
        await alice.say("hi")
        token = await made.token(app)

        async def code(body: dict[str, Any] | bytes) -> int:
            if isinstance(body, dict):
                body = {"touser": alice.contact.openid, **body}
            return int((await made.call(SEND, body, access_token=token))["errcode"])

        assert await code({"msgtype": "text", "text": {"content": "汉" * 683}}) == 45002
        assert await code({"msgtype": "text", "text": {"content": ""}}) == 44004
        assert await code({"msgtype": "hologram", "hologram": {}}) == 40008
        assert await code({"msgtype": "image", "image": {"media_id": "nothing"}}) == 40007
        assert await code(b"{") == 47001
        assert await code(b"") == 44002
        app.may_push = False
        assert await code({"msgtype": "text", "text": {"content": "hi"}}) == 48001
        assert (await made.call(SEND, access_token=token))["errcode"] == 43002
    assert alice.contact.ledger.windows["message"].left == 5


async def test_an_article_is_shown_with_its_link_and_only_one() -> None:
    app = official()
    async with platform(Bot(), app) as made:
        token, alice = await made.token(app), made.simulator.phone("alice")
        alice.contact.follows = True
        await alice.say("menu")
        one = {
            "title": "今日菜单",
            "description": "三十种",
            "url": "https://x.example/",
            "picurl": "",
        }

        async def send(*articles: dict[str, str]) -> int:
            news = {"articles": list(articles)}
            body = {"touser": alice.contact.openid, "msgtype": "news", "news": news}
            return int((await made.call(SEND, body, access_token=token))["errcode"])

        assert [await send(one), await send(one, one), await send({**one, "title": ""})] == [
            *(0, 45008, 44004),
        ]
    bubble = alice.contact.bubbles[-1]
    assert (bubble.kind, bubble.text) == ("news", "今日菜单")
    assert bubble.data == {"url": "https://x.example/", "picture": "", "description": "三十种"}


async def test_a_question_with_answers_says_the_answer_that_is_pressed() -> None:
    app, bot = official(), Bot()
    async with platform(bot, app) as made:
        alice = made.simulator.phone("alice")
        alice.contact.follows = True
        await alice.say("order")
        answers = [{"id": "yes", "content": "下单"}, {"id": "no", "content": "不了"}]
        menu = {"head_content": "确认吗？", "list": answers, "tail_content": ""}
        body = {"touser": alice.contact.openid, "msgtype": "msgmenu", "msgmenu": menu}
        await made.call(SEND, body, access_token=await made.token(app))
        await alice.say("下单", menu_id="yes")

    assert alice.contact.bubbles[1].data["list"] == answers
    assert bot.heard[-1].fields["Content"] == "下单"
    assert bot.heard[-1].fields["bizmsgmenuid"] == "yes"


async def test_stable_tokens_stay_until_forced() -> None:
    app = official()
    async with platform(None, app) as made:
        first, again = await made.token(app), await made.token(app)
        entered = {"grant_type": "client_credential", "appid": app.appid, "secret": app.secret}
        forced = await made.call("/cgi-bin/stable_token", {**entered, "force_refresh": True})
        old = await made.push(app, "nobody", "hi")
        ended = await made.call("/cgi-bin/menu/get", access_token=first)
        made.simulator.world.clock.advance(timedelta(seconds=7200))
        over = await made.call("/cgi-bin/menu/get", access_token=forced["access_token"])

    assert first == again
    assert forced["access_token"] != first
    assert 7190 < forced["expires_in"] <= 7200
    assert old["errcode"] == 40003
    assert (ended["errcode"], over["errcode"]) == (40001, 42001)


async def test_plain_tokens_push_each_other_out_after_five_minutes() -> None:
    app = official()
    entered = {"grant_type": "client_credential", "appid": app.appid, "secret": app.secret}
    async with platform(None, app) as made:

        async def works(token: str) -> int:
            return int((await made.call("/cgi-bin/menu/get", access_token=token))["errcode"])

        old = (await made.call("/cgi-bin/token", **entered))["access_token"]
        new = (await made.call("/cgi-bin/token", **entered))["access_token"]
        both = [await works(old), await works(new)]
        made.simulator.world.clock.advance(timedelta(minutes=5))
        later = [await works(old), await works(new)]

    assert both == [46003, 46003]
    assert later == [42001, 46003]


async def test_wrong_credentials_have_their_numbers() -> None:
    app = official()
    async with platform(None, app) as made:

        async def code(**changes: str) -> int:
            given = {"grant_type": "client_credential", "appid": app.appid, "secret": app.secret}
            return int((await made.call("/cgi-bin/token", **given | changes))["errcode"])

        assert await code(grant_type="password") == 40002
        assert await code(appid="wx1") == 40013
        assert await code(secret="wrong") == 40125
        assert await code(appid="") == 41002
        assert await code(secret="") == 41004
        assert (await made.call("/cgi-bin/menu/get"))["errcode"] == 41001
        assert (await made.call("/cgi-bin/menu/get", access_token="short"))["errcode"] == 40014


async def test_quotas_of_the_minute_and_of_the_day() -> None:
    app = official()
    rules = Rules(a_minute={"/cgi-bin/menu/get": 2}, a_day={"/cgi-bin/menu/get": 3})
    async with platform(None, app, rules=rules) as made:
        clock, token = made.simulator.world.clock, await made.token(app)
        clock.advance(timedelta(seconds=60 - clock.seconds() % 60))

        async def get() -> int:
            return int((await made.call("/cgi-bin/menu/get", access_token=token))["errcode"])

        assert [await get() for _ in range(3)] == [46003, 46003, 45011]
        clock.advance(timedelta(minutes=1))
        assert [await get() for _ in range(2)] == [46003, 45009]
        await made.call("/cgi-bin/clear_quota", {"appid": app.appid}, access_token=token)
        assert await get() == 46003


async def test_a_menu_is_three_by_five_with_names_that_fit() -> None:
    app = official()
    async with platform(None, app) as made:
        token = await made.token(app)

        async def code(*columns: Any) -> int:
            body = {"button": list(columns)}
            return int(
                (await made.call("/cgi-bin/menu/create", body, access_token=token))["errcode"]
            )

        click = {"type": "click", "name": "订餐", "key": "order"}
        assert await code(click, {"name": "更多", "sub_button": [click] * 5}) == 0
        assert (await made.call("/cgi-bin/menu/get", access_token=token))["menu"]["button"][0] == (
            click
        )
        assert await code(*[click] * 4) == 40016
        assert await code() == 40016
        assert await code({"name": "更多", "sub_button": [click] * 6}) == 40023
        assert await code({**click, "name": "一二三四五六"}) == 40018
        assert await code({"name": "更多", "sub_button": [{**click, "name": "一" * 21}]}) == 40025
        assert await code({**click, "key": "k" * 129}) == 40019
        assert await code({"type": "view", "name": "网页"}) == 40020
        assert await code({**click, "type": "dance"}) == 40017
        await made.call("/cgi-bin/menu/delete", access_token=token)
        assert (await made.call("/cgi-bin/menu/get", access_token=token))["errcode"] == 46003


async def test_each_kind_of_button_tells_the_bot_its_own() -> None:
    app, bot = official(), Bot()
    buttons = [
        {"type": "click", "name": "订餐", "key": "order"},
        {"type": "view", "name": "地图", "url": "https://park.example/"},
        {
            "type": "miniprogram",
            "name": "小程序",
            "pagepath": "pages/menu",
            "url": "https://x.example",
        },
    ]
    async with platform(bot, app) as made:
        made.simulator.world.menus[app.appid] = {"button": buttons}
        alice = made.simulator.phone("alice")
        alice.contact.follows = True
        for column in range(3):
            await alice.press(column)
        with pytest.raises(NotPossible):
            await alice.press(3)

    told = [(heard.fields["Event"], heard.fields["EventKey"]) for heard in bot.heard]
    assert told == [
        ("CLICK", "order"),
        ("VIEW", "https://park.example/"),
        ("view_miniprogram", "pages/menu"),
    ]
    assert set(alice.contact.ledger.windows) == {"click"}


async def test_a_scene_comes_back_with_who_scans_it() -> None:
    app, bot = official(), Bot()
    async with platform(bot, app) as made:
        token = await made.token(app)
        body = {
            "action_name": "QR_LIMIT_STR_SCENE",
            "action_info": {"scene": {"scene_str": "building-A"}},
        }
        made_code = await made.call("/cgi-bin/qrcode/create", body, access_token=token)
        body["action_info"] = {"scene": {"scene_str": "s" * 65}}
        too_long = await made.call("/cgi-bin/qrcode/create", body, access_token=token)
        url = made.url + "/cgi-bin/showqrcode"
        async with made.http.get(url, params={"ticket": made_code["ticket"]}) as image:
            assert (await image.read()).startswith(b"\x89PNG")
        alice = made.simulator.phone("alice")
        await alice.scan(made_code["ticket"])
        await alice.scan(made_code["ticket"])
        who = await made.call("/cgi-bin/user/info", access_token=token, openid=alice.contact.openid)

    assert too_long["errcode"] == 40053
    events = [(heard.fields["Event"], heard.fields["EventKey"]) for heard in bot.heard]
    assert events == [("subscribe", "qrscene_building-A"), ("SCAN", "building-A")]
    assert (who["subscribe"], who["qr_scene_str"]) == (1, "building-A")


async def test_a_picture_can_be_fetched_for_three_days() -> None:
    app, bot = official(), Bot()
    async with platform(bot, app) as made:
        token, alice = await made.token(app), made.simulator.phone("alice")
        alice.contact.follows = True
        await alice.picture(JPEG)
        media_id = bot.heard[0].fields["MediaId"]
        query = {"access_token": token, "media_id": media_id}
        async with made.http.get(made.url + "/cgi-bin/media/get", params=query) as file:
            assert (file.content_type, await file.read()) == ("image/jpeg", JPEG)
        async with made.http.get(bot.heard[0].fields["PicUrl"]) as file:
            assert await file.read() == JPEG
        made.simulator.world.clock.advance(timedelta(days=3))
        query["access_token"] = await made.token(app)
        assert (await made.call("/cgi-bin/media/get", **query))["errcode"] == 40007


async def test_an_uploaded_picture_can_be_sent() -> None:
    app = official()
    async with platform(Bot(), app) as made:
        token, alice = await made.token(app), made.simulator.phone("alice")
        alice.contact.follows = True
        await alice.say("a picture?")

        async def upload(data: bytes, kind: str = "image") -> dict[str, Any]:
            form = FormData()
            form.add_field("media", data, filename="p.jpg", content_type="image/jpeg")
            query = {"access_token": token, "type": kind}
            url = made.url + "/cgi-bin/media/upload"
            async with made.http.post(url, params=query, data=form) as response:
                answer: dict[str, Any] = await response.json()
                return answer

        uploaded = await upload(JPEG)
        image = {"media_id": uploaded["media_id"]}
        body = {"touser": alice.contact.openid, "msgtype": "image", "image": image}
        sent = await made.call(SEND, body, access_token=token)
        assert sent["errcode"] == 0
        assert (await upload(b"text"))["errcode"] == 40005
        assert (await upload(JPEG, "hologram"))["errcode"] == 40004
    assert alice.contact.bubbles[-1].data == {"url": f"/mmbiz/{uploaded['media_id']}"}


async def test_a_template_message_needs_no_window_and_reports_its_end() -> None:
    app, bot = official(), Bot()
    async with platform(bot, app) as made:
        token, alice = await made.token(app), made.simulator.phone("alice")
        body = {
            "touser": alice.contact.openid,
            "template_id": "TEMPLATE-REPLY",
            "data": {"thing1": {"value": "停水"}, "time2": {"value": "14:00"}},
        }
        path = "/cgi-bin/message/template/send"
        stranger = await made.call(path, body, access_token=token)
        alice.contact.follows = True
        sent = await made.call(path, body, access_token=token)
        unknown = await made.call(path, {**body, "template_id": "x"}, access_token=token)
        await made.simulator.world.settle()

    assert (stranger["errcode"], unknown["errcode"]) == (43004, 40037)
    assert bot.heard[0].fields["Event"] == "TEMPLATESENDJOBFINISH"
    assert bot.heard[0].fields["MsgID"] == str(sent["msgid"])
    assert bot.heard[0].fields["Status"] == "success"
    rows = alice.contact.bubbles[-1].data["rows"]
    assert rows == [["回复内容", "停水"], ["回复时间", "14:00"]]


async def test_a_subscription_message_comes_once_for_each_yes() -> None:
    app = mini(mode="plain")
    async with platform(Bot(), app) as made:
        token, alice = await made.token(app), made.simulator.phone("alice", "mini")

        async def send(thing: str = "A座3楼", **data: Any) -> dict[str, Any]:
            data = {
                "character_string1": {"value": "O-1"},
                "thing2": {"value": thing},
                "time3": {"value": "12:00"},
                **data,
            }
            body = {
                "touser": alice.contact.openid,
                "template_id": "TEMPLATE-ORDER",
                "data": data,
            }
            path = "/cgi-bin/message/subscribe/send"
            return await made.call(path, body, access_token=token)

        refused = await send()
        await alice.accept("TEMPLATE-ORDER")
        too_long = await send("一" * 21)
        missing = await send(time3={"value": ""})
        first, second = await send("一" * 20), await send()

    assert refused["errcode"] == 43101
    assert refused["errmsg"].startswith("user refuse to accept the msg rid: ")
    assert too_long["errmsg"].startswith("argument invalid! data.thing2.value invalid rid: ")
    assert missing["errmsg"].startswith("argument invalid! data.time3.value is empty rid: ")
    assert (too_long["errcode"], first["errcode"], second["errcode"]) == (47003, 0, 43101)


async def test_a_mini_program_learns_who_it_is_once() -> None:
    app = mini()
    async with platform(None, app, official()) as made:
        phone = made.simulator.phone("alice", "mini")
        code = made.simulator.world.give_code(phone.contact, "login")
        query = {
            "appid": app.appid,
            "secret": app.secret,
            "js_code": code,
            "grant_type": "authorization_code",
        }
        first = await made.call("/sns/jscode2session", **query)
        second = await made.call("/sns/jscode2session", **query)
        third = await made.call("/sns/jscode2session", **query | {"js_code": "wrong"})
        other = made.simulator.phone("alice").contact

    assert first["openid"] == phone.contact.openid != other.openid
    assert first["unionid"] == other.unionid
    assert set(first) == {"openid", "session_key", "unionid"}
    assert (second["errcode"], third["errcode"]) == (40163, 40029)


async def test_a_phone_number_is_told_for_its_code() -> None:
    app = mini()
    async with platform(None, app) as made:
        phone = made.simulator.phone("alice", "mini")
        token, code = (
            await made.token(app),
            made.simulator.world.give_code(phone.contact, "phone"),
        )
        path = "/wxa/business/getuserphonenumber"
        told = await made.call(path, {"code": code}, access_token=token)
        made.simulator.world.give_code(phone.contact, "phone")
        login = made.simulator.world.give_code(phone.contact, "login")
        wrong = await made.call(path, {"code": login}, access_token=token)

    assert told["phone_info"]["purePhoneNumber"] == phone.contact.phone
    assert len(phone.contact.phone) == 11
    assert wrong["errcode"] == 40029


async def test_a_call_of_the_other_kind_of_account_is_refused() -> None:
    app = mini()
    async with platform(None, app) as made:
        token = await made.token(app)
        assert (await made.call("/cgi-bin/menu/get", access_token=token))["errcode"] == 48001
