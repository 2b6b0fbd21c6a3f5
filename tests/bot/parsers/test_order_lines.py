# ruff: noqa: E501 - patterns and word lists read better on one line

from datetime import datetime
from typing import Any

import pytest

from bot.components.parsers.knowledge import Knowledge
from bot.components.parsers.order_lines import annotate


def lines(text: str, now: datetime, knowledge: Knowledge) -> list[tuple[Any, ...]]:
    """(item, quantities, wishes) by group."""
    spans = annotate(text, now, knowledge)
    return [
        (
            item.value,
            [s.value for s in spans if s.entity == "quantity" and s.group == item.group],
            [s.value for s in spans if s.entity in ("option", "note") and s.group == item.group],
        )
        for item in spans
        if item.entity == "item"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("来1分牛肉面", [(1, [1], [])]),
        ("牛肉面一粉，豆浆两杯", [(1, [1], []), (7, [2], [])]),
        ("add antoher latte pls", [(9, [1], [])]),
        ("a second latte as well", [(9, [1], [])]),
        ("中性笔15支…哦不对老周自己有，14支", [(21, [14], [])]),
        ("雨伞两把，no wait Tom has one，一把", [(23, [1], [])]),
        ("矿泉水三箱", [(22, [3], [])]),
        ("再加多一份麻婆豆腐饭", [(4, [1], [])]),
        ("我们六个人都吃牛肉面，六份，再来六杯豆浆", [(1, [6], []), (7, [6], [])]),
        ("两份牛肉面和一份宫保鸡丁，一瓶可乐", [(1, [2], []), (2, [1], []), (6, [1], [])]),
        ("土豆烧排骨、清炒时蔬各一份", [(11, [1], []), (12, [1], [])]),
        ("牛肉面和可乐各来两份", [(1, [2], []), (6, [2], [])]),
        ("两份牛肉面不要辣，再来一杯豆浆", [(1, [2], ["no_chili"]), (7, [1], [])]),
        ("beef noodles x2 and a cola", [(1, [2], []), (6, [1], [])]),
        ("a beef noodle", [(1, [1], [])]),
        ("牛肉面两份，可乐一瓶", [(1, [2], []), (6, [1], [])]),
        ("牛肉面两份可乐一瓶", [(1, [2], []), (6, [1], [])]),
        ("豆浆三杯、拿铁两杯", [(7, [3], []), (9, [2], [])]),
        ("一份牛肉面，少辣，加一份米饭", [(1, [1], ["少辣"]), (13, [1], [])]),
        ("一份牛肉面加个蛋", [(1, [1], ["extra_egg"])]),
        ("两份牛肉面一瓶可乐", [(1, [2], []), (6, [1], [])]),
        ("牛肉面2 可乐1", [(1, [2], []), (6, [1], [])]),
        ("牛肉面两碗 可乐", [(1, [2], []), (6, [], [])]),
        ("牛肉面两碗 清炒时蔬不要辣", [(1, [2], []), (12, [], ["no_chili"])]),
        ("拿铁两杯可乐四罐 豆浆", [(9, [2], []), (6, [4], []), (7, [], [])]),
        ("latte two cola", [(9, [2], []), (6, [], [])]),
        ("两份牛肉面可乐", [(1, [2], []), (6, [], [])]),
        ("来两份牛肉面一瓶可乐 米饭", [(1, [2], []), (6, [1], []), (13, [], [])]),
        ("2 beef noodles and three lattes", [(1, [2], []), (9, [3], [])]),
        ("来份牛肉面加蛋，少饭的宫保鸡丁一份", [(1, [1], ["extra_egg"]), (2, [1], ["less_rice"])]),
        ("宫保鸡丁x3不要葱", [(2, [3], ["no_scallion"])]),
        ("一份牛肉面和一杯豆浆，都不要辣", [(1, [1], ["no_chili"]), (7, [1], ["no_chili"])]),
        ("one each of beef noodles and cola", [(1, [1], []), (6, [1], [])]),
        ("half a dozen gel pens", [(21, [6], [])]),
        ("俩牛肉面", [(1, [2], [])]),
        ("牛肉面", [(1, [], [])]),
        ("帮我订两份 beef noodles 送到 B座12楼", [(1, [2], [])]),
        ("明天中午12点两份牛肉面送A座3楼", [(1, [2], [])]),
        ("三份鱼香肉丝", [(None, [3], [])]),
        ("two fish burgers please", [(None, [2], [])]),
        ("把牛肉面从两份改成三份", [(1, [3], [])]),
        ("兩份牛肉麵，一瓶可樂", [(1, [2], []), (6, [1], [])]),
        ("四节五号电池", [(27, [4], [])]),
        ("5号电池来四节", [(27, [4], [])]),
        ("三碗，牛肉面", [(1, [3], [])]),
        ("来三个人的量，牛肉面", [(1, [3], [])]),
        ("每人一份牛肉面，一共六个人", [(1, [6], [])]),
        ("beef noodles and a cola, one each", [(1, [1], []), (6, [1], [])]),
        ("cola and sprite, two of each", [(6, [2], []), (10, [2], [])]),
        ("one hundred gel pens", [(21, [100], [])]),
        ("可乐+2", [(6, [2], [])]),
        ("来三四份牛肉面", [(1, [], [])]),
        ("来十来份牛肉面", [(1, [], [])]),
        ("2箱矿泉水，每箱24瓶", [(22, [2], [])]),
    ],
)
def test_what_belongs_together(
    text: str, expected: list[tuple[Any, ...]], morning: datetime, knowledge: Knowledge
) -> None:
    assert lines(text, morning, knowledge) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("米饭不要了", [(13, "remove")]), ("去掉可乐", [(6, "remove")]), ("不要可乐了", [(6, "remove")]), ("不要米饭", [(13, "remove")]),
        ("drop the soy milk", [(7, "remove")]), ("no more cola", [(6, "remove")]), ("remove one cola", [(6, "remove")]),
        ("take the cola off", [(6, "remove")]), ("可乐换成雪碧", [(6, "replaced"), (10, "replacement")]),
        ("可乐换成两瓶雪碧", [(6, "replaced"), (10, "replacement")]), ("不要可乐，要雪碧", [(6, "replaced"), (10, "replacement")]),
        ("swap the cola for sprite", [(6, "replaced"), (10, "replacement")]), ("change cola to sprite", [(6, "replaced"), (10, "replacement")]),
        ("make the cola a sprite", [(6, "replaced"), (10, "replacement")]), ("sprite instead of cola", [(10, "replacement"), (6, "replaced")]),
        ("两份牛肉面", [(1, None)]),
    ],
)  # fmt: skip
def test_what_happens_to_items(
    text: str, expected: list[tuple[int, str | None]], morning: datetime, knowledge: Knowledge
) -> None:
    assert [
        (span.value, span.role)
        for span in annotate(text, morning, knowledge)
        if span.entity == "item"
    ] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("改成三份", [(3, "set")]), ("make it three", [(3, "set")]), ("牛肉面改成三份", [(3, "set")]), ("再加一份", [(1, "add")]), ("one more", [(1, "add")]),
        ("add another", [(1, "add")]), ("make that four instead", [(4, "set")]), ("make it six then", [(6, "set")]), ("少一份可乐", [(1, "subtract")]), ("another latte please", [(1, "add")]), ("再来两瓶", [(2, "add")]), ("减一份可乐", [(1, "subtract")]),
        ("可乐换成两瓶雪碧", [(2, None)]), ("change the noodles to 3", [(3, "set")]), ("make that 2 lattes", [(2, "set")]), ("两份牛肉面 一份加蛋", [(2, None), (1, "part")]), ("两份牛肉面，一份不要辣", [(2, None), (1, "part")]),
    ],
)  # fmt: skip
def test_what_happens_to_quantities(
    text: str, expected: list[tuple[int, str | None]], morning: datetime, knowledge: Knowledge
) -> None:
    assert [
        (span.value, span.role)
        for span in annotate(text, morning, knowledge)
        if span.entity == "quantity"
    ] == expected


