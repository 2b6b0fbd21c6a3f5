"""Two words that together are what something is called; short wishes that begin another line."""

from datetime import UTC, datetime

import pytest

from bot.components.parsers.knowledge import Knowledge
from bot.components.parsers.order_lines import annotate

SOLD = Knowledge.from_json(
    {
        "version": 1,
        "items": [
            {"id": 1, "kind": "dish", "names": ["茶叶蛋", "tea egg"]},
            {"id": 2, "kind": "dish", "names": ["小米粥", "millet congee"]},
            {"id": 3, "kind": "product", "names": ["透明胶带", "clear tape"]},
            {"id": 4, "kind": "dish", "names": ["美式咖啡", "americano"]},
            {"id": 5, "kind": "dish", "names": ["拿铁", "latte"]},
        ],
        "options": [
            {"code": "iced", "names": ["冰", "iced"]},
            {"code": "hot", "names": ["热", "hot"]},
        ],
        "buildings": [],
    }
)
NOW = datetime(2026, 12, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("also one egg, the tea one", 1),
        ("再来个蛋，茶叶的那种", 1),
        ("a congee, the millet one", 2),
        ("two tapes, the clear ones", 3),
    ],
)
def test_a_general_word_and_what_says_which(text: str, item: int) -> None:
    found = annotate(text, NOW, SOLD)
    assert [one.value for one in found if one.entity == "item"] == [item]


def test_what_is_called_otherwise_is_no_item() -> None:
    found = annotate("one cake, the brown one", NOW, SOLD)
    assert not any(one.entity == "item" and one.value is not None for one in found)


def test_a_wish_that_touches_a_name_behind_other_words_is_of_that() -> None:
    found = annotate("Lily 拿铁 热 我 冰美式咖啡", NOW, SOLD)
    groups = {one.value: one.group for one in found if one.entity in ("item", "option")}
    assert groups["iced"] == groups[4] != groups[5] == groups["hot"]
