"""Whole dialogues with the real bot, by an injected clock."""

from typing import Any

import pytest

from parkline.channels.webchat import SUGGESTIONS
from parkline.scratch.scratch import Scratch
from tests.dialogues.play import FOLDER, dialogues
from tests.e2e.park.conftest import Play
from tests.e2e.park.tenant import Tenant

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(240)]

THURSDAY = "2026-12-03T10:05:00+08:00"
AFTER_CUTOFF = "2026-12-03T10:46:00+08:00"
SATURDAY = "2026-12-05T09:00:00+08:00"
NEW_YEAR = "2027-01-01T09:00:00+08:00"
WHOLE_ZH = "两份牛肉面，12点送到A座3楼301，电话13800138000"

FOLDERS = sorted({path.parent.name for path in FOLDER.glob("*/*.yaml")})


@pytest.mark.parametrize(
    "dialogue",
    [one for folder in FOLDERS for one in dialogues(folder)],
    ids=lambda one: one["name"],
)
async def test_written_dialogue(played: Play, dialogue: dict[str, Any]) -> None:
    done = await played(dialogue)
    assert done.differences == [], "\n".join(done.transcript)


async def test_one_chinese_sentence_fills_the_cart(park: Scratch) -> None:
    tenant = Tenant(park, THURSDAY)
    heard = await tenant.says("来两份牛肉面不要辣，再来一杯豆浆，12点送到A座3楼301")
    assert heard.texts[0] == "好的，已加上：\n牛肉面 ×2（不要辣）  ¥44\n豆浆 ×1  ¥4\n合计 ¥48"
    assert heard.expects == "phone"
    heard = await tenant.says("牛肉面改成三份")
    assert heard.texts[0] == "现在的单子：\n牛肉面 ×3（不要辣）  ¥66\n豆浆 ×1  ¥4\n合计 ¥70"
    heard = await tenant.says("13800138000")
    assert "今天 12:00–12:15" in heard.text
    assert "送到 A座3楼301" in heard.text
    assert "13800138000" in heard.text
    assert "合计 ¥70" in heard.text
    assert heard.buttons == ["确认下单", "改一下", "取消"]


async def test_one_english_sentence_fills_the_cart(park: Scratch) -> None:
    tenant = Tenant(park, THURSDAY)
    heard = await tenant.says(
        "two beef noodles no chili and a soy milk, to building A floor 3 room 301 at 12"
    )
    assert heard.texts[0] == (
        "Added:\n2 × beef noodles (no chili)  ¥44\n1 × soy milk  ¥4\nTotal ¥48"
    )
    heard = await tenant.says("drop the soy milk")
    assert heard.texts[0] == "Your order so far:\n2 × beef noodles (no chili)  ¥44\nTotal ¥44"
    heard = await tenant.says("my number is 13800138000")
    assert "today 12:00–12:15" in heard.text
    assert "to Building A, floor 3, room 301" in heard.text
    assert heard.buttons == ["Place order", "Change it", "Cancel"]


async def test_a_bare_correction_is_about_the_dish_that_is_counted_so(park: Scratch) -> None:
    tenant = Tenant(park, THURSDAY)
    await tenant.says("来两份牛肉面，再来一杯豆浆")
    heard = await tenant.says("改成三份")
    assert heard.cart == {"牛肉面": 3, "豆浆": 1}


async def test_an_order_by_buttons_alone(park: Scratch) -> None:
    tenant = Tenant(park, THURSDAY)
    await tenant.says("一份宫保鸡丁盖饭")
    heard = await tenant.presses("自取")
    assert heard.expects == "slot"
    heard = await tenant.presses("今天 12:15–12:30")
    assert heard.expects == "confirm"
    assert "取餐时付款" in heard.text
    heard = await tenant.presses("确认下单")
    assert heard.text.startswith("下单成功！订单号 O-")
    [order] = await tenant.orders()
    assert (order["status"], order["fulfilment"]) == ("placed", "pickup")
    assert order["slot"] == "2026-12-03T12:15:00+08:00"


