# ruff: noqa: E501 - patterns and word lists read better on one line

import pytest

from bot.components.parsers.quantities import find_quantities


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("两份牛肉面", 2, "份"), ("三碗", 3, "碗"), ("12瓶可乐", 12, "瓶"), ("半打可乐", 6, "打"), ("一打雪碧", 12, "打"), ("x2", 2, None),
        ("×２", 2, None), ("2x latte", 2, None), ("a dozen", 12, None), ("half a dozen", 6, None), ("a couple of lattes", 2, None),
        ("two bottles of water", 2, "瓶"), ("3 boxes of pens", 3, "盒"), ("3位客人", 3, "位"), ("3个人", 3, "位"), ("5 people", 5, "位"),
        ("来份牛肉面", 1, "份"), ("双份", 2, "份"), ("来俩", 2, "个"), ("一块蛋糕", 1, "块"), ("二十一个", 21, "个"), ("twenty-one cups", 21, "杯"),
        ("四节", 4, "节"), ("来一打", 12, "打"), ("two dozen", 24, None), ("三个人的量", 3, "份"), ("五人吃的", 5, "份"), ("cola*3", 3, None), ("可乐×2", 2, None),
        ("午饭：6杯", 6, "杯"), ("needed:3 cups", 3, "杯"),
        ("他那杯美式", 1, "杯"), ("领导那份少油", 1, "份"), ("佢嗰碗", 1, "碗"), ("小周那份不要了", 1, "份"),
        ("十八份", 18, "份"), ("a hundred bottles", 100, "瓶"),
        ("do you have cola? if so two please", 2, None), ("any croissants left? two if yes", 2, None),
        ("got cheesecake? If so I'd like one", 1, None), ("I'll take one if you do", 1, None), ("one please, at noon", 1, None),
        ("4 nos. latte", 4, "个"), ("3no's latte", 3, "个"), ("5 pkts of tissues", 5, "包"), ("2 btls hand soap", 2, "瓶"), ("2 ctn water", 2, "箱"),
        ("50 pcs. cups", 50, "个"), ("12 ea", 12, "个"), ("1 doz. tea eggs", 12, None), ("half a doz gel pens", 6, None), ("2 cartons worth of water", 2, "箱"),
        ("两提抽纸", 2, "提"), ("三沓信封", 3, "沓"), ("两樽水", 2, "樽"), ("一排口香糖", 1, "排"),
    ],
)  # fmt: skip
def test_a_quantity(text: str, value: int, unit: str | None) -> None:
    assert [(span.value, span.extra["unit"]) for span in find_quantities(text)] == [(value, unit)]


@pytest.mark.parametrize(
    "text",
    [
        "15块",
        "15块钱",
        "第二份",
        "A座3楼301",
        "12点半",
        "两个小时",
        "20 minutes",
        "13800138000",
        "京A12345",
        "O-7K3M9Q",
        "一打开灯就跳闸",
        "一提到这个",
        "room no 3",
        "两排骨",
        "我有一个问题",
        "3个月",
        "三四份",
        "十七八个",
        "三四个人的量",
        "每箱24瓶",
        "24瓶装",
        "第二节课",
        "两节课",
    ],
)
def test_what_is_not_counted(text: str) -> None:
    assert find_quantities(text) == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("每人一份，五个人", [5, 5]),
        ("6位客人，每人两瓶水", [6, 12]),
        ("每人一份", [1]),
        ("三个人来访，两份牛肉面", [3, 2]),
    ],
)
def test_a_count_for_each_person_is_multiplied_by_the_people_named(
    text: str, values: list[int]
) -> None:
    assert [span.value for span in find_quantities(text)] == values
