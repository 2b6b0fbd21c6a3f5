"""Edits that take the place of what stands, though they do not name it."""

import pytest

from services.acts.acts import Act, Edit, Op
from services.acts.state import State
from tests.given.acts import ITEMS, cart, state
from tests.given.reading import read


def edits(words: str, given: State, intent: str = "modify_order", **acts: float) -> list[Edit]:
    heard: list[Act] = read(words, given, intent, acts=acts)
    return [one for one in heard if isinstance(one, Edit)]


def test_scrap_that_is_all_that_stands() -> None:
    given = state(cart("拿铁 x2"))
    [swap] = edits("scrap that, 2 americanos", given, **{"edit:add": 0.87})
    assert (swap.op, swap.on and swap.on.lines) == (Op.SWAP, (1,))
    assert [(one.item, one.quantity) for one in swap.lines] == [(ITEMS["美式咖啡"], 2)]


def test_scrap_that_may_be_of_either_of_two() -> None:
    given = state(cart("拿铁 x2", "可乐"))
    found = edits("scrap that, 2 americanos", given, **{"edit:add": 0.87})
    assert not any(one.op is Op.SWAP for one in found)


def test_what_we_have_is_dropped() -> None:
    given = state(cart("可颂", "口罩 x2"))
    [drop] = edits("we have face masks actually, drop those", given, **{"edit:remove": 0.95})
    assert (drop.op, drop.on and drop.on.lines) == (Op.REMOVE, (2,))


@pytest.mark.parametrize(
    ("words", "intent"), [("one of us is out sick", "chitchat"), ("有一个人不吃", "browse_menu")]
)
def test_one_fewer_of_what_everybody_has(words: str, intent: str) -> None:
    given = state(cart("热干面 x6", "可乐 x6"))
    found = edits(words, given, intent, give=0.2)
    assert [(one.op, one.quantity) for one in found] == [(Op.FEWER, 1)] * 2


def test_who_does_not_eat_is_of_nothing_where_portions_differ() -> None:
    given = state(cart("热干面 x6", "可乐 x4"))
    assert edits("one of us is out sick", given, "chitchat", give=0.2) == []
