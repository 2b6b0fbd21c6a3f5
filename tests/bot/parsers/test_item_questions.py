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
