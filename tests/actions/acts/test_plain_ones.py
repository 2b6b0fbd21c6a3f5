"""Portions of one item that are told by how they are done, or that nothing is done to them."""

import pytest

from services.acts.acts import Edit, Op
from tests.given.acts import ITEMS, cart, state
from tests.given.reading import read

TWO_WAYS = state(cart("牛肉面 x2", "牛肉面 [no_cilantro]", "柠檬茶 x3"))


@pytest.mark.parametrize(
    "words",
    [
        "one of the normal beef noodles should be tomato egg noodles instead",
        "普通的牛肉面里换一碗成番茄鸡蛋面",
    ],
)
def test_one_of_those_to_which_nothing_is_done(words: str) -> None:
    acts = read(words, TWO_WAYS, "modify_order")
    [swap] = [one for one in acts if isinstance(one, Edit) and one.op is Op.SWAP]
    assert swap.on is not None
    assert (swap.on.lines, swap.part) == ((1,), 1)
    assert [one.item for one in swap.lines] == [ITEMS["番茄鸡蛋面"]]


def test_what_is_done_so_is_the_portion_with_that_option() -> None:
    given = state(cart("麻婆豆腐饭 x2", "麻婆豆腐饭 x2 [mild]"))
    acts = read("replace one of the mild ones with a cola", given, "modify_order")
    [swap] = [one for one in acts if isinstance(one, Edit) and one.op is Op.SWAP]
    assert swap.on is not None
    assert swap.on.lines == (2,)


def test_where_all_are_alike_nothing_is_told_apart() -> None:
    given = state(cart("牛肉面 x3"))
    acts = read("one of the normal beef noodles should be a cola instead", given, "modify_order")
    [swap] = [one for one in acts if isinstance(one, Edit) and one.op is Op.SWAP]
    assert swap.on is not None
    assert not swap.on.lines


def test_a_swap_that_is_read_twice_is_one() -> None:
    given = state(cart("红烧肉盖饭 x2", "可乐"))
    words = "他那份红烧肉盖饭换成麻婆豆腐饭，另一份红烧肉盖饭照旧"
    swaps = [one for one in read(words, given, "modify_order") if isinstance(one, Edit)]
    assert [(one.op, one.part) for one in swaps] == [(Op.SWAP, 1)]
