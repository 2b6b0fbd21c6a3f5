"""Reporting something lost or found: in one sentence, in pieces, and where the park says no."""

from datetime import datetime, timedelta

import pytest

from services.lost import lost
from tests.actions.driver import Bot, entity, location, time
from tests.actions.lost.losing import FORM, answer, items_of, missing, report
from tests.given.demo_park import WEDNESDAY_MORNING, DemoPark

NOW = WEDNESDAY_MORNING
YESTERDAY = NOW.replace(hour=0, minute=0) - timedelta(days=1)


def period(start: datetime, hours: int, **more: object) -> dict[str, object]:
    value = {"from": start.isoformat(), "to": (start + timedelta(hours=hours)).isoformat()}
    return entity("period", value, **more)


def afternoon() -> dict[str, object]:
    return period(YESTERDAY.replace(hour=12), 6, day_named=True)


async def test_only_what_only_the_owner_knows_is_asked_where_all_else_is_said(
    demo: DemoPark,
) -> None:
    bot = await Bot.new(demo)
    ran = await report(bot, "我的黑色雨伞昨天下午落在B座大堂", location("B"), afternoon())
    assert missing(ran) == ["lost_mark"]
    assert ran.slots["lost"] is True
    await answer(bot, "lost_mark", "伞柄上刻着字母K")
    [item] = await items_of(demo)
    assert (item.kind, item.category, item.colour, item.building) == (
        "lost",
        "umbrella",
        "black",
        "B",
    )
    assert (item.mark, item.description) == ("伞柄上刻着字母K", "我的黑色雨伞昨天下午落在B座大堂")
    assert item.from_at == YESTERDAY.replace(hour=12)


