"""Swaps of some of those that are done in one way, and what is shared out among people."""

import pytest

from services.acts.acts import Edit, Op, Start
from tests.given.acts import ITEMS, cart, state
from tests.given.reading import read

TWO_WAYS = state(cart("拿铁 x2 [iced]", "拿铁 x3 [hot]", "可颂"))


@pytest.mark.parametrize(
    ("words", "line", "part"),
    [
        ("one of the iced lattes should be an americano instead", 1, 1),
        ("热的拿铁里面有两杯换成美式咖啡", 2, 2),
    ],
)
def test_some_of_those_that_are_so(words: str, line: int, part: int) -> None:
    acts = read(words, TWO_WAYS, "modify_order")
    [swap] = [one for one in acts if isinstance(one, Edit) and one.op is Op.SWAP]
    assert swap.on is not None
    assert (swap.on.lines, swap.part) == ((line,), part)
    assert [(one.item, one.options) for one in swap.lines] == [(ITEMS["美式咖啡"], ())]


def test_what_comes_is_done_as_is_said_behind_it() -> None:
    acts = read("one of the iced lattes becomes an americano, hot", TWO_WAYS, "modify_order")
    [swap] = [one for one in acts if isinstance(one, Edit) and one.op is Op.SWAP]
    assert swap.lines[0].options == ("hot",)


@pytest.mark.parametrize(
    ("words", "first", "second"),
    [
        ("six of us: four want a latte each, the other two want a croissant each", 4, 2),
        ("我们六个人，四个要拿铁，剩下两个要可颂", 4, 2),
        ("seven of us, five want a latte each and the rest want croissant", 5, 2),
        ("eight of us: five latte, the rest croissant", 5, 3),
    ],
)
def test_what_is_shared_out(words: str, first: int, second: int) -> None:
    [begins] = [one for one in read(words, state(), "order_food") if isinstance(one, Start)]
    assert [one.quantity for one in begins.lines] == [first, second]


def test_what_is_for_each_of_several_is_all_put_in() -> None:
    words = "老王牛肉面，小陈担担面，我热干面"
    [begins] = [one for one in read(words, state(), "order_food") if isinstance(one, Start)]
    assert [one.item for one in begins.lines] == [ITEMS[n] for n in ("牛肉面", "担担面", "热干面")]


def test_what_is_halved_does_not_stay_as_the_rest_does() -> None:
    given = state(cart("可乐 x4", "拿铁 x6", "雪碧"))
    acts = read("可乐不用了；拿铁减半，其他不变", given, "modify_order")
    edits = [(one.op, one.on.item if one.on else None) for one in acts if isinstance(one, Edit)]
    assert edits == [(Op.REMOVE, ITEMS["可乐"]), (Op.SET, ITEMS["拿铁"])]
