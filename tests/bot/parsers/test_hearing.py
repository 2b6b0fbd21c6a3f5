"""Rules read a message once more with what was heard otherwise."""

from datetime import datetime
from typing import Any

import pytest

from bot.components.parsers.hearing import Hearing
from bot.components.parsers.knowledge import Knowledge
from bot.components.parsers.order_lines import annotate
from bot.components.parsers.spans import Span


def stretch(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def lines(text: str, now: datetime, knowledge: Knowledge, hearing: Hearing) -> list[Any]:
    """(item, numbers, wishes) of each name."""
    spans = annotate(text, now, knowledge, hearing=hearing)

    def of(item: Span, *names: str) -> list[Any]:
        return [one.value for one in spans if one.entity in names and one.group == item.group]

    named = (one for one in spans if one.entity == "item")
    return [(one.value, of(one, "quantity"), of(one, "option", "note")) for one in named]


def test_words_that_were_heard_to_name_nothing_take_no_wish(
    morning: datetime, knowledge: Knowledge
) -> None:
    text = "一份可乐和一份牛肉面，雨伞加蛋"
    assert lines(text, morning, knowledge, Hearing(nameless=(stretch(text, "雨伞"),))) == [
        (6, [1], []),
        (1, [1], ["extra_egg"]),
    ]


def test_a_name_that_was_heard_where_rules_find_an_hour_has_its_number(
    morning: datetime, knowledge: Knowledge
) -> None:
    text = "牛肉面1 时蔬2 米饭1"
    hearing = Hearing(
        timeless=(stretch(text, "1 时"),), found=(Span("item", *stretch(text, "时蔬"), "时蔬", 12),)
    )
    expected = [(1, [1], []), (12, [2], []), (13, [1], [])]
    assert lines(text, morning, knowledge, hearing) == expected


def test_nothing_is_taken_away_where_an_order_plainly_begins(
    morning: datetime, knowledge: Knowledge
) -> None:
    text = "one 牛肉面 less rice, and one 拿铁"
    [many, *_] = [one for one in annotate(text, morning, knowledge) if one.entity == "quantity"]
    assert many.role == "subtract"
    [many, *_] = [
        one
        for one in annotate(text, morning, knowledge, hearing=Hearing(is_plain=True))
        if one.entity == "quantity"
    ]
    assert many.role is None


@pytest.mark.parametrize(
    ("text", "item", "wishes"),
    [
        ("one garden salad with no chili, and an extra egg less rice latte", 9, 2),
        ("一份蔬菜沙拉，加蛋少饭的拿铁一杯", 9, 2),
    ],
)
def test_wishes_in_one_breath_are_of_the_name_behind_them(
    text: str, item: int, wishes: int, morning: datetime, knowledge: Knowledge
) -> None:
    found = lines(text, morning, knowledge, Hearing())
    assert [len(options) for one, _, options in found if one == item] == [wishes]
