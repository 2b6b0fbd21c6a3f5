from typing import Any

import pytest

from bot.components.parsers.fulfilment import find_fulfilment


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("自取", "pickup"),
        ("我自己去拿", "pickup"),
        ("我下楼取", "pickup"),
        ("不用送，我自己来取", "pickup"),
        ("I'll pick it up", "pickup"),
        ("pick up please", "pickup"),
        ("送到A座301", "delivery"),
        ("送到A座大堂，我下楼取", "delivery"),
        ("can you deliver it", "delivery"),
        ("两份牛肉面", None),
        ("取消订单", None),
        ("我来点一份面", None),
    ],
)
def test_fetched_or_brought(text: str, value: Any) -> None:
    assert [span.value for span in find_fulfilment(text)] == ([] if value is None else [value])
