"""Numbers that are told as a share, for each person, or as a multiple, as acts."""

import pytest

from services.acts.acts import Edit, Op, Start
from tests.given.acts import ITEMS, cart, state
from tests.given.reading import read

RICE, COLA, SPRITE = ITEMS["宫保鸡丁盖饭"], ITEMS["可乐"], ITEMS["雪碧"]


@pytest.mark.parametrize("text", ["其中一半不要辣", "half of them no chili"])
def test_half_of_what_stands_is_refined(text: str) -> None:
    [act] = read(text, state(cart("宫保鸡丁盖饭 x4")), "modify_order")
    assert isinstance(act, Edit)
    assert (act.op, act.share, act.part, act.options) == (Op.REFINE, 0.5, None, ("no_chili",))


@pytest.mark.parametrize("text", ["一半可乐换成雪碧", "change half the colas to Sprite"])
def test_half_of_an_item_is_swapped(text: str) -> None:
    [act] = read(text, state(cart("可乐 x4")), "modify_order")
    assert isinstance(act, Edit)
    assert (act.op, act.share) == (Op.SWAP, 0.5)
    assert [line.item for line in act.lines] == [SPRITE]
    assert act.on is not None
    assert act.on.item == COLA


@pytest.mark.parametrize("text", ["减掉一半可乐", "take off half of the colas"])
def test_half_of_an_item_goes(text: str) -> None:
    [act] = read(text, state(cart("可乐 x4", "宫保鸡丁盖饭 x2")), "modify_order")
    assert isinstance(act, Edit)
    assert (act.op, act.share) == (Op.FEWER, 0.5)


def test_half_of_what_is_ordered_is_a_line_of_its_own() -> None:
    [act] = read("来四份宫保鸡丁盖饭，其中一半不要辣", state(), "order_food")
    assert isinstance(act, Start)
    assert [(line.quantity, line.options) for line in act.lines] == [(2, ()), (2, ("no_chili",))]


def test_half_of_an_uneven_number_is_put_in_plain_and_asked() -> None:
    start, edit = read("来三份宫保鸡丁盖饭，其中一半不要辣", state(), "order_food")
    assert isinstance(start, Start)
    assert [(line.quantity, line.options) for line in start.lines] == [(3, ())]
    assert isinstance(edit, Edit)
    assert (edit.op, edit.share, edit.options) == (Op.REFINE, 0.5, ("no_chili",))


def test_one_each_says_for_whom_it_is_counted() -> None:
    [act] = read("三份宫保鸡丁盖饭，一人一罐可乐", state(), "order_food")
    assert isinstance(act, Start)
    assert [(line.item, line.quantity, line.each) for line in act.lines] == [
        (RICE, 3, False), (COLA, 1, True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "many"),
    [("twice as many colas as kung pao chicken rice", 6), ("可乐要宫保鸡丁盖饭的两倍", 6)],
)
def test_a_multiple_of_what_stands_is_a_number(text: str, many: int) -> None:
    [act] = read(text, state(cart("宫保鸡丁盖饭 x3")), "order_food")
    assert isinstance(act, Edit)
    assert act.op is Op.ADD
    assert [(line.item, line.quantity) for line in act.lines] == [(COLA, many)]


def test_a_multiple_of_what_stands_sets_a_line_that_stands() -> None:
    stands = state(cart("宫保鸡丁盖饭 x3", "可乐"))
    [act] = read("make it twice as many colas as kung pao chicken rice", stands, "modify_order")
    assert isinstance(act, Edit)
    assert (act.op, act.quantity) == (Op.SET, 6)


def test_a_multiple_of_nothing_has_to_be_asked() -> None:
    [act] = read("可乐要宫保鸡丁盖饭的两倍", state(), "order_food")
    assert isinstance(act, Start)
    assert [(line.item, line.quantity, line.each) for line in act.lines] == [(COLA, None, True)]
