"""Wishes of portions that come: of those, and of no other line."""

import pytest

from services.acts.acts import Edit, Op
from tests.given.acts import ITEMS, cart, state
from tests.given.reading import read

STANDS = cart("热干面", "柠檬茶")


def edits(words: str, **more: object) -> list[Edit]:
    told = read(words, state(STANDS), "modify_order", **more)
    return [one for one in told if isinstance(one, Edit)]


@pytest.mark.parametrize(
    "words",
    [
        "热干面再加一碗给同事他那碗不要香菜柠檬茶还是一杯就好",
        "热干面再来一份，不要香菜，柠檬茶还是一杯",
        "热干面再加一碗，不要香菜，柠檬茶还是一杯",
        "再加一碗热干面，不要香菜",
    ],
)
def test_a_colleagues_portion_has_its_own_wish(words: str) -> None:
    found = edits(words)
    [added] = [one for one in found if one.op is Op.ADD]
    told = [(one.item, one.quantity, one.options) for one in added.lines]
    assert told == [(ITEMS["热干面"], 1, ("no_cilantro",))]
    assert not [one for one in found if one.op is Op.REFINE]
    for other in found:
        assert other is added or (other.op, other.quantity) == (Op.SET, 1)


def test_though_it_was_heard_of_the_name_behind_it() -> None:
    words = "热干面再加一碗他那碗不要香菜柠檬茶还是一杯"
    heard = [
        {"label": "item", "role": "more", "start": 0, "end": 3, "value": ITEMS["热干面"]},
        {"label": "quantity", "role": "more", "start": 5, "end": 7, "value": 1},
        {"label": "option", "start": 10, "end": 14, "value": ["no_cilantro"]},
        {"label": "item", "role": "refine", "start": 14, "end": 17, "value": ITEMS["柠檬茶"]},
    ]
    spans = [{**one, "text": words[one["start"] : one["end"]]} for one in heard]
    found = edits(words, spans=spans, acts={"edit:more": 0.99, "edit:refine": 0.9})
    assert not [one for one in found if one.op is Op.REFINE]
    assert [line.options for one in found for line in one.lines] == [("no_cilantro",)]


def test_a_wish_of_all_is_of_all() -> None:
    heard = [
        {"label": "item", "role": "more", "start": 0, "end": 3, "value": ITEMS["热干面"]},
        {"label": "quantity", "role": "more", "start": 5, "end": 7, "value": 1},
        {"label": "option", "start": 9, "end": 13, "value": ["no_cilantro"]},
    ]
    words = "热干面再加一碗，都不要香菜"
    spans = [{**one, "text": words[one["start"] : one["end"]]} for one in heard]
    found = edits(words, spans=spans, acts={"edit:more": 0.99, "edit:refine": 0.9})
    assert Op.ADD not in [one.op for one in found]


def test_what_is_counted_with_its_own_name_is_that() -> None:
    [added] = [one for one in edits("热干面再加一碗牛肉面不要香菜") if one.op is Op.ADD]
    assert ITEMS["牛肉面"] in [one.item for one in added.lines]


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("一份不要香菜再来三杯可乐", 1),
        ("不要香菜，再来三杯可乐", None),
        ("no cilantro please, plus three colas", None),
    ],
)
def test_what_is_put_in_behind_a_wish_has_none_of_it(words: str, part: int | None) -> None:
    stands = state(cart("热干面 x3", "柠檬茶"))
    refined, added = [one for one in read(words, stands, "modify_order") if isinstance(one, Edit)]
    assert (refined.op, refined.options, refined.part) == (Op.REFINE, ("no_cilantro",), part)
    assert [(one.item, one.quantity, one.options) for one in added.lines] == [
        (ITEMS["可乐"], 3, ())
    ]


@pytest.mark.parametrize("words", ["不要香菜，柠檬茶还是冰的", "柠檬茶不要香菜"])
def test_what_is_told_of_a_name_is_tried_there(words: str) -> None:
    found = [one for one in edits(words) if "no_cilantro" in one.options]
    assert len(found) == 1


@pytest.mark.parametrize(
    ("words", "standing"),
    [("再来一份热干面，不要香菜", "柠檬茶"), ("不要香菜的再来一份热干面", "牛肉面")],
)
def test_a_wish_of_what_is_put_in_is_of_that(words: str, standing: str) -> None:
    found = read(words, state(cart(standing)), "modify_order")
    [added] = [one for one in found if isinstance(one, Edit)]
    assert [(one.item, one.options) for one in added.lines] == [(ITEMS["热干面"], ("no_cilantro",))]