def test_an_unknown_dish_is_marked(morning: datetime, knowledge: Knowledge) -> None:
    (item,) = [
        span for span in annotate("三份鱼香肉丝", morning, knowledge) if span.entity == "item"
    ]
    assert (item.text, item.extra) == ("鱼香肉丝", {"candidates": [], "unknown": True})


@pytest.mark.parametrize(
    "text",
    [
        "五个插座没电",
        "3位客人明天下午三点来",
        "我有两个问题",
        "A座3楼301空调坏了",
        "一份文件打印不了",
    ],
)
def test_no_dish_is_invented(text: str, morning: datetime, knowledge: Knowledge) -> None:
    assert lines(text, morning, knowledge) == []


def test_codes_win_over_what_they_contain(morning: datetime, knowledge: Knowledge) -> None:
    spans = annotate("张三，京A12345，13800138000，明天下午三点到A座301", morning, knowledge)
    assert [span.entity for span in spans] == ["plate", "phone", "time", "location"]


def test_a_dish_that_only_shares_a_part_of_a_name_is_doubted(
    morning: datetime, knowledge: Knowledge
) -> None:
    found = [s for s in annotate("来三份糖醋排骨", morning, knowledge) if s.entity == "item"]
    assert [(s.text, s.value, dict(s.extra)) for s in found] == [
        ("糖醋排骨", None, {"candidates": [11], "unknown": True})
    ]
    sure = [s for s in annotate("来三份排骨", morning, knowledge) if s.entity == "item"]
    assert [s.value for s in sure] == [11]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("五个人吃，牛肉面五份", [5]),
        ("牛肉面改成八份，我少算了三个人", [8]),
        ("三人份牛肉面", [3]),
        ("三位客人明天来", [3]),
    ],
)
def test_people_are_no_portions_where_portions_are_counted(
    text: str, counts: list[int], morning: datetime, knowledge: Knowledge
) -> None:
    spans = annotate(text, morning, knowledge)
    assert [span.value for span in spans if span.entity == "quantity"] == counts