async def test_a_finder_is_asked_for_what_and_where_alone(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    ran = await report(bot, "捡到东西了", intent="report_found")
    assert missing(ran) == ["lost_what", "lost_where"]
    assert (await bot.run(f"action_ask_{FORM}_lost_what")).text.startswith("谢谢您！捡到的是什么？")
    await answer(bot, "lost_what", "一串钥匙")
    ran = await answer(bot, "lost_where", "停车场入口", location(None, place="停车场"))
    [item] = await items_of(demo)
    assert (item.kind, item.category, item.place, item.status) == (
        "found",
        "keys",
        "停车场",
        "reported",
    )
    assert (item.until_at, item.mark) == (NOW, None)
    assert "别交给自称失主的人" in ran.text


async def test_an_answer_counts_though_no_word_of_it_is_known(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await report(bot, "I lost something", language="en")
    await answer(bot, "lost_what", "a ukulele with a sticker", language="en")
    await answer(bot, "lost_where", "somewhere near the fountain", language="en")
    await answer(bot, "lost_when", "just now", language="en")
    await answer(bot, "lost_mark", "nothing", language="en")
    [item] = await items_of(demo)
    assert (item.category, item.description) == ("other", "a ukulele with a sticker")
    assert (item.place, item.mark) == ("somewhere near the fountain", None)
    assert item.until_at == NOW


@pytest.mark.parametrize("words", ["不知道", "don't know", "记不清了"])
async def test_nobody_has_to_know_where_or_when(demo: DemoPark, words: str) -> None:
    bot = await Bot.new(demo)
    await report(bot, "我的钱包丢了")
    assert "lost_where" not in missing(await answer(bot, "lost_where", words, intent="deny"))
    await answer(bot, "lost_when", words, intent="deny")
    await answer(bot, "lost_mark", words)
    [item] = await items_of(demo)
    assert (item.place, item.mark) == (None, None)
    assert item.from_at == NOW - timedelta(days=7)


@pytest.mark.parametrize(
    ("said", "more", "day"),
    [
        (NOW.replace(hour=15), {}, NOW - timedelta(days=1)),  # Three o'clock is still to come.
        (NOW.replace(hour=8), {}, NOW),
        (NOW + timedelta(days=2), {"day_named": True}, NOW - timedelta(days=5)),  # 周五
    ],
)
async def test_it_was_in_the_past(
    demo: DemoPark, said: datetime, more: dict[str, object], day: datetime
) -> None:
    bot = await Bot.new(demo)
    await report(bot, "我的钱包丢了", location("A"))
    await answer(bot, "lost_when", "那个时候", time(said, **more))
    await answer(bot, "lost_mark", "没有")
    [item] = await items_of(demo)
    assert item.from_at.astimezone(NOW.tzinfo).date() == day.date()
    assert item.until_at <= NOW


async def test_a_time_that_cannot_be_is_asked_for_again(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await report(bot, "我的钱包丢了", location("A"))
    ran = await answer(bot, "lost_when", "下个月", time(NOW + timedelta(days=30), day_named=True))
    assert "这个时间不太对" in ran.text
    assert missing(ran) == ["lost_when", "lost_mark"]


async def test_given_up_it_is_not_registered(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await report(bot, "我的钱包丢了")
    ran = await answer(bot, "lost_where", "算了", intent="deny")
    assert ran.text == "好的，这次就不登记了。"
    assert await items_of(demo) == []


@pytest.mark.parametrize(
    ("asked", "text", "intent"),
    [
        ("lost_where", "中午有什么吃的？", "browse_menu"),
        ("lost_when", "我的订单到哪了", "track_order"),
        ("lost_mark", "转人工", "ask_human"),
        ("lost_what", "两份牛肉面", "order_food"),
    ],
)
async def test_other_business_is_answered_and_the_form_waits(
    demo: DemoPark, asked: str, text: str, intent: str
) -> None:
    bot = await Bot.new(demo)
    await report(bot, "我的钱包丢了" if asked != "lost_what" else "丢东西了")
    entities = [entity("item", 1, text="牛肉面")] if intent == "order_food" else []
    assert (await answer(bot, asked, text, *entities, intent=intent)).stepped_aside
    assert await items_of(demo) == []


async def test_what_the_shop_sells_is_what_was_lost_all_the_same(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await report(bot, "丢东西了")
    ran = await answer(
        bot, "lost_what", "一把雨伞", entity("item", 1, text="雨伞"), intent="order_goods"
    )
    assert not ran.stepped_aside
    assert ran.slots["lost_draft"]["category"] == "umbrella"


@pytest.mark.parametrize("text", ["屏幕右下角裂了", "里面有一份牛肉面的优惠券"])
async def test_what_only_the_owner_knows_may_sound_like_anything(demo: DemoPark, text: str) -> None:
    bot = await Bot.new(demo)
    await report(bot, "我的手机丢了", location("A"), afternoon())
    ran = await answer(bot, "lost_mark", text, intent="out_of_scope")
    assert not ran.stepped_aside
    [item] = await items_of(demo)
    assert item.mark == text


async def test_danger_comes_before_the_form(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    await report(bot, "我的手机丢了")
    assert (await answer(bot, "lost_where", "着火了！", intent="danger")).stepped_aside


@pytest.mark.parametrize("in_pieces", [False, True])
async def test_what_nobody_should_carry_is_a_critical_ticket_and_nothing_is_registered(
    demo: DemoPark, in_pieces: bool
) -> None:
    bot = await Bot.new(demo)
    if in_pieces:
        await report(bot, "我捡到东西了", intent="report_found")
        ran = await answer(bot, "lost_what", "一个没人要的行李箱")
    else:
        ran = await report(bot, "我捡到一个没人要的行李箱", intent="report_found")
        assert ran.slots["lost"] is False
    assert "请不要碰它" in ran.text
    assert ran.responses[-1]["custom"]["ticket_no"].startswith("T-")
    assert await items_of(demo) == []


@pytest.mark.parametrize(
    ("text", "ranking", "alarms"),
    [
        ("there is an abandoned backpack at the gate, can I hand it in?", 0.3, True),
        ("where do found bags go?", 0.3, False),
        ("is there a bag shop? the abandoned one is closed", 0.01, False),
    ],
)
async def test_a_question_of_lost_property_in_which_something_dangerous_stands_is_no_question(
    demo: DemoPark, *, text: str, ranking: float, alarms: bool
) -> None:
    bot = await Bot.new(demo)
    likely = {"ask_faq": 0.6, "report_found": ranking}
    bot.hear(text, "ask_faq", language="en", ranking=likely, faq={"id": "faq/wifi", "score": 0.9})
    ran = await bot.run("action_faq")
    assert ("T-" in ran.text) is alarms
    assert await items_of(demo) == []


async def test_of_too_many_the_next_is_refused(demo: DemoPark) -> None:
    bot = await Bot.new(demo)
    for number in range(lost.MOST_OPEN + 1):
        bot.slots["lost_draft"] = None
        ran = await report(
            bot,
            f"捡到第{number}把伞",
            location("A"),
            intent="report_found",
            now=NOW + timedelta(hours=number),  # A guest may report six things an hour.
        )
    assert "最多" in ran.text or f"已有 {lost.MOST_OPEN} 件" in ran.text
    assert len(await items_of(demo)) == lost.MOST_OPEN
