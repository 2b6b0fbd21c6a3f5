"""Portions that are told by how they are done."""

from typing import Any

import pytest

from services.acts.acts import Edit, Op, Start
from tests.given.acts import ITEMS, cart, state
from tests.given.reading import read

TWO = cart("拿铁", "拿铁 [oat_milk]", "可颂")


@pytest.mark.parametrize(
    "words",
    [
        "燕麦奶那杯要大杯",
        "燕麦奶的那杯大杯，另一杯不用",
        "oat milk one large please, not the other",
        "oat milk那杯要大杯的，另一杯不用",
    ],
)
def test_the_one_that_is_so_is_meant(words: str) -> None:
    acts = read(words, state(TWO), "modify_order", acts={"edit:refine": 0.9})
    [edit] = [one for one in acts if isinstance(one, Edit)]
    assert edit.on is not None
    assert (edit.op, edit.on.lines, edit.options) == (Op.REFINE, (2,), ("large",))


def test_the_other_has_a_wish_of_its_own() -> None:
    words = "燕麦奶那杯热的，另一杯冰的"
    edits = [one for one in read(words, state(TWO), "modify_order") if isinstance(one, Edit)]
    assert [(one.on and one.on.lines, one.options) for one in edits] == [
        ((2,), ("hot",)),
        ((1,), ("iced",)),
    ]


@pytest.mark.parametrize("words", ["那杯要大杯", "大杯那杯要燕麦奶"])
def test_where_none_is_so_none_is_meant(words: str) -> None:
    edits = read(words, state(TWO), "modify_order")
    assert all(not (isinstance(one, Edit) and one.on and one.on.lines == (2,)) for one in edits)


def heard(words: str, other: str) -> dict[str, Any]:
    at = words.index(other)
    ref = {"label": "ref", "role": "remove", "value": {"among": "other"}, "confidence": 0.9}
    first = words.index("第二杯")
    second = {"label": "ref", "role": "refine", "value": {"position": 2}, "confidence": 0.9}
    large = words.index("大杯")
    option = {"label": "option", "role": "", "value": ["large"], "confidence": 0.9}
    return {
        "acts": {"edit:refine": 0.99, "edit:remove": 0.9},
        "spans": [
            {**second, "text": "第二杯", "start": first, "end": first + 3},
            {**option, "text": "大杯", "start": large, "end": large + 2},
            {**ref, "text": other, "start": at, "end": at + len(other)},
        ],
    }


@pytest.mark.parametrize(("words", "goes"), [("第二杯要大杯，另一杯不用", False)])
def test_of_the_other_nothing_is_done(words: str, goes: bool) -> None:
    acts = read(words, state(TWO), "modify_order", **heard(words, "另一杯"))
    removed = any(isinstance(one, Edit) and one.op is Op.REMOVE for one in acts)
    assert removed is goes


@pytest.mark.parametrize(
    "words",
    [
        "啊燕麦奶那杯是女同事的她说还是大杯对了再加个可颂",
        "燕麦奶那杯大杯，再来一个可颂",
        "the oat milk one large please, plus a croissant",
    ],
)
def test_what_is_put_in_behind_takes_no_wish(words: str) -> None:
    acts = read(words, state(TWO), "modify_order", acts={"edit:refine": 0.9, "edit:add": 0.9})
    refined, added = [one for one in acts if isinstance(one, Edit)]
    assert (refined.op, refined.on and refined.on.lines) == (Op.REFINE, (2,))
    assert refined.options == ("large",)
    assert added.op is Op.ADD
    assert [(line.item, line.options) for line in added.lines] == [(ITEMS["可颂"], ())]


def test_a_name_before_it_is_meant_as_it_was() -> None:
    acts = read("可颂再来一个，燕麦奶那杯大杯", state(TWO), "modify_order")
    assert [one for one in acts if isinstance(one, Edit)]


@pytest.mark.parametrize(
    "words",
    [
        "热干面两碗一碗微辣一碗不要辣微辣那碗不要香菜",
        "热干面两碗，一碗微辣，一碗不要辣，微辣那碗不要香菜",
    ],
)
def test_a_portion_of_what_begins_is_pointed_at(words: str) -> None:
    [start] = [one for one in read(words, state(), "order_food") if isinstance(one, Start)]
    told = [(line.quantity, line.options) for line in start.lines]
    assert told == [(1, ("mild", "no_cilantro")), (1, ("no_chili",))]
