# ruff: noqa: E501 - patterns and word lists read better on one line

from typing import Any

import pytest

from bot.components.parsers.knowledge import Knowledge
from bot.components.parsers.places import find_places


def places(text: str, knowledge: Knowledge, expecting: bool = False) -> list[tuple[Any, ...]]:
    return [
        tuple(span.value[key] for key in ("building", "floor", "room", "place"))
        for span in find_places(text, knowledge.buildings, expecting)
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("A座3楼301", ("A", 3, "301", None)), ("A座301", ("A", 3, "301", None)), ("B座1205", ("B", 12, "1205", None)), ("B栋大堂", ("B", None, None, "大堂")),
        ("Tower B 12F", ("B", 12, None, None)), ("Building C room 502", ("C", 5, "502", None)), ("room 502 in Building C", ("C", 5, "502", None)),
        ("A-301", ("A", 3, "301", None)), ("no chili, to A-301 at noon", ("A", 3, "301", None)), ("A tower, 6th floor", ("A", 6, None, None)), ("deliver to D 402", ("D", 4, "402", None)), ("送到a301", ("A", 3, "301", None)), ("a座三楼", ("A", 3, None, None)), ("地下车库B2", (None, -2, None, "地下车库")),
        ("负一楼", (None, -1, None, None)), ("12楼", (None, 12, None, None)), ("B12楼", ("B", 12, None, None)), ("B1层", (None, -1, None, None)),
        ("创新大厦5层", ("D", 5, None, None)), ("12th floor of Tower B", ("B", 12, None, None)), ("third floor toilet", (None, 3, None, "toilet")),
        ("送C座11楼1101：蛋炒饭4份", ("C", 11, "1101", None)), ("to A座3楼301: two lattes", ("A", 3, "301", None)),
        ("３樓會議室", (None, 3, None, "会议室")), ("在大堂", (None, None, None, "大堂")), ("in the lobby", (None, None, None, "lobby")),
        ("B座后面花坛的水龙头", ("B", None, None, "花坛")), ("badge reader at A-3F north door", ("A", 3, None, None)), ("A-12F pantry", ("A", 12, None, "pantry")),
    ],
)  # fmt: skip
def test_a_place(text: str, place: tuple[Any, ...], knowledge: Knowledge) -> None:
    assert places(text, knowledge) == [place]


@pytest.mark.parametrize(
    "text",
    [
        "京A301",
        "京A12345",
        "13800138000",
        "B2",
        "301",
        "A4纸",
        "电梯坏了",
        "楼上",
        "I need a building pass",
        "两份牛肉面",
        "3点",
        "这一层的空调",
        "同一层也坏了",
        "one garden salad",
    ],
)
def test_what_is_no_place(text: str, knowledge: Knowledge) -> None:
    assert places(text, knowledge) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("301", (None, 3, "301", None)),
        ("B2", (None, -2, None, None)),
        ("A", ("A", None, None, None)),
        ("电梯", (None, None, None, "电梯")),
    ],
)
def test_an_answer_to_where(text: str, place: tuple[Any, ...], knowledge: Knowledge) -> None:
    assert places(text, knowledge, expecting=True) == [place]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("lvl 6 Tower D", ("D", 6, None, None)), ("lv 3, building C", ("C", 3, None, None)),
        ("D-block 4th floor corridor", ("D", 4, None, "corridor")), ("A-tower 5F", ("A", 5, None, None)),
        ("B坐3楼", ("B", 3, None, None)), ("1 americano black. A 607. asap", ("A", 6, "607", None)),
        ("2 visitors at a 901", ("A", 9, "901", None)), ("light out in A 2F kitchen", ("A", 2, None, "kitchen")),
        ("pantry B7 坏了", ("B", 7, None, "pantry")), ("4 curry to b12 kitchen", ("B", 12, None, "kitchen")),
        ("402冷氣滴水", (None, 4, "402", None)), ("送到實驗室", (None, None, None, "实验室")),
        ("地下室漏水", (None, None, None, "地下室")), ("還有茶水間燈管不亮", (None, None, None, "茶水间")),
        ("at the loading dock", (None, None, None, "loading dock")), ("A座6樓大會議室", ("A", 6, None, "大会议室")),
    ],
)  # fmt: skip
def test_a_place_as_people_type_it(text: str, place: tuple[Any, ...], knowledge: Knowledge) -> None:
    assert places(text, knowledge) == [place]


@pytest.mark.parametrize(
    "text",
    ["print on A4 paper", "A4 five reams", "a 500 ml bottle", "error E4", "add a 250 gram bag", "x2 at 3 pm"],
)  # fmt: skip
def test_a_size_or_an_amount_is_no_place(text: str, knowledge: Knowledge) -> None:
    assert places(text, knowledge) == []
