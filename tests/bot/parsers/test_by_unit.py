"""What is counted in cases is what comes in cases."""

from datetime import datetime

import pytest

from bot.components.parsers.knowledge import Knowledge
from bot.components.parsers.order_lines import annotate

BOTTLE, CASE, CUPS, CLEAR, DOUBLE = range(1, 6)


@pytest.fixture
def shop() -> Knowledge:
    def item(number: int, *names: str, units: tuple[str, str]) -> dict[str, object]:
        return {"id": number, "kind": "product", "names": names, "units": units}

    items = [
        item(BOTTLE, "矿泉水", "mineral water", "bottled water", units=("瓶", "bottle")),
        item(CASE, "整箱矿泉水", "case of mineral water", "case of water", units=("箱", "case")),
        item(CUPS, "一次性纸杯", "paper cups", units=("条", "sleeve")),
        item(CLEAR, "透明胶带", "clear tape", units=("卷", "roll")),
        item(DOUBLE, "双面胶", "double-sided tape", "双面胶带", units=("卷", "roll")),
    ]
    return Knowledge.from_json({"version": 1, "items": items, "options": [], "buildings": []})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("矿泉水一箱", [(CASE, 1)]),
        ("2 ctn mineral water", [(CASE, 2)]),
        ("要3箱矿泉水，整箱的那种，还有纸杯2包", [(CASE, 3), (CUPS, 2)]),
        ("矿泉水两瓶", [(BOTTLE, 2)]),
        ("a case of water and six single bottles", [(CASE, 1), (BOTTLE, 6)]),
        ("矿泉水一箱，再要五瓶散的", [(CASE, 1), (BOTTLE, 5)]),
        ("纸杯两箱", [(CUPS, 2)]),
        ("two clear tape, one double-sided", [(CLEAR, 2), (DOUBLE, 1)]),
        ("透明胶带两卷，一卷双面的", [(CLEAR, 2), (DOUBLE, 1)]),
    ],
)
def test_it_is_sold_as_it_is_counted(
    text: str, expected: list[tuple[int, int]], shop: Knowledge, morning: datetime
) -> None:
    spans = annotate(text, morning, shop)
    many = {one.group: one.value for one in spans if one.entity == "quantity"}
    found = [(one.value, many.get(one.group)) for one in spans if one.entity == "item"]
    assert found == expected
