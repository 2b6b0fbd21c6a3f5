"""A word for a kind that the things themselves follow."""

from datetime import datetime
from typing import Any

import pytest

from bot.components.parsers.knowledge import Knowledge
from bot.components.parsers.order_lines import annotate

ITEMS = {
    1: ("青椒肉丝盖饭", "青椒肉丝", "green pepper rice"),
    2: ("红烧肉盖饭", "红烧肉", "braised pork rice"),
    3: ("美式咖啡", "美式", "black coffee"),
    4: ("摩卡咖啡", "摩卡", "mocha coffee"),
    5: ("可乐", "cola"),
}


@pytest.fixture(scope="module")
def of_kinds() -> Knowledge:
    return Knowledge.from_json(
        {
            "version": 1,
            "items": [{"id": n, "kind": "dish", "names": names} for n, names in ITEMS.items()],
            "options": [],
            "buildings": [],
        }
    )


def lines(text: str, now: datetime, knowledge: Knowledge) -> list[tuple[Any, list[Any]]]:
    spans = annotate(text, now, knowledge)
    return [
        (
            one.value,
            [s.value for s in spans if s.entity == "quantity" and s.group == one.group],
        )
        for one in spans
        if one.entity == "item"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("四份盖饭两份青椒肉丝两份红烧肉", [(1, [2]), (2, [2])]),
        ("四份盖饭，两份青椒肉丝，两份红烧肉", [(1, [2]), (2, [2])]),
        ("盖饭四份：青椒肉丝两份，红烧肉两份", [(1, [2]), (2, [2])]),
        ("点咖啡三杯美式一杯摩卡", [(3, [3]), (4, [1])]),
        ("帮我们点咖啡，三杯美式一杯摩卡和一瓶可乐", [(3, [3]), (4, [1]), (5, [1])]),
        ("三份盖饭一份青椒肉丝两份红烧肉再来两瓶可乐", [(1, [1]), (2, [2]), (5, [2])]),
    ],
)
def test_the_kind_is_no_item_of_its_own(
    text: str, expected: object, morning: datetime, of_kinds: Knowledge
) -> None:
    assert lines(text, morning, of_kinds) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("四份盖饭，两份青椒肉丝一份红烧肉", [(None, [4]), (1, [2]), (2, [1])]),
        ("一份盖饭一份红烧肉", [(None, [1]), (2, [1])]),
        ("来两份盖饭和两瓶可乐", [(None, [2]), (5, [2])]),
        ("两瓶可乐两份盖饭", [(5, [2]), (None, [2])]),
        ("来杯咖啡", [(None, [1])]),
        ("三份盖饭，第一份不要了", [(None, [3])]),
        ("三份盖饭一份青椒肉丝两份红烧肉，第一份少饭", [(1, [1]), (2, [2])]),
        ("来杯咖啡和一杯摩卡", [(None, [1]), (4, [1])]),
    ],
)
def test_what_is_wanted_besides_is(
    text: str, expected: object, morning: datetime, of_kinds: Knowledge
) -> None:
    assert lines(text, morning, of_kinds) == expected


@pytest.mark.parametrize(
    "text",
    [
        "remove the coffee, two black coffee please",
        "no coffee, two black coffee",
        "去掉盖饭，两份青椒肉丝",
    ],
)
def test_what_goes_heads_no_list(text: str, morning: datetime, of_kinds: Knowledge) -> None:
    spans = annotate(text, morning, of_kinds)
    assert not [one for one in spans if (one.entity, one.value) == ("relation", "heading")]