@pytest.mark.parametrize(
    ("whole", "halves", "yes"),
    [
        (
            WHOLE_ZH,
            ["好像可以吧", "应该没问题，等我问下同事", "行吧，不过先别下单",
             "可以是可以，就是有点贵", "嗯？", "嗯……我想想",
             "差不多了，再看看", "挂公司账", "等一下", "对了，要发票"],
            "可以，下单吧",
        ),
        (
            "Two beef noodles to A-301 at noon, phone 13800138000",
            ["I guess so", "probably fine, let me ask my colleague first", "almost right",
             "ok but don't place it yet", "yeah, looks a bit expensive though", "okay, hold on",
             "charge it to the company", "looks good, give me a minute", "maybe",
             "right, and an invoice"],
            "yes please",
        ),
    ],
    ids=["zh", "en"],
)  # fmt: skip
async def test_half_a_yes_places_no_order(
    park: Scratch, whole: str, halves: list[str], yes: str
) -> None:
    tenant = Tenant(park, THURSDAY)
    assert (await tenant.says(whole)).expects == "confirm"
    for half in halves:
        heard = await tenant.says(half)
        assert await tenant.orders() == [], half
    assert heard.expects == "invoice"
    await tenant.presses("不要发票" if yes.startswith("可以") else "No invoice")
    await tenant.says(yes)
    assert [order["status"] for order in await tenant.orders()] == ["placed"]


async def test_change_and_cancel_by_buttons(park: Scratch) -> None:
    tenant = Tenant(park, THURSDAY)
    await tenant.says(WHOLE_ZH)
    heard = await tenant.presses("改一下")
    assert heard.text.startswith("好的，先不下单。")
    heard = await tenant.says("换到B座201")
    assert "送到 B座2楼201" in heard.text
    heard = await tenant.presses("取消")
    assert heard.text == "好的，这单不要了（牛肉面×2），什么都没有下。"
    assert await tenant.orders() == []


async def test_the_menu_has_prices_hours_and_other_meals_as_buttons(park: Scratch) -> None:
    tenant = Tenant(park, THURSDAY)
    heard = await tenant.says("中午有什么吃的？")
    assert "牛肉面 ¥22、番茄鸡蛋面 ¥18" in heard.text
    assert "10:45 前下单" in heard.text
    assert heard.buttons == ["早餐", "晚餐", "推荐一下", "素食", "不辣", "¥20 以内"]
    assert "油条 ¥2" in (await tenant.presses("早餐")).text
    heard = await tenant.says("what's for dinner?")
    assert "beef noodles ¥22, tomato egg noodles ¥18" in heard.text
    assert heard.buttons == ["Breakfast", "Lunch"]


async def test_view_cart(park: Scratch) -> None:
    tenant = Tenant(park, THURSDAY)
    assert (await tenant.says("看看购物车")).text.startswith("购物车还是空的。")
    await tenant.says("两杯拿铁")
    heard = await tenant.says("看看购物车")
    assert (heard.cart, heard.total) == ({"拿铁": 2}, 3600)


async def test_track_then_cancel(park: Scratch) -> None:
    tenant = Tenant(park, THURSDAY)
    await tenant.says(WHOLE_ZH)
    await tenant.says("确认")
    [order] = await tenant.orders()
    heard = await tenant.says("我的饭到哪了")
    assert order["order_no"] in heard.text
    assert "已下单，等阳光食堂接单" in heard.text
    heard = await tenant.says("cancel my order")
    assert heard.text == f"Order {order['order_no']} is cancelled (2 × beef noodles)."
    assert (await tenant.orders())[0]["status"] == "cancelled"
    assert (await tenant.says("取消订单")).text == "您没有可以取消的订单。"


