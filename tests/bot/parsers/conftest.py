# ruff: noqa: E501 - patterns and word lists read better on one line

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.components.parsers.knowledge import Knowledge

NAMES = {
    1: ("牛肉面", "beef noodles"), 2: ("宫保鸡丁盖饭", "kung pao chicken rice"), 3: ("番茄鸡蛋面", "tomato egg noodles"),
    4: ("麻婆豆腐饭", "mapo tofu rice"), 5: ("蔬菜沙拉", "garden salad"), 6: ("可乐", "cola", "coke"), 7: ("豆浆", "soy milk"),
    8: ("美式咖啡", "americano", "美式"), 9: ("拿铁", "latte"), 10: ("雪碧", "sprite"), 11: ("土豆烧排骨", "braised ribs"),
    12: ("清炒时蔬", "stir-fried greens"), 13: ("米饭", "steamed rice"), 20: ("打印纸A4", "A4 paper"), 21: ("中性笔", "gel pen"),
    22: ("矿泉水", "mineral water"), 23: ("雨伞", "umbrella"), 24: ("充电器", "charger"), 25: ("纸杯", "paper cups"), 26: ("文件袋", "file folder"),
    27: ("五号电池", "AA battery", "5号电池"),
}  # fmt: skip


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return Knowledge.from_json(
        {
            "version": 1,
            "items": [
                {"id": n, "kind": "dish" if n < 20 else "product", "names": names}
                for n, names in NAMES.items()
            ],
            "options": [
                {"code": "no_chili", "names": ["不要辣", "no chili"]},
                {"code": "less_rice", "names": ["少饭", "less rice"]},
                {"code": "extra_egg", "names": ["加蛋", "extra egg"]},
                {"code": "no_scallion", "names": ["免葱", "no scallions"]},
            ],
            "buildings": [
                *({"code": code, "names": [f"{code}座", f"Building {code}"]} for code in "ABC"),
                {"code": "D", "names": ["D座", "创新大厦", "Innovation Tower"]},
            ],
        }
    )


@pytest.fixture(scope="session")
def morning() -> datetime:
    """A Tuesday, 9:00 in Shanghai."""
    return datetime(2026, 11, 24, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
