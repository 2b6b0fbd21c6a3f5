"""Counts that are told as a share, for each person, or as a multiple of something else."""

from datetime import datetime
from typing import Any

import pytest

from bot.components.parsers.knowledge import Knowledge
from bot.components.parsers.order_lines import annotate


def counts(text: str, morning: datetime, knowledge: Knowledge) -> list[dict[str, Any]]:
    spans = [span for span in annotate(text, morning, knowledge) if span.entity == "quantity"]
    return [{"value": span.value, "role": span.role, **span.extra} for span in spans]


@pytest.mark.parametrize(
    "text",
    [
        "其中一半不要辣",
        "里面一半不要辣",
        "half of them no chili",
        "half of them without scallions",
        "half of those no chili please",
    ],
)
def test_half_of_what_stands(text: str, morning: datetime, knowledge: Knowledge) -> None:
    [count] = counts(text, morning, knowledge)
    assert (count["share"], count["role"], count["value"]) == (0.5, "part", 0)


@pytest.mark.parametrize(
    "text", ["一半可乐换成雪碧", "change half the colas to sprite", "take off half of the colas",
     "可乐减半", "halve the colas", "cut the colas in half"]
)  # fmt: skip
def test_half_of_an_item(text: str, morning: datetime, knowledge: Knowledge) -> None:
    [count] = counts(text, morning, knowledge)
    assert count["share"] == 0.5


@pytest.mark.parametrize(
    "text", ["两杯拿铁半糖", "half a dozen colas", "half sugar please", "半小时后送", "半价吗"]
)
def test_what_is_no_share(text: str, morning: datetime, knowledge: Knowledge) -> None:
    assert not any("share" in count for count in counts(text, morning, knowledge))


@pytest.mark.parametrize(
    ("text", "many"),
    [
        ("一人一罐可乐", 1),
        ("可乐一人一罐", 1),
        ("每人两罐可乐", 2),
        ("one cola each", 1),
        ("two colas per person", 2),
        ("a cola for each of us", 1),
    ],
)
def test_so_many_for_each_of_nobody_knows_how_many(
    text: str, many: int, morning: datetime, knowledge: Knowledge
) -> None:
    [count] = counts(text, morning, knowledge)
    assert (count["value"], count["each"]) == (many, True)


@pytest.mark.parametrize(
    ("text", "many"),
    [("五个人，每人一份牛肉面", 5), ("We are five people. one beef noodles each", 5)],
)
def test_so_many_for_each_of_those_who_are_counted(
    text: str, many: int, morning: datetime, knowledge: Knowledge
) -> None:
    [count] = [one for one in counts(text, morning, knowledge) if one["unit"] != "位"]
    assert (count["value"], "each" in count) == (many, False)


@pytest.mark.parametrize("text", ["可乐雪碧各两罐", "a cola and a sprite, two of each"])
def test_so_many_of_each_item_is_for_nobody_in_particular(
    text: str, morning: datetime, knowledge: Knowledge
) -> None:
    assert not any("each" in count for count in counts(text, morning, knowledge))


@pytest.mark.parametrize(
    "text",
    [
        "十瓶，可乐雪碧各半",
        "十瓶可乐和雪碧各半",
        "十罐，一半可乐一半雪碧",
        "ten drinks, half cola half sprite",
    ],
)
def test_what_is_counted_in_all_is_parted_evenly(
    text: str, morning: datetime, knowledge: Knowledge
) -> None:
    spans = annotate(text, morning, knowledge)
    items = {span.group: span.value for span in spans if span.entity == "item"}
    told = {items[one.group]: one.value for one in spans if one.entity == "quantity"}
    assert told == {6: 5, 10: 5}


@pytest.mark.parametrize("text", ["九瓶，可乐雪碧各半", "可乐雪碧各半"])
def test_what_cannot_be_parted_has_to_be_asked(
    text: str, morning: datetime, knowledge: Knowledge
) -> None:
    told = counts(text, morning, knowledge)
    assert [(one["value"], one["each"]) for one in told] == [(0, True), (0, True)]


@pytest.mark.parametrize(
    ("text", "factor", "of"),
    [
        ("twice as many colas as beef noodles", 2, [1]),
        ("three times as many colas as beef noodles", 3, [1]),
        ("half as many colas as beef noodles", 0.5, [1]),
        ("可乐是牛肉面的两倍", 2, [1]),
        ("可乐要牛肉面的三倍", 3, [1]),
    ],
)
def test_a_multiple_of_another_item(
    text: str, factor: float, of: list[int], morning: datetime, knowledge: Knowledge
) -> None:
    spans = annotate(text, morning, knowledge)
    assert [span.value for span in spans if span.entity == "item"] == [6]
    [count] = [span.extra for span in spans if span.entity == "quantity"]
    assert (count["factor"], count["of"]) == (factor, of)


@pytest.mark.parametrize(
    ("text", "factor"),
    [
        ("one pack of paper cups per umbrella", 1.0),
        ("纸杯也要，一把雨伞两包", 2.0),
    ],
)
def test_so_many_for_each_of_another_thing(
    text: str, factor: float, morning: datetime, knowledge: Knowledge
) -> None:
    assert factor in [one.get("factor") for one in counts(text, morning, knowledge)]


@pytest.mark.parametrize("text", ["可乐加到跟米饭一样多", "as many colas as rice"])
def test_as_many_as_of_another(text: str, morning: datetime, knowledge: Knowledge) -> None:
    [count] = counts(text, morning, knowledge)
    assert count["factor"] == 1.0


def test_two_names_each_with_its_number_behind_are_no_multiple(
    morning: datetime, knowledge: Knowledge
) -> None:
    found = counts("牛肉面一份 番茄鸡蛋面一份", morning, knowledge)
    assert [(one["value"], "factor" in one) for one in found] == [(1, False), (1, False)]
