"""Cars that are called by a part of their plate or by their place, and cars that do not come."""

from typing import Any

import pytest

from bot.components.parsers.cars import find_cars


def cars(text: str) -> list[tuple[Any, str | None]]:
    spans = find_cars(text)
    assert all(text[span.start : span.end] == span.text for span in spans)
    return [(span.value, span.role) for span in spans]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("沪A30N71 不来了", "沪A30N71"),
        ("沪A30N71那辆不用登记了", "沪A30N71"),
        ("去掉车牌沪A30N71", "沪A30N71"),
        ("尾号233那辆不来了", "233"),
        ("浙F那台车不开了", "浙F"),
        ("take off the car KX19 ABC", "KX19ABC"),
        ("please remove KX19 ABC", "KX19ABC"),
        ("KX19 ABC isn't coming", "KX19ABC"),
        ("the car ending in 233 is not coming", "233"),
        ("KX19 ABC is no longer coming", "KX19ABC"),
    ],
)
def test_car_that_does_not_come(text: str, part: str) -> None:
    assert cars(text) == [({"part": part}, "off")]


@pytest.mark.parametrize(
    ("text", "place", "role"),
    [
        ("第二辆车不来了", 2, "off"),
        ("the second car is not coming", 2, "off"),
        ("drop the last car", -1, "off"),
        ("不是第一辆，是沪A30N71", 1, "old"),
        ("the second car is KX19 ABC", 2, None),
    ],
)
def test_car_by_its_place(text: str, place: int, role: str | None) -> None:
    assert cars(text) == [({"position": place}, role)]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("不是浙F那辆，是浙F9X239", "浙F"),
        ("不是尾号233那辆，是浙F9X239", "233"),
        ("not the one ending in 233, it's KX21 ABD", "233"),
    ],
)
def test_car_in_whose_place_another_comes(text: str, part: str) -> None:
    assert cars(text) == [({"part": part}, "old")]


@pytest.mark.parametrize(
    "text",
    [
        *("两台车 沪A30N71 浙F9X233", "车牌沪A30N71", "one more car: KX19 ABC"),
        *("A座301那台空调坏了", "第二台打印机卡纸", "沪A30N71 明天来", "take off one cola"),
    ],
)
def test_plate_that_is_only_told_and_other_things_are_none(text: str) -> None:
    assert cars(text) == []