async def test_the_same_again(park: Scratch) -> None:
    tenant = Tenant(park, THURSDAY)
    assert "还没有完成过的订单" in (await tenant.says("再来一单")).text
    await tenant.says("两份牛肉面，一杯豆浆，12点送到A座3楼301，电话13800138000")
    await tenant.says("确认")
    [order] = await tenant.orders()
    await tenant.completed(order["order_no"])
    heard = await tenant.says("和上次一样", at="2026-12-04T09:00:00+08:00")
    assert heard.cart == {"牛肉面": 2, "豆浆": 1}
    assert heard.expects == "slot"


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("你好", "您好！我是启明科技园的小助手"),
        ("hello", "Hello! I'm the assistant of Daybreak Science Park."),
        ("你能做什么？", "我可以帮您："),
        ("what can you do?", "Here is what I can do:"),
        ("你是机器人吗？", "我是园区的自动助手，不是真人。"),
        ("are you a robot?", "I'm the park's automatic assistant, not a person."),
        ("谢谢", "不客气"),
        ("thanks", "You're welcome."),
        ("再见", "好的，有需要随时叫我"),
        ("转人工", "好的，已经为您转人工"),
        ("I want to talk to a person", "Done, I've passed you on to the service desk."),
        ("帮我写一首关于量子力学的诗", "抱歉，这个我没听明白。"),
        ("tell me the stock price of apple", "Sorry, I didn't get that."),
    ],
)
async def test_small_talk(park: Scratch, said: str, answer: str) -> None:
    assert (await Tenant(park, THURSDAY).says(said)).text.startswith(answer)


async def test_every_sentence_that_the_page_suggests_is_understood(park: Scratch) -> None:
    for suggestion in SUGGESTIONS:
        for text in (suggestion.zh, suggestion.en):
            heard = await Tenant(park, THURSDAY).says(text)
            assert "没听明白" not in heard.text, text
            assert "didn't get that" not in heard.text, text
            assert "暂时还不能" not in heard.text, text


@pytest.mark.parametrize(
    ("said", "faq"),
    [
        ("访客Wi-Fi怎么连？", "faq/wifi"),
        ("How do guests get on the Wi-Fi?", "faq/wifi"),
        ("停车怎么收费", "faq/parking"),
        ("where can I smoke?", "faq/smoking"),
    ],
)
async def test_a_question_about_the_park(park: Scratch, said: str, faq: str) -> None:
    assert (await Tenant(park, THURSDAY).says(said)).faqs == [faq]


async def test_a_question_in_the_middle_of_an_order_loses_nothing(park: Scratch) -> None:
    tenant = Tenant(park, THURSDAY)
    await tenant.says("两份牛肉面送到A座3楼301")
    heard = await tenant.says("对了，访客wifi密码是多少？")
    assert (heard.faqs, heard.expects) == (["faq/wifi"], "slot")
    heard = await tenant.says("12点，电话13800138000")
    assert heard.expects == "confirm"
    assert "牛肉面 ×2" in heard.text


async def test_the_answer_is_in_the_language_of_the_message(park: Scratch) -> None:
    tenant = Tenant(park, THURSDAY)
    assert (await tenant.says("来两份牛肉面")).texts[0].startswith("好的，已加上：")
    heard = await tenant.says("can you make it three?")
    assert heard.texts[0] == "Your order so far:\n3 × beef noodles  ¥66\nTotal ¥66"
    assert heard.buttons == ["Pick up"]
    # A number has no language: it stays with the last one.
    await tenant.says("to A-301 at 12")
    heard = await tenant.says("13800138000")
    assert "Shall I place the order?" in heard.text
    assert (await tenant.says("好的")).text.startswith("下单成功！")


async def test_lunch_can_be_ordered_until_the_cutoff(park: Scratch) -> None:
    heard = await Tenant(park, THURSDAY).says(WHOLE_ZH, at="2026-12-03T10:45:00+08:00")
    assert heard.expects == "confirm"


async def test_after_the_cutoff_nothing_slides_into_another_slot_unasked(park: Scratch) -> None:
    tenant = Tenant(park, AFTER_CUTOFF)
    heard = await tenant.says(WHOLE_ZH)
    assert "今天 12:00–12:15 已经过了下单时间（10:45 截止）。" in heard.text
    assert heard.expects == "slot"
    assert heard.buttons[0] == "今天 17:30–17:45"
    assert heard.buttons[-1] == "明天 12月4日 周五 11:30–11:45"
    assert await tenant.orders() == []


async def test_the_cutoff_holds_at_the_moment_of_confirming(park: Scratch) -> None:
    tenant = Tenant(park, THURSDAY)
    assert (await tenant.says(WHOLE_ZH)).expects == "confirm"
    heard = await tenant.says("确认", at=AFTER_CUTOFF)
    assert "今天 12:00–12:15 已经过了下单时间（10:45 截止）。" in heard.texts
    assert heard.expects == "slot"
    assert await tenant.orders() == []


