"""So many for each of those who are named."""

from datetime import datetime

import pytest

from bot.components.parsers.knowledge import Knowledge
from bot.components.parsers.order_lines import annotate


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("王哥和王嫂各一份牛肉面", [2]),
        ("张三、李四和王五各来两杯拿铁", [6]),
        ("Tom and Mary each get one latte", [2]),
        ("可乐 给小李1 给我2", [3]),
        ("cola for Lily 1, for me 2", [3]),
        ("拿铁和可乐各一杯", [1, 1]),
        ("牛肉面给小李一份", [1]),
        ("每人一杯拿铁", [1]),
        ("送到A座3楼和B座各一份牛肉面", [1]),
    ],
)
def test_numbers(text: str, numbers: list[int], morning: datetime, knowledge: Knowledge) -> None:
    spans = annotate(text, morning, knowledge)
    assert [one.value for one in spans if one.entity == "quantity"] == numbers
