"""What is asked of what is sold."""

import pytest

from bot.components.parsers.item_questions import find_item_questions


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("oh is oat milk extra?", ["price"]),
        ("加蛋要加钱吗", ["price"]),
        ("does it contain milk?", ["allergen"]),
        ("还能订晚饭吗", ["time"]),
        ("那来得及订吗", ["time"]),
        ("can I still order lunch?", ["time"]),
        ("two lattes with oat milk", []),
        ("有的话来两个", []),
    ],
)
def test_what_is_asked(text: str, asks: list[str]) -> None:
    assert [one.value for one in find_item_questions(text)] == asks


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("有锅包肉没", "锅包肉"),
        ("有没有螺蛳粉", "螺蛳粉"),
        ("do you have ramen", "ramen"),
        ("do you sell any bubble tea?", "bubble tea"),
        ("有什么吃的吗", None),
        ("有雨伞卖吗 有的话要一把", None),
        ("do you have anything vegetarian?", None),
    ],
)
def test_what_is_asked_for_has_a_name(text: str, name: str | None) -> None:
    told = [one.extra.get("of") for one in find_item_questions(text) if one.value == "stock"]
    assert [one for one in told if one] == ([name] if name else [])
