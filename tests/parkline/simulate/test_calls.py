"""The platform's API: what it gives, and what it refuses with which number."""

from datetime import timedelta
from typing import Any

import pytest

from parkline.simulate.wechat import NotPossible, Rules
from tests.parkline.simulate.bot import Bot, mini, official, platform


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
