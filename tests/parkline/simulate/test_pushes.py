"""What the platform lets an account say to people, in which window and which shape."""

from datetime import timedelta
from typing import Any

from parkline.simulate.wechat import App
from tests.parkline.simulate.bot import SEND, Bot, Platform, mini, official, platform


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
