"""Words that say of a name beside them that it goes, or that it stays."""

import pytest

from bot.components.parsers.relations import find_relations


def told(text: str) -> list[tuple[str, str]]:
    spans = [one for one in find_relations(text) if one.value in ("goes", "stays")]
    return [(one.text, str(one.value)) for one in spans]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("线不要了充电宝还是要的", [("不要了", "goes"), ("还是要的", "stays")]),
        ("充电宝照旧，线去掉", [("照旧", "stays"), ("去掉", "goes")]),
        ("面留着汤不要", [("留着", "stays"), ("不要", "goes")]),
        ("面我还要汤就算了", [("我还要", "stays"), ("就算了", "goes")]),
        ("取消可乐保留牛肉面", [("取消", "goes"), ("保留", "stays")]),
        ("可乐去掉一瓶", [("去掉一瓶", "goes")]),
    ],
)
def test_what_is_told(text: str, expected: object) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text", ["还要一杯可乐", "还是要两份", "还要再加一碗", "给他留言", "来两份牛肉面", "还要不要"]
)
def test_what_is_wanted_besides_stays_nowhere(text: str) -> None:
    assert "stays" not in [kind for _, kind in told(text)]