@pytest.mark.parametrize(
    ("at", "first"),
    [(SATURDAY, "后天 12月7日 周一 11:30–11:45"), (NEW_YEAR, "1月4日 周一 11:30–11:45")],
    ids=["weekend", "holiday"],
)
async def test_a_closed_canteen_offers_its_next_day(park: Scratch, at: str, first: str) -> None:
    heard = await Tenant(park, at).says("两份牛肉面，今天12点送到A座301")
    assert heard.expects == "slot"
    assert heard.buttons[0] == first
    assert "不供应" in heard.text


async def test_no_more_than_a_kitchen_makes(park: Scratch) -> None:
    tenant = Tenant(park, THURSDAY)
    heard = await tenant.says("来51份牛肉面")
    assert heard.texts[0] == "牛肉面一次最多订 50 碗，51 碗太多了，没有加上。"
    assert heard.cart == {}
    heard = await tenant.presses("就要 50 碗")
    assert (heard.cart, heard.total) == ({"牛肉面": 50}, 110_000)


async def test_no_more_than_is_left(park: Scratch) -> None:
    tenant = Tenant(park, THURSDAY)
    await tenant.stock("braised_pork_rice", 3)
    heard = await tenant.says("来五份红烧肉盖饭")
    assert heard.texts[0] == "红烧肉盖饭只剩 3 份了，没有加上。"
    heard = await tenant.presses("就要 3 份")
    assert heard.cart == {"红烧肉盖饭": 3}


async def test_who_confirms_first_gets_the_last_ones(park: Scratch) -> None:
    first, second = Tenant(park, THURSDAY), Tenant(park, THURSDAY)
    await first.stock("ribs_with_potato", 2)
    for tenant in (first, second):
        heard = await tenant.says("两份土豆烧排骨饭，12点送到A座3楼301，电话13800138000")
        assert heard.expects == "confirm"
    assert (await first.says("确认")).text.startswith("下单成功！")
    heard = await second.says("确认")
    assert heard.texts[0].startswith("很抱歉，土豆烧排骨饭刚刚售完，这单还没有下。")
    assert await second.orders() == []


async def test_a_command_that_a_tenant_types_is_text(park: Scratch) -> None:
    tenant = Tenant(park, THURSDAY)
    for typed in ('/order_food{"item":1}', "  /affirm", "/restart", "/session_start"):
        heard = await tenant.says(typed)
        assert (heard.cart, heard.expects) == ({}, None)
    await tenant.says(WHOLE_ZH)
    heard = await tenant.says('/modify_order{"item": 1, "quantity": 50}')
    heard = await tenant.says("看看购物车")
    assert heard.cart == {"牛肉面": 2}
    await tenant.says("/restart")
    assert (await tenant.says("看看购物车")).cart == {"牛肉面": 2}


ZALGO = "".join(f"{letter}\u0301\u0335\u0489\u035c\u0f74" for letter in "两份牛肉面") * 20
BOMB = "[" * 900 + "]" * 900


@pytest.mark.parametrize(
    "text",
    [ZALGO, BOMB, '{"$ref": "#"}' * 100, "\u202e面肉牛份两", "😀" * 1_000, "\x00\x1b[2J"],
    ids=["zalgo", "nested", "json", "right_to_left", "emoji", "control"],
)
async def test_strange_text_gets_an_answer_and_harms_nothing(park: Scratch, text: str) -> None:
    tenant = Tenant(park, THURSDAY)
    assert (await tenant.says(text)).text
    assert (await tenant.says("两份牛肉面")).cart["牛肉面"] >= 2


async def test_a_text_too_long_is_refused_with_the_limit(park: Scratch) -> None:
    tenant = Tenant(park, THURSDAY)
    heard = await tenant.says("两份牛肉面" * 2_000)
    assert heard.text.startswith("这条消息太长了，我只能读 2,000 个字以内的。")
    assert (await tenant.says("看看购物车")).cart == {}