def test_a_phone_number_orders_no_phone_charger(morning: datetime) -> None:
    names = {1: ["牛肉面", "beef noodles"], 2: ["手机充电器", "phone charger"]}
    items = [{"id": n, "kind": "dish", "names": called} for n, called in names.items()]
    known = Knowledge.from_json({"version": 1, "items": items, "options": [], "buildings": []})
    for text, ordered in (
        ("two beef noodles, phone 13800138000", [1]),
        ("two beef noodles, my phone number is 13800138000", [1]),
        ("a phone charger, call 13800138000", [2]),
    ):
        spans = annotate(text, morning, known)
        assert [span.value for span in spans if span.entity == "item"] == ordered


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2 nos kung pao", [(2, [2], [])]),
        ("3 boxes battery", [(27, [3], [])]),
        ("change latte to 3 nos pls", [(9, [3], [])]),
    ],
)
def test_a_part_of_a_name_behind_a_number_and_its_unit(
    text: str, expected: list[tuple[Any, ...]], morning: datetime, knowledge: Knowledge
) -> None:
    assert lines(text, morning, knowledge) == expected


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("so 2 beef noodles and no ribs", ["ribs"]),
        ("two lattes but no kung pao please", ["kung pao"]),
        ("no power and no ribs", []),
        ("2 beef noodles and no chili", []),
    ],
)
def test_what_there_is_to_be_none_of(
    text: str, gone: list[str], morning: datetime, knowledge: Knowledge
) -> None:
    spans = annotate(text, morning, knowledge)
    assert [one.text for one in spans if one.role == "remove"] == gone
    assert all(one.extra.get("none") for one in spans if one.role == "remove")


@pytest.mark.parametrize(
    ("text", "role"),
    [("make latte 3", "set"), ("make the lattes 3", "set"), ("latte 3", None)],
)
def test_a_number_that_a_name_is_made(
    text: str, role: str | None, morning: datetime, knowledge: Knowledge
) -> None:
    spans = annotate(text, morning, knowledge)
    assert [one.role for one in spans if one.entity == "quantity"] == [role]
