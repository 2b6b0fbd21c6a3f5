"""Swaps: what comes is done as what goes was; who goes back on one has what they had."""

from dataclasses import replace
from typing import Any

import pytest

from services.acts.acts import Edit, Op
from services.acts.state import Change, State, Thing
from services.acts.values import Line
from tests.given.acts import ITEMS, NOW, cart, state
from tests.given.reading import read

_GROUPS = frozenset({("hot", "temperature"), ("iced", "temperature"), ("oat_milk", "milk")})


def grouped(*written: str) -> Thing:
    order = cart(*written)
    return replace(order, lines=tuple(replace(ln, groups=_GROUPS) for ln in order.lines))


def swapped(words: str, order: Thing) -> Edit:
    acts = read(words, state(order), "modify_order")
    [edit] = [one for one in acts if isinstance(one, Edit) and one.op is Op.SWAP]
    return edit


@pytest.mark.parametrize(
    "words",
    ["拿铁换成美式咖啡，冰照样要", "swap the latte for an americano, still iced as before"],
)
def test_what_comes_is_done_as_what_goes_was(words: str) -> None:
    assert swapped(words, grouped("拿铁 [iced]")).lines[0].options == ("iced",)


def test_unless_the_message_chooses_itself() -> None:
    edit = swapped("拿铁换成美式咖啡，要热的，燕麦奶不变", grouped("拿铁 [iced oat_milk]"))
    assert set(edit.lines[0].options) == {"hot", "oat_milk"}


@pytest.mark.parametrize("waits_first", [True, False])
@pytest.mark.parametrize(
    "words", ["美式咖啡换成拿铁，还是冰的", "swap the americano for a latte, still iced as before"]
)
def test_what_comes_to_an_order_that_waits_is_done_as_what_goes_of_it(
    words: str, waits_first: bool
) -> None:
    salad = grouped("蔬菜沙拉 [add_chicken]")
    coffee = replace(grouped("美式咖啡 [iced]"), id="waits")
    carts = (coffee, salad) if waits_first else (salad, coffee)
    acts = read(words, state(*carts), "modify_order")
    [edit] = [one for one in acts if isinstance(one, Edit) and one.op is Op.SWAP]
    assert edit.lines[0].options == ("iced",)


def test_the_wish_of_the_only_line_is_not_put_on_what_comes_to_another() -> None:
    carts = (grouped("蔬菜沙拉 [add_chicken]"), replace(grouped("美式咖啡", "可乐"), id="waits"))
    acts = read("美式咖啡换成拿铁，沙拉还是那样", state(*carts), "modify_order")
    comes = [line for one in acts if isinstance(one, Edit) for line in one.lines]
    assert all("add_chicken" not in line.options for line in comes)


def test_a_plain_swap_keeps_nothing() -> None:
    assert swapped("拿铁换成美式咖啡", grouped("拿铁 [iced]")).lines[0].options == ()


def changed(now: Thing, *before: tuple[str, int]) -> State:
    lines = tuple(Line(item=ITEMS[name], quantity=many) for name, many in before)
    change = Change(thing=now.id, at=NOW, lines=lines)
    return replace(state(now), changed=(change,))


def back(words: str, given: State, **more: Any) -> list[Edit]:
    at = words.index("牛肉面")
    span = {"label": "item", "role": "restore", "value": ITEMS["牛肉面"], "confidence": 0.9}
    told = [{**span, "text": "牛肉面", "start": at, "end": at + 3}]
    acts = read(words, given, "modify_order", spans=told, acts={"restore": 0.9}, **more)
    return [one for one in acts if isinstance(one, Edit)]


AFTER = changed(cart("牛肉面", "担担面 x2"), ("牛肉面", 3))


def test_one_of_those_who_changed_wants_what_they_had() -> None:
    [edit] = back("有一位还是想吃牛肉面", AFTER)
    assert edit.on is not None
    assert (edit.op, edit.on.item, edit.part) == (Op.SWAP, ITEMS["担担面"], 1)
    assert [one.item for one in edit.lines] == [ITEMS["牛肉面"]]


def test_all_of_them() -> None:
    [edit] = back("都还是想吃牛肉面", AFTER)
    assert edit.part == 2


@pytest.mark.parametrize(
    "given",
    [
        state(cart("牛肉面", "担担面 x2")),
        changed(cart("牛肉面 x3"), ("牛肉面", 2)),
        changed(cart("牛肉面", "担担面", "可乐"), ("牛肉面", 3)),
    ],
)
def test_where_no_swap_was_nothing_is_swapped_back(given: State) -> None:
    assert all(one.op is not Op.SWAP for one in back("有一位还是想吃牛肉面", given))


@pytest.mark.parametrize(
    "words",
    [
        "买错了，要的是担担面",
        "sorry, dan dan noodles rather than beef noodles",
        "dan dan noodles, not the beef noodles",
    ],
)
def test_the_wrong_one_of_its_kind_goes(words: str) -> None:
    [edit] = [one for one in read(words, state(cart("牛肉面 x4", "拿铁"))) if isinstance(one, Edit)]
    assert edit.on is not None
    assert (edit.op, edit.on.item) == (Op.SWAP, ITEMS["牛肉面"])
    assert [(one.item, one.quantity) for one in edit.lines] == [(ITEMS["担担面"], None)]


def test_another_of_its_kind_that_is_wanted_besides_is_no_swap() -> None:
    acts = read("再来一份担担面", state(cart("牛肉面 x4")), "order_food")
    assert not [one for one in acts if isinstance(one, Edit) and one.op is Op.SWAP]
